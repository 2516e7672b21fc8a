import {
  at,
  chiSquareTail,
  crossProduct,
  invertSymmetric,
  matrix,
  multiplyVector,
  refuse,
  requireAtLeast,
  requireBinary,
  requireLevel,
  requireSameLength,
  requireVariation,
  requireWeights,
  sandwich,
  ScienceRefusal,
  type Check,
  type Matrix,
  type Numbers,
  type Warning,
} from '../core/index.ts';
import { coefficientsOf, type Fitted, type TestResult } from './coefficients.ts';
import { clusterMeat, fewClusters } from './covariance.ts';
import { log1pExp, logistic } from './logit.ts';
import { designOf, INTERCEPT, type Design, type Labels, type Predictors } from './design.ts';

const MOST_ITERATIONS = 50;
const STEP_TOLERANCE = 1e-9;
/** A standardised coefficient beyond this separates the outcomes; the estimate is then infinite. */
const SEPARATION = 15;

/** What a logistic regression is given. */
export interface LogisticInput {
  /** 0 or 1. */
  readonly y: Numbers;
  readonly predictors: Predictors;
  readonly intercept?: boolean;
  /** Case weights, not negative. */
  readonly weights?: Numbers;
  /** `classical` (inverse information) by default; `HC0` sandwich; `CR0` and `CR1` (G/(G−1)) with clusters. */
  readonly errors?: 'classical' | 'HC0' | 'CR0' | 'CR1';
  readonly clusters?: Labels;
  readonly level?: number;
}

/** A fitted logistic regression: coefficients are log odds ratios, tests are normal. */
export interface LogisticFit extends Fitted {
  readonly n: number;
  readonly errors: 'classical' | 'HC0' | 'CR0' | 'CR1';
  /** Probabilities of y = 1. */
  readonly fitted: Float64Array;
  /** The linear predictor. */
  readonly linear: Float64Array;
  readonly logLikelihood: number;
  readonly deviance: number;
  readonly nullDeviance: number;
  readonly aic: number;
  /** Likelihood-ratio test that all slopes are zero; null without slopes. */
  readonly overall: TestResult | null;
  readonly iterations: number;
  readonly condition: number;
  readonly checks: readonly Check[];
  readonly warnings: readonly Warning[];
}

function logLikelihoodOf(y: Numbers, linear: Numbers, weights: Numbers | null): number {
  let sum = 0;
  for (let i = 0; i < y.length; i++) {
    const eta = linear[i] as number;
    sum += (weights === null ? 1 : (weights[i] as number)) * ((y[i] as number) * eta - log1pExp(eta));
  }
  return sum;
}

interface Solution {
  readonly beta: Float64Array;
  readonly linear: Float64Array;
  readonly logLikelihood: number;
  readonly inverse: Matrix;
  readonly condition: number;
  readonly iterations: number;
}

function informationOf(design: Design, linear: Numbers, weights: Numbers | null): Matrix {
  const w = Float64Array.from(linear, (eta, i) => {
    const p = logistic(eta);
    return p * logistic(-eta) * (weights === null ? 1 : (weights[i] as number));
  });
  return crossProduct(design.x, w);
}

function gradientOf(design: Design, y: Numbers, linear: Numbers, weights: Numbers | null): Float64Array {
  const p = design.x.columns;
  const sums = new Float64Array(p);
  for (let i = 0; i < y.length; i++) {
    const rest =
      ((y[i] as number) - logistic(linear[i] as number)) * (weights === null ? 1 : (weights[i] as number));
    for (let j = 0; j < p; j++) sums[j] = (sums[j] as number) + rest * (design.x.data[i * p + j] as number);
  }
  return sums;
}

