import { refuse } from '../core/index.ts';

/**
 * Splits a whole amount in proportion to weights so that the parts sum to it exactly, by largest remainder
 * (Hamilton's method).
 *
 * Amount in minor units of any sign; weights are non-negative, their sum positive. Units left over after rounding
 * towards zero go to the largest remainders, ties to the earlier part. Refuses `empty`, `negative_weight`,
 * `out_of_range`.
 */
export function splitByLargestRemainder(amount: bigint, weights: readonly bigint[]): bigint[] {
  if (weights.length === 0) refuse('empty', 'weights', 'nothing to split by');
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (weights.some((w) => w < 0n)) refuse('negative_weight', 'weights', 'a weight is below 0');
  if (sum === 0n) refuse('out_of_range', 'weights', 'all weights are 0');
  const size = amount < 0n ? -amount : amount;
  const parts = weights.map((w) => (size * w) / sum);
  const remainders = weights.map((w) => (size * w) % sum);
  const left = Number(size - parts.reduce((a, b) => a + b, 0n));
  weights
    .map((_, i) => i)
    .sort((a, b) => (remainders[a] === remainders[b] ? a - b : remainders[a]! > remainders[b]! ? -1 : 1))
    .slice(0, left)
    .forEach((i) => (parts[i]! += 1n));
  return amount < 0n ? parts.map((p) => -p) : parts;
}

/** How a fraction becomes whole: halves away from zero, halves to even, towards −∞, or towards +∞. */
export type Rounding = 'half_up' | 'half_even' | 'floor' | 'ceiling';

/**
 * Rounds numerator ÷ denominator to a whole number, exactly. Refuses a zero denominator (`out_of_range`).
 */
export function roundRatio(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  if (denominator === 0n) refuse('out_of_range', 'denominator', 'is 0');
  const [n, d] = denominator < 0n ? [-numerator, -denominator] : [numerator, denominator];
  const floor = n / d - (n % d < 0n ? 1n : 0n);
  const rest = n - floor * d;
  if (rest === 0n) return floor;
  switch (rounding) {
    case 'floor':
      return floor;
    case 'ceiling':
      return floor + 1n;
    case 'half_up':
      return 2n * rest > d || (2n * rest === d && n > 0n) ? floor + 1n : floor;
    case 'half_even':
      return 2n * rest > d || (2n * rest === d && floor % 2n !== 0n) ? floor + 1n : floor;
  }
}
