import {
  type Numbers,
  refuse,
  requireAtLeast,
  requireFinite,
  requireSameLength,
  requireWeights,
} from '../core/index.ts';
import { dampedTrend, holt } from './holt.ts';
import { type Forecast, medianOf, takeSeries } from './series.ts';
import { ses } from './ses.ts';
import { onAdjusted } from './theta.ts';

/** How several paths become one. */
export type Combination = 'mean' | 'median';

/**
 * Joins paths of equal length step by step. Weights go with the mean alone and are normalised.
 * Refuses paths of different length and weights that are negative.
 */
export function combine(
  paths: readonly Numbers[],
  how: Combination = 'mean',
  weights?: Numbers,
): Float64Array {
  requireAtLeast('paths', paths, 1);
  const first = paths[0] as Numbers;
  paths.forEach((path, i) => {
    requireFinite(`paths[${i}]`, path);
    requireSameLength('paths[0]', first, `paths[${i}]`, path);
  });
  if (weights !== undefined) {
    if (how === 'median') refuse('out_of_range', 'weights', 'a median takes no weights');
    requireWeights('weights', weights);
    requireSameLength('paths', paths, 'weights', weights);
  }
  let total = 0;
  for (let i = 0; i < paths.length; i++) total += weights?.[i] ?? 1;
  return Float64Array.from({ length: first.length }, (_, h) => {
    const values = paths.map((path) => path[h] as number);
    if (how === 'median') return medianOf(values);
    return values.reduce((sum, value, i) => sum + (value * (weights?.[i] ?? 1)) / total, 0);
  });
}

/** The combination of M3 and M4: the mean of SES, Holt and damped trend on the seasonally adjusted series. */
export function comb(y: Numbers, horizon: number, period = 1): Forecast {
  const history = takeSeries(y, horizon, 6);
  return onAdjusted(history, horizon, period, (adjusted, steps) => {
    const parts = [ses(adjusted, steps), holt(adjusted, steps), dampedTrend(adjusted, steps)];
    return {
      method: 'comb',
      mean: combine(parts.map(({ mean }) => mean)),
      fitted: null,
      warnings: parts.flatMap(({ warnings }) => [...warnings]),
    };
  });
}
