import {
  normalQuantile,
  refuse,
  requireAtLeast,
  requireBinary,
  requireFinite,
  requireInteger,
  requireLevel,
  requireSameLength,
  wald,
  type Estimate,
  type Numbers,
  type Warning,
} from '../core/index.ts';
import type { Predictors } from '../regression/index.ts';
import { balanceTable, type Balance } from './balance.ts';
import { requireBothGroups } from './propensity.ts';

/** A plain comparison of two groups, marked with what it is worth. */
export interface Comparison extends Estimate {
  readonly meanTreated: number;
  readonly meanControl: number;
  /** True only where treatment was randomised; otherwise the number describes and does not measure an effect. */
  readonly isCausal: boolean;
  /** How alike the groups were before, where covariates are given. */
  readonly balance: readonly Balance[];
}

/**
 * The difference in means with unequal variances (Welch), its meaning taken from how treatment came about.
 *
 * Not randomised: never causal, warning `naive_comparison`. Randomised but out of balance by more than 0.25 standard
 * deviations in a covariate: warning `imbalance`. Refuses groups below `minimum` (10) rows (`too_few`).
 * Source: Welch (1947), Biometrika 34.
 */
export function compareGroups(input: {
  outcome: Numbers;
  treated: Numbers;
  assignment: 'randomised' | 'chosen';
  covariates?: Predictors;
  minimum?: number;
  level?: number;
}): Comparison {
  const { outcome, treated, assignment, covariates = {}, minimum = 10, level = 0.95 } = input;
  requireFinite('outcome', outcome);
  requireBothGroups(treated);
  requireSameLength('outcome', outcome, 'treated', treated);
  requireInteger('minimum', minimum, 2);
  const parts = [1, 0].map((g) => {
    const xs = Array.from(outcome).filter((_, i) => treated[i] === g);
    requireAtLeast(g === 1 ? 'treated rows' : 'untreated rows', xs, minimum);
    const mean = xs.reduce((a, b) => a + b, 0) / xs.length;
    return {
      mean,
      error: xs.reduce((s, x) => s + (x - mean) ** 2, 0) / (xs.length - 1) / xs.length,
      n: xs.length,
    };
  });
  const [one, zero] = [parts[0]!, parts[1]!];
  const variance = one.error + zero.error;
  const df = variance ** 2 / (one.error ** 2 / (one.n - 1) + zero.error ** 2 / (zero.n - 1));
  const balance =
    Object.keys(covariates).length === 0 ? [] : balanceTable({ treated, covariates, divisor: 'pooled' });
  return {
    ...wald(one.mean - zero.mean, Math.sqrt(variance), {
      n: outcome.length,
      level,
      df: variance > 0 ? df : Infinity,
      warnings: comparisonWarnings(assignment, balance),
    }),
    meanTreated: one.mean,
    meanControl: zero.mean,
    isCausal: assignment === 'randomised',
    balance,
  };
}

/**
 * Units at or above a threshold against those below, in one period: always marked `threshold_comparison`, never
 * causal, since what lifts a unit over the threshold also moves its outcome. Units that cross at different times are
 * for `firstCrossing` and `groupTimeEffects`.
 * Refuses `empty`, `not_finite`.
 */
export function compareAtThreshold(input: {
  outcome: Numbers;
  value: Numbers;
  threshold: number;
  minimum?: number;
  level?: number;
}): Comparison {
  const { value, threshold } = input;
  requireFinite('value', value);
  if (!Number.isFinite(threshold)) refuse('not_finite', 'threshold', `is ${threshold}`);
  const result = compareGroups({
    ...input,
    treated: Float64Array.from(value, (v) => (v >= threshold ? 1 : 0)),
    assignment: 'chosen',
  });
  return {
    ...result,
    warnings: [
      {
        code: 'threshold_comparison',
        detail:
          'units above and below differ by more than the threshold; compare each before and after it crosses',
      },
      ...result.warnings,
    ],
  };
}

/** Rates of an event by exposure, with the naive ratio marked for what it is. */
export interface ExposureRates extends Estimate {
  /** Ratio of the event rates of "ever exposed" and "never exposed", all their time counted: never to be used. */
  readonly naiveRatio: number;
  /** Time before exposure that the naive ratio counts as exposed; in it those people could not have the event. */
  readonly immortalTime: number;
  readonly events: { exposed: number; unexposed: number };
  readonly time: { exposed: number; unexposed: number };
}

