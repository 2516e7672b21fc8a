import {
  chiSquareTail,
  invertSymmetric,
  matrix,
  multiplyVector,
  orderBy,
  refuse,
  requireNumber,
  requireSameLength,
  type Matrix,
  type Warning,
} from '../core/index.ts';
import { code, type Coded, type Labels } from '../regression/index.ts';
import { requireEvents, requireTimes, type TimesInput } from './risk-table.ts';

/** What a log-rank test is given. */
export interface LogRankInput extends Omit<TimesInput, 'weights'> {
  /** Two or more groups. */
  readonly group: Labels;
  /** Comparisons are made within strata and added up. */
  readonly stratum?: Labels;
  /** Weight S(t−)^rho: 0 (default) the log-rank, 1 the Peto–Peto form of Wilcoxon's test. */
  readonly rho?: number;
}

/** Observed and expected events of one group. */
export interface GroupEvents {
  readonly group: string;
  readonly n: number;
  readonly observed: number;
  readonly expected: number;
}

/** The answer of a log-rank test. */
export interface LogRankResult {
  readonly statistic: number;
  readonly degrees: number;
  readonly pValue: number;
  /** Weighted by S(t−)^rho where rho is not 0. */
  readonly groups: readonly GroupEvents[];
  readonly n: number;
  readonly warnings: readonly Warning[];
}

interface Sums {
  readonly observed: Float64Array;
  readonly expected: Float64Array;
  readonly variance: Matrix;
}

function addTime(sums: Sums, atRisk: Float64Array, deaths: Float64Array, weight: number): void {
  const k = atRisk.length;
  let [n, d] = [0, 0];
  for (let g = 0; g < k; g++) {
    n += atRisk[g] as number;
    d += deaths[g] as number;
  }
  const factor = n > 1 ? (weight * weight * d * (n - d)) / (n - 1) : 0;
  for (let g = 0; g < k; g++) {
    const share = (atRisk[g] as number) / n;
    sums.observed[g] = (sums.observed[g] as number) + weight * (deaths[g] as number);
    sums.expected[g] = (sums.expected[g] as number) + weight * d * share;
    if (factor === 0 || share === 0) continue;
    for (let h = 0; h < k; h++) {
      const other = (atRisk[h] as number) / n;
      const place = g * k + h;
      sums.variance.data[place] =
        (sums.variance.data[place] as number) + factor * share * ((g === h ? 1 : 0) - other);
    }
  }
}

/** Adds the times of one stratum, given as its row numbers. */
function addStratum(sums: Sums, input: LogRankInput, rows: number[], group: Coded, rho: number): void {
  const order = orderBy(rows.map((i) => input.time[i] as number));
  const entry = input.entry;
  const entries = entry === undefined ? null : orderBy(rows.map((i) => entry[i] as number));
  const k = group.levels.length;
  const atRisk = new Float64Array(k);
  const deaths = new Float64Array(k);
  const groupOf = (row: number): number => group.codes[row] as number;
  if (entries === null) for (const row of rows) atRisk[groupOf(row)] = (atRisk[groupOf(row)] as number) + 1;
  let [p, entered, survival] = [0, 0, 1];
  while (p < rows.length) {
    const t = input.time[rows[order[p] as number] as number] as number;
    while (entries !== null && entry !== undefined && entered < rows.length) {
      const row = rows[entries[entered] as number] as number;
      if ((entry[row] as number) >= t) break;
      atRisk[groupOf(row)] = (atRisk[groupOf(row)] as number) + 1;
      entered++;
    }
    deaths.fill(0);
    let d = 0;
    const from = p;
    for (; p < rows.length; p++) {
      const row = rows[order[p] as number] as number;
      if (input.time[row] !== t) break;
      if (input.event[row] !== 1) continue;
      deaths[groupOf(row)] = (deaths[groupOf(row)] as number) + 1;
      d++;
    }
    if (d > 0) {
      addTime(sums, atRisk, deaths, rho === 0 ? 1 : survival ** rho);
      survival *= 1 - d / atRisk.reduce((sum, value) => sum + value, 0);
    }
    for (let q = from; q < p; q++) {
      const g = groupOf(rows[order[q] as number] as number);
      atRisk[g] = (atRisk[g] as number) - 1;
    }
  }
}

/**
 * Tests whether two or more groups have the same hazard, within strata where given. Refuses one group
 * (`too_few`), a group that is never at risk when an event happens (`no_overlap`), and data without events. Source: Mantel
 * (1966); Harrington & Fleming (1982), Biometrika 69, for rho.
 */
export function logRank(input: LogRankInput): LogRankResult {
  const rho = input.rho ?? 0;
  requireNumber('rho', rho, 0, 100);
  requireTimes(input.time, input.entry, undefined);
  requireEvents(input.time, input.event);
  requireSameLength('time', input.time, 'group', input.group);
  const group = code('group', input.group);
  const k = group.levels.length;
  if (k < 2) refuse('too_few', 'group', 'has one level, needs at least 2');
  const stratum = input.stratum === undefined ? null : code('stratum', input.stratum);
  if (stratum !== null) requireSameLength('time', input.time, 'stratum', stratum.codes);
  const rows: number[][] = Array.from({ length: stratum?.levels.length ?? 1 }, () => []);
  for (let i = 0; i < input.time.length; i++) rows[stratum?.codes[i] ?? 0]?.push(i);
  const sums: Sums = { observed: new Float64Array(k), expected: new Float64Array(k), variance: matrix(k, k) };
  for (const part of rows) if (part.length > 0) addStratum(sums, input, part, group, rho);
  const count = k - 1;
  const part = matrix(count, count);
  for (let g = 0; g < count; g++)
    for (let h = 0; h < count; h++) part.data[g * count + h] = sums.variance.data[g * k + h] as number;
  group.levels.forEach((label, g) => {
    if (!((sums.variance.data[g * k + g] as number) > 0))
      refuse('no_overlap', `group ${label}`, 'is never at risk beside another group when an event happens');
  });
  const gap = sums.observed.subarray(0, count).map((o, g) => o - (sums.expected[g] as number));
  const weighted = multiplyVector(invertSymmetric(part, group.levels.slice(0, count)).inverse, gap);
  const statistic = gap.reduce((sum, value, g) => sum + value * (weighted[g] as number), 0);
  const sizes = new Float64Array(k);
  for (const g of group.codes) sizes[g] = (sizes[g] as number) + 1;
  const groups = group.levels.map((label, g) => ({
    group: label,
    n: sizes[g] as number,
    observed: sums.observed[g] as number,
    expected: sums.expected[g] as number,
  }));
  const few = groups.filter((each) => each.expected < 5).map((each) => each.group);
  const warnings =
    few.length === 0 || rho !== 0
      ? []
      : [
          {
            code: 'few_events',
            detail: `fewer than 5 expected events in ${few.join(', ')}: the chi-square is rough`,
          },
        ];
  return {
    statistic,
    degrees: count,
    pValue: chiSquareTail(statistic, count),
    groups,
    n: input.time.length,
    warnings,
  };
}
