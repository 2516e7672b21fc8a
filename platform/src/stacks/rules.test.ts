import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchAll } from './match.ts';
import {
  requirementLimits,
  requirementSchema,
  stackDraftSchema,
  type HeldAward,
  type Requirement,
} from './model.ts';
import { explain, leavesOf, requirementProblems } from './rules.ts';

const badgeIds = ['A', 'B', 'C', 'D'];
const leaf: fc.Arbitrary<Requirement> = fc.record({
  kind: fc.constant('badge' as const),
  badgeId: fc.constantFrom(...badgeIds),
  minVersion: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
});
const tree = (depth: number): fc.Arbitrary<Requirement> => {
  if (depth === 0) return leaf;
  const of = fc.array(tree(depth - 1), { minLength: 1, maxLength: 3 });
  return fc.oneof(
    leaf,
    fc.record({ kind: fc.constant('all' as const), of }),
    fc.record({ kind: fc.constant('any' as const), of }),
    of.chain((children) =>
      fc.record({
        kind: fc.constant('atLeast' as const),
        count: fc.integer({ min: 1, max: children.length }),
        of: fc.constant(children),
      }),
    ),
  );
};
const requirement = tree(3).filter((r) => requirementProblems(r).length === 0);
const award = (i: number): fc.Arbitrary<HeldAward> =>
  fc.record({
    awardId: fc.constant(`awd_${String(i)}`),
    badgeId: fc.constantFrom(...badgeIds),
    version: fc.integer({ min: 1, max: 3 }),
    isCurrent: fc.boolean(),
  });
const holdings = fc.tuple(...Array.from({ length: 7 }, (_, i) => award(i)));

/** The definition itself, without cleverness: some choice of leaves satisfies the tree and can be matched. */
function isMetByDefinition(r: Requirement, held: readonly HeldAward[]): { isMet: boolean; fewest: number } {
  const leaves = leavesOf(r);
  let fewest = Infinity;
  for (let mask = 0; mask < 1 << leaves.length; mask++) {
    const chosen = leaves.filter((l) => (mask & (1 << l.leaf)) !== 0);
    if (chosen.length >= fewest || !satisfies(r, mask, { next: 0 })) continue;
    const fits = chosen.map((l) =>
      held
        .filter((a) => a.isCurrent && a.badgeId === l.badgeId && a.version >= l.minVersion)
        .map((a) => a.awardId),
    );
    if (canAssign(fits, new Set())) fewest = chosen.length;
  }
  return { isMet: fewest < Infinity, fewest };
}

function satisfies(r: Requirement, mask: number, at: { next: number }): boolean {
  if (r.kind === 'badge') return (mask & (1 << at.next++)) !== 0;
  const met = r.of.map((child) => satisfies(child, mask, at)).filter(Boolean).length;
  return met >= (r.kind === 'all' ? r.of.length : r.kind === 'any' ? 1 : r.count);
}

function canAssign([first, ...rest]: readonly (readonly string[])[], taken: ReadonlySet<string>): boolean {
  if (first === undefined) return true;
  return first.some((a) => !taken.has(a) && canAssign(rest, new Set([...taken, a])));
}

const small = requirement.filter((r) => leavesOf(r).length <= 10);
const held = (badgeId: string, n = 0, version = 1): HeldAward => ({
  awardId: `awd_${badgeId}${String(n)}`,
  badgeId,
  version,
  isCurrent: true,
});
const badge = (badgeId: string, minVersion?: number): Requirement => ({ kind: 'badge', badgeId, minVersion });

