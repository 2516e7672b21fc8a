import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { rubricSchema, scoreSchema, submissionSchema } from '../platform/src/assessment/model.ts';
import { badgeDraftSchema } from '../platform/src/badges/model.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const json = <T extends z.ZodType>(path: string, schema: T): z.output<T> =>
  schema.parse(JSON.parse(read(path)));
const table = (path: string) => parse<Record<string, string>>(read(path), { columns: true });
const labelled = { isSynthetic: z.literal(true), notice: z.string().startsWith('Synthetic') };

const { badges } = json(
  'data-science-synthetic/badges.json',
  z.strictObject({
    ...labelled,
    badges: z.array(
      z.strictObject({ key: z.string(), draft: badgeDraftSchema, rubric: rubricSchema.optional() }),
    ),
  }),
);
const { people } = json(
  'data-science-synthetic/people.json',
  z.strictObject({
    ...labelled,
    people: z.array(z.strictObject({ key: z.string(), name: z.string(), email: z.email() })),
  }),
);
const { submissions } = json(
  'data-science-synthetic/evidence.json',
  z.strictObject({
    ...labelled,
    submissions: z.array(
      z.strictObject({
        person: z.enum(people.map((p) => p.key)),
        badge: z.enum(badges.map((b) => b.key)),
        attempt: z.int().min(1),
        submission: submissionSchema,
        judgement: z.strictObject({ scores: z.array(scoreSchema) }),
        expected: z.enum(['mastered', 'not_yet']),
      }),
    ),
  }),
);
const { stack } = json(
  'data-science-synthetic/stack.json',
  z.strictObject({
    ...labelled,
    stack: z.strictObject({
      key: z.string(),
      name: z.string(),
      description: z.string(),
      requirement: z.strictObject({
        kind: z.literal('all'),
        of: z.array(z.strictObject({ kind: z.literal('badge'), badge: z.enum(badges.map((b) => b.key)) })),
      }),
      awards: z.enum(badges.map((b) => b.key)),
    }),
  }),
);

/** What a judgement must lead to, by plain arithmetic on the rubric. */
function outcomeOf(one: (typeof submissions)[number]): string {
  const rubric = badges.find((b) => b.key === one.badge)?.rubric;
  if (rubric === undefined) throw new Error(`${one.badge} has no rubric`);
  let [points, most] = [0, 0];
  let passes = true;
  for (const criterion of rubric.criteria) {
    const pointsOf = (id: string | undefined): number => {
      const level = criterion.levels.find((l) => l.id === id);
      if (level === undefined) throw new Error(`${criterion.id} has no level ${String(id)}`);
      return level.points;
    };
    const got = pointsOf(one.judgement.scores.find((s) => s.criterionId === criterion.id)?.levelId);
    points += criterion.weight * got;
    most += criterion.weight * Math.max(...criterion.levels.map((l) => l.points));
    if (criterion.mustPass !== undefined && got < pointsOf(criterion.mustPass)) passes = false;
  }
  const reaches = points * rubric.thresholdDenominator >= rubric.thresholdNumerator * most;
  return passes && reaches ? 'mastered' : 'not_yet';
}

describe('the synthetic evidence', () => {
  it('leads to the outcomes that it names', () => {
    for (const one of submissions)
      expect(outcomeOf(one), `${one.person}, ${one.badge}, attempt ${String(one.attempt)}`).toBe(
        one.expected,
      );
  });

  it('lets five of eight people complete the stack, one of them at a second attempt', () => {
    const parts = stack.requirement.of.map((r) => r.badge);
    const holds = (person: string, badge: string): boolean =>
      submissions.some((s) => s.person === person && s.badge === badge && s.expected === 'mastered');
    const complete = people.filter((p) => parts.every((badge) => holds(p.key, badge)));
    expect([people.length, complete.length]).toEqual([8, 5]);
    const failed = submissions.filter((s) => s.expected === 'not_yet').map((s) => s.person);
    expect(failed).toEqual(['priya', 'lena']);
    for (const [i, one] of submissions.entries()) {
      const earlier = submissions.slice(0, i).filter((s) => s.person === one.person && s.badge === one.badge);
      expect(one.attempt).toBe(earlier.length + 1);
      expect(earlier.every((s) => s.expected === 'not_yet')).toBe(true);
    }
  });

  it('says of every submission that it is synthetic, and of no two the same', () => {
    expect(submissions.every((s) => s.submission.narrative?.startsWith('Synthetic evidence'))).toBe(true);
    expect(new Set(submissions.map((s) => JSON.stringify(s.submission.evidence))).size).toBe(
      submissions.length,
    );
    for (const person of people) expect(person.email).toMatch(/@example\.org$/);
  });

  it('aligns its badges with codes that the extracts hold', () => {
    const esco = new Set(
      ['digitalSkillsCollection_en', 'transversalSkillsCollection_en', 'derived_skills'].flatMap((name) =>
        table(`esco-1.2.0/${name}.csv`).map((row) => row['conceptUri']?.split('/').at(-1)),
      ),
    );
    const onet = [read('onet-29.0/Content Model Reference.txt'), read('onet-29.0/Technology Skills.txt')]
      .join('\n')
      .split('\n')
      .flatMap((line) => line.split('\t').slice(0, 2));
    const codes = new Set([...esco, ...onet, ...onet.map((example) => `tech:${example}`)]);
    const alignments = badges.flatMap((b) => b.draft.alignments ?? []);
    for (const alignment of alignments) expect(codes, alignment.code).toContain(alignment.code);
    expect(alignments.some((a) => a.framework === 'onet')).toBe(true);
  });
});

describe('the extract of OULAD', () => {
  const students = table('oulad-2013/student.csv');
  const results = table('oulad-2013/student_assessment.csv');
  const assessments = new Map(table('oulad-2013/assessment.csv').map((row) => [row['id_assessment'], row]));

  it('holds three presentations with students who passed, failed, and lack a score', () => {
    expect(new Set(students.map((s) => s['code_module']))).toEqual(new Set(['AAA', 'BBB', 'EEE']));
    expect(students.length).toBe(63);
    const outcomes = new Set(students.map((s) => s['final_result']));
    expect(outcomes).toEqual(new Set(['Pass', 'Fail', 'Withdrawn', 'Distinction']));
    expect(results.filter((r) => r['score'] === '').length).toBeGreaterThan(0);
    expect(Object.keys(students[0] ?? {})).toEqual([
      'code_module',
      'code_presentation',
      'id_student',
      'final_result',
    ]);
  });

  it('derives a module score from nothing but the results beside it', () => {
    for (const row of table('oulad-2013/derived_module_score.csv')) {
      const own = results.filter(
        (r) =>
          r['id_student'] === row['id_student'] &&
          assessments.get(r['id_assessment'])?.['code_module'] === row['code_module'],
      );
      const weighted = own.reduce(
        (sum, r) => sum + Number(assessments.get(r['id_assessment'])?.['weight']) * Number(r['score']),
        0,
      );
      const expected = own.some((r) => r['score'] === '') ? '' : (weighted / 100).toFixed(2);
      expect(row['score']).toBe(expected);
    }
  });
});
