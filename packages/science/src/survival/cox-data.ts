import {
  leastSquares,
  orderBy,
  refuse,
  requireAtLeast,
  requireSameLength,
  type Numbers,
} from '../core/index.ts';
import { code, designOf, type Labels, type Predictors } from '../regression/index.ts';
import { requireEvents, requireTimes, type TimesInput } from './risk-table.ts';

/** How tied events share their risk set: Efron (1977), JASA 72; Breslow (1974), Biometrics 30. */
export type Ties = 'efron' | 'breslow';

/** What a Cox regression is given. A subject with time-varying covariates has one row for each interval (entry, time]. */
export interface CoxInput extends TimesInput {
  readonly predictors: Predictors;
  /** `efron` by default. */
  readonly ties?: Ties;
  /** Each stratum has a baseline hazard of its own. */
  readonly stratum?: Labels;
  /** The subject or cluster of each row; with it the errors are cluster-robust (Lin & Wei 1989, JASA 84). */
  readonly clusters?: Labels;
  /** `model` by default, `robust` where clusters are given. */
  readonly errors?: 'model' | 'robust';
  /** The time at which the value of a predictor became known, by predictor name; values known only after entry are marked. */
  readonly knownAt?: Readonly<Record<string, Numbers>>;
  readonly level?: number;
}

/** Rows of one stratum, in the orders of the sweep from late to early. */
export interface CoxStratum {
  /** Row numbers by falling time. */
  readonly byTime: Uint32Array;
  /** Row numbers by falling entry; empty where every row enters at the start. */
  readonly byEntry: Uint32Array;
}

/** Validated data of a Cox regression: covariates are centred, row-major. */
export interface CoxData {
  readonly n: number;
  readonly p: number;
  readonly names: readonly string[];
  readonly x: Float64Array;
  readonly means: Float64Array;
  readonly spread: Float64Array;
  readonly time: Float64Array;
  readonly entry: Float64Array | null;
  readonly event: Uint8Array;
  readonly weights: Float64Array | null;
  readonly ties: Ties;
  readonly strata: readonly CoxStratum[];
  readonly stratumLevels: readonly string[];
  readonly stratumOf: Int32Array | null;
  readonly eventCount: number;
}

function descending(keys: Float64Array, rows: Uint32Array): Uint32Array {
  const order = orderBy(Float64Array.from(rows, (row) => keys[row] as number));
  return order.reverse().map((k) => rows[k] as number);
}

/** Centres the columns and finds their spread (1 for indicators, so that log hazard ratios of groups are judged as they stand). */
function centre(x: Float64Array, n: number, p: number): { means: Float64Array; spread: Float64Array } {
  const [means, spread] = [new Float64Array(p), new Float64Array(p)];
  const isBinary = new Uint8Array(p).fill(1);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < p; j++) {
      const value = x[i * p + j] as number;
      means[j] = (means[j] as number) + value / n;
      if (value !== 0 && value !== 1) isBinary[j] = 0;
    }
  for (let i = 0; i < n; i++)
    for (let j = 0; j < p; j++) {
      const value = (x[i * p + j] as number) - (means[j] as number);
      x[i * p + j] = value;
      spread[j] = (spread[j] as number) + (value * value) / n;
    }
  return { means, spread: spread.map((value, j) => (isBinary[j] === 1 ? 1 : Math.sqrt(value))) };
}

function strataOf(
  n: number,
  time: Float64Array,
  entry: Float64Array | null,
  codes: Int32Array | null,
  count: number,
): CoxStratum[] {
  const rows: Uint32Array[] = [];
  if (codes === null) rows.push(Uint32Array.from({ length: n }, (_, i) => i));
  else {
    const order = orderBy(codes);
    let from = 0;
    for (let s = 0; s < count; s++) {
      let to = from;
      while (to < n && codes[order[to] as number] === s) to++;
      rows.push(order.slice(from, to));
      from = to;
    }
  }
  return rows.map((own) => ({
    byTime: descending(time, own),
    byEntry: entry === null ? new Uint32Array(0) : descending(entry, own),
  }));
}

/** Validates and sorts the input of a Cox regression. */
export function coxData(input: CoxInput): CoxData {
  requireTimes(input.time, input.entry, input.weights);
  requireEvents(input.time, input.event);
  const n = input.time.length;
  if (Object.keys(input.predictors).length === 0) refuse('empty', 'predictors', 'has no columns');
  const { x: made, names } = designOf(input.predictors, n, false);
  const p = names.length;
  names.forEach((name, j) => {
    for (let i = 1; i < n; i++) if (made.data[i * p + j] !== made.data[j]) return;
    refuse('constant', name, 'has the same value in every row');
  });
  const { means, spread } = centre(made.data, n, p);
  if (n <= p) refuse('too_few', 'time', `has ${n} rows for ${p} coefficients`);
  // The information squares the condition of the design, so that the design itself is judged, by its QR.
  if (p > 1) leastSquares(made, input.time, undefined, names);
  const stratum = input.stratum === undefined ? null : code('stratum', input.stratum);
  if (stratum !== null) requireSameLength('time', input.time, 'stratum', stratum.codes);
  const time = Float64Array.from(input.time);
  const entry = input.entry === undefined ? null : Float64Array.from(input.entry);
  const event = Uint8Array.from(input.event);
  const eventCount = event.reduce((sum, value) => sum + value, 0);
  requireAtLeast('event', { length: eventCount }, 2);
  return {
    n,
    p,
    names,
    x: made.data,
    means,
    spread,
    time,
    entry,
    event,
    weights: input.weights === undefined ? null : Float64Array.from(input.weights),
    ties: input.ties ?? 'efron',
    strata: strataOf(n, time, entry, stratum?.codes ?? null, stratum?.levels.length ?? 1),
    stratumLevels: stratum?.levels ?? ['all'],
    stratumOf: stratum?.codes ?? null,
    eventCount,
  };
}
