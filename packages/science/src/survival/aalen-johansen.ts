import {
  normalQuantile,
  refuse,
  requireLevel,
  requireNumber,
  requireSameLength,
  type Estimate,
  type Numbers,
  type Warning,
} from '../core/index.ts';
import { code, type Labels } from '../regression/index.ts';
import { lastAtOrBefore, requireTimes, riskTable } from './risk-table.ts';

/** What cumulative incidences are estimated from. */
export interface CompetingRisksInput {
  readonly time: Numbers;
  /** The cause that ended each interval, or the label of censoring. */
  readonly cause: Labels;
  /** The label that means censored; 0 by default. */
  readonly censored?: string | number;
  readonly entry?: Numbers;
  readonly weights?: Numbers;
  readonly level?: number;
}

/** The cumulative incidence of one cause at each distinct time. */
export interface CumulativeIncidence {
  readonly cause: string;
  readonly events: number;
  readonly incidence: Float64Array;
  readonly standardError: Float64Array;
}

/** Cumulative incidences of all causes; with the event-free share they add up to 1 at every time. */
export interface CompetingRisks {
  readonly times: Float64Array;
  readonly atRisk: Float64Array;
  /** The share that has had no event of any cause. */
  readonly eventFree: Float64Array;
  readonly causes: readonly CumulativeIncidence[];
  readonly level: number;
  readonly n: number;
  readonly warnings: readonly Warning[];
}

/** Incidence of one cause, with the variance by the delta method expanded in the final incidence. */
function incidenceOf(
  cause: string,
  own: Float64Array,
  all: Float64Array,
  atRisk: Float64Array,
  before: Float64Array,
): CumulativeIncidence {
  const m = own.length;
  const [incidence, standardError] = [new Float64Array(m), new Float64Array(m)];
  let [f, events] = [0, 0];
  let [a, b, c, p, q, r] = [0, 0, 0, 0, 0, 0];
  for (let j = 0; j < m; j++) {
    const [n, d, mine, s] = [atRisk[j] as number, all[j] as number, own[j] as number, before[j] as number];
    if (d > 0) {
      f += (s * mine) / n;
      events += mine;
      const rest = n - d;
      const g = rest > 1e-12 * n ? d / (n * rest) : 0;
      a += g;
      b += f * g;
      c += f * f * g;
      p += (s * s * mine * (n - mine)) / n ** 3;
      const cross = (s * mine) / (n * n);
      q += cross;
      r += f * cross;
    }
    incidence[j] = f;
    standardError[j] = Math.sqrt(Math.max(0, f * f * a - 2 * f * b + c + p - 2 * (f * q - r)));
  }
  return { cause, events, incidence, standardError };
}

/**
 * Estimates the cumulative incidence of each of several competing causes. Refuses data without any event
 * (`too_few`). Standard errors are those of the delta method with multinomial increments. Source: Aalen & Johansen (1978),
 * Scandinavian Journal of Statistics 5; Marubini & Valsecchi (1995), section 10.4.
 */
export function aalenJohansen(input: CompetingRisksInput): CompetingRisks {
  const { level = 0.95, censored = 0 } = input;
  requireLevel(level);
  requireTimes(input.time, input.entry, input.weights);
  requireSameLength('time', input.time, 'cause', input.cause);
  const coded = code('cause', input.cause);
  const kept = coded.levels.filter((label) => label !== String(censored)).sort();
  if (kept.length === 0) refuse('too_few', 'cause', 'has no event');
  const place = coded.levels.map((label) => kept.indexOf(label) + 1);
  const status = Float64Array.from(coded.codes, (index) => place[index] as number);
  const table = riskTable(input.time, status, kept.length, input.entry, input.weights);
  const m = table.times.length;
  const [all, before, eventFree] = [new Float64Array(m), new Float64Array(m), new Float64Array(m)];
  let s = 1;
  for (let j = 0; j < m; j++) {
    for (const events of table.events) all[j] = (all[j] as number) + (events[j] as number);
    before[j] = s;
    if ((all[j] as number) > 0) s *= Math.max(0, 1 - (all[j] as number) / (table.atRisk[j] as number));
    eventFree[j] = s;
  }
  const causes = kept.map((cause, index) =>
    incidenceOf(cause, table.events[index] as Float64Array, all, table.atRisk, before),
  );
  const warnings = causes
    .filter((each) => each.events < 5)
    .map((each) => ({ code: 'few_events', detail: `cause ${each.cause} has ${each.events} events` }));
  return {
    times: table.times,
    atRisk: table.atRisk,
    eventFree,
    causes,
    level,
    n: input.time.length,
    warnings,
  };
}

/**
 * The cumulative incidence of a cause at time t, with the interval symmetric on the log(−log) scale.
 * Refuses an unknown cause (`unknown_level`) and a time beyond the data (`out_of_range`).
 */
export function incidenceAt(risks: CompetingRisks, cause: string | number, t: number): Estimate {
  const found = risks.causes.find((each) => each.cause === String(cause));
  if (found === undefined) refuse('unknown_level', 'cause', `there is no cause ${cause}`);
  requireNumber('t', t, 0);
  const { times, eventFree, level, n, warnings } = risks;
  const last = times[times.length - 1] as number;
  if (t > last && (eventFree[eventFree.length - 1] as number) > 1e-12)
    refuse('out_of_range', 't', `is ${t}, the data end at ${last}`);
  const j = lastAtOrBefore(times, t);
  const estimate = j < 0 ? 0 : (found.incidence[j] as number);
  const standardError = j < 0 ? 0 : (found.standardError[j] as number);
  let interval: [number, number] = [estimate, estimate];
  if (estimate > 0 && estimate < 1 && standardError > 0) {
    const spread = (normalQuantile(0.5 + level / 2) * standardError) / (estimate * Math.log(estimate));
    interval = [estimate ** Math.exp(-spread), estimate ** Math.exp(spread)];
    if (interval[0] > interval[1]) interval = [interval[1], interval[0]];
  }
  return { estimate, standardError, interval, level, n, warnings };
}
