import { logGamma, refuse, requireInteger, requireLevel } from '../core/index.ts';

/** Counts of a two-by-two table, row by row. */
export type TwoByTwo = readonly [readonly [number, number], readonly [number, number]];

/** Fisher's exact test: the odds ratio is the conditional maximum-likelihood one, 0 or Infinity at the edges. */
export interface FisherTest {
  p: number;
  oddsRatio: number;
  /** Exact conditional interval; its ends may be 0 and Infinity. */
  interval: readonly [number, number];
  level: number;
}

/** What is set against an odds ratio of 1: a ratio other than 1, above it, or below it. */
export type OddsAlternative = 'two_sided' | 'greater' | 'less';

/**
 * Fisher's exact test of a two-by-two table. Two-sided, p is the summed probability of all tables with the same margins
 * that are no likelier than the one seen, and the interval leaves half of 1 − level on each side; one-sided, p sums the tables
 * with as large (`greater`) or as small (`less`) an upper left cell, and the interval is open on that side.
 * Source: Fisher (1935); Agresti (2002), Categorical Data Analysis, 3.5.
 * Refuses counts that are not whole numbers of 0 or more (`out_of_range`) and an empty table (`empty`).
 */
export function fisherExact(
  table: TwoByTwo,
  level = 0.95,
  alternative: OddsAlternative = 'two_sided',
): FisherTest {
  const [[a, b], [c, d]] = requireTwoByTwo(table);
  requireLevel(level);
  const support = conditional(a + b, c + d, a + c);
  const { low, high, logs } = support;
  const weights = tilt(logs, 0);
  const own = weights[a - low]!;
  const isCounted = (w: number, i: number): boolean =>
    alternative === 'greater' ? i >= a - low : alternative === 'less' ? i <= a - low : w <= own * (1 + 1e-7);
  const p = weights.filter(isCounted).reduce((sum, w) => sum + w, 0);
  // With one possible table the data say nothing of the odds ratio; 1 with an endless interval claims nothing.
  if (low === high) return { p: 1, oddsRatio: 1, interval: [0, Infinity], level };
  const oddsRatio =
    a === low ? 0 : a === high ? Infinity : Math.exp(solve((t) => mean(low, tilt(logs, t)) - a));
  const alpha = alternative === 'two_sided' ? (1 - level) / 2 : 1 - level;
  const upperTail = (t: number): number =>
    tilt(logs, t)
      .slice(a - low)
      .reduce((s, w) => s + w, 0);
  const lowerTail = (t: number): number =>
    tilt(logs, t)
      .slice(0, a - low + 1)
      .reduce((s, w) => s + w, 0);
  const from = a === low || alternative === 'less' ? 0 : Math.exp(solve((t) => upperTail(t) - alpha));
  const to =
    a === high || alternative === 'greater' ? Infinity : Math.exp(solve((t) => alpha - lowerTail(t)));
  return { p: Math.min(1, p), oddsRatio, interval: [from, to], level };
}

/** Refuses a table that does not hold whole counts of 0 or more, or holds nobody. */
export function requireTwoByTwo(table: TwoByTwo): TwoByTwo {
  const cells = [table[0][0], table[0][1], table[1][0], table[1][1]];
  for (const x of cells) requireInteger('table', x, 0);
  if (cells.every((x) => x === 0)) refuse('empty', 'table', 'holds nobody');
  return table;
}

/** Log-probabilities of the upper left cell given the margins (central hypergeometric). */
function conditional(
  row1: number,
  row2: number,
  column1: number,
): { low: number; high: number; logs: Float64Array } {
  const low = Math.max(0, column1 - row2);
  const high = Math.min(row1, column1);
  const logs = new Float64Array(high - low + 1);
  for (let x = low; x <= high; x++)
    logs[x - low] = logChoose(row1, x) + logChoose(row2, column1 - x) - logChoose(row1 + row2, column1);
  return { low, high, logs };
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}

/** Probabilities under the log odds ratio `t`. */
function tilt(logs: Float64Array, t: number): Float64Array {
  let top = -Infinity;
  const tilted = logs.map((l, i) => l + t * i);
  for (const l of tilted) if (l > top) top = l;
  const weights = tilted.map((l) => Math.exp(l - top));
  let sum = 0;
  for (const w of weights) sum += w;
  return weights.map((w) => w / sum);
}

function mean(low: number, weights: Float64Array): number {
  let m = 0;
  weights.forEach((w, i) => (m += (low + i) * w));
  return m;
}

/** The root of a rising function of the log odds ratio, by bisection over ±700. */
function solve(f: (t: number) => number): number {
  let [low, high] = [-700, 700];
  for (let i = 0; i < 200 && high - low > 1e-13 * Math.max(1, Math.abs(low)); i++) {
    const middle = (low + high) / 2;
    if (f(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
