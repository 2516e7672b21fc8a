import { type Numbers } from '../core/index.ts';
import { deseasonalise } from './seasonality.ts';
import { type Forecast, lineThrough, takeSeries } from './series.ts';
import { ses } from './ses.ts';
import { naive } from './naive.ts';

/** The last seasonally adjusted value, with the season put back: the yardstick of OWA in M3 and M4. */
export function naive2(y: Numbers, horizon: number, period: number): Forecast {
  const history = takeSeries(y, horizon);
  const { adjusted, restore, warnings } = deseasonalise(history, period);
  return { method: 'naive2', mean: restore(naive(adjusted, horizon).mean), fitted: null, warnings };
}

/**
 * Applies a forecaster to the series without its season (by the test and decomposition of M4)
 * and puts the season back: how M4 computes SES, Holt and damped trend for seasonal data.
 */
export function onAdjusted(
  y: Numbers,
  horizon: number,
  period: number,
  method: (adjusted: Float64Array, horizon: number) => Forecast,
): Forecast {
  const history = takeSeries(y, horizon);
  const { adjusted, restore, warnings } = deseasonalise(history, period);
  const inner = method(adjusted, horizon);
  return {
    method: inner.method,
    mean: restore(inner.mean),
    fitted: null,
    warnings: [...warnings, ...inner.warnings],
  };
}

/** How the two lines of Theta are joined. */
export type ThetaForm = 'lines' | 'drift';

/**
 * The Theta method: the mean of the least-squares line and of SES on the line of doubled curvature.
 * `lines` is the classic form of M3 and M4; `drift` is the equivalent SES with half the slope as drift
 * (Hyndman and Billah 2003), whose SES is fitted to the series itself. A period above 1 takes the season out
 * first. With `isNonNegative` a negative value becomes 0, as in M4.
 * Source: Assimakopoulos and Nikolopoulos (2000), IJF 16, 521–530.
 */
export function theta(
  y: Numbers,
  horizon: number,
  options: { period?: number; form?: ThetaForm; isNonNegative?: boolean } = {},
): Forecast {
  const history = takeSeries(y, horizon, 3);
  const { adjusted, restore, warnings } = deseasonalise(history, options.period ?? 1);
  const n = adjusted.length;
  const { intercept, slope } = lineThrough(adjusted);
  const path = new Float64Array(horizon);
  if (options.form === 'drift') {
    const { level, alpha } = ses(adjusted, horizon);
    const start = (1 - (1 - alpha) ** n) / alpha;
    for (let h = 0; h < horizon; h++) path[h] = level + (slope / 2) * (h + start);
  } else {
    const doubled = adjusted.map((value, t) => 2 * value - (intercept + slope * (t + 1)));
    const { level } = ses(doubled, horizon);
    for (let h = 0; h < horizon; h++) path[h] = (level + intercept + slope * (n + h + 1)) / 2;
  }
  const mean = restore(path);
  if (options.isNonNegative === true)
    for (let h = 0; h < horizon; h++) mean[h] = Math.max(mean[h] as number, 0);
  return { method: 'theta', mean, fitted: null, warnings };
}
