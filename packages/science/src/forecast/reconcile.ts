import {
  type Matrix,
  type Numbers,
  type Warning,
  at,
  cholesky,
  choleskySolve,
  crossProduct,
  diagonal,
  matrix,
  multiply,
  refuse,
  requireAtLeast,
  requireFinite,
  requireInteger,
  transpose,
} from '../core/index.ts';

/** A hierarchy: the bottom series, and each sum above them by the bottom series in it. */
export interface Hierarchy {
  bottom: number;
  /** Members of each sum, as indices of bottom series. */
  sums: readonly (readonly number[])[];
}

/** How base forecasts of a hierarchy are made to add up. */
export type Reconciliation = 'bottomUp' | 'ols' | 'wlsStructural' | 'wlsVariance' | 'mintShrink';

/** The summing matrix: one row a sum, then the identity of the bottom series. Refuses an empty or repeated member. */
export function summingMatrix({ bottom, sums }: Hierarchy): Matrix {
  requireInteger('bottom', bottom, 1);
  const made = matrix(sums.length + bottom, bottom);
  sums.forEach((members, i) => {
    requireAtLeast(`sums[${i}]`, members, 1);
    if (new Set(members).size < members.length) refuse('duplicate', `sums[${i}]`, 'names a series twice');
    for (const j of members) {
      requireInteger(`sums[${i}]`, j, 0, bottom - 1);
      made.data[i * bottom + j] = 1;
    }
  });
  for (let j = 0; j < bottom; j++) made.data[(sums.length + j) * bottom + j] = 1;
  return made;
}

/** A covariance shrunk towards its diagonal, with the weight of the diagonal. */
export interface ShrunkCovariance {
  covariance: Matrix;
  /** From 0 (sample covariance) to 1 (diagonal). */
  lambda: number;
}

/**
 * The covariance of one-step residuals (nodes × times, taken as centred) with the correlations shrunk to zero.
 * Refuses fewer than three times and a node without variation (`constant`).
 * Source: Schäfer and Strimmer (2005), as used by Wickramasuriya, Athanasopoulos, Hyndman (2019).
 */
export function shrinkCovariance(residuals: readonly Numbers[]): ShrunkCovariance {
  requireAtLeast('residuals', residuals, 1);
  const times = residuals[0]?.length ?? 0;
  residuals.forEach((values, i) => {
    requireFinite(`residuals[${i}]`, values);
    if (values.length !== times)
      refuse('length_mismatch', `residuals[${i}]`, `has ${values.length} values, not ${times}`);
  });
  requireAtLeast('residuals[0]', residuals[0] as Numbers, 3);
  const k = residuals.length;
  const rows = matrix(times, k);
  residuals.forEach((values, i) => {
    for (let t = 0; t < times; t++) rows.data[t * k + i] = values[t] as number;
  });
  const covariance = crossProduct(rows);
  covariance.data.forEach((value, i) => (covariance.data[i] = value / times));
  const spread = diagonal(covariance).map(Math.sqrt);
  spread.forEach((value, i) => {
    if (!(value > 0)) refuse('constant', `residuals[${i}]`, 'are all zero');
  });
  let [noise, signal] = [0, 0];
  for (let i = 0; i < k; i++)
    for (let j = 0; j < i; j++) {
      const scale = (spread[i] as number) * (spread[j] as number);
      const r = at(covariance, i, j) / scale;
      let squares = 0;
      for (let t = 0; t < times; t++) squares += ((at(rows, t, i) * at(rows, t, j)) / scale) ** 2;
      noise += (squares - times * r * r) / (times * (times - 1));
      signal += r * r;
    }
  const lambda = signal > 0 ? Math.min(Math.max(noise / signal, 0), 1) : 1;
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) if (i !== j) covariance.data[i * k + j] = (1 - lambda) * at(covariance, i, j);
  return { covariance, lambda };
}

function variances(residuals: readonly Numbers[]): Float64Array {
  return Float64Array.from(residuals, (values, i) => {
    requireFinite(`residuals[${i}]`, values);
    let sum = 0;
    for (let t = 0; t < values.length; t++) sum += (values[t] as number) ** 2;
    if (!(sum > 0)) refuse('constant', `residuals[${i}]`, 'are all zero');
    return sum / values.length;
  });
}

/** SᵀW⁻¹ for the method's W. */
function weighted(s: Matrix, method: Reconciliation, residuals: readonly Numbers[] | undefined): Matrix {
  const t = transpose(s);
  if (method === 'ols') return t;
  if (method === 'wlsStructural' || method === 'wlsVariance') {
    const w =
      method === 'wlsVariance'
        ? variances(residuals ?? [])
        : Float64Array.from({ length: s.rows }, (_, i) =>
            s.data.subarray(i * s.columns, (i + 1) * s.columns).reduce((a, b) => a + b, 0),
          );
    t.data.forEach((value, i) => (t.data[i] = value / (w[i % s.rows] as number)));
    return t;
  }
  const factor = cholesky(shrinkCovariance(residuals ?? []).covariance);
  if (factor === null) return refuse('collinear', 'residuals', 'their shrunk covariance is singular');
  const made = matrix(s.columns, s.rows);
  for (let j = 0; j < s.columns; j++) {
    const column = Float64Array.from({ length: s.rows }, (_, i) => at(s, i, j));
    made.data.set(choleskySolve(factor, column), j * s.rows);
  }
  return made;
}

