import { refuse } from '../core/index.ts';

/**
 * Prerequisites of item `i` as clauses: the item opens once all items of at least one clause are held.
 * An item without a clause is open from the start; a plain AND prerequisite is one clause.
 * This is a surmise system (Doignon and Falmagne 1999, Knowledge Spaces, chapter 3).
 */
export type Prerequisites = readonly (readonly (readonly number[])[])[];

/** Turns plain AND prerequisites (`before[i]` must all be held) into one clause an item. */
export function allOf(before: readonly (readonly number[])[]): Prerequisites {
  return before.map((items) => (items.length === 0 ? [] : [items]));
}

/** Either an order in which every item follows what it points to, or one cycle, first item repeated last. */
export type DagCheck = { isDag: true; order: Int32Array } | { isDag: false; cycle: number[] };

/**
 * Tells whether `before` (item → the items that come before it) is acyclic, with proof either way.
 * The order is the one that takes the smallest open index first, so it is stable. Refuses `out_of_range`.
 */
export function checkDag(before: readonly (readonly number[])[]): DagCheck {
  const n = before.length;
  checkIndexes('before', before, n);
  const waiting = new Int32Array(n);
  const after: number[][] = Array.from({ length: n }, () => []);
  before.forEach((items, i) => {
    for (const b of new Set(items)) {
      waiting[i]!++;
      after[b]!.push(i);
    }
  });
  const open = minHeap();
  for (let i = 0; i < n; i++) if (waiting[i] === 0) open.push(i);
  const order = new Int32Array(n);
  let placed = 0;
  for (let i = open.pop(); i !== undefined; i = open.pop()) {
    order[placed++] = i;
    for (const a of after[i]!) if (--waiting[a]! === 0) open.push(a);
  }
  if (placed === n) return { isDag: true, order };
  return { isDag: false, cycle: findCycle(before, waiting) };
}

/** The longest path through a DAG by duration: its length and the items on it, first to last. Refuses cycles. */
export function criticalPath(
  before: readonly (readonly number[])[],
  duration: ArrayLike<number>,
): { length: number; path: number[] } {
  const check = checkDag(before);
  if (!check.isDag) return refuse('out_of_range', 'before', `items form a cycle: ${check.cycle.join(' → ')}`);
  if (duration.length !== before.length) refuse('length_mismatch', 'duration', 'one duration an item');
  const end = new Float64Array(before.length);
  const from = new Int32Array(before.length).fill(-1);
  let last = -1;
  for (const i of check.order) {
    const own = duration[i]!;
    if (!Number.isFinite(own)) refuse('not_finite', 'duration', `duration of item ${i}`);
    if (own < 0) refuse('out_of_range', 'duration', `duration of item ${i} is negative`);
    for (const b of before[i]!) if (from[i] === -1 || end[b]! > end[from[i]!]!) from[i] = b;
    end[i] = own + (from[i] === -1 ? 0 : end[from[i]!]!);
    if (last === -1 || end[i] > end[last]!) last = i;
  }
  const path: number[] = [];
  for (let i = last; i !== -1; i = from[i]!) path.unshift(i);
  return { length: last === -1 ? 0 : end[last]!, path };
}

/** Refuses any index outside 0 … n − 1. */
export function checkIndexes(name: string, lists: readonly (readonly number[])[], n: number): void {
  lists.forEach((items, i) => {
    for (const b of items)
      if (!Number.isInteger(b) || b < 0 || b >= n)
        refuse('out_of_range', name, `item ${i} points to ${b}, outside 0…${n - 1}`);
  });
}

function findCycle(before: readonly (readonly number[])[], waiting: Int32Array): number[] {
  // Every item still waiting has another such item before it, so walking back must repeat one.
  let at = waiting.findIndex((w) => w > 0);
  const seenAt = new Map<number, number>();
  const walk: number[] = [];
  while (!seenAt.has(at)) {
    seenAt.set(at, walk.length);
    walk.push(at);
    at = before[at]!.find((b) => waiting[b]! > 0)!;
  }
  return [...walk.slice(seenAt.get(at)), at].reverse();
}

interface Heap {
  push(x: number): void;
  pop(): number | undefined;
}

/** A binary heap of numbers, smallest first. */
function minHeap(): Heap {
  const xs: number[] = [];
  return {
    push(x) {
      let i = xs.push(x) - 1;
      while (i > 0 && xs[(i - 1) >> 1]! > x) {
        xs[i] = xs[(i - 1) >> 1]!;
        i = (i - 1) >> 1;
      }
      xs[i] = x;
    },
    pop() {
      const top = xs[0];
      const x = xs.pop();
      if (xs.length === 0 || x === undefined) return top;
      let i = 0;
      for (let c = 1; c < xs.length; c = 2 * i + 1) {
        if (c + 1 < xs.length && xs[c + 1]! < xs[c]!) c++;
        if (xs[c]! >= x) break;
        xs[i] = xs[c]!;
        i = c;
      }
      xs[i] = x;
      return top;
    },
  };
}
