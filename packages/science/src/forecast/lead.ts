import {
  type Check,
  type Numbers,
  type Warning,
  normalQuantile,
  requireAtLeast,
  requireFinite,
  requireInteger,
  requireSameLength,
  requireVariation,
} from '../core/index.ts';
import { meanOf } from './series.ts';

/** What the timing of a signal says. */
export interface LeadCheck {
  direction: 'leads' | 'coincides' | 'lags' | 'none';
  /** The lead in periods at the largest correlation of changes; below zero where the signal follows. */
  lead: number;
  correlation: number;
  /** The limit for the largest of all the correlations looked at, at level 0.95. */
  limit: number;
  /** Whether the signal leads only when read backwards, so that its time runs the wrong way. */
  isReversed: boolean;
  checks: readonly Check[];
  warnings: readonly Warning[];
}

const changes = (values: Numbers): Float64Array =>
  Float64Array.from(
    { length: values.length - 1 },
    (_, t) => (values[t + 1] as number) - (values[t] as number),
  );

/**
 * Cross-correlation of x at t − k with y at t, for k = −maxLag … maxLag (divisor n, overall means):
 * above zero at k > 0 where x leads by k. Refuses constant series.
 */
export function crossCorrelation(x: Numbers, y: Numbers, maxLag: number): Float64Array {
  requireFinite('x', x);
  requireFinite('y', y);
  requireSameLength('y', y, 'x', x);
  requireVariation('x', x);
  requireVariation('y', y);
  requireInteger('maxLag', maxLag, 0, x.length - 1);
  const [xMean, yMean, n] = [meanOf(x), meanOf(y), x.length];
  const square = (values: Numbers, mean: number): number => {
    let sum = 0;
    for (let t = 0; t < n; t++) sum += ((values[t] as number) - mean) ** 2;
    return sum;
  };
  const scale = Math.sqrt(square(x, xMean) * square(y, yMean));
  return Float64Array.from({ length: 2 * maxLag + 1 }, (_, i) => {
    const k = i - maxLag;
    let sum = 0;
    for (let t = Math.max(0, k); t < Math.min(n, n + k); t++)
      sum += ((x[t - k] as number) - xMean) * ((y[t] as number) - yMean);
    return sum / scale;
  });
}

function peak(x: Numbers, y: Numbers, maxLag: number): { lead: number; correlation: number } {
  const r = crossCorrelation(changes(x), changes(y), maxLag);
  let best = 0;
  for (let i = 1; i < r.length; i++) if (Math.abs(r[i] as number) > Math.abs(r[best] as number)) best = i;
  return { lead: best - maxLag, correlation: r[best] as number };
}

/**
 * Looks whether the changes of a signal come before those of the series, with them, after them, or not at all, and
 * whether the signal leads only when read backwards. Marks the last two (`lead_follows`, `lead_absent`,
 * `lead_reversed`); it never refuses a signal for its timing, since a back-test has the last word.
 */
export function leadCheck(y: Numbers, x: Numbers, options: { maxLag?: number } = {}): LeadCheck {
  requireFinite('y', y);
  requireFinite('x', x);
  requireSameLength('y', y, 'x', x);
  requireAtLeast('y', y, 10);
  const maxLag = options.maxLag ?? Math.min(18, Math.floor(y.length / 4));
  requireInteger('maxLag', maxLag, 1, y.length - 2);
  const { lead, correlation } = peak(x, y, maxLag);
  const limit = normalQuantile(1 - 0.025 / (2 * maxLag + 1)) / Math.sqrt(y.length - 1);
  const isStrong = Math.abs(correlation) > limit;
  const direction = !isStrong ? 'none' : lead > 0 ? 'leads' : lead < 0 ? 'lags' : 'coincides';
  const backwards = peak(Array.from(x).reverse(), y, maxLag);
  const isReversed =
    direction !== 'leads' &&
    backwards.lead > 0 &&
    Math.abs(backwards.correlation) > limit &&
    Math.abs(backwards.correlation) > 1.25 * Math.abs(correlation);
  const warnings: Warning[] = [];
  if (direction === 'lags')
    warnings.push({ code: 'lead_follows', detail: `the signal follows the series by ${-lead} periods` });
  if (direction === 'none')
    warnings.push({ code: 'lead_absent', detail: 'no correlation of changes stands out' });
  if (isReversed)
    warnings.push({
      code: 'lead_reversed',
      detail: `read backwards the signal leads by ${backwards.lead} periods: its time may run the wrong way`,
    });
  const checks: Check[] = [
    {
      name: 'the signal leads the series',
      passed: direction === 'leads',
      value: correlation,
      detail: `largest correlation of changes at lead ${lead}, limit ${limit.toFixed(3)}`,
    },
  ];
  return { direction, lead, correlation, limit, isReversed, checks, warnings };
}
