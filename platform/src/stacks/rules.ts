import { toHex, toUtf8 } from '@rungs/credentials/bytes';
import { canonicalJson } from '@rungs/credentials/json';
import { hashSync } from '@rungs/credentials/platform';
import { matchAll } from './match.ts';
import {
  requirementLimits,
  type Explanation,
  type HeldAward,
  type Leaf,
  type Requirement,
  type StackVersion,
} from './model.ts';

/** Numbers the badge leaves of a requirement in the order in which they are written. */
export function leavesOf(requirement: Requirement): Leaf[] {
  const leaves: Leaf[] = [];
  const walk = (node: Requirement): void => {
    if (node.kind !== 'badge') node.of.forEach(walk);
    else leaves.push({ leaf: leaves.length, badgeId: node.badgeId, minVersion: node.minVersion ?? 1 });
  };
  walk(requirement);
  return leaves;
}

/** What is wrong with a requirement beyond its shape; `path` is a JSON pointer into it. */
export interface RequirementProblem {
  readonly path: string;
  readonly problem: 'too_deep' | 'too_many_leaves' | 'too_many_shared' | 'empty' | 'count_out_of_range';
}

/** Finds what keeps a requirement from being decided exactly, or from ever being met. */
export function requirementProblems(requirement: Requirement): RequirementProblem[] {
  const found: RequirementProblem[] = [];
  const walk = (node: Requirement, path: string, depth: number): void => {
    if (depth > requirementLimits.depth) {
      found.push({ path, problem: 'too_deep' });
      return;
    }
    if (node.kind === 'badge') return;
    if (node.of.length === 0) found.push({ path, problem: 'empty' });
    if (node.kind === 'atLeast' && (node.count < 1 || node.count > node.of.length))
      found.push({ path: `${path}/count`, problem: 'count_out_of_range' });
    node.of.forEach((child, i) => {
      walk(child, `${path}/of/${String(i)}`, depth + 1);
    });
  };
  walk(requirement, '', 1);
  if (found.some((f) => f.problem === 'too_deep')) return found;
  const leaves = leavesOf(requirement);
  if (leaves.length > requirementLimits.leaves) found.push({ path: '', problem: 'too_many_leaves' });
  if (sharedLeaves(leaves).length > requirementLimits.shared)
    found.push({ path: '', problem: 'too_many_shared' });
  return found;
}

/** The leaves that could want the same award: those whose badge another leaf names, too. */
function sharedLeaves(leaves: readonly Leaf[]): Leaf[] {
  return leaves.filter((a) => leaves.some((b) => b.leaf !== a.leaf && b.badgeId === a.badgeId));
}

/** Whether an award may fill a leaf. */
function fits(leaf: Leaf, award: HeldAward): boolean {
  return award.isCurrent && award.badgeId === leaf.badgeId && award.version >= leaf.minVersion;
}

/** A way to meet a node: the leaves filled from what is held, the leaves still to be earned. */
interface Way {
  readonly used: readonly number[];
  readonly missing: readonly number[];
}

/** The best way for each set of shared leaves that it fills; the set is a bit mask. */
type Ways = ReadonlyMap<number, Way>;

/**
 * Decides a requirement over what a person holds. An award fills at most one leaf and a leaf takes one award,
 * so one award never counts twice in a tree. The answer is exact, not greedy: of all ways to meet the
 * requirement it takes the one with the fewest leaves missing, then with the fewest leaves at all, then the one
 * written first. It depends on the set of awards alone, not on their order or on repetitions.
 */
