import {
  normalQuantile,
  normalTwoSided,
  refuse,
  requireLevel,
  requireNumber,
  requireSameLength,
  wald,
  type Estimate,
  type Warning,
} from '../core/index.ts';
import { code, type Labels } from '../regression/index.ts';
import { lastAtOrBefore, requireEvents, requireTimes, riskTable, type TimesInput } from './risk-table.ts';

/** The scale on which a pointwise interval of a survival curve is symmetric. */
export type IntervalScale = 'plain' | 'log' | 'log-log';

/** What a Kaplan–Meier estimate is given. */
export interface KaplanMeierInput extends TimesInput {
  readonly level?: number;
  /** `log` by default. */
  readonly scale?: IntervalScale;
}

/** A survival curve at each distinct time of the data, ascending; it steps down at event times only. */
export interface SurvivalCurve {
  readonly times: Float64Array;
  readonly atRisk: Float64Array;
  readonly events: Float64Array;
  readonly censored: Float64Array;
  readonly survival: Float64Array;
  /** Greenwood's standard error of the survival probability; 0 once the curve is at 0. */
  readonly standardError: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly level: number;
  readonly scale: IntervalScale;
  readonly n: number;
  readonly eventCount: number;
  readonly warnings: readonly Warning[];
}

/** Fewer at risk than this make the tail of a curve too unsteady to read. */
const FEW_AT_RISK = 5;

function band(s: number, greenwood: number, z: number, scale: IntervalScale): [number, number] {
  if (s >= 1 || greenwood === 0) return [s, s];
  const error = Math.sqrt(greenwood);
  const clamp = (value: number): number => Math.min(1, Math.max(0, value));
  if (scale === 'plain') return [clamp(s - z * s * error), clamp(s + z * s * error)];
  if (scale === 'log') return [clamp(s * Math.exp(-z * error)), clamp(s * Math.exp(z * error))];
  const ratio = (z * error) / Math.log(s);
  return [s ** Math.exp(-ratio), s ** Math.exp(ratio)];
}

/**
 * Estimates a survival curve by the product limit. Refuses bad times and weights; without any event
 * the curve stays at 1 and carries the warning `no_events`. Once the curve is at 0 the standard error is 0 and the upper
 * limit stays where it was. Source: Kaplan & Meier (1958), JASA 53; Greenwood (1926); Kalbfleisch &
 * Prentice (2002), section 1.4, for the log-log scale.
 */
export function kaplanMeier(input: KaplanMeierInput): SurvivalCurve {
  const { level = 0.95, scale = 'log' } = input;
  requireLevel(level);
  requireTimes(input.time, input.entry, input.weights);
  requireEvents(input.time, input.event, 0);
  const table = riskTable(input.time, input.event, 1, input.entry, input.weights);
  const events = table.events[0] as Float64Array;
  const m = table.times.length;
  const [survival, error] = [new Float64Array(m), new Float64Array(m)];
  const [lower, upper] = [new Float64Array(m), new Float64Array(m)];
  const z = normalQuantile(0.5 + level / 2);
  let [s, greenwood, eventCount, emptied] = [1, 0, 0, false];
  for (let j = 0; j < m; j++) {
    const [d, n] = [events[j] as number, table.atRisk[j] as number];
    eventCount += d;
    if (d > 0) {
      const rest = Math.max(0, n - d);
      const isLast = rest <= 1e-12 * n;
      if (isLast && j < m - 1) emptied = true;
      s = isLast ? 0 : s * (rest / n);
      greenwood += isLast ? 0 : d / (n * rest);
    }
    survival[j] = s;
    error[j] = s * Math.sqrt(greenwood);
    const [low, high] = s === 0 ? [0, j === 0 ? 1 : (upper[j - 1] as number)] : band(s, greenwood, z, scale);
    [lower[j], upper[j]] = [low, high];
  }
  const { times, atRisk, censored } = table;
  const warnings: Warning[] = [];
  if (eventCount === 0)
    warnings.push({ code: 'no_events', detail: 'no event was seen, the curve stays at 1' });
  if (emptied)
    warnings.push({
      code: 'empty_risk_set',
      detail: 'the risk set empties before the last time, the curve is 0 from there',
    });
  const n = input.time.length;
  return {
    times,
    atRisk,
    events,
    censored,
    survival,
    standardError: error,
    lower,
    upper,
    level,
    scale,
    n,
    eventCount,
    warnings,
  };
}

/** Estimates one curve for each group, by its label. Refuses a group of fewer than two rows (`too_few`). */
export function kaplanMeierByGroup(
  input: KaplanMeierInput & { readonly group: Labels },
): Map<string, SurvivalCurve> {
  requireSameLength('time', input.time, 'group', input.group);
  const { levels, codes } = code('group', input.group);
  const { level, scale } = input;
  return new Map(
    levels.map((label, g) => {
      const pick = (values: ArrayLike<number>): Float64Array =>
        Float64Array.from(values).filter((_, i) => codes[i] === g);
      const time = pick(input.time);
      if (time.length < 2) refuse('too_few', `group ${label}`, 'has one row, needs at least 2');
      const curve = kaplanMeier({
        time,
        event: pick(input.event),
        ...(input.entry === undefined ? {} : { entry: pick(input.entry) }),
        ...(input.weights === undefined ? {} : { weights: pick(input.weights) }),
        ...(level === undefined ? {} : { level }),
        ...(scale === undefined ? {} : { scale }),
      });
      return [label, curve];
    }),
  );
}

