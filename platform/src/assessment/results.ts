import type { Result, RubricDraft } from './model.ts';

type Json = Readonly<Record<string, unknown>>;

const criterionAt = (achievementId: string, criterionId: string): string => `${achievementId}#${criterionId}`;
const levelAt = (achievementId: string, criterionId: string, levelId: string): string =>
  `${achievementId}#${criterionId}/${levelId}`;

/**
 * Writes a rubric as the `resultDescription` of an Open Badges 3.0 Achievement, one entry a criterion. A
 * must-pass level becomes `requiredLevel`. The achievement's id is that of the exact badge version.
 */
export function resultDescriptionsOf(rubric: RubricDraft, achievementId: string): Json[] {
  return rubric.criteria.map((criterion) => ({
    id: criterionAt(achievementId, criterion.id),
    type: ['ResultDescription'],
    name: criterion.name,
    resultType: 'RubricCriterionLevel',
    rubricCriterionLevel: criterion.levels.map((level) => ({
      id: levelAt(achievementId, criterion.id, level.id),
      type: ['RubricCriterionLevel'],
      name: level.name,
      level: level.id,
      points: String(level.points),
      ...(level.description === undefined ? {} : { description: level.description }),
    })),
    ...(criterion.mustPass === undefined
      ? {}
      : { requiredLevel: levelAt(achievementId, criterion.id, criterion.mustPass) }),
  }));
}

/** Writes results as the `result` of an Open Badges 3.0 subject, pointing into `resultDescriptionsOf`. */
export function resultsOf(results: readonly Result[], achievementId: string): Json[] {
  return results.map(({ criterionId, levelId }) => ({
    type: ['Result'],
    resultDescription: criterionAt(achievementId, criterionId),
    achievedLevel: levelAt(achievementId, criterionId, levelId),
  }));
}
