import {
  refuse,
  requireFinite,
  requireInteger,
  requireNumber,
  requireSameLength,
  type Numbers,
} from '../core/index.ts';
import {
  indicators,
  logistic,
  logisticRegression,
  type LogisticFit,
  type Predictors,
} from '../regression/index.ts';
import { requireEvents, requireTimes } from './risk-table.ts';

/** More person-periods than this do not fit in memory. */
const MOST_ROWS = 50_000_000;

/** What subjects are before they are spread over periods: whole numbers of periods, one row a subject. */
export interface SubjectsInput {
  /** Periods under observation: the event or the censoring falls in period `time`, counted from 1. */
  readonly time: Numbers;
  readonly event: Numbers;
  /** Periods already behind at the start of observation; 0 by default. */
  readonly entry?: Numbers;
  /** Constant over time. */
  readonly predictors?: Predictors;
  /** Indicators that turn from 0 to 1 in the given period and stay; Infinity for never. */
  readonly switchAt?: Readonly<Record<string, Numbers>>;
}

/** One row for each period at risk. */
export interface PersonPeriods {
  /** The row number of the subject. */
  readonly subject: Int32Array;
  readonly period: Float64Array;
  readonly event: Uint8Array;
  readonly predictors: Readonly<Record<string, Float64Array>>;
}

/**
 * Spreads subjects over their periods at risk, entry + 1 … time. A switch is 1 from its own period on, so a value
 * that acts with a lag is given as its period plus the lag. Refuses times that are not whole and more than 50 million rows (`out_of_range`).
 * Source: Singer and Willett (1993), J. Educational Statistics 18.
 */
export function personPeriods(input: SubjectsInput): PersonPeriods {
  const { time, event, entry, predictors = {}, switchAt = {} } = input;
  requireTimes(time, entry, undefined);
  requireEvents(time, event);
  const starts = Float64Array.from(time, (_, i) => entry?.[i] ?? 0);
  let rows = 0;
  for (let i = 0; i < time.length; i++) {
    requireInteger('time', time[i] as number, 1);
    requireInteger('entry', starts[i] as number);
    rows += (time[i] as number) - (starts[i] as number);
  }
  if (rows > MOST_ROWS) refuse('out_of_range', 'time', `spreads over ${rows} periods; use longer periods`);
  for (const [name, values] of Object.entries(predictors)) {
    requireFinite(name, values);
    requireSameLength('time', time, name, values);
  }
  for (const [name, values] of Object.entries(switchAt)) {
    requireSameLength('time', time, name, values);
    for (let i = 0; i < values.length; i++)
      if (Number.isNaN(values[i])) refuse('not_finite', name, `value ${i} is NaN`);
  }
  const [subject, period, ended] = [new Int32Array(rows), new Float64Array(rows), new Uint8Array(rows)];
  const columns: Record<string, Float64Array> = {};
  for (const name of [...Object.keys(predictors), ...Object.keys(switchAt)])
    columns[name] = new Float64Array(rows);
  let r = 0;
  for (let i = 0; i < time.length; i++)
    for (let t = (starts[i] as number) + 1; t <= (time[i] as number); t++, r++) {
      subject[r] = i;
      period[r] = t;
      ended[r] = t === time[i] ? (event[i] as number) : 0;
      for (const [name, values] of Object.entries(predictors))
        (columns[name] as Float64Array)[r] = values[i] as number;
      for (const [name, values] of Object.entries(switchAt))
        (columns[name] as Float64Array)[r] = t >= (values[i] as number) ? 1 : 0;
    }
  return { subject, period, event: ended, predictors: columns };
}

/** How the hazard depends on the period: one constant, one level a period, a line, or a natural cubic spline. */
export type Baseline = 'constant' | 'periods' | 'linear' | 'spline';

