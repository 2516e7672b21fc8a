import { orderBy, wald, type Estimate } from '../core/index.ts';
import type { CoxData } from './cox-data.ts';

/** The share of comparable pairs in which the higher risk has the earlier event, ties of risk counting one half. */
export interface Concordance extends Estimate {
  readonly concordant: number;
  readonly discordant: number;
  readonly tied: number;
}

/** Counts by rank with prefix sums in logarithmic time (Fenwick 1994). */
function fenwick(size: number) {
  const tree = new Float64Array(size + 1);
  return {
    add(rank: number, amount: number): void {
      for (let k = rank + 1; k <= size; k += k & -k) tree[k] = (tree[k] as number) + amount;
    },
    /** The sum over ranks below `rank`. */
    below(rank: number): number {
      let sum = 0;
      for (let k = rank; k > 0; k -= k & -k) sum += tree[k] as number;
      return sum;
    },
  };
}

/** Writes the dense ranks of the risks within some rows; rounding in the linear predictor must not split equal risks. */
function rankRows(risk: Float64Array, rows: Uint32Array, ranks: Int32Array): number {
  const order = orderBy(Float64Array.from(rows, (row) => risk[row] as number));
  let [size, before] = [0, -Infinity];
  for (const k of order) {
    const row = rows[k] as number;
    const value = risk[row] as number;
    if (value - before > 1e-12 * Math.max(1, Math.abs(value))) size++;
    before = value;
    ranks[row] = size - 1;
  }
  return size;
}

interface Counts {
  /** Twice concordant plus tied, less the pairs, of each row: 2·(half counts). */
  readonly concordant: Float64Array;
  readonly discordant: Float64Array;
  readonly tied: Float64Array;
}

type Tree = ReturnType<typeof fenwick>;

/**
 * Pairs that rows are the longer part of: events (by time) that fell into their interval. `sign` +1 adds what has been seen
 * by now, −1 takes off what had been seen at the entry.
 */
function countLonger(
  counts: Counts,
  tree: Tree,
  total: number,
  row: number,
  rank: number,
  weight: number,
  sign: number,
): void {
  const [below, upTo] = [tree.below(rank), tree.below(rank + 1)];
  const factor = sign * weight;
  counts.concordant[row] = (counts.concordant[row] as number) + factor * (total - upTo);
  counts.discordant[row] = (counts.discordant[row] as number) + factor * below;
  counts.tied[row] = (counts.tied[row] as number) + factor * (upTo - below);
}

function sweepUp(data: CoxData, ranks: Int32Array, size: number, counts: Counts, stratum: number): void {
  const { byTime, byEntry } = data.strata[stratum] as CoxData['strata'][number];
  const [events, present] = [fenwick(size), fenwick(size)];
  const weightOf = (row: number): number => (data.weights === null ? 1 : (data.weights[row] as number));
  const rankOf = (row: number): number => ranks[row] as number;
  let [seen, inside] = [0, 0];
  const enter = (row: number, sign: number): void => {
    present.add(rankOf(row), sign * weightOf(row));
    inside += sign * weightOf(row);
  };
  if (byEntry.length === 0) for (const row of byTime) enter(row, 1);
  let [k, e] = [byTime.length - 1, byEntry.length - 1];
  while (k >= 0) {
    const t = data.time[byTime[k] as number] as number;
    // Events at or before an entry lie outside the interval (entry, time].
    while (e >= 0 && ((data.entry as Float64Array)[byEntry[e] as number] as number) < t) {
      const row = byEntry[e--] as number;
      countLonger(counts, events, seen, row, rankOf(row), weightOf(row), -1);
      enter(row, 1);
    }
    const block: number[] = [];
    for (; k >= 0 && data.time[byTime[k] as number] === t; k--) block.push(byTime[k] as number);
    const deaths = block.filter((row) => data.event[row] === 1);
    // Tied events are not comparable with each other; a row censored at this time outlives them.
    for (const row of deaths) {
      countLonger(counts, events, seen, row, rankOf(row), weightOf(row), 1);
      enter(row, -1);
    }
    for (const row of deaths) {
      const [below, upTo] = [present.below(rankOf(row)), present.below(rankOf(row) + 1)];
      const weight = weightOf(row);
      counts.concordant[row] = (counts.concordant[row] as number) + weight * below;
      counts.discordant[row] = (counts.discordant[row] as number) + weight * (inside - upTo);
      counts.tied[row] = (counts.tied[row] as number) + weight * (upTo - below);
      events.add(rankOf(row), weight);
    }
    for (const row of deaths) seen += weightOf(row);
    for (const row of block)
      if (data.event[row] === 0) {
        countLonger(counts, events, seen, row, rankOf(row), weightOf(row), 1);
        enter(row, -1);
      }
  }
}

/**
 * Harrell's concordance of a risk score within strata, in n log n, with the infinitesimal jackknife standard error; null
 * where no pair is comparable. Source: Harrell, Lee & Mark (1996), Statistics in Medicine 15; Therneau & Atkinson (2023).
 */
export function concordanceOf(data: CoxData, risk: Float64Array): Concordance | null {
  const make = (): Float64Array => new Float64Array(data.n);
  const counts: Counts = { concordant: make(), discordant: make(), tied: make() };
  const ranks = new Int32Array(data.n);
  data.strata.forEach(({ byTime }, s) => {
    sweepUp(data, ranks, rankRows(risk, byTime, ranks), counts, s);
  });
  const half = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / 2;
  const [concordant, discordant, tied] = [
    half(counts.concordant),
    half(counts.discordant),
    half(counts.tied),
  ];
  const pairs = concordant + discordant + tied;
  if (!(pairs > 0)) return null;
  const estimate = (concordant + tied / 2) / pairs;
  let variance = 0;
  for (let i = 0; i < data.n; i++) {
    const [c, d, t] = [
      counts.concordant[i] as number,
      counts.discordant[i] as number,
      counts.tied[i] as number,
    ];
    variance += ((c + t / 2 - estimate * (c + d + t)) / pairs) ** 2;
  }
  return { ...wald(estimate, Math.sqrt(variance), { n: data.n }), concordant, discordant, tied };
}
