/** A local regression on equally spaced positions 1 … n, as STL uses it. */
export interface Loess {
  /** Number of nearest positions that a fit sees; above n the weights flatten. */
  window: number;
  degree: 0 | 1;
  /** Fits every `jump` positions and joins them by lines. */
  jump: number;
}

/** One local fit at position `at` from the positions `left` … `right` (1-based); null where all weights vanish. */
export function localFit(
  y: Float64Array,
  at: number,
  range: readonly [left: number, right: number],
  { window, degree }: Loess,
  weights: Float64Array | null,
): number | null {
  const n = y.length;
  const [left, right] = range;
  let h = Math.max(at - left, right - at);
  if (window > n) h += Math.floor((window - n) / 2);
  const w = new Float64Array(right - left + 1);
  let total = 0;
  for (let j = left; j <= right; j++) {
    const r = Math.abs(j - at);
    if (r > 0.999 * h) continue;
    const tricube = r <= 0.001 * h ? 1 : (1 - (r / h) ** 3) ** 3;
    total += w[j - left] = tricube * (weights === null ? 1 : (weights[j - 1] as number));
  }
  if (!(total > 0)) return null;
  for (let i = 0; i < w.length; i++) w[i] = (w[i] as number) / total;
  if (degree === 1 && h > 0) {
    let [mean, spread] = [0, 0];
    for (let j = left; j <= right; j++) mean += (w[j - left] as number) * j;
    for (let j = left; j <= right; j++) spread += (w[j - left] as number) * (j - mean) ** 2;
    if (Math.sqrt(spread) > 0.001 * (n - 1)) {
      const tilt = (at - mean) / spread;
      for (let j = left; j <= right; j++) w[j - left] = (w[j - left] as number) * (tilt * (j - mean) + 1);
    }
  }
  let value = 0;
  for (let j = left; j <= right; j++) value += (w[j - left] as number) * (y[j - 1] as number);
  return value;
}

/** The nearest positions to `i`, `window` of them, kept inside 1 … n. */
function nearest(i: number, n: number, window: number): [number, number] {
  if (window >= n) return [1, n];
  const half = Math.floor((window + 1) / 2);
  const left = Math.min(Math.max(i - half + 1, 1), n - window + 1);
  return [left, left + window - 1];
}

/**
 * Smooths a series by loess. Source: Cleveland, Cleveland, McRae, Terpenning (1990), "STL: A seasonal-trend
 * decomposition procedure based on loess", Journal of Official Statistics 6.
 */
export function loess(y: Float64Array, options: Loess, weights: Float64Array | null = null): Float64Array {
  const n = y.length;
  if (n < 2) return Float64Array.from(y);
  const jump = Math.max(1, Math.min(options.jump, n - 1));
  const knots: number[] = [];
  for (let i = 1; i <= n; i += jump) knots.push(i);
  if (knots[knots.length - 1] !== n) knots.push(n);
  const out = new Float64Array(n);
  let before = 0;
  for (const knot of knots) {
    const value =
      localFit(y, knot, nearest(knot, n, options.window), options, weights) ?? (y[knot - 1] as number);
    out[knot - 1] = value;
    if (before > 0) {
      const from = out[before - 1] as number;
      for (let i = before + 1; i < knot; i++)
        out[i - 1] = from + ((value - from) * (i - before)) / (knot - before);
    }
    before = knot;
  }
  return out;
}
