import {
  type Numbers,
  type Random,
  normalQuantile,
  refuse,
  requireInteger,
  requireLevel,
} from '../../core/index.ts';
import { type Forecast, takeSeries } from '../series.ts';
import { type EtsChoice, type EtsFit, selectEts } from './fit.ts';
import { type EtsSpec } from './spec.ts';

/** The sum φ + φ² + … + φ^h. */
function dampedSum(phi: number, h: number): number {
  return phi === 1 ? h : (phi * (1 - phi ** h)) / (1 - phi);
}

/** The value that level, growth and season promise h steps ahead, without error. */
function pointAt(fit: EtsFit, h: number): number {
  const { spec, level, growth, season, parameters } = fit;
  const steps = dampedSum(parameters.phi, h);
  const trended =
    spec.trend === 'A' ? level + steps * growth : spec.trend === 'M' ? level * growth ** steps : level;
  if (spec.season === 'N') return trended;
  const index = season[(h - 1) % spec.period] as number;
  return spec.season === 'A' ? trended + index : trended * index;
}

/**
 * The point path of a fitted model, (l + (φ + … + φ^h)·b) with its season. For a multiplicative trend or season
 * the path is that without error, which differs a little from the mean after one period.
 * Source: Hyndman et al. (2008), table 2.1.
 * Refuses `out_of_range`.
 */
export function predictEts(fit: EtsFit, horizon: number): Float64Array {
  requireInteger('horizon', horizon, 1);
  return Float64Array.from({ length: horizon }, (_, i) => pointAt(fit, i + 1));
}

/** A central prediction interval a step. */
export interface Band {
  level: number;
  low: Float64Array;
  high: Float64Array;
}

/** Whether the variance of the model has a closed form: additive states, either error. */
export function hasClosedVariance(spec: EtsSpec): boolean {
  return spec.trend !== 'M' && spec.season !== 'M';
}

/**
 * The variance of the forecast error h = 1 … horizon steps ahead, for models with additive states.
 * Refuses the others (`out_of_range`). Source: Hyndman et al. (2008), sections 6.2 and 6.3.
 */
export function etsVariance(fit: EtsFit, horizon: number): Float64Array {
  requireInteger('horizon', horizon, 1);
  const { spec, sigma2, parameters } = fit;
  if (!hasClosedVariance(spec)) refuse('out_of_range', 'fit', `${fit.name} has no closed variance`);
  const { alpha, beta, gamma, phi } = parameters;
  const c = Float64Array.from({ length: horizon }, (_, j) => {
    if (j === 0) return 1;
    const trend = spec.trend === 'A' ? beta * dampedSum(phi, j) : 0;
    return alpha + trend + (spec.season === 'A' && j % spec.period === 0 ? gamma : 0);
  });
  const variance = new Float64Array(horizon);
  if (spec.error === 'A') {
    let sum = 0;
    for (let h = 0; h < horizon; h++) variance[h] = sigma2 * (sum += (c[h] as number) ** 2);
    return variance;
  }
  const second = new Float64Array(horizon);
  for (let h = 0; h < horizon; h++) {
    const mean = pointAt(fit, h + 1);
    let sum = mean * mean;
    for (let j = 1; j <= h; j++) sum += sigma2 * (c[j] as number) ** 2 * (second[h - j] as number);
    second[h] = sum;
    variance[h] = (1 + sigma2) * sum - mean * mean;
  }
  return variance;
}

/** One simulated path with normal innovations, continued from the last state. */
export function simulateEts(fit: EtsFit, horizon: number, random: Random): Float64Array {
  const { spec, parameters, sigma2 } = fit;
  const { alpha, beta, gamma, phi } = parameters;
  const [sigma, season] = [Math.sqrt(sigma2), Float64Array.from(fit.season)];
  let [level, growth] = [fit.level, fit.growth];
  return Float64Array.from({ length: horizon }, (_, h) => {
    const damped = spec.trend === 'M' ? growth ** phi : phi * growth;
    const q = spec.trend === 'A' ? level + damped : spec.trend === 'M' ? level * damped : level;
    const k = h % spec.period;
    const s = spec.season === 'N' ? 0 : (season[k] as number);
    const f = spec.season === 'A' ? q + s : spec.season === 'M' ? q * s : q;
    const value = spec.error === 'A' ? f + sigma * random.normal() : f * (1 + sigma * random.normal());
    const p = spec.season === 'A' ? value - s : spec.season === 'M' ? value / s : value;
    const next = q + alpha * (p - q);
    if (spec.trend === 'A') growth = damped + (beta / alpha) * (next - q);
    if (spec.trend === 'M') growth = damped + (beta / alpha) * (next / level - damped);
    if (spec.season === 'A') season[k] = s + gamma * (value - q - s);
    if (spec.season === 'M') season[k] = s + gamma * (value / q - s);
    level = next;
    return value;
  });
}

/**
 * Central prediction intervals: normal ones where the variance has a closed form, else quantiles of simulated
 * paths, for which a generator is needed (`out_of_range` without one). Bands of one call are nested.
 * Refuses `out_of_range`.
 * Source: Hyndman et al. (2008), chapter 6.
 */
export function etsBands(
  fit: EtsFit,
  horizon: number,
  options: { levels?: readonly number[]; random?: Random; paths?: number } = {},
): Band[] {
  const { levels = [0.8, 0.95], random, paths = 2_000 } = options;
  levels.forEach((level) => requireLevel(level));
  if (hasClosedVariance(fit.spec)) {
    const [mean, variance] = [predictEts(fit, horizon), etsVariance(fit, horizon)];
    return levels.map((level) => {
      const z = normalQuantile(0.5 + level / 2);
      const margin = variance.map((value) => z * Math.sqrt(value));
      return {
        level,
        low: mean.map((value, h) => value - (margin[h] as number)),
        high: mean.map((value, h) => value + (margin[h] as number)),
      };
    });
  }
  if (random === undefined)
    return refuse('out_of_range', 'random', `${fit.name} has no closed variance: hand in a generator`);
  requireInteger('paths', paths, 100);
  const drawn = Array.from({ length: paths }, () => simulateEts(fit, horizon, random));
  const sorted = Array.from({ length: horizon }, (_, h) =>
    Float64Array.from(drawn, (path) => path[h] as number).sort(),
  );
  const quantile = (h: number, p: number): number => {
    const values = sorted[h] as Float64Array;
    const at = p * (paths - 1);
    const below = Math.floor(at);
    const [low, high] = [values[below] as number, values[Math.min(below + 1, paths - 1)] as number];
    return low + (at - below) * (high - low);
  };
  return levels.map((level) => ({
    level,
    low: Float64Array.from({ length: horizon }, (_, h) => quantile(h, (1 - level) / 2)),
    high: Float64Array.from({ length: horizon }, (_, h) => quantile(h, (1 + level) / 2)),
  }));
}

/** A forecast with the model behind it. */
export interface EtsForecast extends Forecast {
  fit: EtsFit;
}

/** Chooses a model by AICc (or the criterion given), fits it and forecasts. */
export function ets(y: Numbers, horizon: number, choice: EtsChoice = {}): EtsForecast {
  const values = takeSeries(y, horizon, 4);
  const { best } = selectEts(values, choice);
  return {
    method: best.name,
    mean: predictEts(best, horizon),
    fitted: best.fitted,
    warnings: best.warnings,
    fit: best,
  };
}
