import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  allOf,
  allocate,
  cheapestCompletion,
  checkDag,
  criticalPath,
  fillAll,
  fringes,
  goalHolds,
  isState,
  knowledgeStates,
  maximumMatching,
  openSolver,
  solveMixedInteger,
  type Allocation,
  type Goal,
  type Prerequisites,
  type Solver,
} from './index.ts';
import { ScienceRefusal } from '../core/index.ts';

const code = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return error instanceof ScienceRefusal ? error.code : String(error);
  }
  return 'no refusal';
};

let solver: Solver;
beforeAll(async () => {
  solver = await openSolver(readFileSync(createRequire(import.meta.url).resolve('highs/runtime')));
});

const subsets = (n: number): number[][] =>
  Array.from({ length: 1 << n }, (_, mask) =>
    Array.from({ length: n }, (_, i) => i).filter((i) => mask & (1 << i)),
  );

describe('matching', () => {
  it('S1: A fits both slots and B only the first; A takes the second, where the greedy order leaves one empty', () => {
    const { size, rightOf } = maximumMatching([[0, 1], [0]], 2);
    expect(size).toBe(2);
    expect([...rightOf]).toEqual([1, 0]);
  });

  it('S5: the matcher finds as many pairs as exhaustive search on random small graphs', () => {
    const graph = fc
      .integer({ min: 1, max: 6 })
      .chain((right) =>
        fc.tuple(
          fc.constant(right),
          fc.array(fc.uniqueArray(fc.integer({ min: 0, max: right - 1 })), { maxLength: 6 }),
        ),
      );
    const best = (edges: number[][], l: number, used: number): number =>
      l === edges.length
        ? 0
        : Math.max(
            best(edges, l + 1, used),
            ...edges[l]!.filter((r) => !(used & (1 << r))).map(
              (r) => 1 + best(edges, l + 1, used | (1 << r)),
            ),
          );
    fc.assert(
      fc.property(graph, ([right, edges]) => {
        const { size, rightOf, leftOf } = maximumMatching(edges, right);
        expect(size).toBe(best(edges, 0, 0));
        expect([...rightOf].filter((r) => r >= 0)).toHaveLength(size);
        rightOf.forEach((r, l) => {
          if (r < 0) return;
          expect(edges[l]).toContain(r);
          expect(leftOf[r]).toBe(l);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('names the places that have too few candidates between them', () => {
    const answer = fillAll([[0], [0, 1, 2], [1]], 4);
    expect(answer.filled).toBe(false);
    if (!answer.filled) expect(answer.shortPlaces).toContain(3);
    expect(fillAll([[0], [1]], 2).filled).toBe(true);
  });

  it('finds a perfect matching of 100,000 in a chain that defeats greedy choice', () => {
    const n = 100_000;
    const edges = Array.from({ length: n }, (_, i) => (i === n - 1 ? [0] : [i, i + 1]));
    expect(maximumMatching(edges, n).size).toBe(n);
  });

  it('refuses edges outside the graph', () => {
    expect(code(() => maximumMatching([[2]], 2))).toBe('out_of_range');
    expect(code(() => maximumMatching([[NaN]], 2))).toBe('out_of_range');
  });
});

describe('orders and knowledge states', () => {
  const grid = (a: number, b: number): number[][] =>
    Array.from({ length: a * b }, (_, i) => [...(i % b ? [i - 1] : []), ...(i >= b ? [i - b] : [])]);
  const cases: [string, number[][], number][] = [
    ['chain of 5', [[], [0], [1], [2], [3]], 6],
    ['antichain of 5', [[], [], [], [], []], 32],
    ['2×3 grid', grid(2, 3), 10],
    ['3×3 grid', grid(3, 3), 20],
    ['fence of 6', [[], [0, 2], [], [2, 4], [], [4]], 21],
    ['diamond of 4', [[], [0], [0], [1, 2]], 6],
  ];
  it.each(cases)('S2: %s has as many states as order ideals (%#)', (_, before, count) => {
    expect(knowledgeStates(allOf(before))).toHaveLength(count);
  });

  const system = fc.integer({ min: 1, max: 5 }).chain((n) =>
    fc.array(
      fc.array(fc.uniqueArray(fc.integer({ min: 0, max: n - 1 }), { minLength: 1, maxLength: 2 }), {
        maxLength: 2,
      }),
      {
        minLength: n,
        maxLength: n,
      },
    ),
  );

  it('states of AND/OR systems are closed under union, and the fringes lead from state to state', () => {
    fc.assert(
      fc.property(system, (prerequisites) => {
        const states = [...knowledgeStates(prerequisites)];
        const n = prerequisites.length;
        for (const a of states) for (const b of states) expect(states).toContain(a | b);
        for (const items of subsets(n)) {
          const mask = items.reduce((m, i) => m | (1 << i), 0);
          expect(isState(prerequisites, items)).toBe(states.includes(mask));
        }
        for (const a of states) {
          const held = Array.from({ length: n }, (_, i) => i).filter((i) => a & (1 << i));
          const { outer, inner } = fringes(prerequisites, held);
          for (let i = 0; i < n; i++) {
            expect(outer.includes(i)).toBe(!(a & (1 << i)) && states.includes(a | (1 << i)));
            expect(inner.includes(i)).toBe(!!(a & (1 << i)) && states.includes(a & ~(1 << i)));
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('orders an acyclic graph and shows a cycle of any other', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }).chain((n) =>
          fc.array(fc.uniqueArray(fc.integer({ min: 0, max: n - 1 }), { maxLength: 2 }), {
            minLength: n,
            maxLength: n,
          }),
        ),
        (before) => {
          const check = checkDag(before);
          if (check.isDag) {
            const place = new Map([...check.order].map((item, i) => [item, i]));
            before.forEach((items, i) =>
              items.forEach((b) => expect(place.get(b)!).toBeLessThan(place.get(i)!)),
            );
            return;
          }
          const { cycle } = check;
          expect(cycle.length).toBeGreaterThan(1);
          expect(cycle[0]).toBe(cycle[cycle.length - 1]);
          for (let k = 1; k < cycle.length; k++) expect(before[cycle[k]!]).toContain(cycle[k - 1]);
        },
      ),
    );
  });

  it('finds the critical path', () => {
    expect(criticalPath([[], [0], [0], [1, 2]], [2, 3, 5, 1])).toEqual({ length: 8, path: [0, 2, 3] });
    expect(code(() => criticalPath([[1], [0]], [1, 1]))).toBe('out_of_range');
    expect(code(() => criticalPath([[]], [NaN]))).toBe('not_finite');
  });
});

describe('mixed-integer programs', () => {
  it('solves the Wyndor Glass problem to 36 (Hillier and Lieberman, chapter 3)', () => {
    const result = solveMixedInteger(solver, {
      sense: 'maximise',
      objective: [3, 5],
      rows: [
        { terms: [[0, 1]], high: 4 },
        { terms: [[1, 2]], high: 12 },
        {
          terms: [
            [0, 3],
            [1, 2],
          ],
          high: 18,
        },
      ],
      upper: [Infinity, Infinity],
      integer: [0, 0],
    });
    expect(result.status === 'optimal' && result.objective).toBeCloseTo(36, 9);
  });

  it('answers infeasible and unbounded programs without an error, and refuses broken ones', () => {
    const base = { sense: 'maximise', objective: [1], upper: [Infinity], integer: [0] } as const;
    expect(solveMixedInteger(solver, { ...base, rows: [] }).status).toBe('unbounded');
    expect(solveMixedInteger(solver, { ...base, rows: [{ terms: [[0, 1]], high: -1 }] }).status).toBe(
      'infeasible',
    );
    expect(code(() => solveMixedInteger(solver, { ...base, objective: [NaN], rows: [] }))).toBe('not_finite');
    expect(code(() => solveMixedInteger(solver, { ...base, rows: [{ terms: [[3, 1]] }] }))).toBe(
      'out_of_range',
    );
  });

  it('S5: the cheapest completion is the one that exhaustive search finds', () => {
    const instance = fc.integer({ min: 2, max: 5 }).chain((n) => {
      const item = fc.integer({ min: 0, max: n - 1 });
      const leaf: fc.Arbitrary<Goal> = item.map((i) => ({ kind: 'item', item: i }));
      const goal: fc.Arbitrary<Goal> = fc.letrec<{ goal: Goal }>((tie) => ({
        goal: fc.oneof(
          { maxDepth: 2 },
          leaf,
          fc.record({
            kind: fc.constantFrom('all' as const, 'any' as const),
            of: fc.array(tie('goal'), { minLength: 1, maxLength: 3 }),
          }),
          fc.record({
            kind: fc.constant('atLeast' as const),
            count: fc.integer({ min: 1, max: 2 }),
            of: fc.array(tie('goal'), { minLength: 1, maxLength: 3 }),
          }),
          fc.record({
            kind: fc.constant('weight' as const),
            atLeast: fc.integer({ min: 1, max: 6 }),
            items: fc.uniqueArray(fc.tuple(item, fc.integer({ min: 1, max: 4 })), {
              selector: ([i]) => i,
              minLength: 1,
            }),
          }),
        ),
      })).goal;
      return fc.record({
        cost: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: n, maxLength: n }),
        held: fc.uniqueArray(item, { maxLength: 2 }),
        prerequisites: fc.array(
          fc.array(fc.uniqueArray(item, { minLength: 1, maxLength: 2 }), { maxLength: 2 }),
          { minLength: n, maxLength: n },
        ),
        goal,
      });
    });
    fc.assert(
      fc.property(instance, ({ cost, held, prerequisites, goal }) => {
        const n = cost.length;
        let best = Infinity;
        for (const gained of subsets(n)) {
          if (gained.some((i) => held.includes(i))) continue;
          const all = new Set([...held, ...gained]);
          const open = prerequisites.map((clauses, i) => (held.includes(i) ? [] : clauses));
          if (isState(open, all) && goalHolds(goal, all))
            best = Math.min(
              best,
              gained.reduce((s, i) => s + cost[i]!, 0),
            );
        }
        const result = cheapestCompletion(solver, { cost, held, prerequisites, goal });
        expect(result.status === 'complete' ? result.cost : Infinity).toBe(best);
        if (result.status === 'complete')
          expect(goalHolds(goal, new Set([...held, ...result.items]))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('S5: the allocation fills as many places as exhaustive search does, under capacities and bounds', () => {
    const instance = fc.record({
      capacity: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 3 }),
      demand: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
      uses: fc.array(fc.record({ from: fc.nat(1), to: fc.nat(2), amount: fc.integer({ min: 1, max: 3 }) }), {
        maxLength: 7,
      }),
      most: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(instance, ({ capacity, demand, uses: all, most }) => {
        const uses = all.filter((u) => u.to < demand.length);
        const bounds = [
          { from: [0], most },
          { from: [1], leastShare: 0.25 },
        ];
        let best = 0;
        for (const chosen of subsets(uses.length)) {
          const out = capacity.map(() => 0);
          const into = demand.map(() => 0);
          for (const u of chosen) {
            out[uses[u]!.from]! += uses[u]!.amount;
            into[uses[u]!.to]! += uses[u]!.amount;
          }
          const total = out.reduce((a, b) => a + b, 0);
          if (out.some((x, s) => x > capacity[s]!) || out[0]! > most || out[1]! < 0.25 * total) continue;
          best = Math.max(best, into.filter((x, t) => x >= demand[t]!).length);
        }
        const allocation: Allocation = { capacity, demand, uses, bounds, giving: 'whole', aim: 'places' };
        const result = allocate(solver, allocation);
        expect(result.status === 'optimal' && result.total).toBe(best);
      }),
      { numRuns: 60 },
    );
  });

  it('gives parts where sources are divisible', () => {
    const result = allocate(solver, {
      capacity: [6],
      demand: [4, 4],
      uses: [
        { from: 0, to: 0, amount: 6 },
        { from: 0, to: 1, amount: 6 },
      ],
      giving: 'divisible',
      aim: 'amount',
    });
    expect(result.status === 'optimal' && result.total).toBeCloseTo(6, 9);
  });

  it('does not let items that only open each other count as open', () => {
    const prerequisites: Prerequisites = [[[1]], [[0]], []];
    expect(
      cheapestCompletion(solver, {
        cost: [0, 0, 1],
        held: [],
        prerequisites,
        goal: { kind: 'item', item: 0 },
      }).status,
    ).toBe('impossible');
  });
});
