import { betaFront, betaTails, gammaFront, gammaTails, logBeta, type Tails } from './gamma.ts';
import { refuse } from './refusal.ts';

const ROOT_TWO_PI = 2.5066282746310002;

function requireProbability(p: number): void {
  if (!(p >= 0 && p <= 1)) refuse('out_of_range', 'p', `is ${p}, must lie from 0 to 1`);
}

function requireDegrees(name: string, df: number): void {
  if (!(df > 0)) refuse('out_of_range', name, `is ${df}, must be positive`);
}

/** The complementary error function, relative error below 1e-13. */
export function erfc(x: number): number {
  const { lower, upper } = gammaTails(0.5, x * x);
  return x >= 0 ? upper : 1 + lower;
}

/** The error function. */
export function erf(x: number): number {
  const { lower } = gammaTails(0.5, x * x);
  return x >= 0 ? lower : -lower;
}

/** The density of the standard normal. */
export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / ROOT_TWO_PI;
}

/** P(Z ≤ z) of the standard normal. */
export function normalCdf(z: number): number {
  return 0.5 * erfc(-z / Math.SQRT2);
}

/** P(Z > z) of the standard normal, exact far into the tail. */
export function normalTail(z: number): number {
  return 0.5 * erfc(z / Math.SQRT2);
}

/** P(|Z| > |z|) of the standard normal. */
export function normalTwoSided(z: number): number {
  return erfc(Math.abs(z) / Math.SQRT2);
}

/**
 * Inverts a distribution on [0, ∞) or [0, 1]: Newton steps on the logarithm of the smaller tail,
 * kept inside a bracket that bisection shrinks.
 */
function invert(
  p: number,
  most: number,
  tails: (x: number) => Tails,
  density: (x: number) => number,
): number {
  requireProbability(p);
  if (p === 0) return 0;
  if (p === 1) return most;
  const isLower = p <= 0.5;
  const target = Math.log(isLower ? p : 1 - p);
  const value = (x: number): number => {
    const at = tails(x);
    return isLower ? Math.log(at.lower) - target : target - Math.log(at.upper);
  };
  let [low, high] = [0, most === Infinity ? 1 : most];
  while (most === Infinity && value(high) < 0) [low, high] = [high, 2 * high];
  let x = most === Infinity ? (low + high) / 2 : 0.5;
  for (let i = 0; i < 400; i++) {
    const miss = value(x);
    if (miss === 0) return x;
    if (miss < 0) low = x;
    else high = x;
    const at = tails(x);
    const step = (miss * (isLower ? at.lower : at.upper)) / density(x);
    let next = x - step;
    // The geometric mean finds quantiles that are many powers of ten below 1.
    if (!(next > low && next < high)) next = low > 0 ? Math.sqrt(low * high) : high / 16;
    if (!(next > low && next < high)) next = (low + high) / 2;
    if (Math.abs(next - x) <= 4e-16 * x || next === x) return next;
    x = next;
  }
  return x;
}

/** A first guess of the lower normal quantile, relative error about 1e-9. Source: Acklam (2003). */
function roughQuantile(q: number): number {
  if (q < 0.02425) {
    const r = Math.sqrt(-2 * Math.log(q));
    const top =
      ((((-7.784894002430293e-3 * r - 0.3223964580411365) * r - 2.400758277161838) * r - 2.549732539343734) *
        r +
        4.374664141464968) *
        r +
      2.938163982698783;
    return (
      top /
      ((((7.784695709041462e-3 * r + 0.3224671290700398) * r + 2.445134137142996) * r + 3.754408661907416) *
        r +
        1)
    );
  }
  const c = q - 0.5;
  const r = c * c;
  const top =
    ((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
      30.66479806614716) *
      r +
    2.506628277459239;
  return (
    (top * c) /
    (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
      13.28068155288572) *
      r +
      1)
  );
}

/** The quantile of the standard normal: −∞ at 0, ∞ at 1. Refuses p outside [0, 1] (`out_of_range`). */
export function normalQuantile(p: number): number {
  requireProbability(p);
  if (p === 0.5) return 0;
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  const q = Math.min(p, 1 - p);
  let z = roughQuantile(q);
  for (let i = 0; i < 3; i++) {
    const below = normalCdf(z);
    z -= (Math.log(below / q) * below) / normalDensity(z);
  }
  return p < 0.5 ? z : -z;
}

/** df/(df + t²) and t²/(df + t²), without overflow. */
function split(t: number, df: number): [number, number] {
  const ratio = t / Math.sqrt(df);
  if (Math.abs(ratio) <= 1) return [1 / (1 + ratio * ratio), (ratio * ratio) / (1 + ratio * ratio)];
  const inverse = 1 / ratio;
  return [(inverse * inverse) / (1 + inverse * inverse), 1 / (1 + inverse * inverse)];
}

function tTails(t: number, df: number): Tails {
  requireDegrees('df', df);
  if (Number.isNaN(t)) refuse('not_finite', 't', 'is NaN');
  if (df === Infinity) return { lower: normalCdf(t), upper: normalTail(t) };
  if (!Number.isFinite(t)) return t > 0 ? { lower: 1, upper: 0 } : { lower: 0, upper: 1 };
  const [x, y] = split(t, df);
  const beyond = betaTails(x, y, df / 2, 0.5).lower / 2;
  return t >= 0 ? { lower: 1 - beyond, upper: beyond } : { lower: beyond, upper: 1 - beyond };
}

/** P(T ≤ t) of Student's t; `df` may be Infinity (the normal). */
export function tCdf(t: number, df: number): number {
  return tTails(t, df).lower;
}

