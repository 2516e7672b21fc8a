import {
  refuse,
  requireBinary,
  requireFinite,
  requireNumber,
  requireSameLength,
  type Check,
  type Numbers,
  type Warning,
} from '../core/index.ts';
import { logisticRegression, type LogisticFit, type Predictors } from '../regression/index.ts';

/** Whose effect is estimated: the treated (`att`), everyone (`ate`), or where both choices happen (`overlap`). */
export type Estimand = 'att' | 'ate' | 'overlap';

/** Weights that make the untreated comparable, with what tells whether they can. */
export interface PropensityWeights {
  estimand: Estimand;
  /** One a row; 0 for rows that were trimmed away. */
  weights: Float64Array;
  /** Rows left out by trimming, in order. */
  trimmed: Int32Array;
  /** Kish's effective sample sizes (Σw)² ÷ Σw². */
  effectiveTreated: number;
  effectiveControl: number;
  /** Range of scores in which both groups are found. */
  commonSupport: readonly [number, number];
  treatedOutside: number;
  controlOutside: number;
  /** Largest share of a group's weight on one row. */
  largestShare: number;
  checks: Check[];
  warnings: Warning[];
}

/**
 * Fits the probability of treatment by logistic regression on named covariates.
 * Refuses `separation` where covariates tell treatment exactly: then no weights exist.
 * Source: Rosenbaum and Rubin (1983), Biometrika 70.
 */
export function propensityScores(input: { treated: Numbers; covariates: Predictors; weights?: Numbers }): {
  scores: Float64Array;
  fit: LogisticFit;
} {
  requireBothGroups(input.treated);
  const fit = logisticRegression({
    y: input.treated,
    predictors: input.covariates,
    ...(input.weights === undefined ? {} : { weights: input.weights }),
  });
  return { scores: fit.fitted, fit };
}

/**
 * Turns propensity scores into weights: `att` gives treated 1 and others e ÷ (1 − e); `ate` gives 1 ÷ e and
 * 1 ÷ (1 − e); `overlap` gives 1 − e and e (Li, Morgan and Zaslavsky 2018, JASA 113).
 *
 * `trim` drops rows with scores outside [low, high] first (Crump et al. 2009, Biometrika 96). Refuses `no_overlap`
 * where the groups' score ranges do not meet or trimming empties a group; warns `poor_overlap` where more than 5 % of
 * treated rows lie outside common support or a group's effective size is below a tenth of its rows.
 */
export function propensityWeights(input: {
  treated: Numbers;
  scores: Numbers;
  estimand?: Estimand;
  trim?: readonly [number, number];
}): PropensityWeights {
  const { treated, scores, estimand = 'att', trim } = input;
  requireBothGroups(treated);
  requireFinite('scores', scores);
  requireSameLength('treated', treated, 'scores', scores);
  for (let i = 0; i < scores.length; i++) requireNumber('scores', scores[i]!, 0, 1);
  const kept = keptRows(treated, scores, trim);
  const range = (group: number): [number, number] => {
    const own = kept.filter((i) => treated[i] === group).map((i) => scores[i]!);
    if (own.length === 0)
      refuse('no_overlap', 'trim', `no ${group === 1 ? 'treated' : 'untreated'} row is left`);
    return [own.reduce((a, b) => Math.min(a, b)), own.reduce((a, b) => Math.max(a, b))];
  };
  const [one, zero] = [range(1), range(0)];
  const commonSupport: [number, number] = [Math.max(one[0], zero[0]), Math.min(one[1], zero[1])];
  if (commonSupport[0] > commonSupport[1])
    refuse('no_overlap', 'scores', 'no treated row has a score among those of untreated rows');
  const weights = new Float64Array(treated.length);
  for (const i of kept) weights[i] = weightOf(treated[i]!, scores[i]!, estimand);
  const size = (group: number): number =>
    effectiveSize(kept.filter((i) => treated[i] === group).map((i) => weights[i]!));
  const outside = (group: number): number =>
    kept.filter(
      (i) => treated[i] === group && (scores[i]! < commonSupport[0] || scores[i]! > commonSupport[1]),
    ).length;
  const result = {
    estimand,
    weights,
    trimmed: droppedRows(treated.length, kept),
    effectiveTreated: size(1),
    effectiveControl: size(0),
    commonSupport,
    treatedOutside: outside(1),
    controlOutside: outside(0),
    largestShare: Math.max(largestShare(treated, weights, 1), largestShare(treated, weights, 0)),
  };
  return { ...result, ...judge(result, kept, treated) };
}

