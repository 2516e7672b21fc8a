import {
  normalQuantile,
  refuse,
  requireInteger,
  requireLevel,
  type Numbers,
  type Random,
} from '../core/index.ts';

/** A coefficient of agreement, or, below the stated number of units, only the counts it would rest on. */
export type Agreement =
  | {
      status: 'estimated';
      coefficient: number;
      /** Null where the coefficient's own method gives no error. */
      standardError: number | null;
      interval: readonly [number, number] | null;
      level: number;
      observed: number;
      expected: number;
      units: number;
      counts: number[][];
    }
  | { status: 'insufficient'; units: number; minimum: number; counts: number[][] };

/** Ratings as category numbers 0 … categories − 1. */
export interface AgreementOptions {
  /** Units below which there is no coefficient; 30. */
  minimum?: number;
  level?: number;
}

/** A scale of more categories than this is no scale that people rate on, and its table of counts would not fit. */
const MOST_CATEGORIES = 1000;

/**
 * Cohen's kappa of two raters, unweighted or weighted by the distance of categories (`linear`, `quadratic`).
 * `counts[a][b]` are units that the first rater put in a and the second in b.
 * Error by Fleiss, Cohen and Everitt (1969), Psychological Bulletin 72. Sources: Cohen (1960, 1968).
 * Refuses ratings that are no category number up to 999 (`out_of_range`, `not_finite`), `length_mismatch`, and
 * `constant` where both raters use one and the same category, so that nothing is expected by chance.
 */
export function cohenKappa(
  first: Numbers,
  second: Numbers,
  options: AgreementOptions & { categories?: number; weights?: 'none' | 'linear' | 'quadratic' } = {},
): Agreement {
  const { minimum = 30, level = 0.95, weights = 'none' } = options;
  requireInteger('minimum', minimum, 1);
  requireLevel(level);
  if (first.length !== second.length)
    refuse('length_mismatch', 'second', `${second.length} ratings for ${first.length}`);
  if (options.categories !== undefined) requireInteger('categories', options.categories, 1, MOST_CATEGORIES);
  const most = (options.categories ?? MOST_CATEGORIES) - 1;
  for (let i = 0; i < first.length; i++) {
    requireInteger('first', first[i]!, 0, most);
    requireInteger('second', second[i]!, 0, most);
  }
  const k = options.categories ?? 1 + Math.max(largest(first), largest(second));
  const counts = Array.from({ length: Math.max(1, k) }, () => new Array<number>(Math.max(1, k)).fill(0));
  for (let i = 0; i < first.length; i++) counts[first[i]!]![second[i]!]!++;
  const n = first.length;
  if (n < minimum) return { status: 'insufficient', units: n, minimum, counts };
  const p = counts.map((row) => row.map((c) => c / n));
  const rows = p.map((row) => row.reduce((a, b) => a + b, 0));
  const columns = p.map((_, j) => p.reduce((s, row) => s + row[j]!, 0));
  const w = (a: number, b: number): number =>
    k === 1 || weights === 'none'
      ? a === b
        ? 1
        : 0
      : 1 - (Math.abs(a - b) / (k - 1)) ** (weights === 'linear' ? 1 : 2);
  const each = (term: (a: number, b: number) => number): number =>
    p.reduce((s, row, a) => s + row.reduce((t, _, b) => t + term(a, b), 0), 0);
  const observed = each((a, b) => w(a, b) * p[a]![b]!);
  const expected = each((a, b) => w(a, b) * rows[a]! * columns[b]!);
  if (!(expected < 1 - 1e-12)) refuse('constant', 'first', 'both raters use one category');
  const coefficient = (observed - expected) / (1 - expected);
  const rowWeight = rows.map((_, a) => columns.reduce((s, c, b) => s + c * w(a, b), 0));
  const columnWeight = columns.map((_, b) => rows.reduce((s, r, a) => s + r * w(a, b), 0));
  const spread = each(
    (a, b) => p[a]![b]! * (w(a, b) - (rowWeight[a]! + columnWeight[b]!) * (1 - coefficient)) ** 2,
  );
  const variance = (spread - (coefficient - expected * (1 - coefficient)) ** 2) / (n * (1 - expected) ** 2);
  return estimated(coefficient, Math.sqrt(Math.max(0, variance)), level, observed, expected, n, counts);
}

