import { refuse } from './refusal.ts';

const ROOT_TWO_PI = 2.5066282746310002;

/**
 * P(K > x) of the limiting Kolmogorov distribution. Source: Marsaglia, Tsang, Wang (2003), both theta series.
 * Refuses `not_finite`.
 */
export function kolmogorovTail(x: number): number {
  if (Number.isNaN(x)) refuse('not_finite', 'x', 'is NaN');
  if (x <= 0) return 1;
  let sum = 0;
  if (x < 1) {
    for (let k = 1; k <= 21; k += 2) sum += Math.exp((-k * k * Math.PI * Math.PI) / (8 * x * x));
    return 1 - (ROOT_TWO_PI / x) * sum;
  }
  for (let k = 1; k <= 12; k++) sum += (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * k * k * x * x);
  return 2 * sum;
}
