import { toHex, toUtf8 } from '@rungs/credentials/bytes';
import { canonicalJson } from '@rungs/credentials/json';
import { hashSync } from '@rungs/credentials/platform';
import { compareRatios, ratio } from '#kernel';
import { errors } from './errors.ts';
import type { Criterion, RubricDraft, ScoreRule } from './model.ts';

/** The most points that a criterion gives. */
export function maxPointsOf(criterion: Criterion): number {
  return Math.max(...criterion.levels.map((level) => level.points));
}

/** SHA-256, in hexadecimal, over the canonical JSON of what a rubric says. */
export function rubricDigest(rubric: RubricDraft): string {
  const { criteria, thresholdNumerator, thresholdDenominator, scoreRules } = rubric;
  const said = { criteria, thresholdNumerator, thresholdDenominator, scoreRules };
  return toHex(hashSync('sha256', toUtf8(canonicalJson(said))));
}

/** Refuses a rubric that contradicts itself (`rubric_invalid`), naming what is wrong. */
export function checkRubric(rubric: RubricDraft): void {
  if (rubric.thresholdNumerator > rubric.thresholdDenominator) refuse('the threshold is more than the whole');
  requireUnique(
    rubric.criteria.map((c) => c.id),
    'criterion',
  );
  rubric.criteria.forEach(checkCriterion);
  const rules = rubric.scoreRules ?? [];
  requireUnique(
    rules.map((r) => r.criterionId),
    'score rule for',
  );
  for (const rule of rules) checkScoreRule(rule, rubric.criteria);
}

function refuse(why: string): never {
  throw errors.fail('rubric_invalid', `The rubric contradicts itself: ${why}.`);
}

function requireUnique(values: readonly (string | number)[], what: string): void {
  const double = values.find((value, i) => values.indexOf(value) !== i);
  if (double !== undefined) refuse(`there are two: ${what} ${double}`);
}

function checkCriterion(criterion: Criterion): void {
  const { id, levels, mustPass } = criterion;
  requireUnique(
    levels.map((level) => level.id),
    `level of ${id}:`,
  );
  requireUnique(
    levels.map((level) => level.points),
    `level of ${id} with points`,
  );
  if (mustPass !== undefined && !levels.some((level) => level.id === mustPass))
    refuse(`${id} must reach ${mustPass}, which is none of its levels`);
}

function checkScoreRule(rule: ScoreRule, criteria: readonly Criterion[]): void {
  const criterion = criteria.find((c) => c.id === rule.criterionId);
  if (criterion === undefined) refuse(`a score rule names the unknown criterion ${rule.criterionId}`);
  const bands = rule.bands
    .map((band) => {
      const level = criterion.levels.find((l) => l.id === band.levelId);
      if (level === undefined) refuse(`a band of ${criterion.id} names the unknown level ${band.levelId}`);
      return { atLeast: ratio(band.atLeast.numerator, band.atLeast.denominator), points: level.points };
    })
    .sort((a, b) => compareRatios(a.atLeast, b.atLeast));
  if (bands[0]?.atLeast.numerator !== 0n) refuse(`no band of ${criterion.id} begins at zero`);
  for (const [i, band] of bands.entries()) {
    const lower = bands[i - 1];
    if (lower === undefined) continue;
    if (compareRatios(lower.atLeast, band.atLeast) === 0) refuse(`two bands of ${criterion.id} begin alike`);
    if (lower.points >= band.points) refuse(`a higher band of ${criterion.id} gives no better level`);
  }
}
