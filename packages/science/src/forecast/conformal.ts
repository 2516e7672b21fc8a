import { type Numbers, refuse, requireAtLeast, requireFinite, requireLevel } from '../core/index.ts';
import { type Band } from './ets/index.ts';

/** How residuals become an interval: one margin for both sides, or each side from its own. */
export type ConformalKind = 'symmetric' | 'asymmetric';

/**
 * The smallest number of residuals from which an interval of this level can be made.
 * Refuses `out_of_range`.
 */
export function conformalMinimum(level: number, kind: ConformalKind = 'symmetric'): number {
  requireLevel(level);
  const share = kind === 'symmetric' ? 1 - level : (1 - level) / 2;
  return Math.ceil(1 / share - 1 - 1e-9);
}

/**
 * The margins to add to a forecast, [low, high], from residuals (actual − forecast) of origins that the forecast
 * has not seen: the ⌈(n + 1)·level⌉-th smallest absolute residual, or that rank on each side for half the misses.
 * Covers at least `level` where residuals are exchangeable, whatever their law. Refuses too few residuals (`too_few`).
 * Source: Vovk, Gammerman, Shafer (2005); Lei et al. (2018), JASA 113, 1094–1111.
 */
export function conformalMargins(
  residuals: Numbers,
  level: number,
  kind: ConformalKind = 'symmetric',
): readonly [low: number, high: number] {
  requireFinite('residuals', residuals);
  requireAtLeast('residuals', residuals, conformalMinimum(level, kind));
  const n = residuals.length;
  const sorted = Float64Array.from(residuals, (r) => (kind === 'symmetric' ? Math.abs(r) : r)).sort();
  const rank = (share: number): number => Math.min(Math.max(Math.ceil((n + 1) * share - 1e-9), 1), n);
  if (kind === 'symmetric') {
    const margin = sorted[rank(level) - 1] as number;
    return [-margin, margin];
  }
  const upper = rank((1 + level) / 2);
  return [sorted[n - upper] as number, sorted[upper - 1] as number];
}

/**
 * Split-conformal intervals a step: `residuals[h]` are those of earlier forecasts h + 1 steps ahead.
 * Intervals of one call are nested in their levels. Refuses a path longer than the residuals (`length_mismatch`).
 */
export function conformalBands(
  mean: Numbers,
  residuals: readonly Numbers[],
  options: { levels?: readonly number[]; kind?: ConformalKind } = {},
): Band[] {
  const { levels = [0.5, 0.8], kind = 'symmetric' } = options;
  requireFinite('mean', mean);
  if (residuals.length < mean.length)
    refuse('length_mismatch', 'residuals', `reach ${residuals.length} steps, the path ${mean.length}`);
  return levels.map((level) => {
    const margins = Array.from(mean, (_, h) => conformalMargins(residuals[h] as Numbers, level, kind));
    return {
      level,
      low: Float64Array.from(mean, (value, h) => value + (margins[h]?.[0] as number)),
      high: Float64Array.from(mean, (value, h) => value + (margins[h]?.[1] as number)),
    };
  });
}

/**
 * Quantile forecasts of one step from earlier residuals: the forecast plus the residual of rank ⌈(n + 1)p⌉
 * (p ≤ ½ mirrored), kept inside the residuals seen.
 * Refuses `empty`, `not_finite`, `out_of_range`.
 */
export function conformalQuantiles(
  mean: number,
  residuals: Numbers,
  probabilities: readonly number[],
): Float64Array {
  requireFinite('mean', [mean]);
  requireFinite('residuals', residuals);
  const sorted = Float64Array.from(residuals).sort();
  const n = sorted.length;
  const rank = (p: number): number => Math.min(Math.max(Math.ceil((n + 1) * p - 1e-9), 1), n);
  return Float64Array.from(probabilities, (p) => {
    requireLevel(p, 'probabilities');
    if (p === 0.5) return mean + ((sorted[(n - 1) >> 1] as number) + (sorted[n >> 1] as number)) / 2;
    return mean + (sorted[p > 0.5 ? rank(p) - 1 : n - rank(1 - p)] as number);
  });
}
