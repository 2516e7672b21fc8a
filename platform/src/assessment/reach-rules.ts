import { compareRatios, ratio } from '#kernel';
import type { Criterion, Decision, Level, RubricDraft } from './model.ts';
import { maxPointsOf } from './rubric-rules.ts';

/** `open` was never judged. */
export type StandingState = 'met' | 'missing' | 'open';

/** Where somebody stands on one criterion of a rubric. */
export interface CriterionStanding {
  readonly criterionId: string;
  readonly name: string;
  readonly state: StandingState;
  /** The name of the level that was found; null when none was. */
  readonly level: string | null;
  /** The name of the least level that meets the criterion. */
  readonly needed: string;
  /** What the assessor wrote to the learner. */
  readonly comment: string | null;
}

/**
 * The least level that meets a criterion: it is not below the must-pass level, and its share of the points is at
 * least the rubric's threshold. So whoever meets every criterion masters the badge; some may master it with less,
 * where one criterion makes up for another.
 */
export function neededLevel(criterion: Criterion, rubric: RubricDraft): Level {
  const threshold = ratio(rubric.thresholdNumerator, rubric.thresholdDenominator);
  const floor = criterion.levels.find((level) => level.id === criterion.mustPass)?.points ?? 0;
  const rising = [...criterion.levels].sort((a, b) => a.points - b.points);
  const max = maxPointsOf(criterion);
  const enough = rising.find((l) => l.points >= floor && compareRatios(ratio(l.points, max), threshold) >= 0);
  const best = rising.at(-1);
  if (best === undefined) throw new Error(`criterion ${criterion.id} has no levels`);
  return enough ?? best;
}

/** Where somebody stands on each criterion by the latest decision; without one all are open. */
export function standingsOf(
  rubric: RubricDraft,
  decision: Pick<Decision, 'results' | 'comments'> | null,
): CriterionStanding[] {
  return rubric.criteria.map((criterion) => {
    const { id: criterionId, name } = criterion;
    const needed = neededLevel(criterion, rubric);
    const levelId = decision?.results.find((r) => r.criterionId === criterionId)?.levelId;
    const level = criterion.levels.find((l) => l.id === levelId);
    const state = level === undefined ? 'open' : level.points >= needed.points ? 'met' : 'missing';
    const comment = decision?.comments.find((c) => c.criterionId === criterionId)?.comment ?? null;
    return { criterionId, name, state, level: level?.name ?? null, needed: needed.name, comment };
  });
}