/** Kish's effective sample size of weights, 0 where all are 0. Refuses `empty`, `not_finite`, `negative_weight`. */
export function effectiveSize(weights: Numbers): number {
  requireFinite('weights', weights);
  let [sum, squares] = [0, 0];
  for (let i = 0; i < weights.length; i++) {
    if (weights[i]! < 0) refuse('negative_weight', 'weights', `value ${i} is ${weights[i]!}`);
    sum += weights[i]!;
    squares += weights[i]! ** 2;
  }
  return squares === 0 ? 0 : (sum * sum) / squares;
}

/** Refuses a treatment that is not 0 and 1, or where one of the two is missing. */
export function requireBothGroups(treated: Numbers, name = 'treated'): void {
  requireBinary(name, treated);
  let ones = 0;
  for (let i = 0; i < treated.length; i++) ones += treated[i]!;
  if (ones === 0 || ones === treated.length) refuse('constant', name, 'has the same value in every row');
}

function keptRows(treated: Numbers, scores: Numbers, trim: readonly [number, number] | undefined): number[] {
  const rows = Array.from(treated, (_, i) => i);
  if (trim === undefined) return rows;
  requireNumber('trim', trim[0], 0, 1);
  requireNumber('trim', trim[1], trim[0], 1);
  return rows.filter((i) => scores[i]! >= trim[0] && scores[i]! <= trim[1]);
}

function weightOf(treated: number, score: number, estimand: Estimand): number {
  const e = score;
  if (treated === 1 ? estimand === 'ate' && e === 0 : estimand !== 'overlap' && e === 1)
    refuse('no_overlap', 'scores', `a score is ${e}, so its weight has no bound`);
  if (estimand === 'overlap') return treated === 1 ? 1 - e : e;
  if (estimand === 'att') return treated === 1 ? 1 : e / (1 - e);
  return treated === 1 ? 1 / e : 1 / (1 - e);
}

function largestShare(treated: Numbers, weights: Float64Array, group: number): number {
  let [sum, top] = [0, 0];
  for (let i = 0; i < weights.length; i++)
    if (treated[i] === group) {
      sum += weights[i]!;
      top = Math.max(top, weights[i]!);
    }
  return sum === 0 ? 0 : top / sum;
}

function judge(
  r: { effectiveTreated: number; effectiveControl: number; treatedOutside: number },
  kept: number[],
  treated: Numbers,
): { checks: Check[]; warnings: Warning[] } {
  const n1 = kept.filter((i) => treated[i] === 1).length;
  const n0 = kept.length - n1;
  const share = r.treatedOutside / n1;
  const thin = Math.min(r.effectiveTreated / n1, r.effectiveControl / n0);
  const checks: Check[] = [
    {
      name: 'common_support',
      passed: share <= 0.05,
      value: share,
      detail: 'share of treated rows outside common support',
    },
    {
      name: 'effective_size',
      passed: thin >= 0.1,
      value: thin,
      detail: 'smaller effective size as a share of its rows',
    },
  ];
  const failed = checks.filter((c) => c.passed === false);
  return {
    checks,
    warnings: failed.map((c) => ({
      code: 'poor_overlap',
      detail: `${c.detail}: ${(c.value ?? 0).toPrecision(3)}`,
    })),
  };
}

function droppedRows(n: number, kept: readonly number[]): Int32Array {
  const isKept = new Uint8Array(n);
  for (const i of kept) isKept[i] = 1;
  return Int32Array.from(Array.from(isKept, (_, i) => i).filter((i) => isKept[i] === 0));
}
