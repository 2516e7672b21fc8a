import {
  type Numbers,
  type Warning,
  refuse,
  requireAtLeast,
  requireFinite,
  requireInteger,
} from '../core/index.ts';

/** A point forecast: `mean[h - 1]` is the value h steps after the last observation, in the unit of the series. */
export interface Forecast {
  method: string;
  mean: Float64Array;
  /** One-step forecasts within the sample, NaN where the method has none yet; null where it defines none. */
  fitted: Float64Array | null;
  warnings: readonly Warning[];
}

/** A method as the back-test calls it: a history and a number of steps to a point path of that length. */
export type Forecaster = (history: Float64Array, horizon: number) => Numbers;

/** Copies a series into a typed array and refuses one that is empty, too short or not finite, or a bad horizon. */
export function takeSeries(y: Numbers, horizon: number, minimum = 1): Float64Array {
  requireFinite('y', y);
  requireAtLeast('y', y, minimum);
  requireInteger('horizon', horizon, 1);
  return Float64Array.from(y);
}

/** Refuses a period that is not an integer from 1 on. */
export function requirePeriod(period: number): void {
  requireInteger('period', period, 1);
}

/** Refuses a series with a value at or below zero (`out_of_range`). */
export function requirePositive(name: string, values: Numbers): void {
  for (let i = 0; i < values.length; i++)
    if (!((values[i] as number) > 0)) refuse('out_of_range', name, `value ${i} is not above zero`);
}

/** The arithmetic mean. */
export function meanOf(values: Numbers): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum / values.length;
}

/** The middle value, or the mean of the two middle ones. */
export function medianOf(values: Numbers): number {
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length >> 1;
  const upper = sorted[half] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] as number) + upper) / 2;
}

/** Intercept and slope of the least-squares line through (1, y₁) … (n, yₙ); a single value has slope 0. */
export function lineThrough(y: Numbers): { intercept: number; slope: number } {
  const n = y.length;
  const [tMean, yMean] = [(n + 1) / 2, meanOf(y)];
  let [cross, square] = [0, 0];
  for (let i = 0; i < n; i++) {
    const t = i + 1 - tMean;
    cross += t * ((y[i] as number) - yMean);
    square += t * t;
  }
  const slope = square > 0 ? cross / square : 0;
  return { intercept: yMean - slope * tMean, slope };
}