/**
 * Fleiss' kappa: `counts[u][c]` raters put unit u in category c, every unit rated by the same number of raters.
 * Error under the hypothesis of no agreement, Fleiss, Nee and Landis (1979), Psychological Bulletin 86.
 * Source: Fleiss (1971), Psychological Bulletin 76. Refuses `length_mismatch`, `too_few` raters, `constant`.
 */
export function fleissKappa(counts: readonly Numbers[], options: AgreementOptions = {}): Agreement {
  const { minimum = 30, level = 0.95 } = options;
  requireInteger('minimum', minimum, 1);
  requireLevel(level);
  const table = counts.map((row) => Array.from(row));
  const k = table[0]?.length ?? 0;
  const raters = table[0]?.reduce((a, b) => a + b, 0) ?? 0;
  for (const row of table) {
    row.forEach((c) => requireInteger('counts', c, 0));
    if (row.length !== k || row.reduce((a, b) => a + b, 0) !== raters)
      refuse('length_mismatch', 'counts', 'units differ in their number of categories or raters');
  }
  const n = table.length;
  if (n < minimum) return { status: 'insufficient', units: n, minimum, counts: table };
  if (raters < 2) refuse('too_few', 'counts', `${raters} rater`);
  const share = Array.from({ length: k }, (_, c) => table.reduce((s, row) => s + row[c]!, 0) / (n * raters));
  const observed =
    table.reduce((s, row) => s + (row.reduce((t, c) => t + c * c, 0) - raters) / (raters * (raters - 1)), 0) /
    n;
  const expected = share.reduce((s, q) => s + q * q, 0);
  if (!(expected < 1 - 1e-12)) refuse('constant', 'counts', 'every rating is the same');
  const spread = share.reduce((s, q) => s + q * (1 - q), 0);
  const third = share.reduce((s, q) => s + q * (1 - q) * (1 - 2 * q), 0);
  const error = Math.sqrt((2 * (spread * spread - third)) / (n * raters * (raters - 1))) / spread;
  return estimated((observed - expected) / (1 - expected), error, level, observed, expected, n, table);
}

/** Distance between values for Krippendorff's alpha. */
export type AlphaMetric = 'nominal' | 'ordinal' | 'interval' | 'ratio';

/**
 * Krippendorff's alpha: `ratings[u]` are the values that unit u was given by any number of raters, null where one
 * is missing; units with fewer than two values do not count. With `bootstrap`, the interval is the percentile one of
 * resampled units. Source: Krippendorff (2011), Computing Krippendorff's alpha-reliability.
 * Refuses `constant` where all values are the same, `not_finite`, and negative values for `ratio` (`out_of_range`).
 */
