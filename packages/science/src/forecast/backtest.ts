import {
  type Check,
  type Numbers,
  type RefusalCode,
  ScienceRefusal,
  refuse,
  requireAtLeast,
  requireFinite,
  requireInteger,
} from '../core/index.ts';
import { type Forecaster } from './series.ts';

/** One observation with the time when it was learnt. */
export interface Observation {
  /** When the value was true. */
  at: number;
  /** When it was learnt; a later record of the same `at` corrects the earlier one. */
  recordedAt: number;
  value: number;
}

/**
 * The series as it was known at a moment: of each time the last record not later than `moment`, in order of time.
 * Keeps a back-test from seeing corrections that came later. Refuses two records of one time learnt at once (`duplicate`).
 */
export function asKnownAt(observations: readonly Observation[], moment: number): Float64Array {
  const known = new Map<number, Observation>();
  for (const observation of observations) {
    requireFinite('observations', [observation.at, observation.recordedAt, observation.value]);
    if (observation.recordedAt > moment) continue;
    const before = known.get(observation.at);
    if (before?.recordedAt === observation.recordedAt)
      refuse('duplicate', 'observations', `two records of ${observation.at} at ${observation.recordedAt}`);
    if (before === undefined || before.recordedAt < observation.recordedAt)
      known.set(observation.at, observation);
  }
  return Float64Array.from(
    [...known.values()].sort((a, b) => a.at - b.at),
    ({ value }) => value,
  );
}

/** One origin of one series: what followed it and what each method said. */
export interface BacktestCase {
  series: number;
  /** The number of values known. */
  origin: number;
  history: Float64Array;
  actual: Float64Array;
  forecasts: Readonly<Record<string, Float64Array>>;
}

/** A method that refused an origin, which leaves that origin out for every method. */
export interface BacktestRefusal {
  series: number;
  origin: number;
  method: string;
  code: RefusalCode;
}

/** The outcome of a rolling-origin back-test. */
export interface Backtest {
  methods: readonly string[];
  horizon: number;
  cases: readonly BacktestCase[];
  refusals: readonly BacktestRefusal[];
}

/** How origins roll. */
export interface BacktestOptions {
  horizon: number;
  /** Values known at the first origin; 36 by default, 48 are advised for seasonal methods. */
  minimum?: number;
  /** Periods between origins; 1 by default. */
  step?: number;
  /** Length of the history handed to a method; everything known by default. */
  window?: number;
}

function runCase(
  methods: Readonly<Record<string, Forecaster>>,
  series: number,
  origin: number,
  history: Float64Array,
  horizon: number,
): { forecasts: Record<string, Float64Array>; refusals: BacktestRefusal[] } {
  const forecasts: Record<string, Float64Array> = {};
  const refusals: BacktestRefusal[] = [];
  for (const [method, run] of Object.entries(methods)) {
    try {
      const path = Float64Array.from(run(Float64Array.from(history), horizon));
      requireFinite(`methods.${method}`, path);
      if (path.length !== horizon)
        refuse('length_mismatch', `methods.${method}`, `gives ${path.length} steps`);
      forecasts[method] = path;
    } catch (error) {
      if (!(error instanceof ScienceRefusal)) throw error;
      refusals.push({ series, origin, method, code: error.code });
    }
  }
  return { forecasts, refusals };
}

/**
 * Runs every method at every origin of every series, refitting each time on what lay before the origin alone.
 * Only origins with their whole horizon inside the series count. Refuses a run without any case (`too_few`).
 * Source: Tashman (2000), IJF 16, 437–450.
 */
export function backtest(
  series: readonly Numbers[],
  methods: Readonly<Record<string, Forecaster>>,
  options: BacktestOptions,
): Backtest {
  const { horizon, minimum = 36, step = 1, window } = options;
  requireInteger('horizon', horizon, 1);
  requireInteger('minimum', minimum, 1);
  requireInteger('step', step, 1);
  if (window !== undefined) requireInteger('window', window, 1);
  requireAtLeast('series', series, 1);
  requireAtLeast('methods', Object.keys(methods), 1);
  const cases: BacktestCase[] = [];
  const refusals: BacktestRefusal[] = [];
  series.forEach((values, s) => {
    requireFinite(`series[${s}]`, values);
    const all = Float64Array.from(values);
    for (let origin = minimum; origin + horizon <= all.length; origin += step) {
      const history = all.slice(window === undefined ? 0 : Math.max(0, origin - window), origin);
      const done = runCase(methods, s, origin, history, horizon);
      refusals.push(...done.refusals);
      if (done.refusals.length === 0)
        cases.push({
          series: s,
          origin,
          history,
          actual: all.slice(origin, origin + horizon),
          forecasts: done.forecasts,
        });
    }
  });
  if (cases.length === 0)
    refuse('too_few', 'series', 'no origin has its history and its whole horizon, or methods refused all');
  return { methods: Object.keys(methods), horizon, cases, refusals };
}

/** Whether a back-test is large enough to publish a skill: 24 origins and 10 series by default. */
export function enoughHistory(run: Backtest, least: { origins?: number; series?: number } = {}): Check {
  const { origins = 24, series = 10 } = least;
  const perSeries = new Map<number, number>();
  for (const { series: s } of run.cases) perSeries.set(s, (perSeries.get(s) ?? 0) + 1);
  const enough = [...perSeries.values()].filter((count) => count >= origins).length;
  return {
    name: 'enough history to publish',
    passed: enough >= series,
    value: enough,
    detail: `${enough} series have ${origins} origins or more, ${series} are needed`,
  };
}
