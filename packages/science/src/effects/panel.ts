import {
  refuse,
  requireFinite,
  requireSameLength,
  requireWeights,
  type Numbers,
  type Warning,
} from '../core/index.ts';
import { code, type Labels, type Predictors } from '../regression/index.ts';

/** A panel, one row a unit and period. */
export interface PanelInput {
  unit: Labels;
  period: Numbers;
  outcome: Numbers;
  /** First period in which the unit is treated, the same in all its rows; 0 or Infinity for never. */
  firstTreated: Numbers;
  covariates?: Predictors;
  /** Weight of a unit, the same in all its rows. */
  weights?: Numbers;
  /** Cluster of a unit, the same in all its rows; units are their own clusters without it. */
  clusters?: Labels;
}

/** A balanced panel in units × periods form; `first[u]` is 0 for never treated. */
export interface Panel {
  units: number;
  periods: number[];
  /** outcome[t][u] */
  outcome: Float64Array[];
  first: Float64Array;
  weights: Float64Array;
  clusterOf: Int32Array | null;
  /** covariates[name][t][u] */
  covariates: Record<string, Float64Array[]>;
  warnings: Warning[];
}

/**
 * Lays a panel out; units without a row in every period are left out and counted in a warning `unbalanced`, units
 * treated from the first period on in `always_treated`.
 * Refuses two rows of one unit and period (`duplicate`), a first period that changes within a unit (`unsorted`) and
 * fewer than two periods (`too_few`).
 */
export function layOutPanel(input: PanelInput): Panel {
  checkLengths(input);
  const { period, firstTreated } = input;
  const { levels, codes } = code('unit', input.unit);
  const periods = [...new Set(Array.from(period))].sort((a, b) => a - b);
  if (periods.length < 2) refuse('too_few', 'period', 'has one period');
  const place = new Map(periods.map((p, t) => [p, t]));
  const rowOf = periods.map(() => new Int32Array(levels.length).fill(-1));
  const first = new Float64Array(levels.length).fill(-1);
  for (let i = 0; i < period.length; i++) {
    const u = codes[i]!;
    const t = place.get(period[i]!)!;
    if (rowOf[t]![u] !== -1)
      refuse('duplicate', 'unit', `unit ${levels[u]!} has two rows in period ${period[i]!}`);
    rowOf[t]![u] = i;
    const g = firstTreated[i] === Infinity ? 0 : firstTreated[i]!;
    if (first[u] !== -1 && first[u] !== g)
      refuse('unsorted', 'firstTreated', `unit ${levels[u]!} has two first periods`);
    first[u] = g;
  }
  const warnings: Warning[] = [];
  const whole = levels.map((_, u) => u).filter((u) => rowOf.every((rows) => rows[u] !== -1));
  if (whole.length < levels.length)
    warnings.push({
      code: 'unbalanced',
      detail: `${levels.length - whole.length} units lack a period and are left out`,
    });
  const kept = whole.filter((u) => first[u] === 0 || first[u]! > periods[0]!);
  if (kept.length < whole.length)
    warnings.push({
      code: 'always_treated',
      detail: `${whole.length - kept.length} units are treated from the first period on and are left out`,
    });
  if (kept.length === 0)
    refuse('empty', 'unit', 'no unit has a row in every period and one before treatment');
  const take = (t: number, xs: Numbers): Float64Array => Float64Array.from(kept, (u) => xs[rowOf[t]![u]!]!);
  const clusters = input.clusters === undefined ? null : code('clusters', input.clusters).codes;
  return {
    units: kept.length,
    periods,
    outcome: periods.map((_, t) => take(t, input.outcome)),
    first: Float64Array.from(kept, (u) => first[u]!),
    weights: input.weights === undefined ? new Float64Array(kept.length).fill(1) : take(0, input.weights),
    clusterOf: clusters === null ? null : Int32Array.from(kept, (u) => clusters[rowOf[0]![u]!]!),
    covariates: Object.fromEntries(
      Object.entries(input.covariates ?? {}).map(([name, xs]) => [name, periods.map((_, t) => take(t, xs))]),
    ),
    warnings,
  };
}

/**
 * First period in which a unit's value reaches a threshold, repeated in each of its rows, 0 where it never does: what
 * turns "above against below" into the `firstTreated` of a difference-in-differences.
 * Refuses `empty`, `not_finite`, `length_mismatch`.
 */
export function firstCrossing(input: {
  unit: Labels;
  period: Numbers;
  value: Numbers;
  threshold: number;
}): Float64Array {
  const { period, value, threshold } = input;
  requireFinite('period', period);
  requireFinite('value', value);
  requireSameLength('period', period, 'value', value);
  requireSameLength('period', period, 'unit', input.unit);
  if (!Number.isFinite(threshold)) refuse('not_finite', 'threshold', `is ${threshold}`);
  const { levels, codes } = code('unit', input.unit);
  const first = new Float64Array(levels.length).fill(Infinity);
  for (let i = 0; i < period.length; i++)
    if (value[i]! >= threshold) first[codes[i]!] = Math.min(first[codes[i]!]!, period[i]!);
  return Float64Array.from(codes, (u) => (first[u] === Infinity ? 0 : first[u]!));
}

/** Refuses first periods that are no number or negative; 0 and Infinity mean never treated. */
export function requireFirst(firstTreated: Numbers): void {
  for (let i = 0; i < firstTreated.length; i++)
    if (Number.isNaN(firstTreated[i]) || firstTreated[i]! < 0)
      refuse(Number.isNaN(firstTreated[i]) ? 'not_finite' : 'out_of_range', 'firstTreated', `value ${i}`);
}

function checkLengths(input: PanelInput): void {
  const { unit, period, outcome, firstTreated, covariates = {}, weights, clusters } = input;
  requireFinite('outcome', outcome);
  requireFinite('period', period);
  requireSameLength('outcome', outcome, 'unit', unit);
  requireSameLength('outcome', outcome, 'period', period);
  requireSameLength('outcome', outcome, 'firstTreated', firstTreated);
  requireFirst(firstTreated);
  for (const [name, xs] of Object.entries(covariates)) {
    requireFinite(name, xs);
    requireSameLength('outcome', outcome, name, xs);
  }
  if (weights !== undefined) {
    requireWeights('weights', weights);
    requireSameLength('outcome', outcome, 'weights', weights);
  }
  if (clusters !== undefined) requireSameLength('outcome', outcome, 'clusters', clusters);
}
