import { type Numbers, requireNumber } from '../core/index.ts';
import { type Forecast, takeSeries } from './series.ts';

/** Simple exponential smoothing, fitted by least squares over the smoothing weight and the first level. */
export interface SesForecast extends Forecast {
  /** The smoothing weight, from 0.0001 to 0.9999. */
  alpha: number;
  initialLevel: number;
  /** The level after the last value, which is the forecast. */
  level: number;
  /** The sum of squared one-step errors. */
  sse: number;
}

interface Pass {
  sse: number;
  initialLevel: number;
}

/**
 * For one weight the best first level has a closed form: with level 0 the errors are a_t,
 * and a first level l changes them to a_t − (1 − α)^{t−1}·l.
 */
function pass(y: Float64Array, alpha: number, fixed: number | null): Pass {
  let [level, decay, aa, ad, dd] = [0, 1, 0, 0, 0];
  const keep = 1 - alpha;
  for (let t = 0; t < y.length; t++) {
    const error = (y[t] as number) - level;
    level += alpha * error;
    aa += error * error;
    ad += error * decay;
    dd += decay * decay;
    decay *= keep;
  }
  const initialLevel = fixed ?? ad / dd;
  return { sse: aa - 2 * initialLevel * ad + initialLevel * initialLevel * dd, initialLevel };
}

const LOW = 1e-4;
const HIGH = 0.9999;

/** Finds the weight: a grid against local minima, then golden-section search about the best point. */
function bestAlpha(y: Float64Array): number {
  const grid = [LOW, 0.01, ...Array.from({ length: 19 }, (_, i) => 0.05 * (i + 1)), 0.98, HIGH];
  const costs = grid.map((alpha) => pass(y, alpha, null).sse);
  const best = costs.indexOf(Math.min(...costs));
  let [low, high] = [
    grid[Math.max(best - 1, 0)] as number,
    grid[Math.min(best + 1, grid.length - 1)] as number,
  ];
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [high - ratio * (high - low), low + ratio * (high - low)];
  let [atA, atB] = [pass(y, a, null).sse, pass(y, b, null).sse];
  while (high - low > 1e-8) {
    if (atA <= atB) {
      [high, b, atB] = [b, a, atA];
      a = high - ratio * (high - low);
      atA = pass(y, a, null).sse;
    } else {
      [low, a, atA] = [a, b, atB];
      b = low + ratio * (high - low);
      atB = pass(y, b, null).sse;
    }
  }
  const inside = (low + high) / 2;
  const candidates = [grid[best] as number, inside];
  const [atGrid, atInside] = candidates.map((alpha) => pass(y, alpha, null).sse) as [number, number];
  return atInside <= atGrid ? inside : (grid[best] as number);
}

/**
 * Simple exponential smoothing. The series is centred on its first value while fitting, so the forecast follows
 * a shift and a change of unit exactly. A given `alpha`, from 0.0001 to 1, is used as it is.
 * Source: Hyndman, Koehler, Ord, Snyder (2008), "Forecasting with Exponential Smoothing", chapter 2.
 * Refuses `out_of_range`.
 */
export function ses(y: Numbers, horizon: number, options: { alpha?: number } = {}): SesForecast {
  const history = takeSeries(y, horizon, 2);
  if (options.alpha !== undefined) requireNumber('alpha', options.alpha, LOW, 1);
  const origin = history[0] as number;
  const spread = Math.max(...history.map((value) => Math.abs(value - origin)));
  const scale = spread > 0 ? spread : 1;
  const centred = history.map((value) => (value - origin) / scale);
  const alpha = options.alpha ?? (spread > 0 ? bestAlpha(centred) : 0.5);
  const { initialLevel } = pass(centred, alpha, null);
  const fitted = new Float64Array(history.length);
  let [level, sse] = [origin + scale * initialLevel, 0];
  for (let t = 0; t < history.length; t++) {
    fitted[t] = level;
    const error = (history[t] as number) - level;
    sse += error * error;
    level += alpha * error;
  }
  return {
    method: 'ses',
    mean: new Float64Array(horizon).fill(level),
    fitted,
    warnings: [],
    alpha,
    initialLevel: origin + scale * initialLevel,
    level,
    sse,
  };
}
