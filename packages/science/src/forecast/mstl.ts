import { type Numbers, refuse } from '../core/index.ts';
import { ets } from './ets/index.ts';
import { naive } from './naive.ts';
import { type Forecast, requirePeriod, takeSeries } from './series.ts';
import { stl } from './stl.ts';

/** Trend, one season a period, and the remainder, which add up to the series. */
export interface MstlParts {
  periods: readonly number[];
  trend: Float64Array;
  seasonal: readonly Float64Array[];
  remainder: Float64Array;
}

/** How several seasons are taken apart. */
export interface MstlOptions {
  /** Season windows, shortest period first; 11, 15, 19 … by default. */
  seasonWindows?: readonly number[];
  /** Rounds over the periods; 2 by default, 1 where there is a single one. */
  rounds?: number;
  outer?: number;
}

/**
 * Decomposes a series with several seasons by running STL on each period in turn, shortest first.
 * Refuses no period, a repeated one (`duplicate`) and a series of two longest periods or fewer (`too_few`).
 * Source: Bandara, Hyndman, Bergmeir (2021), "MSTL", arXiv 2107.13462.
 */
export function mstl(y: Numbers, periods: readonly number[], options: MstlOptions = {}): MstlParts {
  if (periods.length === 0) refuse('empty', 'periods', 'has no period');
  periods.forEach(requirePeriod);
  const ordered = [...periods].sort((a, b) => a - b);
  if (new Set(ordered).size < ordered.length) refuse('duplicate', 'periods', 'repeats a period');
  const values = takeSeries(y, 1, 2 * (ordered[ordered.length - 1] as number) + 1);
  const rounds = ordered.length === 1 ? 1 : (options.rounds ?? 2);
  const seasonal: Float64Array[] = ordered.map(() => new Float64Array(values.length));
  let [rest, trend]: [Float64Array, Float64Array] = [
    Float64Array.from(values),
    new Float64Array(values.length),
  ];
  const outer = options.outer === undefined ? {} : { outer: options.outer };
  for (let round = 0; round < rounds; round++)
    ordered.forEach((period, i) => {
      const own = seasonal[i] as Float64Array;
      const withOwn = rest.map((value, t) => value + (own[t] as number));
      const parts = stl(withOwn, period, {
        seasonWindow: options.seasonWindows?.[i] ?? 11 + 4 * i,
        ...outer,
      });
      seasonal[i] = parts.seasonal;
      trend = parts.trend;
      rest = withOwn.map((value, t) => value - (parts.seasonal[t] as number));
    });
  const remainder = rest.map((value, t) => value - (trend[t] as number));
  return { periods: ordered, trend, seasonal, remainder };
}

/**
 * Forecasts the series without its seasons (by a non-seasonal ETS chosen by AICc, or the method given) and adds
 * the last cycle of each season.
 */
export function mstlForecast(
  y: Numbers,
  horizon: number,
  options: MstlOptions & {
    periods: readonly number[];
    method?: (adjusted: Float64Array, horizon: number) => Forecast;
  },
): Forecast {
  const values = takeSeries(y, horizon);
  const { periods, trend, seasonal, remainder } = mstl(values, options.periods, options);
  const adjusted = trend.map((value, t) => value + (remainder[t] as number));
  const isConstant = adjusted.every((value) => value === adjusted[0]);
  const inner = (options.method ?? (isConstant ? naive : ets))(adjusted, horizon);
  const n = values.length;
  const mean = inner.mean.map((value, h) =>
    seasonal.reduce((sum, season, i) => {
      const period = periods[i] as number;
      return sum + (season[n - period + (h % period)] as number);
    }, value),
  );
  return { method: `mstl + ${inner.method}`, mean, fitted: null, warnings: inner.warnings };
}
