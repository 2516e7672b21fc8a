import { normalQuantile, refuse, requireInteger, requireLevel, requireNumber } from '../core/index.ts';
import { fisherExact } from './fisher.ts';

/** A share of a count with its Wilson interval. */
export interface Proportion {
  rate: number;
  successes: number;
  n: number;
  interval: readonly [number, number];
  level: number;
}

/**
 * The Wilson score interval of a proportion, without continuity correction; it never leaves [0, 1].
 * Source: Wilson (1927), JASA 22. Refuses `empty` (n = 0), `not_finite`, `out_of_range`.
 */
export function wilsonInterval(successes: number, n: number, level = 0.95): Proportion {
  requireCounts(successes, n);
  requireLevel(level);
  const z = normalQuantile(0.5 + level / 2);
  const rate = successes / n;
  const centre = (rate + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((rate * (1 - rate)) / n + (z * z) / (4 * n * n));
  const low = successes === 0 ? 0 : Math.max(0, centre - half);
  const high = successes === n ? 1 : Math.min(1, centre + half);
  return { rate, successes, n, interval: [low, high], level };
}

/**
 * Tells, exactly in integers, whether the rate a ÷ m is below `part` ÷ `whole` (default 4/5) of the rate b ÷ n.
 * At four fifths exactly the answer is false: not below iff 5·a·n ≥ 4·b·m.
 * Source: Uniform Guidelines on Employee Selection Procedures (1978), 29 CFR 1607.4 D.
 * Refuses `out_of_range`.
 */
export function isBelowShare(
  [a, m]: readonly [number, number],
  [b, n]: readonly [number, number],
  [part, whole]: readonly [number, number] = [4, 5],
): boolean {
  requireCounts(a, m);
  requireCounts(b, n);
  requireInteger('part', part, 0);
  requireInteger('whole', whole, 1);
  return BigInt(whole) * BigInt(a) * BigInt(n) < BigInt(part) * BigInt(b) * BigInt(m);
}

/**
 * The z statistic of two proportions, a ÷ m less b ÷ n, with the pooled variance; 0 where all or none succeed.
 * Refuses `out_of_range`.
 */
export function twoProportionZ([a, m]: readonly [number, number], [b, n]: readonly [number, number]): number {
  requireCounts(a, m);
  requireCounts(b, n);
  const pooled = (a + b) / (m + n);
  const variance = pooled * (1 - pooled) * (1 / m + 1 / n);
  return variance === 0 ? 0 : (a / m - b / n) / Math.sqrt(variance);
}

/** Counts of one group: `selected` of `total`. */
export interface GroupCount {
  group: string;
  selected: number;
  total: number;
}

/** How an adverse-impact comparison is made; the defaults are those of the guidelines and of small samples. */
export interface AdverseImpactOptions {
  /** Share of the pool below which a group cannot be the reference; 0.02. */
  leastPoolShare?: number;
  /** People below which a group is `insufficient`; 30. */
  minimum?: number;
  /** Significance of Fisher's test below which a low ratio is flagged; 0.05. */
  significance?: number;
  level?: number;
}

/** One group against the reference. */
export interface AdverseImpact {
  group: string;
  rate: Proportion;
  /** Rate over the reference rate, null where the group or the reference is too small to say. */
  ratio: number | null;
  /** Whether the ratio is below four fifths, compared in integers; null as for `ratio`. */
  isBelowFourFifths: boolean | null;
  z: number | null;
  fisherP: number | null;
  /** `flagged` needs a ratio below four fifths and a difference beyond chance; `insufficient` is never "fair". */
  verdict: 'reference' | 'flagged' | 'not_flagged' | 'insufficient';
  poolShare: number;
}

/**
 * Compares every group's selection rate with the highest rate among groups of at least `leastPoolShare` of the pool
 * and `minimum` people. A group is flagged where its ratio is below four fifths and Fisher's p is below
 * `significance` or |z| is above 2. Aggregates may reverse within strata: see `mantelHaenszel`.
 * Source: 29 CFR 1607.4 D. Refuses `empty`, `duplicate`, `out_of_range`, and `too_few` where no group can be the reference.
 */
export function adverseImpact(
  groups: readonly GroupCount[],
  options: AdverseImpactOptions = {},
): AdverseImpact[] {
  const { leastPoolShare = 0.02, minimum = 30, significance = 0.05, level = 0.95 } = options;
  if (groups.length === 0) refuse('empty', 'groups', 'there are none');
  if (new Set(groups.map((g) => g.group)).size !== groups.length)
    refuse('duplicate', 'groups', 'a name comes twice');
  requireNumber('leastPoolShare', leastPoolShare, 0, 1);
  requireInteger('minimum', minimum, 1);
  requireNumber('significance', significance, 0, 1);
  const pool = groups.reduce((sum, g) => sum + g.total, 0);
  groups.forEach((g) => requireCounts(g.selected, g.total));
  const able = groups.filter((g) => g.total >= leastPoolShare * pool && g.total >= minimum);
  if (able.length === 0)
    refuse('too_few', 'groups', `no group has ${minimum} people and ${leastPoolShare} of the pool`);
  const best = able.reduce((top, g) =>
    BigInt(g.selected) * BigInt(top.total) > BigInt(top.selected) * BigInt(g.total) ? g : top,
  );
  return groups.map((g) => {
    const rate = wilsonInterval(g.selected, g.total, level);
    const poolShare = g.total / pool;
    if (g === best)
      return {
        ...blank(g.group, rate, poolShare),
        ratio: best.selected === 0 ? null : 1,
        isBelowFourFifths: false,
        verdict: 'reference',
      };
    if (g.total < minimum || best.selected === 0) return blank(g.group, rate, poolShare);
    const own = [g.selected, g.total] as const;
    const other = [best.selected, best.total] as const;
    const isBelowFourFifths = isBelowShare(own, other);
    const z = twoProportionZ(own, other);
    const fisherP = fisherExact([
      [g.selected, g.total - g.selected],
      [best.selected, best.total - best.selected],
    ]).p;
    const beyondChance = fisherP < significance || Math.abs(z) > 2;
    return {
      group: g.group,
      rate,
      ratio: rate.rate / (best.selected / best.total),
      isBelowFourFifths,
      z,
      fisherP,
      verdict: isBelowFourFifths && beyondChance ? 'flagged' : 'not_flagged',
      poolShare,
    };
  });
}

function blank(group: string, rate: Proportion, poolShare: number): AdverseImpact {
  return {
    group,
    rate,
    ratio: null,
    isBelowFourFifths: null,
    z: null,
    fisherP: null,
    verdict: 'insufficient',
    poolShare,
  };
}

function requireCounts(successes: number, n: number): void {
  requireInteger('n', n, 0);
  requireInteger('successes', successes, 0);
  if (n === 0) refuse('empty', 'n', 'nobody to count');
  if (successes > n) refuse('out_of_range', 'successes', `${successes} of ${n}`);
}
