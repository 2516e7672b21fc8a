import { refuse, requireInteger } from '../../core/index.ts';

/** How the error enters: added to the forecast or multiplied with it. */
export type ErrorKind = 'A' | 'M';
/** A component of the state: none, additive or multiplicative. */
export type ComponentKind = 'N' | 'A' | 'M';

/** One model of the ETS family, in the notation of Hyndman et al. (2008): ETS(error, trend, season). */
export interface EtsSpec {
  error: ErrorKind;
  trend: ComponentKind;
  isDamped: boolean;
  season: ComponentKind;
  /** The number of seasons; 1 without a season. */
  period: number;
}

/**
 * The parameters of a model. `beta`, `gamma` and `phi` are ignored where the model has no such component
 * (`phi` is 1 for an undamped trend). `season` holds one state a season, in the order of the first period.
 */
export interface EtsParameters {
  alpha: number;
  beta: number;
  gamma: number;
  phi: number;
  level: number;
  growth: number;
  season: Float64Array;
}

/** Writes a model as in the literature, for example `ETS(M,Ad,M)`. */
export function etsName(spec: EtsSpec): string {
  return `ETS(${spec.error},${spec.trend}${spec.isDamped ? 'd' : ''},${spec.season})`;
}

/**
 * Reads `ETS(M,Ad,M)`, `MAdM` or `M,Ad,M`. Refuses another text and a season without a period (`out_of_range`).
 */
export function parseEts(text: string, period = 1): EtsSpec {
  requireInteger('period', period, 1);
  const compact = text
    .toUpperCase()
    .replace(/^ETS/, '')
    .replaceAll(/[(),\s]/g, '');
  const parts = /^([AM])([NAM])(D?)([NAM])$/.exec(compact);
  if (parts === null) return refuse('out_of_range', 'model', `"${text}" is no ETS model`);
  const [, error, trend, damped, season] = parts as unknown as string[];
  const isDamped = damped === 'D';
  if (isDamped && trend === 'N') return refuse('out_of_range', 'model', 'a damped trend needs a trend');
  if (season !== 'N' && period < 2)
    return refuse('out_of_range', 'period', 'a season needs a period from 2 on');
  return {
    error: error as ErrorKind,
    trend: trend as ComponentKind,
    isDamped,
    season: season as ComponentKind,
    period: season === 'N' ? 1 : period,
  };
}

/** The number of estimated parameters: weights, damping and first states (one season is implied), without σ². */
export function parameterCount(spec: EtsSpec): number {
  const trend = spec.trend === 'N' ? 0 : 2;
  return 2 + trend + (spec.isDamped ? 1 : 0) + (spec.season === 'N' ? 0 : spec.period);
}

/** Whether any part of the model multiplies, so that it needs values above zero. */
export function isMultiplicative(spec: EtsSpec): boolean {
  return spec.error === 'M' || spec.trend === 'M' || spec.season === 'M';
}

/**
 * Whether the model's variance or path can run away: an additive error on a multiplicative season or trend
 * divides by states near zero. Source: Hyndman et al. (2008), section 4.5 and chapter 15.
 */
export function isUnstable(spec: EtsSpec): boolean {
  return spec.error === 'A' && (spec.trend === 'M' || spec.season === 'M');
}
