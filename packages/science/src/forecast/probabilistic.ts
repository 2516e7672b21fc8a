import {
  type Numbers,
  refuse,
  requireAtLeast,
  requireFinite,
  requireLevel,
  requireSameLength,
} from '../core/index.ts';

/**
 * Mean pinball (quantile) loss of forecasts of the quantile `probability`, in the unit of the series.
 * Refuses `empty`, `not_finite`, `length_mismatch`, `out_of_range`.
 * Source: Koenker and Bassett (1978), Econometrica 46.
 */
export function pinball(actual: Numbers, forecast: Numbers, probability: number): number {
  requireFinite('actual', actual);
  requireFinite('forecast', forecast);
  requireSameLength('actual', actual, 'forecast', forecast);
  requireLevel(probability, 'probability');
  let sum = 0;
  for (let i = 0; i < actual.length; i++) {
    const over = (actual[i] as number) - (forecast[i] as number);
    sum += over >= 0 ? probability * over : (probability - 1) * over;
  }
  return sum / actual.length;
}

/** A central interval and the share of cases that it promises to cover. */
export interface Interval {
  level: number;
  low: number;
  high: number;
}

/**
 * Interval score: the width plus 2/α for each unit outside, with α = 1 − level. Source: Gneiting and Raftery (2007).
 * Refuses `empty`, `not_finite`, `out_of_range`, `unsorted`.
 */
export function intervalScore(actual: number, { level, low, high }: Interval): number {
  requireLevel(level);
  requireFinite('interval', [actual, low, high]);
  if (low > high) refuse('unsorted', 'interval', 'its low end lies above its high end');
  const penalty = 2 / (1 - level);
  return high - low + penalty * Math.max(low - actual, 0) + penalty * Math.max(actual - high, 0);
}

/**
 * Weighted interval score of a median and central intervals: (½|y − m| + Σ α/2 · interval score)/(K + ½).
 * Source: Bracher, Ray, Gneiting, Reich (2021), PLoS Computational Biology 17, equation 1.
 * Refuses `empty`, `not_finite`, `too_few`.
 */
export function wis(actual: number, median: number, intervals: readonly Interval[]): number {
  requireFinite('median', [median]);
  requireAtLeast('intervals', intervals, 1);
  const sum = intervals.reduce(
    (total, interval) => total + ((1 - interval.level) / 2) * intervalScore(actual, interval),
    Math.abs(actual - median) / 2,
  );
  return sum / (intervals.length + 0.5);
}

/**
 * The share of actual values inside [low, high], ends included.
 * Refuses `empty`, `not_finite`, `length_mismatch`.
 */
export function coverage(actual: Numbers, low: Numbers, high: Numbers): number {
  for (const [name, values] of Object.entries({ actual, low, high })) {
    requireFinite(name, values);
    requireSameLength('actual', actual, name, values);
  }
  let inside = 0;
  for (let i = 0; i < actual.length; i++) {
    const value = actual[i] as number;
    if (value >= (low[i] as number) && value <= (high[i] as number)) inside++;
  }
  return inside / actual.length;
}

/**
 * The continuous ranked probability score of one case from quantiles: twice the pinball loss integrated over the
 * probabilities by the trapezoid rule, with the end quantiles standing for the tails beyond them.
 * Refuses probabilities that do not rise (`unsorted`, `duplicate`) and quantiles that fall (`unsorted`).
 * Source: Gneiting and Ranjan (2011), JBES 29, equation 10 and after.
 */
export function crpsFromQuantiles(actual: number, probabilities: Numbers, quantiles: Numbers): number {
  requireFinite('probabilities', probabilities);
  requireFinite('quantiles', quantiles);
  requireFinite('actual', [actual]);
  requireSameLength('probabilities', probabilities, 'quantiles', quantiles);
  const k = probabilities.length;
  const losses = Float64Array.from({ length: k }, (_, i) => {
    const [p, q] = [probabilities[i] as number, quantiles[i] as number];
    requireLevel(p, 'probabilities');
    if (i > 0 && p <= (probabilities[i - 1] as number))
      refuse(p === probabilities[i - 1] ? 'duplicate' : 'unsorted', 'probabilities', 'must rise');
    if (i > 0 && q < (quantiles[i - 1] as number)) refuse('unsorted', 'quantiles', 'must not fall');
    return pinball([actual], [q], p);
  });
  const tail = (p: number, q: number, end: 0 | 1): number => {
    const atEnd = end === 0 ? Math.max(q - actual, 0) : Math.max(actual - q, 0);
    return ((pinball([actual], [q], p) + atEnd) / 2) * Math.abs(end - p);
  };
  let integral = tail(probabilities[0] as number, quantiles[0] as number, 0);
  integral += tail(probabilities[k - 1] as number, quantiles[k - 1] as number, 1);
  for (let i = 1; i < k; i++) {
    const width = (probabilities[i] as number) - (probabilities[i - 1] as number);
    integral += (width * ((losses[i] as number) + (losses[i - 1] as number))) / 2;
  }
  return 2 * integral;
}
