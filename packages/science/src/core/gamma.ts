import { refuse } from './refusal.ts';

const HALF_LOG_TWO_PI = 0.9189385332046727;
const TINY = 1e-300;
const EPSILON = 1e-16;
const MOST_TERMS = 2_000_000;

/** Both tails of a distribution at one point; the smaller one is never found as 1 minus the other. */
export interface Tails {
  /** P(X ≤ x). */
  lower: number;
  /** P(X > x). */
  upper: number;
}

/** The Stirling correction ln Γ(z+1) − (z+½)ln z + z − ½ln 2π, by its asymptotic series (z ≥ 15). */
function stirlingSeries(z: number): number {
  const s = 1 / (z * z);
  const inner = 1 / 1188 - s * (691 / 360_360 - s * (1 / 156 - (s * 3617) / 122_400));
  return (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * inner)))) / z;
}

/**
 * The natural logarithm of the gamma function for x > 0, absolute error below 1e-13 near its zeros.
 * Refuses `out_of_range`.
 */
export function logGamma(x: number): number {
  if (!(x > 0)) refuse('out_of_range', 'x', `is ${x}, must be positive`);
  if (x === 1 || x === 2) return 0;
  let [z, shift] = [x, 1];
  while (z < 15) {
    shift *= z;
    z++;
  }
  return (z - 0.5) * Math.log(z) - z + HALF_LOG_TWO_PI + stirlingSeries(z) - Math.log(shift);
}

/** The natural logarithm of the beta function for a, b > 0. */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

function stirlingError(z: number): number {
  if (z >= 15) return stirlingSeries(z);
  return logGamma(z + 1) - (z + 0.5) * Math.log(z) + z - HALF_LOG_TWO_PI;
}

/** a·ln(a/m) + m − a without cancellation near a = m. Source: Loader (2000), deviance of the Poisson. */
function deviance(a: number, m: number): number {
  if (Math.abs(a - m) >= 0.1 * (a + m)) return a * Math.log(a / m) + m - a;
  const v = (a - m) / (a + m);
  let sum = (a - m) * v;
  let term = 2 * a * v;
  for (let j = 1; j < 1000; j++) {
    term *= v * v;
    const next = sum + term / (2 * j + 1);
    if (next === sum) return next;
    sum = next;
  }
  return sum;
}

/** x^a·e^(−x) ÷ Γ(a), to full relative accuracy for large a too. */
export function gammaFront(a: number, x: number): number {
  return Math.sqrt(a) * Math.exp(-stirlingError(a) - deviance(a, x) - HALF_LOG_TWO_PI);
}

/**
 * Both tails of the gamma distribution of shape `a` and scale 1 at x ≥ 0.
 * Refuses `out_of_range`, `not_finite`.
 */
export function gammaTails(a: number, x: number): Tails {
  if (!(a > 0)) refuse('out_of_range', 'shape', `is ${a}, must be positive`);
  if (Number.isNaN(x)) refuse('not_finite', 'x', 'is NaN');
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  const front = gammaFront(a, x);
  if (x < a + 1) {
    let [term, sum, k] = [1 / a, 1 / a, a];
    for (let i = 0; i < MOST_TERMS && term > sum * EPSILON; i++) {
      k++;
      term *= x / k;
      sum += term;
    }
    const lower = Math.min(1, front * sum);
    return { lower, upper: 1 - lower };
  }
  let b = x + 1 - a;
  let [c, d] = [1 / TINY, 1 / b];
  let h = d;
  for (let i = 1; i < MOST_TERMS; i++) {
    const an = -i * (i - a);
    b += 2;
    d = an * d + b;
    d = 1 / (Math.abs(d) < TINY ? TINY : d);
    c = b + an / c;
    if (Math.abs(c) < TINY) c = TINY;
    h *= d * c;
    if (Math.abs(d * c - 1) < EPSILON * 2) break;
  }
  const upper = Math.min(1, front * h);
  return { lower: 1 - upper, upper };
}

/**
 * a·I_x(a, b)·B(a, b) ÷ (x^a·y^b): the even part of the continued fraction (DLMF 8.17.22), with each partial denominator
 * written in λ = (a + b)·y − b ≥ 0 and y, so that a shape of 10⁹ loses no digits.
 */
function betaFraction(x: number, y: number, a: number, b: number): number {
  const lambda = a > b ? (a + b) * y - b : a - (a + b) * x;
  let c = (1 + lambda) / (a + 1);
  let d = 0;
  let f = c;
  let odd = (-(a + b) * x) / (a + 1);
  for (let m = 1; m < MOST_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const top = (a + m) * lambda + a * (2 * m + 1) + m * (3 * m + 2) + m * (a + m) * y;
    const denominator = even + top / ((a + 2 * m) * (a + 2 * m + 1));
    const numerator = -odd * even;
    odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = denominator + numerator * d;
    d = 1 / (Math.abs(d) < TINY ? TINY : d);
    c = denominator + numerator / c;
    if (Math.abs(c) < TINY) c = TINY;
    f *= c * d;
    if (Math.abs(c * d - 1) < EPSILON * 2) break;
  }
  return 1 / f;
}

/** x^a·y^b ÷ B(a, b) for y = 1 − x, to full relative accuracy for large a and b too. */
export function betaFront(x: number, y: number, a: number, b: number): number {
  const n = a + b;
  const correction = stirlingError(n) - stirlingError(a) - stirlingError(b);
  const exponent = correction - deviance(a, n * x) - deviance(b, n * y) - HALF_LOG_TWO_PI;
  return Math.sqrt(a * (b / n)) * Math.exp(exponent);
}

/**
 * Both tails of the beta distribution at x; `y` is 1 − x, given apart so that neither loses digits.
 * Refuses `out_of_range`, `not_finite`.
 */
export function betaTails(x: number, y: number, a: number, b: number): Tails {
  if (!(a > 0) || !(b > 0)) refuse('out_of_range', 'shape', `is ${a}, ${b}, must be positive`);
  if (Number.isNaN(x) || Number.isNaN(y)) refuse('not_finite', 'x', 'is NaN');
  if (x <= 0) return { lower: 0, upper: 1 };
  if (y <= 0) return { lower: 1, upper: 0 };
  const front = betaFront(x, y, a, b);
  if ((a > b ? (a + b) * y - b : a - (a + b) * x) >= 0) {
    const lower = Math.min(1, (front * betaFraction(x, y, a, b)) / a);
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, (front * betaFraction(y, x, b, a)) / b);
  return { lower: 1 - upper, upper };
}
