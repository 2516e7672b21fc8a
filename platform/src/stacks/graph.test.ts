import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCycle, type StackEdge } from './graph.ts';
import type { Requirement } from './model.ts';
import { explain } from './rules.ts';
import { sentenceOf, standingOf, type StandingAward, type StandingComposite } from './standing.ts';

const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
const badge = (badgeId: string): Requirement => ({ kind: 'badge', badgeId });

/** Stacks in which a badge is only earned by badges that come before it. */
const dag: fc.Arbitrary<StackEdge[]> = fc.array(
  fc.integer({ min: 1, max: names.length - 1 }).chain((n) =>
    fc.record({
      badgeId: fc.constant(names[n] ?? ''),
      requirement: fc.subarray(names.slice(0, n), { minLength: 1 }).chain((of) =>
        fc.integer({ min: 1, max: of.length }).map((count): Requirement => ({
          kind: 'atLeast',
          count,
          of: of.map(badge),
        })),
      ),
    }),
  ),
  { maxLength: 8 },
);

interface Issued {
  readonly awards: readonly string[];
  readonly rounds: number;
}

/** The loop of the platform without its database: award, evaluate, award, until nothing is due. */
function run(stacks: readonly StackEdge[], start: readonly string[], order: readonly number[]): Issued {
  const held = start.map((badgeId, i) => ({
    awardId: `start ${String(i)}`,
    badgeId,
    version: 1,
    isCurrent: true,
  }));
  const done = new Set<number>();
  for (let rounds = 0; ; rounds++) {
    const due = order.filter((i) => {
      const stack = stacks[i];
      return stack !== undefined && !done.has(i) && explain(stack.requirement, held).isMet;
    });
    if (due.length === 0) return { awards: held.map((h) => h.badgeId).sort(), rounds };
    for (const i of due) {
      done.add(i);
      held.push({
        awardId: `stack ${String(i)}`,
        badgeId: stacks[i]?.badgeId ?? '',
        version: 1,
        isCurrent: true,
      });
    }
  }
}

describe('the graph of stacks', () => {
  it('has no circle when every badge is earned by earlier ones', () => {
    fc.assert(
      fc.property(dag, (stacks) => {
        expect(findCycle(stacks)).toBeNull();
      }),
    );
  });

  it('shows the circle that a stack would close', () => {
    fc.assert(
      fc.property(dag, (stacks) => {
        const first = stacks[0];
        if (first === undefined || first.requirement.kind === 'badge') return;
        const leaf = first.requirement.of[0];
        if (leaf?.kind !== 'badge') return;
        const cycle = findCycle([...stacks, { badgeId: leaf.badgeId, requirement: badge(first.badgeId) }]);
        expect(cycle?.[0]).toBe(cycle?.at(-1));
        expect(cycle?.length).toBeGreaterThan(2);
      }),
    );
  });

  it('refuses a badge that helps to earn itself', () => {
    expect(findCycle([{ badgeId: 'A', requirement: { kind: 'any', of: [badge('B'), badge('A')] } }])).toEqual(
      ['A', 'A'],
    );
  });

  it('makes awarding end, within as many rounds as there are stacks, each composite once', () => {
    fc.assert(
      fc.property(dag, fc.array(fc.constantFrom(...names), { maxLength: 6 }), (stacks, start) => {
        const order = stacks.map((_, i) => i);
        const { awards, rounds } = run(stacks, start, order);
        expect(rounds).toBeLessThanOrEqual(stacks.length);
        expect(awards.length).toBeLessThanOrEqual(start.length + stacks.length);
      }),
    );
  });

  it('comes to the same composites in whatever order stacks are looked at', () => {
    const withOrder = dag.chain((stacks) => {
      const order = stacks.map((_, i) => i);
      return fc.tuple(fc.constant(stacks), fc.shuffledSubarray(order, { minLength: order.length }));
    });
    fc.assert(
      fc.property(
        withOrder,
        fc.array(fc.constantFrom(...names), { maxLength: 6 }),
        ([stacks, order], start) => {
          const straight = run(
            stacks,
            start,
            stacks.map((_, i) => i),
          );
          expect(run(stacks, start, order).awards).toEqual(straight.awards);
        },
      ),
    );
  });
});

const at = new Date('2026-11-24T09:00:00Z');
const award = (awardId: string, more: Partial<StandingAward> = {}): StandingAward => ({
  awardId,
  badgeId: awardId.toUpperCase(),
  version: 1,
  state: 'active',
  validUntil: null,
  ...more,
});
const composite = (awardId: string, ...parts: string[]): StandingComposite => ({
  awardId,
  parts,
  requirement: { kind: 'all', of: parts.map((p) => badge(p.toUpperCase())) },
});

describe('what awards are worth', () => {
  it('goes all the way up: a composite of a broken composite is broken, too', () => {
    const awards = [award('a', { state: 'revoked' }), award('b'), award('ab'), award('top')];
    const standing = standingOf(awards, [composite('ab', 'a', 'b'), composite('top', 'ab')], at);
    expect(['a', 'b', 'ab', 'top'].map(standing.stateOf)).toEqual(['revoked', 'active', 'broken', 'broken']);
  });

  it('lets no two composites hold each other up', () => {
    const standing = standingOf([award('x'), award('y')], [composite('x', 'y'), composite('y', 'x')], at);
    expect(['x', 'y'].map(standing.stateOf)).toEqual(['broken', 'broken']);
  });

  it('keeps a composite current while other awards meet its requirement, though a named part is gone', () => {
    const awards = [award('a', { state: 'revoked' }), award('a2', { badgeId: 'A' }), award('c')];
    const c = composite('c', 'a');
    const standing = standingOf(awards, [c], at);
    expect([standing.stateOf('c'), standing.isIntact(c)]).toEqual(['active', false]);
  });

  it('ends with the very moment of expiry', () => {
    const awards = [award('a', { validUntil: at }), award('b', { validUntil: new Date(at.getTime() + 1) })];
    const standing = standingOf(awards, [], at);
    expect(['a', 'b'].map(standing.stateOf)).toEqual(['expired', 'active']);
  });

  it('is said in words', () => {
    expect(sentenceOf(['active'])).toBe('All parts are current.');
    expect(sentenceOf(['revoked', 'active'])).toBe('A part is revoked.');
    expect(sentenceOf(['revoked', 'revoked', 'expired'])).toBe('2 parts are revoked. A part has expired.');
  });
});