export function explain(requirement: Requirement, held: readonly HeldAward[]): Explanation {
  const leaves = leavesOf(requirement);
  const awards = [...new Map(held.map((a) => [a.awardId, a])).values()].sort((a, b) =>
    a.awardId < b.awardId ? -1 : 1,
  );
  const eligible = leaves.map((leaf) => awards.filter((a) => fits(leaf, a)).map((a) => a.awardId));
  const shared = sharedLeaves(leaves).map((l) => l.leaf);
  const isPossible = rememberMask((mask) => {
    const wanted = shared.filter((_, bit) => (mask & (1 << bit)) !== 0);
    return matchAll(wanted.map((leaf) => eligible[leaf] ?? [])) !== null;
  });
  const ways = waysOf(requirement, { next: 0, eligible, shared, isPossible });
  const best = [...ways.values()].reduce((a, b) => (compareWays(a, b) <= 0 ? a : b));
  const filled = matchAll(best.used.map((leaf) => eligible[leaf] ?? [])) ?? [];
  return {
    isMet: best.missing.length === 0,
    used: best.used.flatMap((n, i) => {
      const [leaf, awardId] = [leaves[n], filled[i]];
      return leaf === undefined || awardId === undefined ? [] : [{ ...leaf, awardId }];
    }),
    missing: best.missing.flatMap((n) => leaves[n] ?? []),
  };
}

function rememberMask(decide: (mask: number) => boolean): (mask: number) => boolean {
  const known = new Map<number, boolean>();
  return (mask) => {
    const before = known.get(mask);
    if (before !== undefined) return before;
    const answer = decide(mask);
    known.set(mask, answer);
    return answer;
  };
}

interface Search {
  next: number;
  readonly eligible: readonly (readonly string[])[];
  readonly shared: readonly number[];
  readonly isPossible: (mask: number) => boolean;
}

function waysOf(node: Requirement, search: Search): Ways {
  if (node.kind === 'badge') return waysOfLeaf(search);
  const children = node.of.map((child) => waysOf(child, search));
  const wanted = node.kind === 'all' ? children.length : node.kind === 'any' ? 1 : node.count;
  // byCount[n]: the best ways to meet n of the children looked at so far.
  let byCount: Map<number, Way>[] = [new Map([[0, { used: [], missing: [] }]])];
  children.forEach((child, i) => {
    const remaining = children.length - i - 1;
    const grown: Map<number, Way>[] = [];
    for (let n = 0; n <= Math.min(wanted, i + 1); n++) {
      const ways = new Map<number, Way>();
      grown.push(ways);
      if (n + remaining < wanted) continue;
      for (const [mask, way] of byCount[n] ?? []) ways.set(mask, way);
      const before = n === 0 ? undefined : byCount[n - 1];
      if (before !== undefined) combine(before, child, ways, search.isPossible);
    }
    byCount = grown;
  });
  return byCount[wanted] ?? new Map<number, Way>();
}

function waysOfLeaf(search: Search): Ways {
  const leaf = search.next++;
  const ways = new Map<number, Way>();
  const bit = search.shared.indexOf(leaf);
  const isHeld = (search.eligible[leaf] ?? []).length > 0;
  if (isHeld) ways.set(bit < 0 ? 0 : 1 << bit, { used: [leaf], missing: [] });
  if (!isHeld || bit >= 0) ways.set(0, { used: [], missing: [leaf] });
  return ways;
}

function combine(
  left: Ways,
  right: Ways,
  into: Map<number, Way>,
  isPossible: (mask: number) => boolean,
): void {
  for (const [leftMask, a] of left)
    for (const [rightMask, b] of right) {
      const mask = leftMask | rightMask;
      if (!isPossible(mask)) continue;
      const way = { used: [...a.used, ...b.used], missing: [...a.missing, ...b.missing] };
      const before = into.get(mask);
      if (before === undefined || compareWays(way, before) < 0) into.set(mask, way);
    }
}

function compareWays(a: Way, b: Way): number {
  const fewer = a.missing.length - b.missing.length;
  if (fewer !== 0) return fewer;
  const shorter = a.used.length - b.used.length;
  if (shorter !== 0) return shorter;
  return compareNumbers(a.used, b.used) || compareNumbers(a.missing, b.missing);
}

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** SHA-256, in hexadecimal, over the canonical JSON of stack id, version and content. */
export function contentDigest(frozen: StackVersion): string {
  const { stackId, version, name, description, badgeId, requirement } = frozen;
  const content = { stackId, version, name, description, badgeId, requirement };
  return toHex(hashSync('sha256', toUtf8(canonicalJson(content))));
}
