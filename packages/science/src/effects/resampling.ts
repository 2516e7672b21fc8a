import {
  refuse,
  requireAtLeast,
  requireBinary,
  requireFinite,
  requireInteger,
  requireLevel,
  requireSameLength,
  ScienceRefusal,
  type Estimate,
  type Numbers,
  type Random,
} from '../core/index.ts';
import { code, type Labels } from '../regression/index.ts';
import { requireFirst } from './panel.ts';

/** What is drawn together: all rows of a label, or runs of neighbouring rows of a series (wrapped at its end). */
export type Blocks = { clusters: Labels } | { rows: number; length: number };

/** A bootstrap: the interval is the percentile one, `bias` the mean of the replicates less the estimate. */
export interface Bootstrap extends Estimate {
  readonly bias: number;
  readonly replicates: Float64Array;
  /** Replicates on which the statistic refused; they are not among `replicates`. */
  readonly refused: number;
}

/**
 * Bootstraps a statistic of row numbers by blocks: clusters with replacement (Cameron, Gelbach and Miller 2008), or
 * circular blocks of a series (Politis and Romano 1992). Replicate r uses the stream `random.split(r)`.
 * Refuses fewer than 10 blocks (`too_few`) and a statistic that refuses on over a tenth of the replicates.
 */
export function blockBootstrap(input: {
  blocks: Blocks;
  statistic: (rows: Int32Array) => number;
  random: Random;
  replicates: number;
  level?: number;
}): Bootstrap {
  const { blocks, statistic, random, replicates, level = 0.95 } = input;
  requireLevel(level);
  requireInteger('replicates', replicates, 2);
  const { n, draw } = drawerOf(blocks);
  const estimate = statistic(Int32Array.from({ length: n }, (_, i) => i));
  if (!Number.isFinite(estimate)) refuse('not_finite', 'statistic', `is ${estimate} on all rows`);
  const found: number[] = [];
  for (let r = 0; r < replicates; r++) {
    try {
      const value = statistic(draw(random.split(r)));
      if (Number.isFinite(value)) found.push(value);
    } catch (error) {
      if (!(error instanceof ScienceRefusal)) throw error;
    }
  }
  const refused = replicates - found.length;
  if (refused > replicates / 10)
    refuse('not_converged', 'statistic', `refuses ${refused} of ${replicates} resamples`);
  const sorted = Float64Array.from(found).sort();
  const mean = found.reduce((a, b) => a + b, 0) / found.length;
  const se = Math.sqrt(found.reduce((s, v) => s + (v - mean) ** 2, 0) / (found.length - 1));
  return {
    estimate,
    standardError: se,
    interval: [quantile(sorted, (1 - level) / 2), quantile(sorted, (1 + level) / 2)],
    level,
    n,
    warnings: refused === 0 ? [] : [{ code: 'refused_resamples', detail: `${refused} of ${replicates}` }],
    bias: mean - estimate,
    replicates: Float64Array.from(found),
    refused,
  };
}

/** A randomisation test: `p` = (1 + #{|placebo| ≥ |observed|}) ÷ (1 + B), so it is never 0. */
export interface PermutationTest {
  observed: number;
  p: number;
  placebos: Float64Array;
}

/**
 * Holds a statistic against its values under placebos: shuffled labels, fake dates, shifted signals, an outcome that
 * cannot have moved. `placebo(r)` computes the r-th from the stream it is given.
 * Source: Phipson and Smyth (2010), Stat. Appl. Genet. Mol. Biol. 9(1). Refuses `too_few` below 19 placebos.
 */
export function placeboTest(input: {
  observed: number;
  placebo: (random: Random, r: number) => number;
  random: Random;
  replicates: number;
  tail?: 'two_sided' | 'greater' | 'less';
}): PermutationTest {
  const { observed, placebo, random, replicates, tail = 'two_sided' } = input;
  if (!Number.isFinite(observed)) refuse('not_finite', 'observed', `is ${observed}`);
  requireInteger('replicates', replicates);
  if (replicates < 19) refuse('too_few', 'replicates', `${replicates} placebos cannot reach p = 0.05`);
  const placebos = Float64Array.from({ length: replicates }, (_, r) => placebo(random.split(r), r));
  requireFinite('placebo', placebos);
  const slack = 1e-12 * Math.max(1, Math.abs(observed));
  const asFar = (x: number): boolean =>
    tail === 'greater'
      ? x >= observed - slack
      : tail === 'less'
        ? x <= observed + slack
        : Math.abs(x) >= Math.abs(observed) - slack;
  return { observed, p: (1 + placebos.filter(asFar).length) / (1 + replicates), placebos };
}

