import {
  type Numbers,
  type Warning,
  normalTail,
  refuse,
  requireAtLeast,
  requireFinite,
  requireInteger,
  requireNumber,
  requireSameLength,
  tCdf,
  tTail,
  tTwoSided,
} from '../core/index.ts';
import { meanOf } from './series.ts';

/** Which way a difference of accuracy is tested: `greater` says that the second method is the better one. */
export type Alternative = 'twoSided' | 'greater' | 'less';

/** A test of equal accuracy. */
export interface AccuracyTest {
  statistic: number;
  p: number;
  alternative: Alternative;
  /** Mean loss of the first minus mean loss of the second: above zero where the second does better. */
  meanDifference: number;
  n: number;
  warnings: readonly Warning[];
}

/** Autocovariances at lags 0 … `maxLag`, with divisor n. */
function autocovariance(values: Float64Array, maxLag: number): Float64Array {
  const mean = meanOf(values);
  return Float64Array.from({ length: maxLag + 1 }, (_, k) => {
    let sum = 0;
    for (let t = k; t < values.length; t++)
      sum += ((values[t] as number) - mean) * ((values[t - k] as number) - mean);
    return sum / values.length;
  });
}

/** The long-run variance with Bartlett weights up to a lag. Source: Newey and West (1987). */
function bartlettVariance(values: Float64Array, lag: number): number {
  const gamma = autocovariance(values, lag);
  return gamma.reduce((sum, value, k) => sum + (k === 0 ? value : 2 * (1 - k / (lag + 1)) * value), 0);
}

function tail(statistic: number, df: number, alternative: Alternative): number {
  if (alternative === 'twoSided') return tTwoSided(statistic, df);
  return alternative === 'greater' ? tTail(statistic, df) : tCdf(statistic, df);
}

/**
 * Diebold–Mariano test of two series of forecast errors at one horizon, with the small-sample correction of Harvey,
 * Leybourne and Newbold and Student's t with n − 1 degrees of freedom. Autocovariances run to lag horizon − 1;
 * where their sum is not above zero, Bartlett weights replace them (warning `bartlett_variance`).
 * Refuses equal losses throughout (`constant`). Source: Harvey, Leybourne, Newbold (1997), IJF 13, 281–291.
 */
export function dieboldMariano(
  first: Numbers,
  second: Numbers,
  options: { horizon: number; loss?: 'absolute' | 'squared'; alternative?: Alternative },
): AccuracyTest {
  const { horizon, loss = 'absolute', alternative = 'twoSided' } = options;
  requireFinite('first', first);
  requireFinite('second', second);
  requireSameLength('first', first, 'second', second);
  requireInteger('horizon', horizon, 1);
  requireAtLeast('first', first, Math.max(horizon + 1, 3));
  const of = (error: number): number => (loss === 'absolute' ? Math.abs(error) : error * error);
  const d = Float64Array.from(first, (error, i) => of(error) - of(second[i] as number));
  const n = d.length;
  const gamma = autocovariance(d, horizon - 1);
  const scale = meanOf(d.map(Math.abs));
  if (!((gamma[0] as number) > 1e-24 * scale * scale))
    refuse('constant', 'second', 'differs from the first by a constant loss');
  const warnings: Warning[] = [];
  let variance = gamma.reduce((sum, value, k) => sum + (k === 0 ? value : 2 * value), 0);
  if (!(variance > 1e-12 * (gamma[0] as number))) {
    variance = bartlettVariance(d, horizon - 1);
    warnings.push({ code: 'bartlett_variance', detail: 'the plain long-run variance is not above zero' });
  }
  const correction = Math.sqrt((n + 1 - 2 * horizon + (horizon * (horizon - 1)) / n) / n);
  const meanDifference = meanOf(d);
  const statistic = (correction * meanDifference) / Math.sqrt(variance / n);
  return { statistic, p: tail(statistic, n - 1, alternative), alternative, meanDifference, n, warnings };
}

/**
 * Clark–West test of a small model nested in a large one: the squared errors of the large one are relieved of what
 * its extra parameters cost. One-sided by construction, normal, with Bartlett weights up to lag horizon − 1.
 * Source: Clark and West (2007), Journal of Econometrics 138, 291–311.
 * Refuses `empty`, `not_finite`, `length_mismatch`, `too_few`, `out_of_range`, `constant`.
 */
export function clarkWest(
  actual: Numbers,
  small: Numbers,
  large: Numbers,
  options: { horizon: number; lag?: number },
): AccuracyTest {
  const { horizon, lag = horizon - 1 } = options;
  for (const [name, values] of Object.entries({ actual, small, large })) {
    requireFinite(name, values);
    requireSameLength('actual', actual, name, values);
  }
  requireInteger('horizon', horizon, 1);
  requireInteger('lag', lag, 0);
  requireAtLeast('actual', actual, Math.max(lag + 2, 3));
  const f = Float64Array.from(actual, (y, i) => {
    const [a, b] = [small[i] as number, large[i] as number];
    return (y - a) ** 2 - ((y - b) ** 2 - (a - b) ** 2);
  });
  const variance = bartlettVariance(f, lag);
  if (!(variance > 0)) refuse('constant', 'large', 'adds nothing that varies to the small model');
  const meanDifference = meanOf(f);
  const statistic = meanDifference / Math.sqrt(variance / f.length);
  const p = normalTail(statistic);
  return { statistic, p, alternative: 'greater', meanDifference, n: f.length, warnings: [] };
}

/**
 * p of a placebo test: (1 + the number of placebo figures at or above the true one)/(1 + placebos).
 * Refuses `empty`, `not_finite`, `out_of_range`.
 */
export function placeboP(figure: number, placebos: Numbers): number {
  requireNumber('figure', figure);
  requireFinite('placebos', placebos);
  let above = 0;
  for (let i = 0; i < placebos.length; i++) if ((placebos[i] as number) >= figure) above++;
  return (1 + above) / (1 + placebos.length);
}
