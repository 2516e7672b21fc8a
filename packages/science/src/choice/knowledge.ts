import { refuse } from '../core/index.ts';
import { checkIndexes, type Prerequisites } from './order.ts';

/** Items that a state may gain next (outer) and those it may have gained last (inner), in index order. */
export interface Fringes {
  outer: number[];
  inner: number[];
}

/**
 * Tells whether a set of held items is a knowledge state: every item of it has a clause inside the set, and the
 * items can be gained one by one (so clauses that only support each other in a circle do not count).
 */
export function isState(prerequisites: Prerequisites, held: Iterable<number>): boolean {
  const wanted = new Set(held);
  checkHeld(prerequisites, wanted);
  return reachable(prerequisites, wanted).size === wanted.size;
}

/**
 * Lists the fringes of a set of held items. Outer: not held, and some clause is held. Inner: held, and the rest
 * is still a state without it. Items that are held without their prerequisites stay held.
 * Refuses `out_of_range`. Source: Falmagne and Doignon (2011), Learning Spaces, section 4.1.
 */
export function fringes(prerequisites: Prerequisites, held: Iterable<number>): Fringes {
  const state = new Set(held);
  checkHeld(prerequisites, state);
  const outer: number[] = [];
  const inner: number[] = [];
  const grounded = reachable(prerequisites, state);
  for (let i = 0; i < prerequisites.length; i++) {
    if (!state.has(i)) {
      if (isOpen(prerequisites, i, state)) outer.push(i);
      continue;
    }
    const rest = new Set(state);
    rest.delete(i);
    // Nothing that stood on firm ground may lose it when `i` goes.
    const left = reachable(prerequisites, rest);
    if (left.size >= grounded.size - (grounded.has(i) ? 1 : 0)) inner.push(i);
  }
  return { outer, inner };
}

/**
 * Lists every knowledge state of at most 30 items as bit masks (bit i = item i held), smallest sets first, the
 * empty and the full set among them. For plain AND prerequisites these are the down-sets of the order.
 * Stops with `out_of_range` above `limit` states (default 1,000,000).
 * Refuses `out_of_range`.
 */
export function knowledgeStates(prerequisites: Prerequisites, limit = 1_000_000): Int32Array {
  const n = prerequisites.length;
  if (n > 30) refuse('out_of_range', 'prerequisites', `${n} items; at most 30 can be listed`);
  prerequisites.forEach((clauses) => checkIndexes('prerequisites', clauses, n));
  const clauses = prerequisites.map((list) =>
    list.map((items) => items.reduce((mask, b) => mask | (1 << b), 0)),
  );
  const seen = new Set<number>([0]);
  let front = [0];
  const states: number[] = [0];
  while (front.length > 0) {
    const next: number[] = [];
    for (const state of front)
      for (let i = 0; i < n; i++) {
        const bit = 1 << i;
        if (state & bit) continue;
        const own = clauses[i]!;
        if (own.length > 0 && !own.some((mask) => (state & mask) === mask)) continue;
        const grown = state | bit;
        if (seen.has(grown)) continue;
        if (seen.size >= limit) refuse('out_of_range', 'prerequisites', `more than ${limit} states`);
        seen.add(grown);
        next.push(grown);
      }
    next.sort((a, b) => a - b);
    states.push(...next);
    front = next;
  }
  return Int32Array.from(states);
}

function isOpen(prerequisites: Prerequisites, i: number, held: ReadonlySet<number>): boolean {
  const clauses = prerequisites[i]!;
  return clauses.length === 0 || clauses.some((items) => items.every((b) => held.has(b)));
}

/** The largest state inside `wanted`: what can be gained one by one from nothing, using those items alone. */
function reachable(prerequisites: Prerequisites, wanted: ReadonlySet<number>): Set<number> {
  const state = new Set<number>();
  for (let grew = true; grew;) {
    grew = false;
    for (const i of wanted)
      if (!state.has(i) && isOpen(prerequisites, i, state)) {
        state.add(i);
        grew = true;
      }
  }
  return state;
}

function checkHeld(prerequisites: Prerequisites, held: ReadonlySet<number>): void {
  const n = prerequisites.length;
  prerequisites.forEach((clauses) => checkIndexes('prerequisites', clauses, n));
  for (const i of held)
    if (!Number.isInteger(i) || i < 0 || i >= n)
      refuse('out_of_range', 'held', `item ${i} is not one of 0…${n - 1}`);
}