/** Solves the normal equations on the free series alone. */
function solveFree(normal: Matrix, right: Float64Array, free: readonly number[]): Float64Array {
  const size = free.length;
  const part = matrix(size, size);
  free.forEach((i, a) => free.forEach((j, b) => (part.data[a * size + b] = at(normal, i, j))));
  const factor = cholesky(part);
  if (factor === null) return refuse('collinear', 'hierarchy', 'its weights leave no unique answer');
  const solved = choleskySolve(
    factor,
    Float64Array.from(free, (i) => right[i] as number),
  );
  const out = new Float64Array(right.length);
  free.forEach((i, a) => (out[i] = solved[a] as number));
  return out;
}

/**
 * Least squares with no bottom series below zero, by the active set of Lawson and Hanson ("Solving Least Squares
 * Problems", chapter 23).
 */
function nonNegative(normal: Matrix, right: Float64Array): Float64Array {
  const m = right.length;
  let x: Float64Array = new Float64Array(m);
  let free: number[] = [];
  const tolerance = 1e-10 * Math.max(1, ...right.map(Math.abs));
  for (let round = 0; round < 10 * m; round++) {
    const pull = right.map((value, i) => value - x.reduce((sum, xj, j) => sum + at(normal, i, j) * xj, 0));
    let enter = -1;
    for (let i = 0; i < m; i++)
      if (
        !free.includes(i) &&
        (pull[i] as number) > tolerance &&
        (enter < 0 || (pull[i] as number) > (pull[enter] as number))
      )
        enter = i;
    if (enter < 0) return x;
    free = [...free, enter];
    for (;;) {
      const trial = solveFree(normal, right, free);
      const blocked = free.filter((i) => (trial[i] as number) <= 0);
      if (blocked.length === 0) {
        x = trial;
        break;
      }
      const step = Math.min(
        ...blocked.map((i) => (x[i] as number) / ((x[i] as number) - (trial[i] as number) || 1)),
      );
      x = x.map((value, i) => value + step * ((trial[i] as number) - value));
      free = free.filter((i) => (x[i] as number) > 1e-14 || (trial[i] as number) > 0);
      x = x.map((value, i) => (free.includes(i) ? value : 0));
    }
  }
  return refuse('not_converged', 'base', 'the active set did not settle');
}

/** Forecasts that add up. */
export interface Reconciled {
  /** One row a node (sums first, then bottom series), one value a step. */
  forecasts: Float64Array[];
  warnings: readonly Warning[];
}

/**
 * Makes base forecasts of every node add up: the bottom series b that minimise (ŷ − S·b)ᵀW⁻¹(ŷ − S·b), with W the
 * identity (`ols`), the number of series in a node (`wlsStructural`), residual variances (`wlsVariance`) or their
 * shrunk covariance (`mintShrink`); `bottomUp` takes b from the base forecasts. With `isNonNegative` no bottom series
 * falls below zero. Refuses missing residuals where W needs them (`empty`).
 * Source: Wickramasuriya, Athanasopoulos, Hyndman (2019), JASA 114, 804–819.
 */
export function reconcile(
  hierarchy: Hierarchy,
  base: readonly Numbers[],
  options: { method?: Reconciliation; residuals?: readonly Numbers[]; isNonNegative?: boolean } = {},
): Reconciled {
  const { method = 'wlsStructural', residuals, isNonNegative = false } = options;
  const s = summingMatrix(hierarchy);
  const steps = base[0]?.length ?? 0;
  if (base.length !== s.rows)
    refuse('length_mismatch', 'base', `has ${base.length} nodes, the hierarchy ${s.rows}`);
  base.forEach((path, i) => {
    requireFinite(`base[${i}]`, path);
    if (path.length !== steps)
      refuse('length_mismatch', `base[${i}]`, `has ${path.length} steps, not ${steps}`);
  });
  const needsResiduals = method === 'wlsVariance' || method === 'mintShrink';
  if (needsResiduals && residuals?.length !== s.rows)
    refuse(
      residuals === undefined ? 'empty' : 'length_mismatch',
      'residuals',
      `${method} needs those of all ${s.rows} nodes`,
    );
  const forecasts = base.map(() => new Float64Array(steps));
  const left = method === 'bottomUp' ? null : weighted(s, method, residuals);
  const normal = left === null ? null : multiply(left, s);
  const all = Array.from({ length: s.columns }, (_, j) => j);
  let clipped = 0;
  for (let h = 0; h < steps; h++) {
    let b: Float64Array;
    if (left === null || normal === null)
      b = Float64Array.from(all, (j) => base[hierarchy.sums.length + j]?.[h] as number);
    else {
      const right = Float64Array.from(all, (j) =>
        base.reduce((sum, path, i) => sum + at(left, j, i) * (path[h] as number), 0),
      );
      b = solveFree(normal, right, all);
      if (isNonNegative && b.some((value) => value < 0)) {
        b = nonNegative(normal, right);
        clipped++;
      }
    }
    if (isNonNegative && left === null && b.some((value) => value < 0)) {
      b = b.map((value) => Math.max(value, 0));
      clipped++;
    }
    forecasts.forEach((path, i) => {
      for (const j of all) path[h] = (path[h] as number) + at(s, i, j) * (b[j] as number);
    });
  }
  const warnings =
    clipped > 0 ? [{ code: 'held_at_zero', detail: `${clipped} of ${steps} steps needed it` }] : [];
  return { forecasts, warnings };
}
