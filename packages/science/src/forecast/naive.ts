import { type Numbers, requireAtLeast, requireInteger } from '../core/index.ts';
import { type Forecast, meanOf, requirePeriod, takeSeries } from './series.ts';

/** Repeats the last value. Refuses an empty or non-finite series. */
export function naive(y: Numbers, horizon: number): Forecast {
  const history = takeSeries(y, horizon);
  const fitted = new Float64Array(history.length).fill(NaN);
  fitted.set(history.subarray(0, -1), 1);
  const mean = new Float64Array(horizon).fill(history[history.length - 1] as number);
  return { method: 'naive', mean, fitted, warnings: [] };
}

/** Repeats the last full period. Refuses a series shorter than one period (`too_few`). */
export function seasonalNaive(y: Numbers, horizon: number, period: number): Forecast {
  requirePeriod(period);
  const history = takeSeries(y, horizon, period);
  const n = history.length;
  const fitted = new Float64Array(n).fill(NaN);
  if (n > period) fitted.set(history.subarray(0, n - period), period);
  const mean = Float64Array.from({ length: horizon }, (_, h) => history[n - period + (h % period)] as number);
  return { method: 'seasonal naive', mean, fitted, warnings: [] };
}

/**
 * Continues the line from the first to the last value (a random walk with drift).
 * Refuses fewer than two values.
 */
export function drift(y: Numbers, horizon: number): Forecast {
  const history = takeSeries(y, horizon, 2);
  const n = history.length;
  const [first, last] = [history[0] as number, history[n - 1] as number];
  const slope = (last - first) / (n - 1);
  const fitted = new Float64Array(n).fill(NaN);
  for (let t = 1; t < n; t++) fitted[t] = (history[t - 1] as number) + slope;
  const mean = Float64Array.from({ length: horizon }, (_, h) => last + (h + 1) * slope);
  return { method: 'drift', mean, fitted, warnings: [] };
}

/** Repeats the mean of the last `window` values. Refuses a shorter series (`too_few`). */
export function movingMean(y: Numbers, horizon: number, window: number): Forecast {
  requireInteger('window', window, 1);
  const history = takeSeries(y, horizon);
  requireAtLeast('y', history, window);
  const n = history.length;
  const fitted = new Float64Array(n).fill(NaN);
  for (let t = window; t < n; t++) fitted[t] = meanOf(history.subarray(t - window, t));
  const mean = new Float64Array(horizon).fill(meanOf(history.subarray(n - window)));
  return { method: `mean of ${window}`, mean, fitted, warnings: [] };
}
