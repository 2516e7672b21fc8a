import { normalQuantile, refuse, requireInteger, requireLevel, requireNumber } from '../core/index.ts';

/**
 * The E-value of a risk ratio: how strongly, on the risk-ratio scale, an unmeasured cause would have to be tied to
 * both treatment and outcome to explain the estimate away. With an interval, also that of the limit nearer to 1
 * (1 where the interval includes 1). Source: VanderWeele and Ding (2017), Annals of Internal Medicine 167(4).
 * Refuses ratios that are not positive (`out_of_range`).
 */
export function eValue(
  riskRatio: number,
  interval?: readonly [number, number],
): { estimate: number; limit: number | null } {
  requirePositive('riskRatio', riskRatio);
  const estimate = single(riskRatio);
  if (interval === undefined) return { estimate, limit: null };
  requirePositive('interval', interval[0]);
  requirePositive('interval', interval[1]);
  if (riskRatio < interval[0] || riskRatio > interval[1])
    refuse('out_of_range', 'interval', 'does not hold the ratio');
  if (interval[0] <= 1 && interval[1] >= 1) return { estimate, limit: 1 };
  return { estimate, limit: single(interval[0] > 1 ? interval[0] : interval[1]) };
}

/**
 * An approximate risk ratio of a common outcome (above 15 %): the square root of an odds ratio, or
 * (1 − 0.5^√HR) ÷ (1 − 0.5^√(1/HR)) of a hazard ratio; with a rare outcome both ratios serve as they are.
 * Source: VanderWeele (2017), Annals of Internal Medicine 167(4), table 2.
 * Refuses `out_of_range`.
 */
export function asRiskRatio(ratio: number, kind: 'odds' | 'hazard'): number {
  requirePositive('ratio', ratio);
  if (kind === 'odds') return Math.sqrt(ratio);
  return (1 - 0.5 ** Math.sqrt(ratio)) / (1 - 0.5 ** Math.sqrt(1 / ratio));
}

/**
 * The smallest true effect that a two-sided test of size `significance` finds with probability `power`:
 * (z(1 − α/2) + z(power)) × standard error, in the units of the error. Refuses `out_of_range`.
 * Source: Bloom (1995), Evaluation Review 19.
 */
export function minimumDetectableEffect(
  standardError: number,
  options: { significance?: number; power?: number } = {},
): number {
  const { significance = 0.05, power = 0.8 } = options;
  requirePositive('standardError', standardError);
  requireLevel(significance, 'significance');
  requireLevel(power, 'power');
  return (normalQuantile(1 - significance / 2) + normalQuantile(power)) * standardError;
}

/**
 * Standard error of a difference of two shares near `share`, with n1 and n2 people.
 * Refuses `out_of_range`.
 */
export function proportionsError(share: number, n1: number, n2: number): number {
  requireNumber('share', share, 0, 1);
  requireInteger('n1', n1, 1);
  requireInteger('n2', n2, 1);
  return Math.sqrt(share * (1 - share) * (1 / n1 + 1 / n2));
}

function single(ratio: number): number {
  const r = ratio < 1 ? 1 / ratio : ratio;
  return r + Math.sqrt(r * (r - 1));
}

function requirePositive(name: string, x: number): void {
  requireNumber(name, x);
  if (!(x > 0)) refuse('out_of_range', name, `is ${x}, must be above 0`);
}