/** Newton–Raphson, which for the canonical link is iteratively re-weighted least squares, with step halving. */
function solve(design: Design, y: Numbers, weights: Numbers | null, spread: Float64Array): Solution {
  let beta = new Float64Array(design.names.length);
  let linear: Float64Array = new Float64Array(y.length);
  let logLikelihood = logLikelihoodOf(y, linear, weights);
  let condition = 1;
  for (let iteration = 1; iteration <= MOST_ITERATIONS; iteration++) {
    const inverted = inform(design, linear, weights, beta, spread);
    condition = Math.max(condition, inverted.condition);
    const step = multiplyVector(inverted.inverse, gradientOf(design, y, linear, weights));
    let [factor, next, nextLinear, nextLikelihood] = [1, beta, linear, -Infinity];
    for (let half = 0; half < 30; half++) {
      next = beta.map((value, j) => value + factor * (step[j] as number));
      nextLinear = multiplyVector(design.x, next);
      nextLikelihood = logLikelihoodOf(y, nextLinear, weights);
      if (nextLikelihood >= logLikelihood - 1e-12 * Math.abs(logLikelihood)) break;
      factor /= 2;
    }
    const size = step.reduce((most, value, j) => {
      const error = Math.sqrt(at(inverted.inverse, j, j));
      return Math.max(most, Math.abs(factor * value) / Math.max(error, 1e-6 * Math.abs(beta[j] as number)));
    }, 0);
    [beta, linear, logLikelihood] = [next, nextLinear, nextLikelihood];
    requireUnseparated(design.names, beta, spread, false);
    if (size > STEP_TOLERANCE) continue;
    const last = inform(design, linear, weights, beta, spread);
    return {
      beta,
      linear,
      logLikelihood,
      inverse: last.inverse,
      condition: last.condition,
      iterations: iteration,
    };
  }
  requireUnseparated(design.names, beta, spread, true);
  return refuse('not_converged', 'y', `no maximum within ${MOST_ITERATIONS} iterations`);
}

function inform(
  design: Design,
  linear: Numbers,
  weights: Numbers | null,
  beta: Float64Array,
  spread: Float64Array,
) {
  try {
    return invertSymmetric(informationOf(design, linear, weights), design.names);
  } catch (refusal) {
    // A design that is fine at β = 0 and singular later has run into separation.
    if (refusal instanceof ScienceRefusal && beta.some((value) => value !== 0))
      requireUnseparated(design.names, beta, spread, true);
    throw refusal;
  }
}

function requireUnseparated(
  names: readonly string[],
  beta: Float64Array,
  spread: Float64Array,
  isLast: boolean,
): void {
  let [worst, largest] = ['', 0];
  names.forEach((name, j) => {
    const size = Math.abs((beta[j] as number) * (spread[j] as number));
    if (name !== INTERCEPT && size > largest) [worst, largest] = [name, size];
  });
  if (largest > (isLast ? SEPARATION / 3 : SEPARATION))
    refuse('separation', worst, `separates the outcomes: its coefficient grows without end`);
}

/** Standard deviations of the columns; 1 for indicators, so that their coefficient is judged as it stands. */
export function spreads(design: Design): Float64Array {
  const { rows, columns, data } = design.x;
  return Float64Array.from({ length: columns }, (_, j) => {
    let [sum, squares, isBinary] = [0, 0, true];
    for (let i = 0; i < rows; i++) {
      const value = data[i * columns + j] as number;
      sum += value / rows;
      isBinary &&= value === 0 || value === 1;
    }
    for (let i = 0; i < rows; i++) squares += ((data[i * columns + j] as number) - sum) ** 2 / rows;
    return isBinary ? 1 : Math.sqrt(squares);
  });
}

function covarianceOf(input: LogisticInput, design: Design, solution: Solution, kind: LogisticFit['errors']) {
  const { inverse, linear } = solution;
  if (kind === 'classical') return { covariance: inverse, warnings: [] as Warning[] };
  const { rows, columns, data } = design.x;
  const scores = matrix(rows, columns);
  for (let i = 0; i < rows; i++) {
    const rest = ((input.y[i] as number) - logistic(linear[i] as number)) * (input.weights?.[i] ?? 1);
    for (let j = 0; j < columns; j++) scores.data[i * columns + j] = rest * (data[i * columns + j] as number);
  }
  if (kind === 'HC0')
    return { covariance: sandwich(inverse, crossProduct(scores)), warnings: [] as Warning[] };
  if (input.clusters === undefined) refuse('empty', 'clusters', `is needed by ${kind}`);
  const { meat, groups } = clusterMeat(scores, input.clusters);
  const covariance = sandwich(inverse, meat);
  const factor = kind === 'CR1' ? groups / (groups - 1) : 1;
  return {
    covariance: { ...covariance, data: covariance.data.map((v) => v * factor) },
    warnings: fewClusters(groups),
  };
}

