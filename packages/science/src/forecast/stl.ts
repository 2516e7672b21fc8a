import { type Numbers, requireInteger } from '../core/index.ts';
import { localFit, loess, type Loess } from './loess.ts';
import { medianOf, takeSeries } from './series.ts';

/** How STL smooths. Windows are odd numbers of positions. */
export interface StlOptions {
  /** Cycle-subseries smoother; 11 by default. */
  seasonWindow?: number;
  /** Trend smoother; the smallest odd number from 1.5·period/(1 − 1.5/seasonWindow) on by default. */
  trendWindow?: number;
  inner?: number;
  /** Robustness rounds; 0 by default, about 10 against outliers. */
  outer?: number;
}

/** Trend, season and remainder, which add up to the series. */
export interface StlParts {
  trend: Float64Array;
  seasonal: Float64Array;
  remainder: Float64Array;
}

const odd = (value: number): number => {
  const up = Math.ceil(value);
  return up % 2 === 0 ? up + 1 : up;
};

function movingAverage(y: Float64Array, length: number): Float64Array {
  const out = new Float64Array(y.length - length + 1);
  let sum = 0;
  for (let i = 0; i < y.length; i++) {
    sum += y[i] as number;
    if (i >= length) sum -= y[i - length] as number;
    if (i >= length - 1) out[i - length + 1] = sum / length;
  }
  return out;
}

/** Smooths each cycle-subseries and extends it by one period at both ends. */
function cycles(y: Float64Array, period: number, how: Loess, weights: Float64Array | null): Float64Array {
  const out = new Float64Array(y.length + 2 * period);
  for (let j = 0; j < period; j++) {
    const count = Math.floor((y.length - j - 1) / period) + 1;
    const pick = (from: Float64Array): Float64Array =>
      Float64Array.from({ length: count }, (_, i) => from[i * period + j] as number);
    const sub = pick(y);
    const subWeights = weights === null ? null : pick(weights);
    const smooth = loess(sub, how, subWeights);
    const first = localFit(sub, 0, [1, Math.min(how.window, count)], how, subWeights);
    const last = localFit(sub, count + 1, [Math.max(1, count - how.window + 1), count], how, subWeights);
    out[j] = first ?? (smooth[0] as number);
    for (let i = 0; i < count; i++) out[(i + 1) * period + j] = smooth[i] as number;
    out[(count + 1) * period + j] = last ?? (smooth[count - 1] as number);
  }
  return out;
}

/** Bisquare weights from the remainders, with six median absolute remainders as the limit. */
function robustness(remainder: Float64Array): Float64Array {
  const sizes = remainder.map(Math.abs);
  const limit = 6 * medianOf(sizes);
  return sizes.map((size) => {
    if (size <= 0.001 * limit) return 1;
    return size >= 0.999 * limit ? 0 : (1 - (size / limit) ** 2) ** 2;
  });
}

/**
 * Seasonal-trend decomposition by loess, with degree 0 for the season and 1 for the trend.
 * Refuses fewer than two full periods and one value (`too_few`).
 * Source: Cleveland, Cleveland, McRae, Terpenning (1990), Journal of Official Statistics 6, 3–73.
 */
export function stl(y: Numbers, period: number, options: StlOptions = {}): StlParts {
  requireInteger('period', period, 2);
  const values = takeSeries(y, 1, 2 * period + 1);
  const { seasonWindow = 11, inner = options.outer === undefined ? 2 : 1, outer = 0 } = options;
  requireInteger('seasonWindow', seasonWindow, 3);
  const trendWindow = options.trendWindow ?? odd((1.5 * period) / (1 - 1.5 / seasonWindow));
  requireInteger('trendWindow', trendWindow, 3);
  const how = (window: number, degree: 0 | 1): Loess => ({ window, degree, jump: Math.ceil(window / 10) });
  const [seasonal, trend, lowPass] = [how(seasonWindow, 0), how(trendWindow, 1), how(odd(period), 1)];
  const n = values.length;
  let [level, season, weights]: [Float64Array, Float64Array, Float64Array | null] = [
    new Float64Array(n),
    new Float64Array(n),
    null,
  ];
  for (let round = 0; round <= outer; round++) {
    for (let pass = 0; pass < inner; pass++) {
      const cycle = cycles(
        values.map((value, t) => value - (level[t] as number)),
        period,
        seasonal,
        weights,
      );
      const low = loess(movingAverage(movingAverage(movingAverage(cycle, period), period), 3), lowPass);
      season = values.map((_, t) => (cycle[t + period] as number) - (low[t] as number));
      level = loess(
        values.map((value, t) => value - (season[t] as number)),
        trend,
        weights,
      );
    }
    if (round < outer)
      weights = robustness(values.map((value, t) => value - (level[t] as number) - (season[t] as number)));
  }
  const remainder = values.map((value, t) => value - (level[t] as number) - (season[t] as number));
  return { trend: level, seasonal: season, remainder };
}
