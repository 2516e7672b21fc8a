import { requireNumber } from '../core/index.ts';

/**
 * How much evidence still counts after `elapsed` time without use: 2^(−elapsed ÷ halfLife), in (0, 1], both in one unit.
 * Published half-lives of skills under complete non-use are about 198 days (accuracy), 335 (mixed) and 396 (speed).
 * Refuses a negative time and a half-life that is not positive (`out_of_range`), `not_finite`.
 * Source: Tatel and Ackerman (2025), Psychological Bulletin, doi 10.1037/bul0000481.
 */
export function recency(elapsed: number, halfLife: number): number {
  requireNumber('elapsed', elapsed, 0);
  requireNumber('halfLife', halfLife, Number.MIN_VALUE);
  return 2 ** (-elapsed / halfLife);
}
