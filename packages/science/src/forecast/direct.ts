import {
  type Numbers,
  refuse,
  requireAtLeast,
  requireFinite,
  requireInteger,
  requireNumber,
  requireSameLength,
} from '../core/index.ts';
import { applyRule, fitRule, type LinearRule } from './ridge.ts';

/** A signal that may lead the series. */
export interface Signal {
  name: string;
  /** One value a time, as long as the series; a signal known ahead may be longer. */
  values: Numbers;
  /** How many periods back each feature looks: 0 is the value at the origin. */
  lags: readonly number[];
  /** A schedule, known at the origin: only then may a lag be negative, down to −horizon. */
  isKnownAhead?: boolean;
}

/**
 * A direct regression: y_{t+h} − baseline_t on the last changes of y and on lagged signals known at t,
 * one equation a horizon.
 */
export interface DirectSpec {
  y: Numbers;
  /** Steps ahead, h. */
  horizon: number;
  /** How many changes of y are features: Δy_t, Δy_{t−1}, …; 0 by default. */
  ownLags?: number;
  signals?: readonly Signal[];
  /** Whether signals enter as changes from the period before; true by default. */
  isDifferenced?: boolean;
  /** Forecast of y_{t+h} made at t, one a time (NaN where there is none); y_t by default. */
  baseline?: Numbers;
  /** The first index t (from 0) used as a row; the first complete one by default. */
  firstRow?: number;
  /** Ridge penalty a row on standardised features; 0 by default; `rolling` chooses it on inner origins. */
  ridge?: number | 'rolling';
}

/** The rows of a direct regression, one a time index. */
export interface DirectDesign {
  names: string[];
  horizon: number;
  firstRow: number;
  /** The forecast to which the regression adds. */
  base: Float64Array;
  /** y_{t+h} − base_t; NaN where y ends before. */
  target: Float64Array;
  /** Features at t; null where one of them is missing. */
  rows: readonly (Float64Array | null)[];
}

interface Feature {
  name: string;
  at: (t: number) => number;
}

function signalFeatures(spec: DirectSpec, n: number): Feature[] {
  const isDifferenced = spec.isDifferenced ?? true;
  return (spec.signals ?? []).flatMap((signal) => {
    const { name, values, lags, isKnownAhead = false } = signal;
    requireFinite(`signals.${name}`, values);
    requireAtLeast(`signals.${name}.lags`, lags, 1);
    if (isKnownAhead) requireAtLeast(`signals.${name}`, values, n);
    else requireSameLength('y', spec.y, `signals.${name}`, values);
    return lags.map((lag) => {
      requireInteger(`signals.${name}.lags`, lag, isKnownAhead ? -spec.horizon : 0);
      const at = (t: number): number => {
        const value = values[t - lag];
        const before = values[t - lag - 1];
        if (value === undefined || (isDifferenced && before === undefined)) return NaN;
        return isDifferenced ? value - (before as number) : value;
      };
      return { name: `${name} at lag ${lag}`, at };
    });
  });
}

/** Lays out the rows of a direct regression. A signal that looks past the origin is refused (`out_of_range`). */
export function directDesign(spec: DirectSpec): DirectDesign {
  const { y, horizon, ownLags = 0, baseline, firstRow = 0 } = spec;
  requireFinite('y', y);
  requireInteger('horizon', horizon, 1);
  requireInteger('ownLags', ownLags, 0);
  requireInteger('firstRow', firstRow, 0);
  const n = y.length;
  if (baseline !== undefined) requireSameLength('y', y, 'baseline', baseline);
  const own = Array.from({ length: ownLags }, (_, k) => ({
    name: `change of y at lag ${k}`,
    at: (t: number) => (t - k < 1 ? NaN : (y[t - k] as number) - (y[t - k - 1] as number)),
  }));
  const features = [...own, ...signalFeatures(spec, n)];
  const base = Float64Array.from(baseline ?? y);
  const target = base.map((value, t) => (t + horizon < n ? (y[t + horizon] as number) - value : NaN));
  const rows = Array.from({ length: n }, (_, t) => {
    if (t < firstRow || Number.isNaN(base[t])) return null;
    const row = Float64Array.from(features, ({ at }) => at(t));
    return row.some(Number.isNaN) ? null : row;
  });
  return { names: features.map(({ name }) => name), horizon, firstRow, base, target, rows };
}