/**
 * Permutation test of a difference in means: treatment labels are shuffled, within strata where they are given.
 * Valid for randomised treatment only. Refuses groups of fewer than `minimum` (5) rows (`too_few`).
 * Source: Fisher (1935), The Design of Experiments.
 */
export function permutationTest(input: {
  outcome: Numbers;
  treated: Numbers;
  strata?: Labels;
  random: Random;
  replicates: number;
  minimum?: number;
  tail?: 'two_sided' | 'greater' | 'less';
}): PermutationTest {
  const { outcome, treated, strata, random, replicates, minimum = 5 } = input;
  requireFinite('outcome', outcome);
  requireBinary('treated', treated);
  requireSameLength('outcome', outcome, 'treated', treated);
  const ones = Array.from(treated).filter((d) => d === 1).length;
  if (Math.min(ones, treated.length - ones) < minimum)
    refuse('too_few', 'treated', `a group has fewer than ${minimum} rows`);
  const groups = rowsByLabel(strata ?? new Uint8Array(outcome.length));
  const difference = (labels: Numbers): number => {
    let [a, b] = [0, 0];
    for (let i = 0; i < outcome.length; i++) {
      if (labels[i] === 1) a += outcome[i]!;
      else b += outcome[i]!;
    }
    return a / ones - b / (outcome.length - ones);
  };
  const shuffled = (stream: Random): Float64Array => {
    const labels = new Float64Array(outcome.length);
    for (const rows of groups) {
      const mixed = stream.shuffle(rows.map((i) => treated[i]!));
      rows.forEach((i, k) => (labels[i] = mixed[k]!));
    }
    return labels;
  };
  return placeboTest({
    observed: difference(treated),
    placebo: (stream) => difference(shuffled(stream)),
    random,
    replicates,
    ...(input.tail === undefined ? {} : { tail: input.tail }),
  });
}

/**
 * Shuffles the first treated period among the units of a panel: a placebo adoption of the same timing.
 * Refuses `not_finite` (NaN; Infinity is never), `out_of_range` (negative) and `length_mismatch`.
 */
export function shuffleAdoption(unit: Labels, firstTreated: Numbers, random: Random): Float64Array {
  const { levels, codes } = code('unit', unit);
  requireSameLength('unit', unit, 'firstTreated', firstTreated);
  requireFirst(firstTreated);
  const first = new Float64Array(levels.length);
  codes.forEach((u, i) => (first[u] = firstTreated[i]!));
  const mixed = random.shuffle(first);
  return Float64Array.from(codes, (u) => mixed[u]!);
}

function drawerOf(blocks: Blocks): { n: number; draw: (random: Random) => Int32Array } {
  if ('clusters' in blocks) {
    const groups = rowsByLabel(blocks.clusters);
    requireAtLeast('blocks', groups, 10);
    return {
      n: blocks.clusters.length,
      draw: (random) => Int32Array.from(groups.flatMap(() => groups[random.int(groups.length)]!)),
    };
  }
  const { rows, length } = blocks;
  requireInteger('rows', rows, 1);
  requireInteger('length', length, 1, rows);
  if (rows / length < 10) refuse('too_few', 'blocks', `${rows} rows hold fewer than 10 blocks of ${length}`);
  return {
    n: rows,
    draw: (random) => {
      const out = new Int32Array(rows);
      for (let k = 0; k < rows; k += length) {
        const start = random.int(rows);
        for (let j = 0; j < length && k + j < rows; j++) out[k + j] = (start + j) % rows;
      }
      return out;
    },
  };
}

function rowsByLabel(labels: Labels): number[][] {
  const { levels, codes } = code('clusters', labels);
  const groups: number[][] = levels.map(() => []);
  codes.forEach((g, i) => groups[g]!.push(i));
  return groups;
}

/** Sample quantile by linear interpolation (type 7). */
function quantile(sorted: Float64Array, p: number): number {
  const h = (sorted.length - 1) * p;
  const low = Math.floor(h);
  return sorted[low]! + (h - low) * ((sorted[low + 1] ?? sorted[low]!) - sorted[low]!);
}
