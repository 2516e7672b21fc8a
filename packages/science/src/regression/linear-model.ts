import {
  chiSquareTail,
  leastSquares,
  refuse,
  requireAtLeast,
  requireFinite,
  requireLevel,
  requireSameLength,
  requireVariation,
  requireWeights,
  type Check,
  type LeastSquares,
  type Numbers,
  type Warning,
} from '../core/index.ts';
import { coefficientsOf, jointTestOrNull, type Fitted, type TestResult } from './coefficients.ts';
import { linearCovariance, type CovarianceKind } from './covariance.ts';
import { designOf, INTERCEPT, type Design, type Labels, type Predictors } from './design.ts';

/** What a linear regression is given. */
export interface LinearInput {
  readonly y: Numbers;
  readonly predictors: Predictors;
  /** A constant term; true by default. */
  readonly intercept?: boolean;
  /** Analytic weights (inverse variances), not negative; rows of weight 0 take no part. */
  readonly weights?: Numbers;
  /** `classical` by default, `CR1` where clusters are given. */
  readonly errors?: CovarianceKind;
  /** The cluster of each row, for CR0 and CR1. */
  readonly clusters?: Labels;
  /** Confidence level; 0.95 by default. */
  readonly level?: number;
}

/** A fitted linear model. */
export interface LinearFit extends Fitted {
  readonly n: number;
  readonly errors: CovarianceKind;
  readonly residuals: Float64Array;
  readonly fitted: Float64Array;
  readonly leverages: Float64Array;
  /** Residual standard error, weighted where weights are given. */
  readonly sigma: number;
  readonly residualDegrees: number;
  readonly residualSumOfSquares: number;
  /** About the mean with an intercept, about zero without. */
  readonly rSquared: number;
  readonly adjustedRSquared: number;
  /** Gaussian, as of the maximum-likelihood variance. */
  readonly logLikelihood: number;
  /** All slopes zero; null without slopes. */
  readonly overall: TestResult | null;
  /** Of the column-scaled design. */
  readonly condition: number;
  readonly checks: readonly Check[];
  readonly warnings: readonly Warning[];
}

/** Resolves which errors are meant. Refuses clusters beside errors that would not use them (`out_of_range`). */
export function errorKind(errors: CovarianceKind | undefined, clusters: Labels | undefined): CovarianceKind {
  const kind = errors ?? (clusters === undefined ? 'classical' : 'CR1');
  if (clusters !== undefined && kind !== 'CR0' && kind !== 'CR1')
    refuse('out_of_range', 'errors', `is ${kind}, which ignores the given clusters`);
  if (clusters === undefined && (kind === 'CR0' || kind === 'CR1'))
    refuse('empty', 'clusters', `is needed by ${kind}`);
  return kind;
}

/** Koenker's studentised test of constant variance: n·R² of the squared residuals on the design. Source: Koenker (1981), Journal of Econometrics 17. */
function constantVariance(design: Design, solved: LeastSquares): Check {
  const squares = solved.residuals.map((e) => e * e);
  const auxiliary = leastSquares(design.x, squares, undefined, design.names);
  const mean = squares.reduce((sum, value) => sum + value, 0) / squares.length;
  const total = squares.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const rest = auxiliary.residuals.reduce((sum, value) => sum + value * value, 0);
  const statistic = total > 0 ? squares.length * (1 - rest / total) : 0;
  const value = chiSquareTail(Math.max(0, statistic), design.names.length - 1);
  return {
    name: 'constant_variance',
    passed: value >= 0.05,
    value,
    detail: `Koenker's Breusch–Pagan p-value ${value.toPrecision(3)}`,
  };
}

function sumsOfSquares(y: Numbers, solved: LeastSquares, weights: Float64Array | null, isCentred: boolean) {
  let [total, mean, sumLog, n] = [0, 0, 0, 0];
  for (let i = 0; i < y.length; i++) {
    const w = weights === null ? 1 : (weights[i] as number);
    if (w === 0) continue;
    n++;
    total += w;
    mean += w * (y[i] as number);
    sumLog += Math.log(w);
  }
  mean = isCentred ? mean / total : 0;
  let [rest, all, raw] = [0, 0, 0];
  for (let i = 0; i < y.length; i++) {
    const w = weights === null ? 1 : (weights[i] as number);
    rest += w * (solved.residuals[i] as number) ** 2;
    all += w * ((y[i] as number) - mean) ** 2;
    raw += w * (y[i] as number) ** 2;
  }
  return { n, rest, all, raw, sumLog };
}