/** What a discrete-time hazard model is given. */
export interface DiscreteHazardInput {
  readonly rows: PersonPeriods;
  /** `spline` by default. */
  readonly baseline?: Baseline;
  /** Knots of the spline, boundary knots included, ascending; 4 quantiles of the event periods by default. */
  readonly knots?: Numbers;
  readonly level?: number;
}

/** A fitted discrete-time hazard model: coefficients are log odds ratios of the event in a period. */
export interface DiscreteHazardFit {
  readonly model: LogisticFit;
  /** `linear` where a spline was asked for and there were fewer than three knots. */
  readonly baseline: Baseline;
  readonly knots: Float64Array;
  readonly periods: number;
  /** The hazard of each period from 1 on at given predictors (0 where not given); a number, or one value a period. */
  hazard(at: Readonly<Record<string, number | Numbers>>, last: number): Float64Array;
}

/**
 * Natural cubic spline basis without its constant: the line and one curve for each inner knot, linear beyond the
 * boundary knots. Source: Harrell (2015), "Regression Modeling Strategies", section 2.4.5 (truncated power form).
 * Refuses `empty`, `not_finite`, `too_few`, `unsorted`.
 */
export function naturalSpline(x: Numbers, knots: Numbers): Float64Array[] {
  const k = knots.length;
  requireFinite('x', x);
  requireFinite('knots', knots);
  if (k < 3) refuse('too_few', 'knots', `has ${k} knots, needs at least 3`);
  for (let j = 1; j < k; j++)
    if (!((knots[j] as number) > (knots[j - 1] as number)))
      refuse('unsorted', 'knots', 'must ascend strictly');
  const [first, beforeLast, last] = [knots[0] as number, knots[k - 2] as number, knots[k - 1] as number];
  const cube = (value: number): number => Math.max(0, value) ** 3;
  const scale = (last - first) ** 2;
  const curves = Array.from({ length: k - 2 }, (_, j) => {
    const knot = knots[j] as number;
    return Float64Array.from(
      x,
      (value) =>
        (cube(value - knot) -
          (cube(value - beforeLast) * (last - knot)) / (last - beforeLast) +
          (cube(value - last) * (beforeLast - knot)) / (last - beforeLast)) /
        scale,
    );
  });
  return [Float64Array.from(x), ...curves];
}

function defaultKnots(rows: PersonPeriods): Float64Array {
  const ends = rows.period.filter((_, r) => rows.event[r] === 1).sort();
  const pick = [0.05, 0.35, 0.65, 0.95].map((q) => ends[Math.round(q * (ends.length - 1))] as number);
  return Float64Array.from(new Set(pick));
}

function basisOf(
  period: Float64Array,
  baseline: Baseline,
  knots: Float64Array,
): Record<string, Float64Array> {
  if (baseline === 'constant') return {};
  if (baseline === 'periods') return indicators('period', period, Math.min(...new Set(period)));
  if (baseline === 'linear') return { period };
  return Object.fromEntries(
    naturalSpline(period, knots).map((column, j) => [j === 0 ? 'period' : `period curve ${j}`, column]),
  );
}

/**
 * Fits a logistic hazard over person-periods; repeated rows of a subject are no repeated measurement, since each is
 * conditional on having come so far (Singer & Willett 1993, Journal of Educational Statistics 18). Refuses what
 * `logisticRegression` refuses; a level of a period without events separates (`separation`).
 */
