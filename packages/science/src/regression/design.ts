import {
  matrix,
  refuse,
  requireAtLeast,
  requireFinite,
  requireSameLength,
  type Matrix,
  type Numbers,
} from '../core/index.ts';

/** Named columns of explanatory variables, each of one value a row; the order of the names is that of the coefficients. */
export type Predictors = Readonly<Record<string, Numbers>>;

/** One label a row: the level of a factor, a group, a cluster, a unit. */
export type Labels = ArrayLike<string | number>;

/** The name of the constant term. */
export const INTERCEPT = '(intercept)';

/** A design matrix with the names of its columns. */
export interface Design {
  readonly x: Matrix;
  readonly names: readonly string[];
}

/**
 * Builds the design of named predictors, the intercept first where there is one. Refuses predictors
 * that are not finite, of another length than `rows`, or constant (`constant`; beside an intercept a
 * constant column has no coefficient of its own, and without predictors `empty` unless an intercept stands).
 */
export function designOf(predictors: Predictors, rows: number, intercept: boolean): Design {
  const entries = Object.entries(predictors);
  const names = [...(intercept ? [INTERCEPT] : []), ...entries.map(([name]) => name)];
  if (names.length === 0) refuse('empty', 'predictors', 'has no columns and there is no intercept');
  const p = names.length;
  const x = matrix(rows, p);
  if (intercept) for (let i = 0; i < rows; i++) x.data[i * p] = 1;
  entries.forEach(([name, column], k) => {
    requireFinite(name, column);
    requireSameLength('y', { length: rows }, name, column);
    const j = k + (intercept ? 1 : 0);
    let isConstant = true;
    for (let i = 0; i < rows; i++) {
      x.data[i * p + j] = column[i] as number;
      if (column[i] !== column[0]) isConstant = false;
    }
    if (isConstant && (intercept || entries.length > 1 || column[0] === 0))
      refuse('constant', name, 'has the same value in every row');
  });
  return { x, names };
}

/** The levels of a factor in order of first appearance, and the index of the level of each row. */
export interface Coded {
  readonly levels: readonly string[];
  readonly codes: Int32Array;
}

/** Codes labels as 0, 1, … in order of first appearance. Refuses no rows (`empty`) and NaN labels (`not_finite`). */
export function code(name: string, labels: Labels): Coded {
  requireAtLeast(name, labels, 1);
  const seen = new Map<string, number>();
  const codes = new Int32Array(labels.length);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as string | number;
    if (typeof label === 'number' && !Number.isFinite(label))
      refuse('not_finite', name, `value ${i} is ${label}`);
    const key = String(label);
    let found = seen.get(key);
    if (found === undefined) {
      found = seen.size;
      seen.set(key, found);
    }
    codes[i] = found;
  }
  return { levels: [...seen.keys()], codes };
}

/**
 * Turns a factor into indicator columns `name=level`, one a level except the reference. Refuses a
 * reference that does not occur (`unknown_level`) and a factor of one level (`constant`).
 */
export function indicators(
  name: string,
  labels: Labels,
  reference?: string | number,
): Record<string, Float64Array> {
  const { levels, codes } = code(name, labels);
  if (levels.length < 2) refuse('constant', name, 'has one level');
  const without = reference === undefined ? [...levels].sort()[0] : String(reference);
  if (without === undefined || !levels.includes(without))
    refuse('unknown_level', name, `has no level ${String(without)}`);
  const made: Record<string, Float64Array> = {};
  for (const level of [...levels].sort()) {
    if (level === without) continue;
    const index = levels.indexOf(level);
    made[`${name}=${level}`] = Float64Array.from(codes, (value) => (value === index ? 1 : 0));
  }
  return made;
}