/** Refuses an outcome that cannot be regressed, bad weights and a bad level. */
export function requireOutcome(y: Numbers, weights: Numbers | undefined, level: number): void {
  requireLevel(level);
  requireFinite('y', y);
  requireAtLeast('y', y, 2);
  requireVariation('y', y);
  if (weights === undefined) return;
  requireSameLength('y', y, 'weights', weights);
  requireWeights('weights', weights);
}

/**
 * Fits y = Xβ + e by ordinary or weighted least squares. Intervals and p-values use Student's t with
 * n − k degrees of freedom, or clusters − 1 with clustered errors. Refuses not finite, constant
 * or collinear predictors, negative weights, and as many coefficients as rows (`too_few`).
 * Source: White (1980), Econometrica 48, for HC0; MacKinnon and White (1985), J. Econometrics 29, for HC1 to HC3.
 */
export function linearRegression(input: LinearInput): LinearFit {
  const { y, level = 0.95, intercept = true } = input;
  requireOutcome(y, input.weights, level);
  const kind = errorKind(input.errors, input.clusters);
  const weights = input.weights === undefined ? null : Float64Array.from(input.weights);
  const design = designOf(input.predictors, y.length, intercept);
  const k = design.names.length;
  const solved = leastSquares(design.x, y, input.weights, design.names);
  const { n, rest, all, raw, sumLog } = sumsOfSquares(y, solved, weights, intercept);
  const residualDegrees = n - k;
  if (residualDegrees < 1)
    refuse('too_few', 'y', `has ${n} rows for ${k} coefficients, which leaves no residual`);
  const robust = linearCovariance({
    x: design.x,
    bread: solved.inverse,
    residuals: solved.residuals,
    leverages: solved.leverages,
    weights,
    kind,
    clusters: input.clusters ?? null,
    n,
    k,
    clusterK: k,
  });
  const { covariance, degrees } = robust;
  const coefficients = coefficientsOf(design.names, solved.coefficients, covariance, { n, level, degrees });
  const isExact = rest <= 1e-26 * raw;
  const warnings = [...robust.warnings];
  if (isExact)
    warnings.push({
      code: 'exact_fit',
      detail: 'the residuals are rounding errors; standard errors mean nothing',
    });
  const checks: Check[] = [conditionCheck(solved.condition)];
  if (kind === 'classical' && intercept && k > 1 && weights === null && !isExact && n > k + 1)
    checks.push(constantVariance(design, solved));
  const slopes = design.names.filter((name) => name !== INTERCEPT);
  const base = { coefficients, covariance, degrees };
  const rSquared = all > 0 ? 1 - rest / all : 0;
  return {
    ...base,
    n,
    errors: kind,
    residuals: solved.residuals,
    fitted: solved.residuals.map((e, i) => (y[i] as number) - e),
    leverages: solved.leverages,
    sigma: Math.sqrt(rest / residualDegrees),
    residualDegrees,
    residualSumOfSquares: rest,
    rSquared,
    adjustedRSquared: 1 - (1 - rSquared) * ((n - (intercept ? 1 : 0)) / residualDegrees),
    logLikelihood: 0.5 * (sumLog - n * (Math.log((2 * Math.PI * rest) / n) + 1)),
    overall: isExact ? null : jointTestOrNull(base, slopes),
    condition: solved.condition,
    checks,
    warnings,
  };
}

/** The check of the condition number of a design that was not refused. */
export function conditionCheck(condition: number): Check {
  return {
    name: 'condition_number',
    passed: condition < 1e6,
    value: condition,
    detail: `column-scaled condition number ${condition.toPrecision(3)}; over 1e10 is refused`,
  };
}
