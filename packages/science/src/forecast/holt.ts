import { type Numbers } from '../core/index.ts';
import { type EtsFit, type EtsFitOptions, fitEts, parseEts, predictEts } from './ets/index.ts';
import { type Forecast, takeSeries } from './series.ts';

/** A forecast by a line that is smoothed, with the model behind it; null where the series is constant. */
export interface TrendForecast extends Forecast {
  fit: EtsFit | null;
}

function trend(
  y: Numbers,
  horizon: number,
  model: string,
  method: string,
  options: EtsFitOptions,
): TrendForecast {
  const history = takeSeries(y, horizon, 2);
  const first = history[0] as number;
  if (history.every((value) => value === first))
    return {
      method,
      mean: new Float64Array(horizon).fill(first),
      fitted: Float64Array.from(history),
      warnings: [{ code: 'constant', detail: 'the series has one value, which is repeated' }],
      fit: null,
    };
  const fit = fitEts(history, parseEts(model), { starts: 4, ...options });
  return { method, mean: predictEts(fit, horizon), fitted: fit.fitted, warnings: fit.warnings, fit };
}

/**
 * Holt's linear trend, fitted as ETS(A,A,N). Refuses fewer than five values (`too_few`).
 * Source: Hyndman et al. (2008), section 2.3.
 */
export function holt(y: Numbers, horizon: number, options: EtsFitOptions = {}): TrendForecast {
  return trend(y, horizon, 'AAN', 'holt', options);
}

/**
 * The damped trend of Gardner and McKenzie, fitted as ETS(A,Ad,N) with damping from 0.8 to 0.98.
 * Refuses fewer than six values (`too_few`). Source: Gardner and McKenzie (1985), Management Science 31.
 */
export function dampedTrend(y: Numbers, horizon: number, options: EtsFitOptions = {}): TrendForecast {
  return trend(y, horizon, 'AAdN', 'damped', options);
}