/** The rule known at `origin`: it has seen the rows whose target lay at or before the origin. */
function ruleAt(design: DirectDesign, origin: number, penalty: number): LinearRule {
  const [rows, target]: [Float64Array[], number[]] = [[], []];
  for (let t = 0; t <= origin - design.horizon; t++) {
    const row = design.rows[t];
    if (row == null) continue;
    rows.push(row);
    target.push(design.target[t] as number);
  }
  if (rows.length < design.names.length + 2)
    refuse(
      'too_few',
      'y',
      `has ${rows.length} rows before origin ${origin} for ${design.names.length} features`,
    );
  return fitRule(rows, Float64Array.from(target), penalty);
}

const PENALTIES = [0.001, 0.01, 0.1, 0.3, 1, 3, 10, 100] as const;

/** The penalty with the smallest mean absolute error over up to twelve inner origins, all resolved by `origin`. */
export function rollingPenalty(design: DirectDesign, origin: number): number {
  const last = origin - design.horizon;
  const needed = design.names.length + 2;
  const usable: number[] = [];
  for (let inner = last; inner >= 0 && usable.length < 12; inner--) {
    if (design.rows[inner] == null) continue;
    let before = 0;
    for (let t = 0; t <= inner - design.horizon; t++) if (design.rows[t] != null) before++;
    if (before < needed) break;
    usable.push(inner);
  }
  if (usable.length < 3) return PENALTIES[4];
  const losses = PENALTIES.map((penalty) =>
    usable.reduce((sum, inner) => {
      const rule = ruleAt(design, inner, penalty);
      const row = design.rows[inner] as Float64Array;
      return sum + Math.abs((design.target[inner] as number) - applyRule(rule, row));
    }, 0),
  );
  return PENALTIES[losses.indexOf(Math.min(...losses))] as number;
}

/** A direct forecast at one origin. */
export interface DirectForecast {
  origin: number;
  /** The forecast of y at origin + horizon. */
  mean: number;
  penalty: number;
  rule: LinearRule;
}

/**
 * Fits on what was known at `origin` (index from 0, the last observation by default) and forecasts one horizon.
 * Refuses fewer rows than features + 2 (`too_few`), collinear features without a ridge (`collinear`).
 */
export function directForecast(spec: DirectSpec, origin = spec.y.length - 1): DirectForecast {
  return forecastAt(directDesign(spec), spec.ridge ?? 0, origin);
}

function forecastAt(design: DirectDesign, ridge: number | 'rolling', origin: number): DirectForecast {
  requireInteger('origin', origin, 0, design.rows.length - 1);
  if (ridge !== 'rolling') requireNumber('ridge', ridge, 0);
  const row = design.rows[origin];
  if (row == null) return refuse('too_few', 'y', `has no complete row at origin ${origin}`);
  const penalty = ridge === 'rolling' ? rollingPenalty(design, origin) : ridge;
  const rule = ruleAt(design, origin, penalty);
  return { origin, mean: (design.base[origin] as number) + applyRule(rule, row), penalty, rule };
}

/** Forecasts over several origins with what came true. */
export interface DirectBacktest {
  origins: readonly number[];
  actual: Float64Array;
  baseline: Float64Array;
  forecast: Float64Array;
}

/**
 * Refits at every origin (indices from 0; each must have its target inside the series) and forecasts one horizon.
 * Refuses `too_few`, `out_of_range`.
 */
export function directBacktest(spec: DirectSpec, origins: readonly number[]): DirectBacktest {
  requireAtLeast('origins', origins, 1);
  const design = directDesign(spec);
  for (const origin of origins) requireInteger('origins', origin, 0, spec.y.length - 1 - spec.horizon);
  return {
    origins,
    actual: Float64Array.from(origins, (origin) => spec.y[origin + spec.horizon] as number),
    baseline: Float64Array.from(origins, (origin) => design.base[origin] as number),
    forecast: Float64Array.from(origins, (origin) => forecastAt(design, spec.ridge ?? 0, origin).mean),
  };
}
