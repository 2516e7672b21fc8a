import {
  type Numbers,
  refuse,
  requireAtLeast,
  requireBinary,
  requireFinite,
  requireInteger,
  requireSameLength,
} from '../core/index.ts';

function pair(actual: Numbers, forecast: Numbers): void {
  requireFinite('actual', actual);
  requireFinite('forecast', forecast);
  requireSameLength('actual', actual, 'forecast', forecast);
}

function average(actual: Numbers, forecast: Numbers, score: (y: number, f: number) => number): number {
  pair(actual, forecast);
  let sum = 0;
  for (let i = 0; i < actual.length; i++) sum += score(actual[i] as number, forecast[i] as number);
  return sum / actual.length;
}

/** Mean absolute error, in the unit of the series. */
export function mae(actual: Numbers, forecast: Numbers): number {
  return average(actual, forecast, (y, f) => Math.abs(y - f));
}

/** Root mean squared error, in the unit of the series. */
export function rmse(actual: Numbers, forecast: Numbers): number {
  return Math.sqrt(average(actual, forecast, (y, f) => (y - f) ** 2));
}

/** Mean of forecast minus actual: above zero where the method promises too much. */
export function bias(actual: Numbers, forecast: Numbers): number {
  return average(actual, forecast, (y, f) => f - y);
}

/** Mean absolute percentage error, 0 … ∞, in per cent. Refuses an actual value of zero (`out_of_range`). */
export function mape(actual: Numbers, forecast: Numbers): number {
  return average(actual, forecast, (y, f) => {
    if (y === 0) refuse('out_of_range', 'actual', 'has a zero, which has no percentage error');
    return 100 * Math.abs((y - f) / y);
  });
}

/** Symmetric mean absolute percentage error, 0 … 200; a pair of zeros counts 0. Source: Makridakis (1993), M4. */
export function smape(actual: Numbers, forecast: Numbers): number {
  return average(actual, forecast, (y, f) => {
    const size = Math.abs(y) + Math.abs(f);
    return size === 0 ? 0 : (200 * Math.abs(y - f)) / size;
  });
}

/** The scale of MASE or RMSSE and the lag that gave it; null where no lag gives one. */
export interface Scale {
  value: number | null;
  lag: number;
}

/**
 * The in-sample error of the naive forecast at a lag: mean absolute (`absolute`) or mean squared (`squared`).
 * A scale of zero, or a history not longer than the lag, falls back to lag 1, and if that is zero too, to null.
 * Refuses `empty`, `not_finite`, `out_of_range`.
 */
export function scaleOf(history: Numbers, period: number, kind: 'absolute' | 'squared' = 'absolute'): Scale {
  requireFinite('history', history);
  requireInteger('period', period, 1);
  for (const lag of period === 1 ? [1] : [period, 1]) {
    let sum = 0;
    for (let t = lag; t < history.length; t++) {
      const change = (history[t] as number) - (history[t - lag] as number);
      sum += kind === 'absolute' ? Math.abs(change) : change * change;
    }
    if (history.length > lag && sum > 0) return { value: sum / (history.length - lag), lag };
  }
  return { value: null, lag: 1 };
}

/**
 * Mean absolute scaled error; null where the history has no scale (`scaleOf`), to be left out and counted.
 * Source: Hyndman and Koehler (2006), IJF 22, 679–688.
 */
export function mase(history: Numbers, actual: Numbers, forecast: Numbers, period = 1): number | null {
  const { value } = scaleOf(history, period);
  const error = mae(actual, forecast);
  return value === null ? null : error / value;
}

/** Root mean squared scaled error, as in M5, with the lag given; null where the history has no scale. */
export function rmsse(history: Numbers, actual: Numbers, forecast: Numbers, period = 1): number | null {
  const { value } = scaleOf(history, period, 'squared');
  const error = rmse(actual, forecast);
  return value === null ? null : error / Math.sqrt(value);
}

/** The two figures of which OWA is made. */
export interface Scores {
  smape: number;
  mase: number;
}

/**
 * Overall weighted average: the mean of sMAPE and MASE, each relative to Naive2. 1 equals Naive2. Source: M4.
 * Refuses `out_of_range`.
 */
export function owa(method: Scores, naive2: Scores): number {
  for (const [name, value] of Object.entries({ ...naive2 }))
    if (!(value > 0)) refuse('out_of_range', `naive2.${name}`, 'must be above zero');
  return (method.smape / naive2.smape + method.mase / naive2.mase) / 2;
}

/**
 * Mean squared error of event probabilities, 0 (sure and right) … 1. Refuses probabilities outside 0 … 1.
 * Source: Brier (1950), Monthly Weather Review 78.
 */
export function brier(happened: readonly (0 | 1 | boolean)[], probability: Numbers): number {
  const seen = happened.map(Number);
  requireBinary('happened', seen);
  requireFinite('probability', probability);
  requireSameLength('happened', happened, 'probability', probability);
  return average(seen, probability, (y, p) => {
    if (p < 0 || p > 1) refuse('out_of_range', 'probability', `has ${p}`);
    return (y - p) ** 2;
  });
}

/** One bin of a reliability diagram. */
export interface ReliabilityBin {
  n: number;
  meanProbability: number;
  frequency: number;
}

/**
 * Groups probabilities into equal-width bins and compares each bin's mean with what happened; empty bins are left out.
 * Refuses `too_few`, `out_of_range`.
 */
export function reliability(
  happened: readonly (0 | 1 | boolean)[],
  probability: Numbers,
  bins = 10,
): ReliabilityBin[] {
  brier(happened, probability);
  requireInteger('bins', bins, 1);
  requireAtLeast('happened', happened, 1);
  const sums = Array.from({ length: bins }, () => ({ n: 0, p: 0, y: 0 }));
  happened.forEach((event, i) => {
    const p = probability[i] as number;
    const bin = sums[Math.min(Math.floor(p * bins), bins - 1)] as { n: number; p: number; y: number };
    bin.n++;
    bin.p += p;
    bin.y += Number(event);
  });
  return sums
    .filter(({ n }) => n > 0)
    .map(({ n, p, y }) => ({ n, meanProbability: p / n, frequency: y / n }));
}
