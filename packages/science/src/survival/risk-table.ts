import {
  orderBy,
  refuse,
  requireAtLeast,
  requireBinary,
  requireFinite,
  requireSameLength,
  requireWeights,
  type Numbers,
} from '../core/index.ts';

/** Right-censored, possibly left-truncated times: row i is at risk in (entry, time]. */
export interface TimesInput {
  /** End of the interval at risk, not negative. */
  readonly time: Numbers;
  /** 1 where the interval ends with the event, 0 where it is censored. */
  readonly event: Numbers;
  /** Start of the interval at risk; 0 for every row by default. */
  readonly entry?: Numbers;
  /** Case weights, not negative. */
  readonly weights?: Numbers;
}

/** Counts at each distinct time at which an interval ends, ascending. */
export interface RiskTable {
  readonly times: Float64Array;
  /** At risk just before the time. */
  readonly atRisk: Float64Array;
  /** Events of each kind. */
  readonly events: readonly Float64Array[];
  readonly censored: Float64Array;
}

/** Refuses times, entries, weights of bad value or length; an interval must have length (`out_of_range`). */
export function requireTimes(time: Numbers, entry: Numbers | undefined, weights: Numbers | undefined): void {
  requireFinite('time', time);
  requireAtLeast('time', time, 2);
  for (let i = 0; i < time.length; i++)
    if ((time[i] as number) < 0) refuse('out_of_range', 'time', `value ${i} is negative`);
  if (weights !== undefined) {
    requireSameLength('time', time, 'weights', weights);
    requireWeights('weights', weights);
  }
  if (entry === undefined) return;
  requireFinite('entry', entry);
  requireSameLength('time', time, 'entry', entry);
  for (let i = 0; i < time.length; i++)
    if (!((entry[i] as number) < (time[i] as number)))
      refuse('out_of_range', 'entry', `value ${i} is not before the time of its row`);
}

/** Refuses an event indicator that is not 0 or 1, of another length, or without any event (`too_few`). */
export function requireEvents(time: Numbers, event: Numbers, least = 1): void {
  requireBinary('event', event);
  requireSameLength('time', time, 'event', event);
  let count = 0;
  for (let i = 0; i < event.length; i++) count += event[i] as number;
  if (count < least) refuse('too_few', 'event', `has ${count} events, needs at least ${least}`);
}

/** Builds the risk table of statuses 0 (censored), 1 … kinds. */
export function riskTable(
  time: Numbers,
  status: Numbers,
  kinds: number,
  entry?: Numbers,
  weights?: Numbers,
): RiskTable {
  const n = time.length;
  const order = orderBy(time);
  const entries = entry === undefined ? null : orderBy(entry);
  const weightOf = (i: number): number => (weights === undefined ? 1 : (weights[i] as number));
  let distinct = 0;
  for (let k = 0; k < n; k++)
    if (k === 0 || time[order[k] as number] !== time[order[k - 1] as number]) distinct++;
  const [times, atRisk, censored] = [
    new Float64Array(distinct),
    new Float64Array(distinct),
    new Float64Array(distinct),
  ];
  const events = Array.from({ length: kinds }, () => new Float64Array(distinct));
  let risk = 0;
  if (entries === null) for (let i = 0; i < n; i++) risk += weightOf(i);
  let [k, entered] = [0, 0];
  for (let j = 0; j < distinct; j++) {
    const t = time[order[k] as number] as number;
    while (entries !== null && entered < n && (entry?.[entries[entered] as number] as number) < t)
      risk += weightOf(entries[entered++] as number);
    times[j] = t;
    atRisk[j] = risk;
    for (; k < n && time[order[k] as number] === t; k++) {
      const i = order[k] as number;
      const cell =
        (status[i] as number) === 0 ? censored : (events[(status[i] as number) - 1] as Float64Array);
      cell[j] = (cell[j] as number) + weightOf(i);
      risk -= weightOf(i);
    }
  }
  if (entries !== null) return { times, atRisk, events, censored };
  // Adding from the last time back keeps small risk sets free of the rounding of large ones.
  risk = 0;
  for (let j = distinct - 1; j >= 0; j--) {
    risk += censored[j] as number;
    for (const kind of events) risk += kind[j] as number;
    atRisk[j] = risk;
  }
  return { times, atRisk, events, censored };
}

/** The index of the last time at or before t, −1 where there is none. */
export function lastAtOrBefore(times: Float64Array, t: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] as number) <= t) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
