import { toHex, toUtf8 } from '@rungs/credentials/bytes';
import { canonicalJson } from '@rungs/credentials/json';
import { hashSync } from '@rungs/credentials/platform';
import { addRatios, compareRatios, multiplyRatios, ratio, type Ratio } from '#kernel';
import { errors } from './errors.ts';
import { quotientOf, reduced, shareOf } from './exact.ts';
import type {
  Assessor,
  Criterion,
  CriterionExplanation,
  Explanation,
  Level,
  Outcome,
  Result,
  RubricDraft,
  ScoreRule,
  SubmissionState,
} from './model.ts';
import { maxPointsOf } from './rubric-rules.ts';

/**
 * Decides mastery exactly: each criterion counts with its points over its maximum, weighted; the weighted
 * share must reach the threshold, and every must-pass level must be reached, whatever the share is. The
 * order of the results does not matter. Errors: score_invalid.
 */
export function decide(rubric: RubricDraft, results: readonly Result[]): Explanation {
  const found = rubric.criteria.map((criterion) => ({ criterion, level: levelFor(criterion, results) }));
  const known = new Set(rubric.criteria.map((criterion) => criterion.id));
  for (const { criterionId } of results)
    if (!known.has(criterionId))
      throw errors.fail('score_invalid', `The rubric has no criterion ${criterionId}.`);

  const total = weightedShare(found);
  const threshold = ratio(rubric.thresholdNumerator, rubric.thresholdDenominator);
  const isThresholdMet = compareRatios(total, threshold) >= 0;
  const criteria = found.map(({ criterion, level }) => explain(criterion, level));
  const missedCriteria = criteria.filter((c) => c.mustPass?.isMet === false).map((c) => c.criterionId);
  const outcome: Outcome = isThresholdMet && missedCriteria.length === 0 ? 'mastered' : 'not_yet';
  return {
    outcome,
    total: shareOf(total),
    threshold: shareOf(threshold),
    isThresholdMet,
    missedCriteria,
    criteria,
  };
}

function levelFor(criterion: Criterion, results: readonly Result[]): Level {
  const own = results.filter((result) => result.criterionId === criterion.id);
  const [result] = own;
  if (result === undefined || own.length > 1)
    throw errors.fail('score_invalid', `${criterion.id} is scored ${own.length} times; it takes one score.`, {
      criterionId: criterion.id,
    });
  const level = criterion.levels.find((l) => l.id === result.levelId);
  if (level === undefined)
    throw errors.fail('score_invalid', `${criterion.id} has no level ${result.levelId}.`, {
      criterionId: criterion.id,
      levelId: result.levelId,
    });
  return level;
}

/** Sum of weight × points over maximum, over the sum of the weights. */
function weightedShare(found: readonly { criterion: Criterion; level: Level }[]): Ratio {
  let sum = ratio(0, 1);
  let weights = 0n;
  for (const { criterion, level } of found) {
    sum = reduced(addRatios(sum, ratio(criterion.weight * level.points, maxPointsOf(criterion))));
    weights += BigInt(criterion.weight);
  }
  return reduced(multiplyRatios(sum, ratio(1n, weights)));
}

function explain(criterion: Criterion, level: Level): CriterionExplanation {
  const required = criterion.levels.find((l) => l.id === criterion.mustPass);
  const maxPoints = maxPointsOf(criterion);
  return {
    criterionId: criterion.id,
    name: criterion.name,
    levelId: level.id,
    levelName: level.name,
    points: level.points,
    maxPoints,
    weight: criterion.weight,
    share: shareOf(ratio(level.points, maxPoints)),
    ...(required === undefined
      ? {}
      : {
          mustPass: {
            levelId: required.id,
            levelName: required.name,
            isMet: level.points >= required.points,
          },
        }),
  };
}

/** The results of an explanation, in the order of the rubric. */
export function resultsIn(explanation: Explanation): Result[] {
  return explanation.criteria.map(({ criterionId, levelId }) => ({ criterionId, levelId }));
}

