import { refuse, requireInteger } from '../core/index.ts';
import { cheapestCycle, disclosureRange, type Margined } from './disclosure.ts';

/** How a table of counts is made fit to leave. */
export interface SuppressionOptions {
  /** Counts of people below this are hidden; 10. */
  threshold?: number;
  /** Whether zeros are hidden too; true, since "nobody" is also a statement about people. */
  hidesZeros?: boolean;
  /** Shown counts are rounded to a multiple of this; 1 leaves them as they are. */
  roundTo?: number;
}

/** A table that is fit to leave: null where a count is hidden. */
export interface SuppressedTable {
  cells: (number | null)[][];
  rowTotals: (number | null)[];
  columnTotals: (number | null)[];
  total: number | null;
  /** Positions hidden for their own size, and positions hidden to protect those; the margin has index rows, columns. */
  primary: [row: number, column: number][];
  secondary: [row: number, column: number][];
}

/**
 * Hides small counts of a two-way table and then as many further counts as keep anyone from finding the hidden ones
 * by difference from totals, knowing that counts are not negative.
 *
 * After it, the range of values that the shown counts leave possible is at least `threshold` − 1 wide for every
 * count that is hidden for its own size; where the table is too small for that, everything is hidden. Totals are
 * cells like any other. The choice of further counts is the smallest that closes one cycle at a time (greedy, not
 * proven smallest). Source: Willenborg and de Waal (2001), Elements of Statistical Disclosure Control, chapters 4, 6.
 * Refuses `empty`, `length_mismatch`, `out_of_range`.
 */
export function suppressSmallCells(
  counts: readonly (readonly number[])[],
  options: SuppressionOptions = {},
): SuppressedTable {
  const { threshold = 10, hidesZeros = true, roundTo = 1 } = options;
  requireInteger('threshold', threshold, 1);
  requireInteger('roundTo', roundTo, 1);
  const table = withMargins(counts);
  const { rows, columns, values } = table;
  const isPrimary = values.map((x) => x < threshold && (hidesZeros || x > 0));
  const hidden = [...isPrimary];
  for (let guard = 0; guard < values.length; guard++) {
    const open = exposed(table, hidden, isPrimary, threshold - 1);
    if (open === -1) break;
    const path = cheapestCycle(table, hidden, open, threshold - 1);
    if (path === null) {
      hidden.fill(true);
      break;
    }
    for (const e of path) hidden[e] = true;
  }
  const show = (i: number, j: number): number | null => {
    const e = i * (columns + 1) + j;
    return hidden[e] ? null : Math.round(values[e]! / roundTo) * roundTo;
  };
  const positions = (which: (e: number) => boolean): [number, number][] =>
    values.flatMap((_, e): [number, number][] =>
      which(e) ? [[Math.floor(e / (columns + 1)), e % (columns + 1)]] : [],
    );
  return {
    cells: Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => show(i, j))),
    rowTotals: Array.from({ length: rows }, (_, i) => show(i, columns)),
    columnTotals: Array.from({ length: columns }, (_, j) => show(rows, j)),
    total: show(rows, columns),
    primary: positions((e) => isPrimary[e]!),
    secondary: positions((e) => hidden[e]! && !isPrimary[e]!),
  };
}

/**
 * Tells whether one cell of summed amounts is dominated: its `largest` contributors make up more than `share` of it,
 * so that each of them could work out the others. Defaults: one contributor, 0.8.
 * Refuses `out_of_range`, `not_finite`.
 */
export function isDominated(contributions: ArrayLike<number>, largest = 1, share = 0.8): boolean {
  const sorted = Array.from(contributions, Math.abs).sort((a, b) => b - a);
  if (sorted.some((x) => !Number.isFinite(x)))
    refuse('not_finite', 'contributions', 'holds a value that is no number');
  requireInteger('largest', largest, 1);
  const total = sorted.reduce((a, b) => a + b, 0);
  return total > 0 && sorted.slice(0, largest).reduce((a, b) => a + b, 0) > share * total;
}

function withMargins(counts: readonly (readonly number[])[]): Margined {
  if (counts.length === 0 || counts[0]!.length === 0) refuse('empty', 'counts', 'holds no cells');
  const columns = counts[0]!.length;
  const rows = counts.length;
  const values: number[] = [];
  const bottom = new Array<number>(columns + 1).fill(0);
  for (const row of counts) {
    if (row.length !== columns) refuse('length_mismatch', 'counts', 'rows differ in length');
    let sum = 0;
    row.forEach((x, j) => {
      requireInteger('counts', x, 0);
      values.push(x);
      bottom[j]! += x;
      sum += x;
    });
    values.push(sum);
    bottom[columns]! += sum;
  }
  return { rows, columns, values: [...values, ...bottom] };
}

/** A cell, hidden for its size, whose possible values span less than `width`; −1 when there is none. */
function exposed(
  table: Margined,
  hidden: readonly boolean[],
  isPrimary: readonly boolean[],
  width: number,
): number {
  for (let e = 0; e < hidden.length; e++) {
    if (!isPrimary[e]) continue;
    const [low, high] = disclosureRange(table, hidden, e);
    if (high - low < Math.max(1, width)) return e;
  }
  return -1;
}
