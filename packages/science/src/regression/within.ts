import { refuse, type Numbers } from '../core/index.ts';
import type { Coded } from './design.ts';

const MOST_SWEEPS = 10_000;
const SWEEP_TOLERANCE = 1e-12;

/** Total weight of each level. */
export function levelWeights(coded: Coded, weights: Numbers | null): Float64Array {
  const totals = new Float64Array(coded.levels.length);
  for (let i = 0; i < coded.codes.length; i++) {
    const g = coded.codes[i] as number;
    totals[g] = (totals[g] as number) + (weights === null ? 1 : (weights[i] as number));
  }
  return totals;
}

/** Weighted means of a column by level. */
export function levelMeans(
  column: Numbers,
  coded: Coded,
  weights: Numbers | null,
  totals: Float64Array,
): Float64Array {
  const sums = new Float64Array(coded.levels.length);
  for (let i = 0; i < coded.codes.length; i++) {
    const g = coded.codes[i] as number;
    sums[g] = (sums[g] as number) + (column[i] as number) * (weights === null ? 1 : (weights[i] as number));
  }
  return sums.map((sum, g) => ((totals[g] as number) > 0 ? sum / (totals[g] as number) : 0));
}

function sweep(column: Float64Array, coded: Coded, weights: Numbers | null, totals: Float64Array): number {
  const means = levelMeans(column, coded, weights, totals);
  let largest = 0;
  for (const mean of means) largest = Math.max(largest, Math.abs(mean));
  for (let i = 0; i < column.length; i++)
    column[i] = (column[i] as number) - (means[coded.codes[i] as number] as number);
  return largest;
}

/**
 * Takes the means of one or more factors out of a column: exact in two sweeps for one factor (the second
 * removes rounding), by alternating projections for several. Refuses when those do not settle
 * (`not_converged`). Source: Guimarães & Portugal (2010), Stata Journal 10.
 */
export function withinTransform(
  name: string,
  column: Numbers,
  factors: readonly Coded[],
  weights: Numbers | null,
): Float64Array {
  const made = Float64Array.from(column);
  const totals = factors.map((factor) => levelWeights(factor, weights));
  let size = 0;
  for (const value of made) size = Math.max(size, Math.abs(value));
  for (let i = 0; i < MOST_SWEEPS; i++) {
    let largest = 0;
    factors.forEach((factor, f) => {
      largest = Math.max(largest, sweep(made, factor, weights, totals[f] as Float64Array));
    });
    if (factors.length === 1 && i === 1) return made;
    if (i > 0 && largest <= SWEEP_TOLERANCE * size) return made;
  }
  return refuse('not_converged', name, `alternating projections do not settle in ${MOST_SWEEPS} sweeps`);
}

/** The number of connected components of the graph whose edges are the rows, one end in each factor. */
export function connectedComponents(a: Coded, b: Coded): number {
  return componentLeaders(a, b).count;
}

/** One level of `b` in each connected component: those whose indicators are redundant beside `a`. */
export function redundantLevels(a: Coded, b: Coded): ReadonlySet<number> {
  const { find } = componentLeaders(a, b);
  const seen = new Set<number>();
  const redundant = new Set<number>();
  for (let level = 0; level < b.levels.length; level++) {
    const root = find(a.levels.length + level);
    if (seen.has(root)) continue;
    seen.add(root);
    redundant.add(level);
  }
  return redundant;
}

function componentLeaders(a: Coded, b: Coded): { count: number; find: (node: number) => number } {
  const parent = Int32Array.from({ length: a.levels.length + b.levels.length }, (_, i) => i);
  const find = (node: number): number => {
    let root = node;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root] as number] as number;
      root = parent[root] as number;
    }
    return root;
  };
  let count = parent.length;
  for (let i = 0; i < a.codes.length; i++) {
    const [left, right] = [find(a.codes[i] as number), find(a.levels.length + (b.codes[i] as number))];
    if (left === right) continue;
    parent[left] = right;
    count--;
  }
  return { count, find };
}

/** Whether every level of `inner` lies within one level of `outer`. */
export function isNested(inner: Coded, outer: Coded): boolean {
  const home = new Int32Array(inner.levels.length).fill(-1);
  for (let i = 0; i < inner.codes.length; i++) {
    const [level, place] = [inner.codes[i] as number, outer.codes[i] as number];
    if (home[level] === -1) home[level] = place;
    else if (home[level] !== place) return false;
  }
  return true;
}
