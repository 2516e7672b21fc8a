import { refuse } from '../../core/index.ts';
import { classicalDecomposition } from '../seasonality.ts';
import { lineThrough, meanOf } from '../series.ts';
import { type EtsBounds, LIMITS, isAdmissible } from './bounds.ts';
import { type EtsGradient, gradientOfEts, passOf, runEts } from './recursion.ts';
import { type EtsParameters, type EtsSpec, isMultiplicative } from './spec.ts';

/** The unit in which a series is fitted: (y − origin) / scale. */
export interface Unit {
  origin: number;
  scale: number;
}

/** Additive models are fitted centred and scaled, the others scaled only, so that fits follow the unit exactly. */
export function unitOf(spec: EtsSpec, y: Float64Array): Unit {
  const mean = meanOf(y);
  if (isMultiplicative(spec)) {
    if (!(mean > 0)) refuse('out_of_range', 'y', 'a multiplicative model needs a mean above zero');
    return { origin: 0, scale: mean };
  }
  const spread = Math.sqrt(meanOf(y.map((value) => (value - mean) ** 2)));
  return { origin: mean, scale: spread > 0 ? spread : 1 };
}

/** Brings parameters fitted in a unit back to the unit of the series. */
export function toSeriesUnit(spec: EtsSpec, at: EtsParameters, { origin, scale }: Unit): EtsParameters {
  return {
    ...at,
    level: origin + scale * at.level,
    growth: spec.trend === 'M' ? at.growth : scale * at.growth,
    season: spec.season === 'A' ? at.season.map((value) => value * scale) : at.season,
  };
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const logit = (p: number): number => Math.log(p / (1 - p));

/** The box of each weight; the admissible region alone reaches beyond the usual one. */
function boxOf(bounds: EtsBounds): { alpha: [number, number]; share: [number, number] } {
  if (bounds === 'admissible') return { alpha: [LIMITS.low, 1.9999], share: [0, 3] };
  return { alpha: [LIMITS.low, LIMITS.high], share: [LIMITS.low, LIMITS.high] };
}

/** A point of the free parameters and the way between them and the model's own. */
export interface Space {
  read: (point: Float64Array) => EtsParameters;
  write: (at: EtsParameters) => Float64Array;
  objective: (point: Float64Array, gradient: Float64Array) => number;
}

type Box = readonly [low: number, high: number];

interface Layout {
  spec: EtsSpec;
  alpha: Box;
  share: Box;
  phi: Box;
  /** Whether γ is free of α. */
  isWide: boolean;
}

const span = (box: Box): number => box[1] - box[0];
const inside = (box: Box, at: number): number => box[0] + span(box) * sigmoid(at);
const slopeIn = (box: Box, at: number): number => span(box) * sigmoid(at) * (1 - sigmoid(at));

function inverse(value: number, box: Box): number {
  return logit(Math.min(Math.max((value - box[0]) / span(box), 1e-6), 1 - 1e-6));
}

function readPoint(
  { spec, alpha: alphaBox, share, phi: phiBox, isWide }: Layout,
  point: Float64Array,
): EtsParameters {
  const [hasTrend, hasSeason, m] = [spec.trend !== 'N', spec.season !== 'N', spec.period];
  let i = 0;
  const take = (): number => point[i++] as number;
  const alpha = inside(alphaBox, take());
  const beta = hasTrend ? alpha * inside(share, take()) : 0;
  const gamma = hasSeason ? (isWide ? 1 : 1 - alpha) * inside(share, take()) : 0;
  const phi = spec.isDamped ? inside(phiBox, take()) : 1;
  const [level, growth] = [take(), hasTrend ? take() : 0];
  const season = new Float64Array(hasSeason ? m : 0);
  if (hasSeason) {
    let sum = 0;
    for (let k = 0; k < m - 1; k++) sum += season[k] = take();
    season[m - 1] = (spec.season === 'M' ? m : 0) - sum;
  }
  return { alpha, beta, gamma, phi, level, growth, season };
}

function writePoint({ spec, alpha, share, phi, isWide }: Layout, at: EtsParameters): Float64Array {
  const point = [inverse(at.alpha, alpha)];
  if (spec.trend !== 'N') point.push(inverse(at.beta / at.alpha, share));
  if (spec.season !== 'N') point.push(inverse(at.gamma / (isWide ? 1 : 1 - at.alpha), share));
  if (spec.isDamped) point.push(inverse(at.phi, phi));
  point.push(at.level);
  if (spec.trend !== 'N') point.push(at.growth);
  if (spec.season !== 'N') point.push(...at.season.subarray(0, spec.period - 1));
  return Float64Array.from(point);
}

/** Carries the gradient of the model's own parameters over to the free ones. */
function chain(
  layout: Layout,
  point: Float64Array,
  at: EtsParameters,
  bar: EtsGradient,
  gradient: Float64Array,
): void {
  const { spec, alpha, share, phi, isWide } = layout;
  const [hasTrend, hasSeason, m] = [spec.trend !== 'N', spec.season !== 'N', spec.period];
  const room = isWide ? 1 : 1 - at.alpha;
  const throughGamma = isWide || !hasSeason ? 0 : (bar.gamma * at.gamma) / room;
  let i = 0;
  const put = (slope: number, box: Box): void => {
    gradient[i] = slope * slopeIn(box, point[i] as number);
    i++;
  };
  put(bar.alpha - throughGamma, alpha);
  if (hasTrend) put(bar.kappa, share);
  if (hasSeason) put(bar.gamma * room, share);
  if (spec.isDamped) put(bar.phi, phi);
  gradient[i++] = bar.level;
  if (hasTrend) gradient[i++] = bar.growth;
  const last = hasSeason ? (bar.season[m - 1] as number) : 0;
  for (let k = 0; hasSeason && k < m - 1; k++) gradient[i++] = (bar.season[k] as number) - last;
}

/**
 * Maps the free parameters of a model onto the real line: α, κ = β/α, γ as a share of 1 − α (as it is in the
 * admissible box) and φ by the logistic function, the states as they are, the last season implied by the others. A walled space
 * is infinite outside the admissible region.
 */
export function spaceOf(spec: EtsSpec, y: Float64Array, bounds: EtsBounds, isWalled = false): Space {
  const isWide = bounds === 'admissible';
  const layout: Layout = { spec, ...boxOf(bounds), phi: [LIMITS.phiLow, LIMITS.phiHigh], isWide };
  const run = passOf(spec, y.length);
  const objective = (point: Float64Array, gradient: Float64Array): number => {
    const at = readPoint(layout, point);
    if ((isWide || isWalled) && !isAdmissible(spec, at)) return Infinity;
    runEts(spec, y, at, run);
    if (Number.isFinite(run.cost)) chain(layout, point, at, gradientOfEts(spec, y, at, run), gradient);
    return run.cost;
  };
  return { read: (point) => readPoint(layout, point), write: (at) => writePoint(layout, at), objective };
}

/** Weights from which the search starts, spread over slow and quick smoothing. */
const WEIGHTS = [
  { alpha: 0.3, share: 0.1, gamma: 0.1, phi: 0.95 },
  { alpha: 0.8, share: 0.02, gamma: 0.3, phi: 0.9 },
  { alpha: 0.05, share: 0.3, gamma: 0.5, phi: 0.97 },
  { alpha: 0.6, share: 0.6, gamma: 0.02, phi: 0.85 },
  { alpha: 0.95, share: 0.3, gamma: 0.02, phi: 0.96 },
  { alpha: 0.15, share: 0.8, gamma: 0.9, phi: 0.92 },
] as const;

/** The number of starts that `startsOf` can give. */
export const MOST_STARTS = WEIGHTS.length;

/**
 * First guesses: seasons by classical decomposition, level and growth by the line through the first values
 * (ten, or two periods), weights from a fixed list.
 */
export function startsOf(spec: EtsSpec, y: Float64Array, count: number): EtsParameters[] {
  const m = spec.period;
  let [season, adjusted]: [Float64Array, Float64Array] = [new Float64Array(0), y];
  if (spec.season !== 'N') {
    const kind = spec.season === 'M' ? 'multiplicative' : 'additive';
    const parts = classicalDecomposition(y, m, kind);
    adjusted = parts.adjusted;
    season = parts.indices;
    if (spec.season === 'M' && Math.min(...season) < 0.01) {
      const floored = season.map((value) => Math.max(value, 0.01));
      const mean = meanOf(floored);
      season = floored.map((value) => value / mean);
    }
  }
  const { intercept, slope } = lineThrough(adjusted.subarray(0, Math.min(y.length, Math.max(10, 2 * m))));
  let [level, growth] = [intercept, slope];
  if (spec.trend === 'N') level = meanOf(adjusted.subarray(0, Math.min(y.length, Math.max(10, 2 * m))));
  if (isMultiplicative(spec)) level = Math.max(level, (adjusted[0] as number) * 0.5, 1e-3);
  if (spec.trend === 'M') growth = Math.min(Math.max(1 + slope / level, 0.9), 1.1);
  return WEIGHTS.slice(0, count).map(({ alpha, share, gamma, phi }) => ({
    alpha,
    beta: spec.trend === 'N' ? 0 : alpha * share,
    gamma: spec.season === 'N' ? 0 : (1 - alpha) * gamma,
    phi: spec.isDamped ? phi : 1,
    level,
    growth: spec.trend === 'N' ? 0 : growth,
    season,
  }));
}

/** Attempts of `intoDomain`; each halves what the seasons and the growth demand. */
const MOST_HALVINGS = 10;

/**
 * Calms first guesses until the model runs through the series: where the season grows with the level, seasons of the whole
 * series push the first fitted values of a multiplicative error below zero. Gives the last attempt where none runs.
 */
export function intoDomain(spec: EtsSpec, y: Float64Array, guess: EtsParameters): EtsParameters {
  const run = passOf(spec, y.length);
  const [flat, still] = [spec.season === 'M' ? 1 : 0, spec.trend === 'M' ? 1 : 0];
  let at = guess;
  for (let k = 0; k < MOST_HALVINGS && runEts(spec, y, at, run).cost === Infinity; k++)
    at = {
      ...at,
      beta: at.beta / 2,
      gamma: at.gamma / 2,
      growth: spec.trend === 'N' ? 0 : still + (at.growth - still) / 2,
      season: at.season.map((value) => flat + (value - flat) / 2),
    };
  return at;
}