describe('a requirement', () => {
  it('is met exactly when some choice of leaves can be filled, each by an award of its own', () => {
    fc.assert(
      fc.property(small, holdings, (r, awards) => {
        const truth = isMetByDefinition(r, awards);
        const found = explain(r, awards);
        expect(found.isMet).toBe(truth.isMet);
        if (truth.isMet) expect(found.used).toHaveLength(truth.fewest);
      }),
      { numRuns: 300 },
    );
  });

  it('is explained by awards that each fill one leaf, fit it and are current', () => {
    fc.assert(
      fc.property(requirement, holdings, (r, awards) => {
        const { used } = explain(r, awards);
        expect(new Set(used.map((u) => u.awardId)).size).toBe(used.length);
        expect(new Set(used.map((u) => u.leaf)).size).toBe(used.length);
        for (const u of used) {
          const a = awards.find((x) => x.awardId === u.awardId);
          expect(a?.isCurrent === true && a.badgeId === u.badgeId && a.version >= u.minVersion).toBe(true);
        }
      }),
    );
  });

  it('is met once the missing badges are earned, and not with one of them less', () => {
    fc.assert(
      fc.property(requirement, holdings, (r, awards) => {
        const { missing } = explain(r, awards);
        const earned = missing.map((m, i): HeldAward => ({ ...held(m.badgeId, 100 + i, m.minVersion) }));
        expect(explain(r, [...awards, ...earned]).isMet).toBe(true);
        if (earned.length > 0) expect(explain(r, [...awards, ...earned.slice(1)]).isMet).toBe(false);
      }),
    );
  });

  it('stays met when more is earned, and what is missing never grows', () => {
    fc.assert(
      fc.property(requirement, holdings, fc.nat({ max: 7 }), (r, awards, n) => {
        const before = explain(r, awards.slice(0, n));
        const after = explain(r, awards);
        expect(!before.isMet || after.isMet).toBe(true);
        expect(after.missing.length).toBeLessThanOrEqual(before.missing.length);
      }),
    );
  });

  it('does not depend on the order of awards, nor on repetitions', () => {
    fc.assert(
      fc.property(
        requirement,
        holdings.chain((h) => fc.tuple(fc.constant(h), fc.shuffledSubarray([...h, ...h], { minLength: 14 }))),
        (r, [awards, shuffled]) => {
          expect(explain(r, shuffled)).toEqual(explain(r, awards));
        },
      ),
    );
  });

  it('never counts one award for two leaves', () => {
    const twice: Requirement = { kind: 'all', of: [badge('A'), badge('A')] };
    expect(explain(twice, [held('A')])).toMatchObject({ isMet: false, missing: [{ leaf: 1, badgeId: 'A' }] });
    expect(explain(twice, [held('A', 1), held('A', 2)]).isMet).toBe(true);
  });

  it('gives the newer award to the leaf that asks for it, where a greedy choice would fail', () => {
    const r: Requirement = { kind: 'all', of: [badge('A'), badge('A', 2)] };
    const found = explain(r, [held('A', 1, 2), held('A', 2, 1)]);
    expect(found.used.map((u) => u.awardId)).toEqual(['awd_A2', 'awd_A1']);
  });

  it('names the cheapest way on, not every leaf that is empty', () => {
    const long: Requirement = { kind: 'all', of: [badge('B'), badge('C')] };
    const r: Requirement = { kind: 'any', of: [long, badge('D')] };
    expect(explain(r, []).missing.map((m) => m.badgeId)).toEqual(['D']);
    expect(explain(r, [held('B'), held('C')]).used.map((u) => u.badgeId)).toEqual(['B', 'C']);
  });

  it('is decided exactly at the limits of its size', () => {
    const shared = Array.from({ length: requirementLimits.shared }, (_, i) => badge(`S${String(i % 4)}`));
    const others = Array.from({ length: requirementLimits.leaves - shared.length }, (_, i) =>
      badge(`B${String(i)}`),
    );
    const r: Requirement = { kind: 'atLeast', count: 32, of: [...shared, ...others] };
    expect(requirementProblems(r)).toEqual([]);
    const awards = Array.from({ length: 40 }, (_, i) => held(`B${String(i)}`)).concat(held('S1'), held('S2'));
    expect(explain(r, awards).used).toHaveLength(32);
  });

  it('is refused when it is too deep, too large, empty, or asks for more than it names', () => {
    const deep = Array.from({ length: 8 }).reduce<Requirement>((r) => ({ kind: 'all', of: [r] }), badge('A'));
    expect(requirementProblems(deep)).toMatchObject([{ problem: 'too_deep' }]);
    const many: Requirement = { kind: 'any', of: Array.from({ length: 65 }, (_, i) => badge(String(i))) };
    expect(requirementProblems(many)).toMatchObject([{ problem: 'too_many_leaves' }]);
    const same: Requirement = { kind: 'all', of: Array.from({ length: 9 }, () => badge('A')) };
    expect(requirementProblems(same)).toMatchObject([{ problem: 'too_many_shared' }]);
    const much: Requirement = { kind: 'atLeast', count: 3, of: [badge('A'), badge('B')] };
    expect(requirementProblems(much)).toEqual([{ path: '/count', problem: 'count_out_of_range' }]);
    expect(requirementProblems({ kind: 'all', of: [] })).toMatchObject([{ problem: 'empty' }]);
  });

  it('takes no unknown word and no unknown field from outside', () => {
    expect(requirementSchema.safeParse({ kind: 'none', of: [] }).success).toBe(false);
    expect(requirementSchema.safeParse({ kind: 'badge', badgeId: 'A', extra: 1 }).success).toBe(false);
    expect(requirementSchema.safeParse({ kind: 'all', of: [{ kind: 'badge', badgeId: 'A' }] }).success).toBe(
      true,
    );
  });

  it('is refused, not fatal, when it is nested thousands of times', () => {
    let body = '{"kind":"badge","badgeId":"A"}';
    for (let i = 0; i < 5_000; i++) body = `{"kind":"all","of":[${body}]}`;
    const draft = { name: 'S', badgeId: 'X', requirement: JSON.parse(body) as unknown };
    expect(stackDraftSchema.safeParse(draft).success).toBe(false);
    expect(stackDraftSchema.safeParse({ ...draft, requirement: badge('A') }).success).toBe(true);
  });
});

describe('the matching', () => {
  it('finds a place for everyone exactly when there is one', () => {
    const places = fc.array(fc.subarray(['a', 'b', 'c', 'd', 'e']), { maxLength: 5 });
    fc.assert(
      fc.property(places, (wanted) => {
        const found = matchAll(wanted);
        expect(found !== null).toBe(canAssign(wanted, new Set()));
        found?.forEach((candidate, i) => {
          expect(wanted[i]).toContain(candidate);
        });
        expect(new Set(found ?? []).size).toBe((found ?? []).length);
      }),
    );
  });
});
