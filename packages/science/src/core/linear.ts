import { EigenvalueDecomposition, Matrix as Dense, SingularValueDecomposition } from 'ml-matrix';
import { refuse, type Numbers } from './refusal.ts';

/** A matrix in row-major order: element (i, j) is `data[i * columns + j]`. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** The largest condition number of a column-scaled design that is still solved; above it the answer has no digits. */
export const MOST_CONDITION = 1e10;

/** Makes a matrix, of zeros unless `data` (row-major, rows × columns) is given. Refuses a wrong length. */
export function matrix(rows: number, columns: number, data?: Numbers): Matrix {
  if (data !== undefined && data.length !== rows * columns)
    refuse('length_mismatch', 'data', `has ${data.length} values, needs ${rows} × ${columns}`);
  return {
    rows,
    columns,
    data: data === undefined ? new Float64Array(rows * columns) : Float64Array.from(data),
  };
}

/** Makes a matrix of rows. Refuses rows of different length (`length_mismatch`). */
export function fromRows(rows: readonly Numbers[]): Matrix {
  const columns = rows[0]?.length ?? 0;
  const made = matrix(rows.length, columns);
  rows.forEach((row, i) => {
    if (row.length !== columns)
      refuse('length_mismatch', `row ${i}`, `has ${row.length} values, not ${columns}`);
    made.data.set(Float64Array.from(row), i * columns);
  });
  return made;
}

/** Makes a matrix of columns. Refuses columns of different length (`length_mismatch`). */
export function fromColumns(columns: readonly Numbers[]): Matrix {
  const rows = columns[0]?.length ?? 0;
  const made = matrix(rows, columns.length);
  columns.forEach((column, j) => {
    if (column.length !== rows)
      refuse('length_mismatch', `column ${j}`, `has ${column.length} values, not ${rows}`);
    for (let i = 0; i < rows; i++) made.data[i * columns.length + j] = column[i] as number;
  });
  return made;
}

/** The identity matrix. */
export function identity(size: number): Matrix {
  const made = matrix(size, size);
  for (let i = 0; i < size; i++) made.data[i * size + i] = 1;
  return made;
}

/** The element in row i and column j. */
export function at(a: Matrix, i: number, j: number): number {
  return a.data[i * a.columns + j] as number;
}

/** A copy of one column. */
export function columnOf(a: Matrix, j: number): Float64Array {
  return Float64Array.from({ length: a.rows }, (_, i) => at(a, i, j));
}

/** The diagonal. */
export function diagonal(a: Matrix): Float64Array {
  return Float64Array.from({ length: Math.min(a.rows, a.columns) }, (_, i) => at(a, i, i));
}

/** The transpose. */
export function transpose(a: Matrix): Matrix {
  const made = matrix(a.columns, a.rows);
  for (let i = 0; i < a.rows; i++)
    for (let j = 0; j < a.columns; j++) made.data[j * a.rows + i] = at(a, i, j);
  return made;
}

/** The product a·b. Refuses shapes that do not fit (`length_mismatch`). */
export function multiply(a: Matrix, b: Matrix): Matrix {
  if (a.columns !== b.rows) refuse('length_mismatch', 'b', `has ${b.rows} rows, a has ${a.columns} columns`);
  const made = matrix(a.rows, b.columns);
  for (let i = 0; i < a.rows; i++)
    for (let k = 0; k < a.columns; k++) {
      const left = at(a, i, k);
      if (left === 0) continue;
      for (let j = 0; j < b.columns; j++) {
        const place = i * b.columns + j;
        made.data[place] = (made.data[place] as number) + left * (b.data[k * b.columns + j] as number);
      }
    }
  return made;
}

/** The product a·x. Refuses `length_mismatch`. */
export function multiplyVector(a: Matrix, x: Numbers): Float64Array {
  if (a.columns !== x.length)
    refuse('length_mismatch', 'x', `has ${x.length} values, a has ${a.columns} columns`);
  const made = new Float64Array(a.rows);
  for (let i = 0; i < a.rows; i++) {
    let sum = 0;
    for (let j = 0; j < a.columns; j++) sum += at(a, i, j) * (x[j] as number);
    made[i] = sum;
  }
  return made;
}

/** The product xᵀ·diag(w)·x; w is 1 where it is not given. */
export function crossProduct(x: Matrix, w?: Numbers): Matrix {
  const p = x.columns;
  const made = matrix(p, p);
  for (let i = 0; i < x.rows; i++) {
    const weight = w === undefined ? 1 : (w[i] as number);
    if (weight === 0) continue;
    for (let j = 0; j < p; j++) {
      const left = weight * (x.data[i * p + j] as number);
      if (left === 0) continue;
      for (let k = j; k < p; k++)
        made.data[j * p + k] = (made.data[j * p + k] as number) + left * (x.data[i * p + k] as number);
    }
  }
  for (let j = 0; j < p; j++) for (let k = 0; k < j; k++) made.data[j * p + k] = at(made, k, j);
  return made;
}

/** The quadratic form bread·meat·bread of a sandwich covariance. */
export function sandwich(bread: Matrix, meat: Matrix): Matrix {
  return multiply(multiply(bread, meat), bread);
}

