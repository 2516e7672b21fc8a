import { type Numbers, type Warning, refuse, requireFinite, requireInteger } from '../core/index.ts';
import { meanOf, requirePeriod, requirePositive, takeSeries } from './series.ts';

/** Sample autocorrelations at lags 1 … `maxLag`, with divisor n and the overall mean. Refuses a constant series. */
export function autocorrelation(y: Numbers, maxLag: number): Float64Array {
  const values = takeSeries(y, 1, 2);
  requireInteger('maxLag', maxLag, 1, values.length - 1);
  const mean = meanOf(values);
  let variance = 0;
  for (const value of values) variance += (value - mean) ** 2;
  if (!(variance > 0)) refuse('constant', 'y', 'has no variation to correlate');
  return Float64Array.from({ length: maxLag }, (_, k) => {
    let sum = 0;
    for (let t = k + 1; t < values.length; t++)
      sum += ((values[t] as number) - mean) * ((values[t - k - 1] as number) - mean);
    return sum / variance;
  });
}

/** The outcome of the seasonality test: the autocorrelation at the period against its limit. */
export interface SeasonalityTest {
  isSeasonal: boolean;
  /** Null where the series is too short or constant, which counts as not seasonal. */
  autocorrelation: number | null;
  limit: number | null;
}

/**
 * Tests for seasonality at one period, with |r_m| > 1.645·√((1 + 2Σ_{i<m} r_i²)/n) on at least three periods.
 * Source: the M4 competition's benchmark rule (Makridakis, Spiliotis, Assimakopoulos 2020, IJF 36).
 * Refuses `out_of_range`.
 */
export function seasonalityTest(y: Numbers, period: number): SeasonalityTest {
  requirePeriod(period);
  const values = takeSeries(y, 1);
  const none: SeasonalityTest = { isSeasonal: false, autocorrelation: null, limit: null };
  if (period === 1 || values.length < 3 * period || values.every((value) => value === values[0])) return none;
  const r = autocorrelation(values, period);
  let sum = 1;
  for (let i = 0; i < period - 1; i++) sum += 2 * (r[i] as number) ** 2;
  const limit = 1.645 * Math.sqrt(sum / values.length);
  const at = r[period - 1] as number;
  return { isSeasonal: Math.abs(at) > limit, autocorrelation: at, limit };
}

/** A classical decomposition. `indices[k]` belongs to the positions k, k + period, … of the series. */
export interface Decomposition {
  kind: 'additive' | 'multiplicative';
  /** One index a season; they average 1 (multiplicative) or 0 (additive). */
  indices: Float64Array;
  /** The centred moving average, NaN over half a period at both ends. */
  trend: Float64Array;
  /** The index repeated along the series. */
  seasonal: Float64Array;
  adjusted: Float64Array;
}

/**
 * The centred moving average over one period: 2×m where the period is even. NaN where it does not reach.
 * Refuses `empty`, `not_finite`, and a period that is no integer from 1 on (`out_of_range`).
 */
export function centredMovingAverage(y: Numbers, period: number): Float64Array {
  requireFinite('y', y);
  requirePeriod(period);
  const [n, half] = [y.length, period >> 1];
  const trend = new Float64Array(n).fill(NaN);
  const edge = period % 2 === 0 ? 0.5 : 1;
  for (let t = half; t + half < n; t++) {
    let sum = edge * ((y[t - half] as number) + (half > 0 ? (y[t + half] as number) : 0));
    for (let k = 1 - half; k < half; k++) sum += y[t + k] as number;
    trend[t] = sum / period;
  }
  return trend;
}

/**
 * Classical decomposition by moving average and averaged seasonal ratios or differences.
 * Refuses fewer than two periods, and for the multiplicative kind any value at or below zero.
 * Source: Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", 3rd ed., section 3.4.
 */
export function classicalDecomposition(
  y: Numbers,
  period: number,
  kind: 'additive' | 'multiplicative' = 'multiplicative',
): Decomposition {
  requireInteger('period', period, 2);
  const values = takeSeries(y, 1, 2 * period);
  const isMultiplicative = kind === 'multiplicative';
  if (isMultiplicative) requirePositive('y', values);
  const trend = centredMovingAverage(values, period);
  const [sums, counts] = [new Float64Array(period), new Float64Array(period)];
  for (let t = 0; t < values.length; t++) {
    const [value, level, k] = [values[t] as number, trend[t] as number, t % period];
    if (Number.isNaN(level)) continue;
    sums[k] = (sums[k] as number) + (isMultiplicative ? value / level : value - level);
    counts[k] = (counts[k] as number) + 1;
  }
  const raw = sums.map((sum, k) => sum / (counts[k] as number));
  const mean = meanOf(raw);
  const indices = raw.map((index) => (isMultiplicative ? index / mean : index - mean));
  const seasonal = values.map((_, t) => indices[t % period] as number);
  const adjusted = values.map((value, t) =>
    isMultiplicative ? value / (seasonal[t] as number) : value - (seasonal[t] as number),
  );
  return { kind, indices, trend, seasonal, adjusted };
}

/** A series without its season, and the way back. */
export interface Deseasonalised {
  adjusted: Float64Array;
  isSeasonal: boolean;
  /** Puts the season back on a path that starts one step after the series. */
  restore: (path: Numbers) => Float64Array;
  warnings: readonly Warning[];
}

/**
 * Takes the season out where the test of M4 finds one: by classical multiplicative decomposition,
 * or by the additive one, with the warning `additive_season`, where a value is not above zero.
 */
export function deseasonalise(y: Numbers, period: number): Deseasonalised {
  const values = takeSeries(y, 1);
  if (!seasonalityTest(values, period).isSeasonal)
    return { adjusted: values, isSeasonal: false, restore: (path) => Float64Array.from(path), warnings: [] };
  const isPositive = values.every((value) => value > 0);
  const { indices, adjusted } = classicalDecomposition(
    values,
    period,
    isPositive ? 'multiplicative' : 'additive',
  );
  const n = values.length;
  const restore = (path: Numbers): Float64Array =>
    Float64Array.from(path, (value, h) => {
      const index = indices[(n + h) % period] as number;
      return isPositive ? value * index : value + index;
    });
  const warnings = isPositive
    ? []
    : [
        {
          code: 'additive_season',
          detail: 'values at or below zero: the season is taken out by differences',
        },
      ];
  return { adjusted, isSeasonal: true, restore, warnings };
}
