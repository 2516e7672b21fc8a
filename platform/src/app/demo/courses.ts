import type { OrgId } from '#kernel';
import type { Desk } from './door.ts';
import { readModuleScores } from './examples.ts';
import { publishBadge } from './publish-badge.ts';

/** One badge for each module presentation, with the one score that OULAD has; 40 of 100 is a pass there. */
export async function loadCourses(records: Desk, orgId: OrgId): Promise<void> {
  const scores = readModuleScores().filter((row) => row.score !== '');
  const courses = new Set(scores.map((row) => `${row.code_module} ${row.code_presentation}`));
  const badges = new Map<string, string>();
  for (const course of courses)
    badges.set(course, await publishBadge(records, orgId, course, courseDraft(course), courseRubric));
  for (const row of scores) {
    const student = `oulad-${row.code_module}-${row.code_presentation}-${row.id_student}`.toLowerCase();
    const { submissionId } = await records.send<{ submissionId: string }>(
      'POST',
      `/orgs/${orgId}/submissions`,
      {
        badgeId: badges.get(`${row.code_module} ${row.code_presentation}`),
        person: { name: `OULAD student ${row.id_student} (anonymous)`, email: `${student}@example.org` },
        evidence: [{ kind: 'score', source: 'OULAD coursework', value: Number(row.score), max: 100 }],
      },
      student,
    );
    await records.send(
      'POST',
      `/orgs/${orgId}/submissions/${submissionId}/decide-by-rule`,
      {},
      `${student}:decide`,
    );
  }
}

function courseDraft(course: string): object {
  return {
    name: `Module ${course}: coursework`,
    objective: `Passed the coursework of module ${course}.`,
    description:
      'A real result from the Open University Learning Analytics Dataset. The module is anonymous; what it teaches is not known.',
    criteria: 'A weighted coursework score of at least 40 of 100.',
    achievementType: 'Course',
    tags: ['OULAD 2013'],
  };
}

const courseRubric = {
  criteria: [
    {
      id: 'coursework',
      name: 'Coursework score',
      weight: 1,
      levels: [
        { id: 'below', name: 'Below 40', points: 0 },
        { id: 'passed', name: '40 to 84', points: 1 },
        { id: 'distinction', name: '85 and more', points: 2 },
      ],
    },
  ],
  thresholdNumerator: 1,
  thresholdDenominator: 2,
  scoreRules: [
    {
      criterionId: 'coursework',
      bands: [
        { atLeast: { numerator: 0, denominator: 1 }, levelId: 'below' },
        { atLeast: { numerator: 40, denominator: 100 }, levelId: 'passed' },
        { atLeast: { numerator: 85, denominator: 100 }, levelId: 'distinction' },
      ],
    },
  ],
};