/** The lower Cholesky factor of a symmetric matrix, or null where it is not positive definite. */
export function cholesky(a: Matrix): Matrix | null {
  const n = a.rows;
  const made = matrix(n, n);
  for (let j = 0; j < n; j++) {
    let d = at(a, j, j);
    for (let k = 0; k < j; k++) d -= at(made, j, k) ** 2;
    if (!(d > 0) || !Number.isFinite(d)) return null;
    made.data[j * n + j] = Math.sqrt(d);
    for (let i = j + 1; i < n; i++) {
      let s = at(a, i, j);
      for (let k = 0; k < j; k++) s -= at(made, i, k) * at(made, j, k);
      made.data[i * n + j] = s / Math.sqrt(d);
    }
  }
  return made;
}

/** Solves L·Lᵀ·x = b for a lower Cholesky factor. */
export function choleskySolve(factor: Matrix, b: Numbers): Float64Array {
  const n = factor.rows;
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    let s = x[i] as number;
    for (let k = 0; k < i; k++) s -= at(factor, i, k) * (x[k] as number);
    x[i] = s / at(factor, i, i);
  }
  for (let i = n - 1; i >= 0; i--) {
    let s = x[i] as number;
    for (let k = i + 1; k < n; k++) s -= at(factor, k, i) * (x[k] as number);
    x[i] = s / at(factor, i, i);
  }
  return x;
}

/** A symmetric positive definite matrix scaled to a unit diagonal, which takes units out of its condition. */
function scaled(a: Matrix, names: readonly string[]): { unit: Matrix; scale: Float64Array } {
  const scale = diagonal(a).map((value, j) => {
    if (!(value > 0) || !Number.isFinite(value))
      refuse('collinear', names[j] ?? `column ${j}`, 'carries no information of its own');
    return Math.sqrt(value);
  });
  const unit = matrix(a.rows, a.columns);
  for (let i = 0; i < a.rows; i++)
    for (let j = 0; j < a.columns; j++)
      unit.data[i * a.columns + j] = at(a, i, j) / ((scale[i] as number) * (scale[j] as number));
  return { unit, scale };
}

/** The eigenvalues, ascending, and eigenvectors (columns) of a symmetric matrix. */
export function symmetricEigen(a: Matrix): { values: Float64Array; vectors: Matrix } {
  const found = new EigenvalueDecomposition(toDense(a), { assumeSymmetric: true });
  const vectors = found.eigenvectorMatrix.to2DArray();
  const order = found.realEigenvalues
    .map((_, i) => i)
    .sort((i, j) => at1(found.realEigenvalues, i) - at1(found.realEigenvalues, j));
  return {
    values: Float64Array.from(order, (i) => at1(found.realEigenvalues, i)),
    vectors: fromRows(vectors.map((row) => order.map((i) => at1(row, i)))),
  };
}

function at1(values: Numbers, i: number): number {
  return values[i] as number;
}

/** The same matrix as one of ml-matrix. */
export function toDense(a: Matrix): Dense {
  return Dense.from1DArray(a.rows, a.columns, Array.from(a.data));
}

/** The largest over the smallest singular value; Infinity where the matrix is singular. */
export function conditionNumber(a: Matrix): number {
  const values = new SingularValueDecomposition(toDense(a), {
    computeLeftSingularVectors: false,
    computeRightSingularVectors: false,
    autoTranspose: true,
  }).diagonal;
  const [largest, smallest] = [Math.max(...values), Math.min(...values)];
  return smallest > 0 ? largest / smallest : Infinity;
}

/** The inverse of a symmetric positive definite matrix with the condition of its unit-diagonal form. */
export interface SymmetricInverse {
  readonly inverse: Matrix;
  /** Square root of the condition number of the scaled matrix, so that it compares to that of a design. */
  readonly condition: number;
}

/**
 * Inverts a symmetric positive definite matrix such as XᵀX or an information matrix.
 * Refuses one whose scaled design condition number is over 1e10 or that is singular (`collinear`).
 */
export function invertSymmetric(a: Matrix, names: readonly string[] = []): SymmetricInverse {
  const { unit, scale } = scaled(a, names);
  const factor = cholesky(unit);
  const p = a.rows;
  const condition = factor === null ? Infinity : conditionNumber(factor);
  if (factor === null || !(condition <= MOST_CONDITION))
    refuse(
      'collinear',
      names.join(', ') || 'matrix',
      `is singular to working precision (condition ${condition})`,
    );
  const inverse = matrix(p, p);
  for (let j = 0; j < p; j++) {
    const unitVector = new Float64Array(p);
    unitVector[j] = 1;
    const column = choleskySolve(factor, unitVector);
    for (let i = 0; i < p; i++)
      inverse.data[i * p + j] = (column[i] as number) / ((scale[i] as number) * (scale[j] as number));
  }
  return { inverse, condition };
}

/** Solves a·x = b for a symmetric positive definite a. Refuses as `invertSymmetric` does. */
export function solveSymmetric(a: Matrix, b: Numbers, names: readonly string[] = []): Float64Array {
  const { unit, scale } = scaled(a, names);
  const factor = cholesky(unit);
  if (factor === null) refuse('collinear', names.join(', ') || 'matrix', 'is not positive definite');
  const x = choleskySolve(
    factor,
    scale.map((value, i) => (b[i] as number) / value),
  );
  return x.map((value, i) => value / (scale[i] as number));
}
