import {
  at,
  crossProduct,
  invertSymmetric,
  leastSquares,
  matrix,
  refuse,
  type Matrix,
  type Numbers,
} from '../core/index.ts';
import { designOf, logisticRegression, type Predictors } from '../regression/index.ts';
import { requireBothGroups } from './propensity.ts';

/** How untreated outcomes of the treated are found: outcome regression, odds weighting, or both (doubly robust). */
export type AttMethod = 'regression' | 'ipw' | 'doubly_robust';

/** An effect on the treated with its influence function: mean 0, its mean square ÷ n is the variance. */
export interface InfluencedAtt {
  att: number;
  influence: Float64Array;
  /** Fitted probabilities of treatment, where the method uses them. */
  scores: Float64Array | null;
}

/** Scores above this are held at it, so that a weight stays finite; rows above 0.995 are reported by the caller. */
const TOP_SCORE = 1 - 1e-6;

/**
 * Effect on the treated of rows (y, d, x) by the normalised estimators of Sant'Anna and Zhao (2020), J. Econometrics
 * 219, equations 2.2 to 2.6: for panels y is a change, for a cross-section a level. Influence functions account for
 * the estimation of both nuisance models. Without covariates all three are the difference in (weighted) means.
 */
export function twoGroupAtt(input: {
  y: Numbers;
  treated: Numbers;
  covariates: Predictors;
  weights?: Numbers;
  method: AttMethod;
}): InfluencedAtt {
  const { y, treated: d, method } = input;
  requireBothGroups(d);
  const n = y.length;
  const w = Float64Array.from({ length: n }, (_, i) => input.weights?.[i] ?? 1);
  const { x, names } = designOf(input.covariates, n, true);
  const outcome = method === 'ipw' ? null : outcomeModel(x, names, y, d, w);
  const score = method === 'regression' ? null : scoreModel(input.covariates, x, names, d, w);
  const base = outcome?.fitted ?? new Float64Array(n);
  const treatedWeight = w.map((v, i) => v * d[i]!);
  const controlWeight =
    score === null ? treatedWeight : w.map((v, i) => (v * score.p[i]! * (1 - d[i]!)) / (1 - score.p[i]!));
  // Regression predicts the treated's own untreated outcome; the weighting forms average controls' (residual) outcomes.
  const treatedPart = (i: number): number => (method === 'regression' ? y[i]! : y[i]! - base[i]!);
  const controlPart = (i: number): number => (method === 'regression' ? base[i]! : y[i]! - base[i]!);
  const meanTreated = mean(treatedWeight);
  const meanControl = mean(controlWeight);
  if (!(meanControl > 0)) refuse('no_overlap', 'covariates', 'no untreated row has weight');
  const etaTreated = mean(treatedWeight.map((v, i) => v * treatedPart(i))) / meanTreated;
  const etaControl = mean(controlWeight.map((v, i) => v * controlPart(i))) / meanControl;
  const first = treatedWeight.map((v, i) => v * (treatedPart(i) - etaTreated));
  const second = controlWeight.map((v, i) => v * (controlPart(i) - etaControl));
  if (method === 'regression') add(second, outcome!.influence, columnMeans(x, treatedWeight), 1);
  if (method === 'doubly_robust') {
    add(first, outcome!.influence, columnMeans(x, treatedWeight), -1);
    add(second, outcome!.influence, columnMeans(x, controlWeight), -1);
  }
  if (score !== null) {
    const tilt = controlWeight.map((v, i) => v * (controlPart(i) - etaControl));
    add(second, score.influence, columnMeans(x, tilt), 1);
  }
  return {
    att: etaTreated - etaControl,
    influence: first.map((v, i) => v / meanTreated - second[i]! / meanControl),
    scores: score?.p ?? null,
  };
}

/** Standard error of an influence function, of independent rows or of clusters of them. */
export function influenceError(influence: Numbers, clusterOf?: Int32Array): number {
  const n = influence.length;
  let squares = 0;
  if (clusterOf === undefined) for (let i = 0; i < n; i++) squares += influence[i]! ** 2;
  else {
    const sums = new Float64Array(clusterOf.reduce((a, b) => Math.max(a, b), 0) + 1);
    for (let i = 0; i < n; i++) sums[clusterOf[i]!]! += influence[i]!;
    for (const s of sums) squares += s * s;
  }
  return Math.sqrt(squares) / n;
}

interface Nuisance {
  /** n × k: each row's influence on the coefficients. */
  influence: Matrix;
}

function outcomeModel(
  x: Matrix,
  names: readonly string[],
  y: Numbers,
  d: Numbers,
  w: Float64Array,
): Nuisance & { fitted: Float64Array } {
  const n = x.rows;
  const control = w.map((v, i) => v * (1 - d[i]!));
  if (control.filter((v) => v > 0).length < x.columns)
    refuse(
      'too_few',
      'treated',
      `fewer untreated rows than the ${x.columns} coefficients of the outcome model`,
    );
  const { residuals } = leastSquares(x, y, control, names);
  const fitted = residuals.map((e, i) => y[i]! - e);
  const { inverse } = invertSymmetric(crossProduct(x, control), names);
  return { fitted, influence: scoresTimes(x, (i) => control[i]! * residuals[i]! * n, inverse) };
}

function scoreModel(
  covariates: Predictors,
  x: Matrix,
  names: readonly string[],
  d: Numbers,
  w: Float64Array,
): Nuisance & { p: Float64Array } {
  const n = x.rows;
  const fit = logisticRegression({ y: d, predictors: covariates, weights: w });
  const p = fit.fitted.map((v) => Math.min(v, TOP_SCORE));
  const { inverse } = invertSymmetric(
    crossProduct(
      x,
      p.map((v, i) => w[i]! * v * (1 - v)),
    ),
    names,
  );
  return { p, influence: scoresTimes(x, (i) => w[i]! * (d[i]! - p[i]!) * n, inverse) };
}

function scoresTimes(x: Matrix, factor: (i: number) => number, inverse: Matrix): Matrix {
  const k = x.columns;
  const out = matrix(x.rows, k);
  for (let i = 0; i < x.rows; i++) {
    const f = factor(i);
    if (f === 0) continue;
    for (let j = 0; j < k; j++) {
      let sum = 0;
      for (let l = 0; l < k; l++) sum += at(x, i, l) * at(inverse, l, j);
      out.data[i * k + j] = f * sum;
    }
  }
  return out;
}

function add(target: Float64Array, influence: Matrix, direction: Float64Array, sign: number): void {
  const k = influence.columns;
  for (let i = 0; i < target.length; i++) {
    let sum = 0;
    for (let j = 0; j < k; j++) sum += at(influence, i, j) * direction[j]!;
    target[i]! += sign * sum;
  }
}

function columnMeans(x: Matrix, w: Float64Array): Float64Array {
  const means = new Float64Array(x.columns);
  for (let i = 0; i < x.rows; i++)
    for (let j = 0; j < x.columns; j++) means[j]! += (w[i]! * at(x, i, j)) / x.rows;
  return means;
}

function mean(xs: Float64Array): number {
  let sum = 0;
  for (const x of xs) sum += x;
  return sum / xs.length;
}
