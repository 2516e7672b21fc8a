import {
  leastSquares,
  multiplyVector,
  refuse,
  requireFinite,
  requireSameLength,
  requireWeights,
  wald,
  type Check,
  type Estimate,
  type Numbers,
  type Warning,
} from '../core/index.ts';
import {
  coefficient,
  designOf,
  linearRegression,
  logisticRegression,
  type Predictors,
} from '../regression/index.ts';
import { propensityWeights, requireBothGroups } from './propensity.ts';
import { influenceError, twoGroupAtt, type AttMethod } from './two-group.ts';

/** Outcome, treatment (0 or 1) and named covariates, one row a person. */
export interface EffectInput {
  outcome: Numbers;
  treated: Numbers;
  covariates: Predictors;
  level?: number;
}

/** An effect with the checks of what it rests on; unmeasured differences between groups are never checked by it. */
export interface EffectEstimate extends Estimate {
  readonly checks: readonly Check[];
}

/**
 * The weighted difference in means (Hájek), weights taken as fixed, with an HC0 error; equal to weighted least
 * squares on treatment. With covariates it is their weighted regression, which adjusts for what weighting left.
 * Refuses `empty`, `not_finite`, `length_mismatch`, `negative_weight`, `constant`.
 */
export function weightedDifference(input: {
  outcome: Numbers;
  treated: Numbers;
  weights: Numbers;
  covariates?: Predictors;
  level?: number;
}): Estimate {
  const { outcome, treated, weights, covariates = {}, level = 0.95 } = input;
  requireFinite('outcome', outcome);
  requireBothGroups(treated);
  requireSameLength('outcome', outcome, 'treated', treated);
  requireWeights('weights', weights);
  const rows = Array.from(outcome, (_, i) => i).filter((i) => weights[i]! > 0);
  const pick = (xs: Numbers): Float64Array => Float64Array.from(rows, (i) => xs[i]!);
  const fit = linearRegression({
    y: pick(outcome),
    predictors: {
      treated: pick(treated),
      ...Object.fromEntries(Object.entries(covariates).map(([name, xs]) => [name, pick(xs)])),
    },
    weights: pick(weights),
    errors: 'HC0',
    level,
  });
  const { estimate, standardError } = coefficient(fit, 'treated');
  return wald(estimate, standardError, { n: rows.length, level });
}

/**
 * The effect on the treated by outcome regression, odds weighting (Hájek) or, by default, doubly robust: right if
 * either the outcome or the treatment model is. Errors are by influence functions that include both models.
 * Source: Sant'Anna and Zhao (2020), J. Econometrics 219. Refuses `separation`, `no_overlap`, `collinear`.
 */
export function attEffect(input: EffectInput & { method?: AttMethod }): EffectEstimate {
  const { outcome, treated, covariates, method = 'doubly_robust', level = 0.95 } = input;
  checkInput(input);
  const { att, influence, scores } = twoGroupAtt({ y: outcome, treated, covariates, method });
  const { checks, warnings } = overlapOf(treated, scores, 'att');
  return { ...wald(att, influenceError(influence), { n: outcome.length, level, warnings }), checks };
}

/**
 * The average effect over everyone by augmented inverse-probability weighting, linear outcome models in each group
 * and a logistic treatment model; doubly robust. The error is that of the efficient influence function.
 * `trim` drops rows with scores outside it (the effect is then that of the rest).
 * Source: Robins, Rotnitzky and Zhao (1994), JASA 89. Refuses `separation`, `no_overlap`, `collinear`.
 */
export function aipwEffect(input: EffectInput & { trim?: readonly [number, number] }): EffectEstimate {
  const { outcome, treated, covariates, level = 0.95 } = input;
  checkInput(input);
  const fit = logisticRegression({ y: treated, predictors: covariates });
  const overlap = propensityWeights({
    treated,
    scores: fit.fitted,
    estimand: 'ate',
    ...(input.trim === undefined ? {} : { trim: input.trim }),
  });
  const { x, names } = designOf(covariates, outcome.length, true);
  const model = (group: number): Float64Array => {
    const own = Float64Array.from(treated, (d, i) => (d === group && overlap.weights[i]! > 0 ? 1 : 0));
    if (own.reduce((a, b) => a + b, 0) <= names.length)
      refuse('too_few', 'treated', `group ${group} has no more rows than coefficients`);
    return multiplyVector(x, leastSquares(x, outcome, own, names).coefficients);
  };
  const [m1, m0] = [model(1), model(0)];
  const scores: number[] = [];
  for (let i = 0; i < outcome.length; i++) {
    if (overlap.weights[i] === 0) continue;
    const e = fit.fitted[i]!;
    const correction = treated[i] === 1 ? (outcome[i]! - m1[i]!) / e : -(outcome[i]! - m0[i]!) / (1 - e);
    scores.push(m1[i]! - m0[i]! + correction);
  }
  const n = scores.length;
  const estimate = scores.reduce((a, b) => a + b, 0) / n;
  const se = Math.sqrt(scores.reduce((s, v) => s + (v - estimate) ** 2, 0)) / n;
  return { ...wald(estimate, se, { n, level, warnings: overlap.warnings }), checks: overlap.checks };
}

function checkInput({ outcome, treated, covariates }: EffectInput): void {
  requireFinite('outcome', outcome);
  requireBothGroups(treated);
  requireSameLength('outcome', outcome, 'treated', treated);
  for (const [name, x] of Object.entries(covariates)) requireSameLength('outcome', outcome, name, x);
}

function overlapOf(
  treated: Numbers,
  scores: Float64Array | null,
  estimand: 'att' | 'ate',
): { checks: Check[]; warnings: Warning[] } {
  if (scores === null) return { checks: [], warnings: [] };
  const { checks, warnings } = propensityWeights({ treated, scores, estimand });
  return { checks, warnings };
}
