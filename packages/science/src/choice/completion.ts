import { refuse } from '../core/index.ts';
import { checkIndexes, type Prerequisites } from './order.ts';
import { solveMixedInteger, type Row, type SolveOptions, type Solver } from './solver.ts';

/** A goal over items: one item, all or any of several goals, at least `count` of them, or enough weight of items. */
export type Goal =
  | { kind: 'item'; item: number }
  | { kind: 'all' | 'any'; of: readonly Goal[] }
  | { kind: 'atLeast'; count: number; of: readonly Goal[] }
  | { kind: 'weight'; atLeast: number; items: readonly (readonly [item: number, weight: number])[] };

/** What is to be completed: costs are finite and 0 or more, held items cost nothing and need no prerequisites. */
export interface Completion {
  cost: ArrayLike<number>;
  held: Iterable<number>;
  prerequisites: Prerequisites;
  goal: Goal;
}

/** The cheapest way to the goal: what to gain, in an order in which each item's prerequisites come before it. */
export type CompletionResult =
  | { status: 'complete'; cost: number; items: number[]; isProvenCheapest: boolean }
  | { status: 'impossible' | 'nothing_found' };

/**
 * Finds the cheapest set of items to gain so that the goal holds and every gained item is open when its turn
 * comes, by a mixed-integer program. Clauses that support each other in a circle do not count.
 * A goal that cannot be reached is an answer; refuses `out_of_range`, `not_finite`, `length_mismatch`.
 */
export function cheapestCompletion(
  solver: Solver,
  completion: Completion,
  options: SolveOptions = {},
): CompletionResult {
  const { cost, prerequisites, goal } = completion;
  const n = prerequisites.length;
  const held = new Set(completion.held);
  checkCompletion(completion, held);
  const model = newModel(n);
  for (let i = 0; i < n; i++) {
    model.objective[i] = held.has(i) ? 0 : cost[i]!;
    if (held.has(i)) model.rows.push({ terms: [[i, 1]], low: 1 });
  }
  addPrerequisites(model, prerequisites, held);
  model.rows.push({ terms: [[addGoal(model, goal, n), 1]], low: 1 });
  const result = solveMixedInteger(
    solver,
    {
      sense: 'minimise',
      objective: model.objective,
      rows: model.rows,
      upper: model.upper,
      integer: model.integer,
    },
    options,
  );
  if (result.status === 'nothing_found') return { status: 'nothing_found' };
  if (result.status !== 'optimal' && result.status !== 'time_limit') return { status: 'impossible' };
  const chosen = new Set<number>();
  for (let i = 0; i < n; i++) if (!held.has(i) && result.values[i]! > 0.5) chosen.add(i);
  const items = inOrder(prerequisites, held, chosen);
  return {
    status: 'complete',
    cost: items.reduce((sum, i) => sum + cost[i]!, 0),
    items,
    isProvenCheapest: result.status === 'optimal' && (options.relativeGap ?? 0) === 0,
  };
}

/** Tells whether a goal holds for a set of items. */
export function goalHolds(goal: Goal, held: ReadonlySet<number>): boolean {
  switch (goal.kind) {
    case 'item':
      return held.has(goal.item);
    case 'all':
      return goal.of.every((g) => goalHolds(g, held));
    case 'any':
      return goal.of.some((g) => goalHolds(g, held));
    case 'atLeast':
      return goal.of.filter((g) => goalHolds(g, held)).length >= goal.count;
    case 'weight':
      return goal.items.reduce((sum, [i, w]) => sum + (held.has(i) ? w : 0), 0) >= goal.atLeast;
  }
}

interface Model {
  objective: number[];
  upper: number[];
  integer: number[];
  rows: Row[];
}

function newModel(n: number): Model {
  return {
    objective: new Array<number>(n).fill(0),
    upper: new Array<number>(n).fill(1),
    integer: new Array<number>(n).fill(1),
    rows: [],
  };
}

function addVariable(model: Model, upper = 1, integer = 1): number {
  model.objective.push(0);
  model.upper.push(upper);
  model.integer.push(integer);
  return model.objective.length - 1;
}

