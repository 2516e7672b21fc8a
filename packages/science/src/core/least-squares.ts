import { at, conditionNumber, matrix, MOST_CONDITION, type Matrix } from './linear.ts';
import { refuse, requireFinite, requireSameLength, requireWeights, type Numbers } from './refusal.ts';

/** The answer to min Σ w·(y − X·β)². */
export interface LeastSquares {
  readonly coefficients: Float64Array;
  /** (XᵀWX)⁻¹. */
  readonly inverse: Matrix;
  /** y − X·β, not weighted. */
  readonly residuals: Float64Array;
  /** Leverages: the diagonal of the hat matrix of √w·X. */
  readonly leverages: Float64Array;
  /** Condition number of the column-scaled weighted design. */
  readonly condition: number;
}

interface Factor {
  /** Columns of Q, each of length n. */
  readonly q: readonly Float64Array[];
  readonly r: Matrix;
  /** Norms by which the columns were divided. */
  readonly scale: Float64Array;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function subtract(a: Float64Array, factor: number, b: Float64Array): void {
  for (let i = 0; i < a.length; i++) a[i] = (a[i] as number) - factor * (b[i] as number);
}

/**
 * Gram–Schmidt with re-orthogonalisation, as stable as Householder ("twice is enough").
 * Source: Giraud, Langou, Rozložník (2005), Computers & Mathematics with Applications 50.
 */
function orthogonalise(x: Matrix, root: Float64Array | null, names: readonly string[]): Factor {
  const [n, p] = [x.rows, x.columns];
  const r = matrix(p, p);
  const scale = new Float64Array(p);
  const q: Float64Array[] = [];
  for (let j = 0; j < p; j++) {
    const column = new Float64Array(n);
    for (let i = 0; i < n; i++) column[i] = at(x, i, j) * (root === null ? 1 : (root[i] as number));
    const norm = Math.sqrt(dot(column, column));
    const name = names[j] ?? `column ${j}`;
    if (norm === 0) refuse('collinear', name, 'is zero in every row that counts');
    scale[j] = norm;
    for (let i = 0; i < n; i++) column[i] = (column[i] as number) / norm;
    for (let pass = 0; pass < 2; pass++)
      for (let k = 0; k < j; k++) {
        const other = q[k] as Float64Array;
        const share = dot(other, column);
        subtract(column, share, other);
        r.data[k * p + j] = at(r, k, j) + share;
      }
    const rest = Math.sqrt(dot(column, column));
    if (!(rest > 1 / (MOST_CONDITION * 10)))
      refuse('collinear', name, 'is a linear combination of the columns before it');
    r.data[j * p + j] = rest;
    for (let i = 0; i < n; i++) column[i] = (column[i] as number) / rest;
    q.push(column);
  }
  return { q, r, scale };
}

function backSubstitute(r: Matrix, b: Float64Array): Float64Array {
  const p = r.columns;
  const x = Float64Array.from(b);
  for (let i = p - 1; i >= 0; i--) {
    let sum = x[i] as number;
    for (let k = i + 1; k < p; k++) sum -= at(r, i, k) * (x[k] as number);
    x[i] = sum / at(r, i, i);
  }
  return x;
}

function inverseOf(r: Matrix, scale: Float64Array): Matrix {
  const p = r.columns;
  const columns = Array.from({ length: p }, (_, j) => {
    const unit = new Float64Array(p);
    unit[j] = 1;
    return backSubstitute(r, unit);
  });
  const made = matrix(p, p);
  for (let i = 0; i < p; i++)
    for (let j = 0; j < p; j++) {
      let sum = 0;
      for (let k = 0; k < p; k++) {
        const column = columns[k] as Float64Array;
        sum += (column[i] as number) * (column[j] as number);
      }
      made.data[i * p + j] = sum / ((scale[i] as number) * (scale[j] as number));
    }
  return made;
}

/**
 * Solves weighted least squares by QR. Refuses fewer rows than columns (`too_few`) and a design whose
 * column-scaled condition number is over 1e10, naming the first column that depends on those before
 * it (`collinear`), besides values that are not finite and negative weights. Rows of weight 0 take no part.
 */
export function leastSquares(
  x: Matrix,
  y: Numbers,
  weights?: Numbers,
  names: readonly string[] = [],
): LeastSquares {
  const [n, p] = [x.rows, x.columns];
  if (y.length !== n) refuse('length_mismatch', 'y', `has ${y.length} values, the design has ${n} rows`);
  requireFinite('y', y);
  requireFinite('x', x.data);
  if (weights !== undefined) {
    requireSameLength('y', y, 'weights', weights);
    requireWeights('weights', weights);
  }
  if (n < p) refuse('too_few', 'y', `has ${n} rows for ${p} coefficients`);
  const root = weights === undefined ? null : Float64Array.from(weights, Math.sqrt);
  const { q, r, scale } = orthogonalise(x, root, names);
  const condition = conditionNumber(r);
  if (!(condition <= MOST_CONDITION))
    refuse('collinear', names.join(', ') || 'design', `has condition number ${condition.toExponential(2)}`);
  const target = Float64Array.from(y, (value, i) => value * (root === null ? 1 : (root[i] as number)));
  const projected = Float64Array.from(q, (column) => {
    const share = dot(column, target);
    subtract(target, share, column);
    return share;
  });
  const solved = backSubstitute(r, projected);
  const coefficients = solved.map((value, j) => value / (scale[j] as number));
  const residuals = new Float64Array(n);
  const leverages = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let [fit, leverage] = [0, 0];
    for (let j = 0; j < p; j++) {
      fit += at(x, i, j) * (coefficients[j] as number);
      leverage += ((q[j] as Float64Array)[i] as number) ** 2;
    }
    residuals[i] = (y[i] as number) - fit;
    leverages[i] = leverage;
  }
  return { coefficients, inverse: inverseOf(r, scale), residuals, leverages, condition };
}