/**
 * The ratio of event rates in exposed over unexposed time, each person's time split at exposure; `estimate` is the
 * ratio, `standardError` that of its logarithm. For constant hazards it is the hazard ratio; adjust by a model with a
 * time-varying covariate where hazards change with time.
 *
 * People enter at 0, leave at `exit` with (1) or without (0) the event, and are exposed from `exposedAt` (Infinity
 * for never). Warns `immortal_time` where the naive ratio differs by more than 10 %. Source: Suissa (2008), Am. J.
 * Epidemiology 167(4). Refuses fewer than `minimumEvents` (5) events on a side (`too_few`), and exits before 0.
 */
export function exposureRateRatio(input: {
  exit: Numbers;
  event: Numbers;
  exposedAt: Numbers;
  minimumEvents?: number;
  level?: number;
}): ExposureRates {
  const { exit, event, exposedAt, minimumEvents = 5, level = 0.95 } = input;
  requireFinite('exit', exit);
  requireBinary('event', event);
  requireSameLength('exit', exit, 'event', event);
  requireSameLength('exit', exit, 'exposedAt', exposedAt);
  requireInteger('minimumEvents', minimumEvents, 1);
  requireLevel(level);
  const { events, time, naive } = splitAtExposure(exit, event, exposedAt);
  if (Math.min(events.exposed, events.unexposed) < minimumEvents)
    refuse(
      'too_few',
      'event',
      `${events.exposed} exposed and ${events.unexposed} unexposed events, needs ${minimumEvents} each`,
    );
  const ratio = events.exposed / time.exposed / (events.unexposed / time.unexposed);
  const naiveRatio = naive.everEvents / naive.everTime / (naive.neverEvents / naive.neverTime);
  const se = Math.sqrt(1 / events.exposed + 1 / events.unexposed);
  const z = normalQuantile(0.5 + level / 2);
  const immortalTime = naive.everTime - time.exposed;
  const warnings = immortalTimeWarnings(ratio, naiveRatio, immortalTime);
  return {
    estimate: ratio,
    standardError: se,
    interval: [ratio * Math.exp(-z * se), ratio * Math.exp(z * se)],
    level,
    n: exit.length,
    warnings,
    naiveRatio,
    immortalTime,
    events,
    time,
  };
}

function immortalTimeWarnings(ratio: number, naiveRatio: number, immortalTime: number): Warning[] {
  if (Math.abs(Math.log(naiveRatio / ratio)) <= Math.log(1.1)) return [];
  const detail = `"ever exposed" would say ${naiveRatio.toPrecision(3)}, from ${immortalTime.toPrecision(4)} of time before exposure`;
  return [{ code: 'immortal_time', detail }];
}

function comparisonWarnings(assignment: 'randomised' | 'chosen', balance: readonly Balance[]): Warning[] {
  const worst = balance.reduce<Balance | null>(
    (a, b) => (a === null || Math.abs(b.before) > Math.abs(a.before) ? b : a),
    null,
  );
  const gap =
    worst === null ? '' : `; largest difference before: ${worst.covariate}, ${worst.before.toFixed(2)} sd`;
  if (assignment === 'chosen')
    return [{ code: 'naive_comparison', detail: `treatment was not randomised, so this is no effect${gap}` }];
  if (worst !== null && Math.abs(worst.before) > 0.25)
    return [{ code: 'imbalance', detail: `randomised, yet${gap.slice(1)}` }];
  return [];
}

function splitAtExposure(exit: Numbers, event: Numbers, exposedAt: Numbers) {
  const events = { exposed: 0, unexposed: 0 };
  const time = { exposed: 0, unexposed: 0 };
  const naive = { everTime: 0, neverTime: 0, everEvents: 0, neverEvents: 0 };
  for (let i = 0; i < exit.length; i++) {
    const [end, from] = [exit[i]!, exposedAt[i]!];
    if (end < 0) refuse('out_of_range', 'exit', `value ${i} lies before entry`);
    if (Number.isNaN(from)) refuse('not_finite', 'exposedAt', `value ${i} is NaN`);
    const start = Math.max(0, from);
    const wasExposed = start < end;
    time.unexposed += Math.min(start, end);
    time.exposed += wasExposed ? end - start : 0;
    events[wasExposed ? 'exposed' : 'unexposed'] += event[i]!;
    naive[wasExposed ? 'everTime' : 'neverTime'] += end;
    naive[wasExposed ? 'everEvents' : 'neverEvents'] += event[i]!;
  }
  return { events, time, naive };
}