function lastTime(curve: SurvivalCurve): number {
  return curve.times[curve.times.length - 1] as number;
}

/** Refuses a time beyond the data, unless the curve is at 0 there (`out_of_range`). */
function requireWithin(curve: SurvivalCurve, name: string, t: number): void {
  requireNumber(name, t, 0);
  if (t > lastTime(curve) && (curve.survival[curve.survival.length - 1] as number) > 0)
    refuse('out_of_range', name, `is ${t}, the curve ends at ${lastTime(curve)}`);
}

/** The survival probability at time t. Refuses times beyond the last one unless the curve is at 0 (`out_of_range`). */
export function survivalAt(curve: SurvivalCurve, t: number): Estimate {
  requireWithin(curve, 't', t);
  const j = lastAtOrBefore(curve.times, t);
  const { level, n } = curve;
  if (j < 0) return { estimate: 1, standardError: 0, interval: [1, 1], level, n, warnings: curve.warnings };
  const warnings = [...curve.warnings];
  if ((curve.atRisk[j] as number) < FEW_AT_RISK)
    warnings.push({
      code: 'few_at_risk',
      detail: `${curve.atRisk[j] as number} at risk at time ${curve.times[j] as number}`,
    });
  return {
    estimate: curve.survival[j] as number,
    standardError: curve.standardError[j] as number,
    interval: [curve.lower[j] as number, curve.upper[j] as number],
    level,
    n,
    warnings,
  };
}

/** A quantile of a survival time; null where the curve does not fall so far. */
export interface SurvivalQuantile {
  readonly estimate: number | null;
  /** By inverting the pointwise band (Brookmeyer & Crowley 1982, Biometrics 38). */
  readonly interval: readonly [number | null, number | null];
  readonly level: number;
  readonly n: number;
  readonly warnings: readonly Warning[];
}

function crossing(curve: SurvivalCurve, values: Float64Array, height: number): number | null {
  for (let j = 0; j < values.length; j++) {
    const value = values[j] as number;
    if (value > height + 1e-9 || (curve.events[j] === 0 && value > 0)) continue;
    if (Math.abs(value - height) > 1e-9) return curve.times[j] as number;
    // Where the curve lies exactly at the height, the quantile is the middle of the plateau.
    for (let k = j + 1; k < values.length; k++)
      if ((values[k] as number) < height - 1e-9)
        return ((curve.times[j] as number) + (curve.times[k] as number)) / 2;
    return curve.times[j] as number;
  }
  return null;
}

/** The time by which a share p has had the event; the median by default. Refuses p outside (0, 1) (`out_of_range`). */
export function survivalQuantile(curve: SurvivalCurve, p = 0.5): SurvivalQuantile {
  requireLevel(p, 'p');
  const find = (values: Float64Array): number | null => crossing(curve, values, 1 - p);
  return {
    estimate: find(curve.survival),
    interval: [find(curve.lower), find(curve.upper)],
    level: curve.level,
    n: curve.n,
    warnings: curve.warnings,
  };
}

/**
 * The restricted mean survival time: the area under the curve up to `horizon`. Refuses a horizon
 * beyond the data unless the curve is at 0 (`out_of_range`). Source: Royston & Parmar (2013), BMC Medical
 * Research Methodology 13, with Greenwood's variance.
 */
export function restrictedMean(curve: SurvivalCurve, horizon: number): Estimate {
  requireWithin(curve, 'horizon', horizon);
  const last = lastAtOrBefore(curve.times, horizon);
  let [area, variance] = [0, 0];
  let right = horizon;
  for (let j = last; j >= 0; j--) {
    area += (curve.survival[j] as number) * (right - (curve.times[j] as number));
    right = curve.times[j] as number;
    const [d, n] = [curve.events[j] as number, curve.atRisk[j] as number];
    if (d > 0 && n - d > 1e-12 * n) variance += (area * area * d) / (n * (n - d));
  }
  return wald(area + right, Math.sqrt(variance), {
    n: curve.n,
    level: curve.level,
    warnings: curve.warnings,
  });
}

/** The difference of two restricted means, b − a, with its two-sided normal test. */
export function restrictedMeanDifference(
  a: SurvivalCurve,
  b: SurvivalCurve,
  horizon: number,
): Estimate & { readonly statistic: number; readonly pValue: number } {
  const [first, second] = [restrictedMean(a, horizon), restrictedMean(b, horizon)];
  const error = Math.hypot(first.standardError, second.standardError);
  const difference = second.estimate - first.estimate;
  const statistic = error > 0 ? difference / error : 0;
  const warnings = [...first.warnings, ...second.warnings];
  const estimate = wald(difference, error, { n: a.n + b.n, level: a.level, warnings });
  return { ...estimate, statistic, pValue: normalTwoSided(statistic) };
}