export function krippendorffAlpha(
  ratings: readonly ArrayLike<number | null>[],
  options: AgreementOptions & {
    metric?: AlphaMetric;
    bootstrap?: { random: Random; replicates: number };
  } = {},
): Agreement {
  const { minimum = 30, level = 0.95, metric = 'nominal', bootstrap } = options;
  requireInteger('minimum', minimum, 1);
  requireLevel(level);
  const units = ratings
    .map((row) => Array.from(row).filter((v): v is number => v !== null))
    .filter((row) => row.length >= 2);
  for (const v of units.flat()) {
    if (!Number.isFinite(v)) refuse('not_finite', 'ratings', `value ${v}`);
    if (metric === 'ratio' && v < 0) refuse('out_of_range', 'ratings', `value ${v} on a ratio scale`);
  }
  const values = [...new Set(units.flat())].sort((a, b) => a - b);
  const place = new Map(values.map((v, c) => [v, c]));
  const counts = units.map((row) => {
    const own = new Array<number>(values.length).fill(0);
    for (const v of row) own[place.get(v)!]!++;
    return own;
  });
  if (units.length < minimum) return { status: 'insufficient', units: units.length, minimum, counts };
  const own = alphaOf(counts, values, metric);
  if (own === null) return refuse('constant', 'ratings', 'every value is the same');
  const result = estimated(own.alpha, 0, level, 1 - own.observed, 1 - own.expected, units.length, counts);
  if (result.status !== 'estimated') return result;
  if (bootstrap === undefined) return { ...result, standardError: null, interval: null };
  requireInteger('replicates', bootstrap.replicates, 100);
  const draws: number[] = [];
  for (let r = 0; r < bootstrap.replicates; r++) {
    const random = bootstrap.random.split(r);
    const again = alphaOf(
      counts.map(() => counts[random.int(counts.length)]!),
      values,
      metric,
    );
    // A resample of one value alone agrees perfectly.
    draws.push(again?.alpha ?? 1);
  }
  draws.sort((a, b) => a - b);
  const mean = draws.reduce((a, b) => a + b, 0) / draws.length;
  const cut = (q: number): number =>
    draws[Math.min(draws.length - 1, Math.max(0, Math.round(q * (draws.length - 1))))]!;
  return {
    ...result,
    standardError: Math.sqrt(draws.reduce((s, v) => s + (v - mean) ** 2, 0) / (draws.length - 1)),
    interval: [cut((1 - level) / 2), cut((1 + level) / 2)],
  };
}

function alphaOf(
  counts: readonly number[][],
  values: readonly number[],
  metric: AlphaMetric,
): { alpha: number; observed: number; expected: number } | null {
  const k = values.length;
  const totals = values.map((_, c) => counts.reduce((s, row) => s + row[c]!, 0));
  const n = totals.reduce((a, b) => a + b, 0);
  const distance = distanceOf(values, totals, metric);
  let [observed, expected] = [0, 0];
  for (const row of counts) {
    const m = row.reduce((a, b) => a + b, 0);
    let sum = 0;
    for (let a = 0; a < k; a++) for (let b = a + 1; b < k; b++) sum += 2 * row[a]! * row[b]! * distance(a, b);
    observed += sum / (m - 1) / n;
  }
  for (let a = 0; a < k; a++)
    for (let b = a + 1; b < k; b++)
      expected += (2 * totals[a]! * totals[b]! * distance(a, b)) / (n * (n - 1));
  return expected === 0 ? null : { alpha: 1 - observed / expected, observed, expected };
}

function distanceOf(
  values: readonly number[],
  totals: readonly number[],
  metric: AlphaMetric,
): (a: number, b: number) => number {
  switch (metric) {
    case 'nominal':
      return (a, b) => (a === b ? 0 : 1);
    case 'interval':
      return (a, b) => (values[a]! - values[b]!) ** 2;
    case 'ratio':
      return (a, b) => (a === b ? 0 : ((values[a]! - values[b]!) / (values[a]! + values[b]!)) ** 2);
    case 'ordinal':
      return (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        let between = -(totals[low]! + totals[high]!) / 2;
        for (let g = low; g <= high; g++) between += totals[g]!;
        return between ** 2;
      };
  }
}

function estimated(
  coefficient: number,
  standardError: number,
  level: number,
  observed: number,
  expected: number,
  units: number,
  counts: number[][],
): Agreement {
  const margin = normalQuantile(0.5 + level / 2) * standardError;
  return {
    status: 'estimated',
    coefficient,
    standardError,
    interval: [coefficient - margin, coefficient + margin],
    level,
    observed,
    expected,
    units,
    counts,
  };
}

function largest(values: Numbers): number {
  let top = -1;
  for (let i = 0; i < values.length; i++) top = Math.max(top, values[i]!);
  return top;
}