export function discreteHazard(input: DiscreteHazardInput): DiscreteHazardFit {
  const { rows, level = 0.95 } = input;
  const knots = input.knots === undefined ? defaultKnots(rows) : Float64Array.from(input.knots);
  const periods = rows.period.reduce((most, t) => Math.max(most, t), 0);
  // Events in fewer than three distinct places carry a line and no curve.
  const wanted = input.baseline ?? 'spline';
  const baseline = wanted === 'spline' && knots.length < 3 ? 'linear' : wanted;
  const basis = basisOf(rows.period, baseline, knots);
  const model = logisticRegression({ y: rows.event, predictors: { ...basis, ...rows.predictors }, level });
  const value = new Map(model.coefficients.map((c) => [c.name, c.estimate]));
  const hazard = (at: Readonly<Record<string, number | Numbers>>, last: number): Float64Array => {
    requireInteger('last', last, 1, baseline === 'periods' ? periods : undefined);
    const period = Float64Array.from({ length: last }, (_, t) => t + 1);
    const linear = new Float64Array(last).fill(model.coefficients[0]?.estimate ?? 0);
    const add = (name: string, column: (t: number) => number): void => {
      for (let t = 0; t < last; t++) linear[t] = (linear[t] as number) + (value.get(name) ?? 0) * column(t);
    };
    if (baseline === 'periods')
      for (let t = 0; t < last; t++) linear[t] = (linear[t] as number) + (value.get(`period=${t + 1}`) ?? 0);
    else
      for (const [name, column] of Object.entries(basisOf(period, baseline, knots)))
        add(name, (t) => column[t] as number);
    for (const [name, given] of Object.entries(at)) {
      if (rows.predictors[name] === undefined) refuse('unknown_level', 'at', `there is no predictor ${name}`);
      if (typeof given !== 'number' && given.length < last)
        refuse('too_few', name, `has ${given.length} values for ${last} periods`);
      add(name, (t) => (typeof given === 'number' ? given : (given[t] as number)));
    }
    return linear.map(logistic);
  };
  return { model, baseline, knots, periods, hazard };
}

/** The survival curve of a sequence of period hazards: S(t) = Π (1 − h). Refuses hazards outside [0, 1] (`out_of_range`). */
export function survivalOfHazard(hazard: Numbers): Float64Array {
  requireFinite('hazard', hazard);
  let s = 1;
  return Float64Array.from(hazard, (h) => {
    requireNumber('hazard', h, 0, 1);
    return (s *= 1 - h);
  });
}

/** Rows of (entry, time] intervals that split each subject where an indicator turns from 0 to 1. */
export interface SwitchIntervals {
  readonly subject: Int32Array;
  readonly entry: Float64Array;
  readonly time: Float64Array;
  readonly event: Uint8Array;
  /** 0 before the switch, 1 after. */
  readonly switched: Float64Array;
}

/**
 * Splits each subject at the time of its switch, which is how a status earned on the way enters a Cox regression without
 * immortal time. A switch at or after the end leaves one interval of 0; at or before the entry, one of 1. Infinity means never.
 * Refuses `length_mismatch`, `not_finite`, `out_of_range`.
 * Source: Andersen and Gill (1982), Annals of Statistics 10, for the counting-process form.
 */
export function splitAtSwitch(input: {
  time: Numbers;
  event: Numbers;
  entry?: Numbers;
  switchAt: Numbers;
}): SwitchIntervals {
  const { time, event, switchAt } = input;
  requireTimes(time, input.entry, undefined);
  requireEvents(time, event);
  requireSameLength('time', time, 'switchAt', switchAt);
  const rows: [number, number, number, number, number][] = [];
  for (let i = 0; i < time.length; i++) {
    const [start, end, turn] = [input.entry?.[i] ?? 0, time[i] as number, switchAt[i] as number];
    if (Number.isNaN(turn)) refuse('not_finite', 'switchAt', `value ${i} is NaN`);
    if (turn > start && turn < end) {
      rows.push([i, start, turn, 0, 0], [i, turn, end, event[i] as number, 1]);
    } else rows.push([i, start, end, event[i] as number, turn <= start ? 1 : 0]);
  }
  return {
    subject: Int32Array.from(rows, (row) => row[0]),
    entry: Float64Array.from(rows, (row) => row[1]),
    time: Float64Array.from(rows, (row) => row[2]),
    event: Uint8Array.from(rows, (row) => row[3]),
    switched: Float64Array.from(rows, (row) => row[4]),
  };
}