/** SHA-256, in hexadecimal, over the canonical JSON of what was decided on which rubric. */
export function decisionDigest(rubricDigest: string, explanation: Explanation): string {
  const { outcome } = explanation;
  const said = { rubricDigest, results: resultsIn(explanation), outcome };
  return toHex(hashSync('sha256', toUtf8(canonicalJson(said))));
}

/** A score as a rule reads it. */
export interface ScoreEvidence {
  readonly source: string;
  readonly value: number;
  readonly max: number;
}

/** The levels that scores lead to, and the criteria that no rule or no score reaches. */
export interface RuleResult {
  readonly results: readonly Result[];
  readonly missing: readonly string[];
}

/** Reads levels off scores by the rubric's score rules: for each criterion the best band that is reached. */
export function levelsByRule(rubric: RubricDraft, scores: readonly ScoreEvidence[]): RuleResult {
  const results: Result[] = [];
  const missing: string[] = [];
  for (const { id } of rubric.criteria) {
    const rule = rubric.scoreRules?.find((r) => r.criterionId === id);
    const levelId = rule === undefined ? undefined : bandFor(rule, scores);
    if (levelId === undefined) missing.push(id);
    else results.push({ criterionId: id, levelId });
  }
  return { results, missing };
}

function bandFor(rule: ScoreRule, scores: readonly ScoreEvidence[]): string | undefined {
  const counted = rule.source === undefined ? scores : scores.filter((score) => score.source === rule.source);
  const [score] = counted;
  if (score === undefined || counted.length > 1) return undefined;
  const reached = quotientOf(score.value, score.max);
  if (reached === undefined) return undefined;
  let best: { at: Ratio; levelId: string } | undefined;
  for (const { atLeast, levelId } of rule.bands) {
    const at = ratio(atLeast.numerator, atLeast.denominator);
    if (compareRatios(reached, at) < 0) continue;
    if (best === undefined || compareRatios(at, best.at) > 0) best = { at, levelId };
  }
  return best?.levelId;
}

/** Refuses a draft that names what the rubric does not have, or a criterion twice (`judgement_draft_invalid`). */
export function checkDraft(
  rubric: RubricDraft,
  scores: readonly { readonly criterionId: string; readonly levelId?: string | undefined }[],
): void {
  const seen = new Set<string>();
  for (const { criterionId, levelId } of scores) {
    const criterion = rubric.criteria.find((c) => c.id === criterionId);
    const isLevel = levelId === undefined || criterion?.levels.some((level) => level.id === levelId) === true;
    if (criterion === undefined || !isLevel || seen.has(criterionId))
      throw errors.fail('judgement_draft_invalid', `The rubric takes no such entry for ${criterionId}.`, {
        criterionId,
      });
    seen.add(criterionId);
  }
}

/** Refuses a decision about a submission that is not waiting for one (`submission_decided`, `submission_returned`). */
export function checkAwaitsDecision(state: SubmissionState): void {
  if (state === 'decided') throw errors.fail('submission_decided', 'The decision has been made.');
  if (state === 'returned') throw errors.fail('submission_returned', 'The learner has it back.');
}

/** Refuses an assessor who would judge themselves (`assessor_conflict`). */
export function checkAssessor(assessor: Assessor, personId: string): void {
  if (assessor.personId === personId)
    throw errors.fail('assessor_conflict', 'The assessor is the person who handed it in.');
}

/** What this person handed in for this badge version before. */
export interface EarlierAttempt {
  readonly attempt: number;
  readonly state: SubmissionState;
  readonly outcome: Outcome | null;
}

/**
 * The number of the next attempt. While one is open there is no other (`submission_open`); after mastery
 * only a badge that expires takes new evidence (`submission_needless`).
 */
export function nextAttempt(earlier: readonly EarlierAttempt[], doesExpire: boolean): number {
  if (earlier.some((e) => e.state !== 'decided'))
    throw errors.fail('submission_open', 'Another submission for this version waits for its decision.');
  if (!doesExpire && earlier.some((e) => e.outcome === 'mastered'))
    throw errors.fail('submission_needless', 'This version was mastered.');
  return Math.max(0, ...earlier.map((e) => e.attempt)) + 1;
}