/**
 * Fits the log odds of y = 1 by maximum likelihood (iteratively re-weighted least squares). Refuses an
 * outcome of one value (`constant`), separation, where no finite maximum exists (`separation`, naming the
 * predictor), collinear predictors and everything that is not finite. Source: McCullagh & Nelder (1989),
 * chapter 4; Albert & Anderson (1984), Biometrika 71, for separation.
 */
export function logisticRegression(input: LogisticInput): LogisticFit {
  const { y, level = 0.95, intercept = true } = input;
  requireLevel(level);
  requireBinary('y', y);
  requireAtLeast('y', y, 2);
  requireVariation('y', y);
  const weights = input.weights ?? null;
  if (weights !== null) {
    requireSameLength('y', y, 'weights', weights);
    requireWeights('weights', weights);
    requireVariation(
      'y',
      Array.from(y).filter((_, i) => (weights[i] as number) > 0),
    );
  }
  const kind = input.errors ?? (input.clusters === undefined ? 'classical' : 'CR1');
  if (input.clusters !== undefined && kind !== 'CR0' && kind !== 'CR1')
    refuse('out_of_range', 'errors', `is ${kind}, which ignores the given clusters`);
  const design = designOf(input.predictors, y.length, intercept);
  const k = design.names.length;
  if (y.length <= k) refuse('too_few', 'y', `has ${y.length} rows for ${k} coefficients`);
  const solution = solve(design, y, weights, spreads(design));
  const { covariance, warnings } = covarianceOf(input, design, solution, kind);
  return describe(input, { design, solution, covariance, warnings, kind, level });
}

function describe(
  input: LogisticInput,
  parts: {
    design: Design;
    solution: Solution;
    covariance: Matrix;
    warnings: readonly Warning[];
    kind: LogisticFit['errors'];
    level: number;
  },
): LogisticFit {
  const { design, solution, covariance, kind, level } = parts;
  const [n, k] = [input.y.length, design.names.length];
  let [ones, total] = [0, 0];
  for (let i = 0; i < n; i++) {
    ones += (input.y[i] as number) * (input.weights?.[i] ?? 1);
    total += input.weights?.[i] ?? 1;
  }
  const hasIntercept = design.names[0] === INTERCEPT;
  const nullLikelihood = hasIntercept
    ? ones * Math.log(ones / total) + (total - ones) * Math.log(1 - ones / total)
    : -total * Math.LN2;
  const slopes = k - (hasIntercept ? 1 : 0);
  const statistic = Math.max(0, 2 * (solution.logLikelihood - nullLikelihood));
  const perCoefficient = Math.min(ones, total - ones) / Math.max(1, slopes);
  const warnings = [...parts.warnings];
  if (slopes > 0 && perCoefficient < 10)
    warnings.push({
      code: 'few_events',
      detail: `${perCoefficient.toFixed(1)} rarer outcomes a predictor: estimates are biased away from zero below about 10`,
    });
  return {
    coefficients: coefficientsOf(design.names, solution.beta, covariance, { n, level, degrees: Infinity }),
    covariance,
    degrees: Infinity,
    n,
    errors: kind,
    fitted: solution.linear.map(logistic),
    linear: solution.linear,
    logLikelihood: solution.logLikelihood,
    deviance: -2 * solution.logLikelihood,
    nullDeviance: -2 * nullLikelihood,
    aic: 2 * k - 2 * solution.logLikelihood,
    overall:
      slopes === 0
        ? null
        : { statistic, degrees: slopes, residualDegrees: Infinity, pValue: chiSquareTail(statistic, slopes) },
    iterations: solution.iterations,
    condition: solution.condition,
    checks: [
      {
        name: 'condition_number',
        passed: solution.condition < 1e6,
        value: solution.condition,
        detail: `scaled condition number of the weighted design ${solution.condition.toPrecision(3)}`,
      },
    ],
    warnings,
  };
}