/** A gained item needs one clause whole; ranks forbid circles (an item's clause has smaller ranks only). */
function addPrerequisites(model: Model, prerequisites: Prerequisites, held: ReadonlySet<number>): void {
  const n = prerequisites.length;
  const rank = Array.from({ length: n }, () => addVariable(model, n, 0));
  prerequisites.forEach((clauses, i) => {
    if (held.has(i) || clauses.length === 0) return;
    const uses = clauses.map((items) => {
      const use = addVariable(model);
      for (const b of new Set(items)) {
        if (held.has(b)) continue;
        model.rows.push({
          terms: [
            [use, 1],
            [b, -1],
          ],
          high: 0,
        });
        // rank_i ≥ rank_b + 1 whenever the clause is used
        model.rows.push({
          terms: [
            [rank[i]!, 1],
            [rank[b]!, -1],
            [use, -(n + 1)],
          ],
          low: -n,
        });
      }
      return use;
    });
    model.rows.push({ terms: [[i, 1], ...uses.map((u) => [u, -1] as const)], high: 0 });
  });
}

/** Adds a variable that may be 1 only when the goal holds, and returns its index. */
function addGoal(model: Model, goal: Goal, n: number): number {
  if (goal.kind === 'item') return goal.item;
  const z = addVariable(model);
  if (goal.kind === 'weight') {
    model.rows.push({ terms: [...goal.items, [z, -goal.atLeast]], low: 0 });
    return z;
  }
  const parts = goal.of.map((g) => addGoal(model, g, n));
  if (goal.kind === 'all')
    for (const part of parts)
      model.rows.push({
        terms: [
          [z, 1],
          [part, -1],
        ],
        high: 0,
      });
  else {
    const count = 'count' in goal ? goal.count : 1;
    model.rows.push({ terms: [[z, count], ...parts.map((p) => [p, -1] as const)], high: 0 });
  }
  return z;
}

function inOrder(
  prerequisites: Prerequisites,
  held: ReadonlySet<number>,
  chosen: ReadonlySet<number>,
): number[] {
  const have = new Set(held);
  const items: number[] = [];
  for (let grew = true; grew;) {
    grew = false;
    for (const i of chosen) {
      if (have.has(i)) continue;
      const clauses = prerequisites[i]!;
      if (clauses.length > 0 && !clauses.some((c) => c.every((b) => have.has(b)))) continue;
      have.add(i);
      items.push(i);
      grew = true;
    }
  }
  return items;
}

function checkCompletion({ cost, prerequisites, goal }: Completion, held: ReadonlySet<number>): void {
  const n = prerequisites.length;
  if (cost.length !== n) refuse('length_mismatch', 'cost', `${cost.length} costs for ${n} items`);
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(cost[i]!)) refuse('not_finite', 'cost', `cost of item ${i}`);
    if (cost[i]! < 0) refuse('out_of_range', 'cost', `cost of item ${i} is negative`);
  }
  prerequisites.forEach((clauses) => checkIndexes('prerequisites', clauses, n));
  checkIndexes('held', [[...held]], n);
  checkGoal(goal, n);
}

function checkGoal(goal: Goal, n: number): void {
  if (goal.kind === 'item') return checkIndexes('goal', [[goal.item]], n);
  if (goal.kind === 'weight') {
    checkIndexes('goal', [goal.items.map(([i]) => i)], n);
    if (new Set(goal.items.map(([i]) => i)).size !== goal.items.length)
      refuse('duplicate', 'goal', 'an item is weighed twice');
    for (const w of [goal.atLeast, ...goal.items.map(([, w]) => w)])
      if (!Number.isFinite(w)) refuse('not_finite', 'goal', 'a weight');
      else if (w < 0) refuse('negative_weight', 'goal', `weight ${w}`);
    return;
  }
  if (goal.kind === 'atLeast' && (!Number.isInteger(goal.count) || goal.count < 0))
    refuse('out_of_range', 'goal', `count ${goal.count}`);
  goal.of.forEach((g) => checkGoal(g, n));
}