/** P(T > t) of Student's t. */
export function tTail(t: number, df: number): number {
  return tTails(t, df).upper;
}

/** P(|T| > |t|) of Student's t. */
export function tTwoSided(t: number, df: number): number {
  return Math.min(1, 2 * tTails(Math.abs(t), df).upper);
}

/**
 * The quantile of Student's t.
 * Refuses `out_of_range`.
 */
export function tQuantile(p: number, df: number): number {
  requireProbability(p);
  requireDegrees('df', df);
  if (df === Infinity) return normalQuantile(p);
  if (p === 0.5) return 0;
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  // |T| beyond t has probability 2·min(p, 1 − p) = the lower beta tail at df/(df + t²).
  const twoSided = 2 * Math.min(p, 1 - p);
  const tails = (t: number): Tails => {
    const { lower, upper } = betaTails(...split(t, df), df / 2, 0.5);
    return { lower: upper, upper: lower };
  };
  const density = (t: number): number => 2 * tDensity(t, df);
  const size = invertTail(twoSided, tails, density);
  return p < 0.5 ? -size : size;
}

/**
 * The density of Student's t.
 * Refuses `out_of_range`.
 */
export function tDensity(t: number, df: number): number {
  requireDegrees('df', df);
  if (df === Infinity) return normalDensity(t);
  if (t === 0) return Math.exp(-logBeta(df / 2, 0.5)) / Math.sqrt(df);
  return betaFront(...split(t, df), df / 2, 0.5) / Math.abs(t);
}

/** Finds x with upper tail `q` on [0, ∞), keeping the digits of a tiny q. */
function invertTail(q: number, tails: (x: number) => Tails, density: (x: number) => number): number {
  if (q >= 0.5) return invert(1 - q, Infinity, tails, density);
  const target = Math.log(q);
  let [low, high] = [0, 1];
  while (Math.log(tails(high).upper) > target) [low, high] = [high, 2 * high];
  let x = (low + high) / 2;
  for (let i = 0; i < 400; i++) {
    const { upper } = tails(x);
    const miss = Math.log(upper) - target;
    if (miss === 0) return x;
    if (miss > 0) low = x;
    else high = x;
    let next = x + (miss * upper) / density(x);
    if (!(next > low && next < high)) next = (low + high) / 2;
    if (Math.abs(next - x) <= 4e-16 * x) return next;
    x = next;
  }
  return x;
}

/**
 * P(X ≤ x) of the chi-square distribution.
 * Refuses `out_of_range`.
 */
export function chiSquareCdf(x: number, df: number): number {
  requireDegrees('df', df);
  return gammaTails(df / 2, x / 2).lower;
}

/**
 * P(X > x) of the chi-square distribution.
 * Refuses `out_of_range`.
 */
export function chiSquareTail(x: number, df: number): number {
  requireDegrees('df', df);
  return gammaTails(df / 2, x / 2).upper;
}

/**
 * The quantile of the chi-square distribution.
 * Refuses `out_of_range`.
 */
export function chiSquareQuantile(p: number, df: number): number {
  requireDegrees('df', df);
  return 2 * gammaQuantile(p, df / 2);
}

/** P(X ≤ x) of the gamma distribution of shape `shape` and scale 1. */
export function gammaCdf(x: number, shape: number): number {
  return gammaTails(shape, x).lower;
}

/** The quantile of the gamma distribution of shape `shape` and scale 1. */
export function gammaQuantile(p: number, shape: number): number {
  const density = (x: number): number => gammaFront(shape, x) / x;
  return invert(p, Infinity, (x) => gammaTails(shape, x), density);
}

/** P(X ≤ x) of the beta distribution. */
export function betaCdf(x: number, a: number, b: number): number {
  return betaTails(x, 1 - x, a, b).lower;
}

/** P(X > x) of the beta distribution. */
export function betaTail(x: number, a: number, b: number): number {
  return betaTails(x, 1 - x, a, b).upper;
}

/** The quantile of the beta distribution. */
export function betaQuantile(p: number, a: number, b: number): number {
  const tails = (x: number): Tails => betaTails(x, 1 - x, a, b);
  return invert(p, 1, tails, (x) => betaFront(x, 1 - x, a, b) / (x * (1 - x)));
}

function fTails(x: number, df1: number, df2: number): Tails {
  requireDegrees('df1', df1);
  requireDegrees('df2', df2);
  if (Number.isNaN(x)) refuse('not_finite', 'x', 'is NaN');
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  if (df2 === Infinity) return gammaTails(df1 / 2, (x * df1) / 2);
  const sum = df2 + df1 * x;
  return betaTails((df1 * x) / sum, df2 / sum, df1 / 2, df2 / 2);
}

/** P(X ≤ x) of Fisher's F; `df2` may be Infinity. */
export function fCdf(x: number, df1: number, df2: number): number {
  return fTails(x, df1, df2).lower;
}

/** P(X > x) of Fisher's F. */
export function fTail(x: number, df1: number, df2: number): number {
  return fTails(x, df1, df2).upper;
}

/**
 * The quantile of Fisher's F.
 * Refuses `out_of_range`.
 */
export function fQuantile(p: number, df1: number, df2: number): number {
  requireDegrees('df1', df1);
  requireDegrees('df2', df2);
  if (df2 === Infinity) return chiSquareQuantile(p, df1) / df1;
  const density = (x: number): number => {
    const sum = df2 + df1 * x;
    return betaFront((df1 * x) / sum, df2 / sum, df1 / 2, df2 / 2) / x;
  };
  return invert(p, Infinity, (x) => fTails(x, df1, df2), density);
}
