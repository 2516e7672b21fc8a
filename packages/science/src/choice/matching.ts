import { refuse } from '../core/index.ts';

/** A largest set of edges that share no end: `leftOf[r]` and `rightOf[l]` are the partner's index, or -1. */
export interface Matching {
  size: number;
  rightOf: Int32Array;
  leftOf: Int32Array;
}

/**
 * Finds a maximum-cardinality matching of a bipartite graph in O(E·√V).
 *
 * `edges[l]` lists the right-hand nodes (0 … `rightCount` − 1) that left node `l` may take; repeated entries are
 * harmless. The size never depends on the order of nodes or edges, the chosen pairs may.
 * Refuses `out_of_range`. Source: Hopcroft and Karp (1973), SIAM J. Comput. 2(4).
 */
export function maximumMatching(edges: readonly (readonly number[])[], rightCount: number): Matching {
  checkEdges(edges, rightCount);
  const leftCount = edges.length;
  const rightOf = new Int32Array(leftCount).fill(-1);
  const leftOf = new Int32Array(rightCount).fill(-1);
  const layer = new Int32Array(leftCount);
  let size = 0;
  while (layOut(edges, rightOf, leftOf, layer)) {
    for (let l = 0; l < leftCount; l++)
      if (rightOf[l] === -1 && augment(edges, rightOf, leftOf, layer, l)) size++;
  }
  return { size, rightOf, leftOf };
}

/**
 * Tells whether every one of `rightCount` places can be filled, and by whom; when not, names a set of places
 * that has too few candidates (Hall's condition), which is the reason to show.
 */
export function fillAll(
  edges: readonly (readonly number[])[],
  rightCount: number,
): { filled: true; matching: Matching } | { filled: false; matching: Matching; shortPlaces: number[] } {
  const matching = maximumMatching(edges, rightCount);
  if (matching.size === rightCount) return { filled: true, matching };
  const candidates: number[][] = Array.from({ length: rightCount }, () => []);
  edges.forEach((places, l) => places.forEach((r) => candidates[r]!.push(l)));
  const seen = new Uint8Array(rightCount);
  const queue: number[] = [];
  for (let r = 0; r < rightCount; r++)
    if (matching.leftOf[r] === -1) {
      seen[r] = 1;
      queue.push(r);
    }
  for (let head = 0; head < queue.length; head++)
    for (const l of candidates[queue[head]!]!) {
      const next = matching.rightOf[l]!;
      if (next !== -1 && !seen[next]) {
        seen[next] = 1;
        queue.push(next);
      }
    }
  return { filled: false, matching, shortPlaces: queue.sort((a, b) => a - b) };
}

function checkEdges(edges: readonly (readonly number[])[], rightCount: number): void {
  if (!Number.isInteger(rightCount) || rightCount < 0)
    refuse('out_of_range', 'rightCount', `${rightCount} is not a count`);
  edges.forEach((places, l) => {
    for (const r of places)
      if (!Number.isInteger(r) || r < 0 || r >= rightCount)
        refuse('out_of_range', 'edges', `edge ${l} → ${r} leaves 0…${rightCount - 1}`);
  });
}

/** Breadth-first layers from the free left nodes; false when no free right node can be reached. */
function layOut(
  edges: readonly (readonly number[])[],
  rightOf: Int32Array,
  leftOf: Int32Array,
  layer: Int32Array,
): boolean {
  const queue: number[] = [];
  for (let l = 0; l < edges.length; l++) {
    layer[l] = rightOf[l] === -1 ? 0 : -1;
    if (layer[l] === 0) queue.push(l);
  }
  let reachesFree = false;
  for (let head = 0; head < queue.length; head++) {
    const l = queue[head]!;
    for (const r of edges[l]!) {
      const next = leftOf[r]!;
      if (next === -1) reachesFree = true;
      else if (layer[next] === -1) {
        layer[next] = layer[l]! + 1;
        queue.push(next);
      }
    }
  }
  return reachesFree;
}

/** Depth-first search along the layers, with its own stack so that long chains do not overflow the call stack. */
function augment(
  edges: readonly (readonly number[])[],
  rightOf: Int32Array,
  leftOf: Int32Array,
  layer: Int32Array,
  start: number,
): boolean {
  const stack = [start];
  const position = new Map<number, number>([[start, 0]]);
  const taken: number[] = [];
  while (stack.length > 0) {
    const l = stack[stack.length - 1]!;
    const i = position.get(l)!;
    if (i >= edges[l]!.length) {
      layer[l] = -1;
      stack.pop();
      taken.pop();
      continue;
    }
    position.set(l, i + 1);
    const r = edges[l]![i]!;
    const next = leftOf[r]!;
    if (next === -1) {
      taken.push(r);
      for (let k = 0; k < stack.length; k++) {
        rightOf[stack[k]!] = taken[k]!;
        leftOf[taken[k]!] = stack[k]!;
      }
      return true;
    }
    if (layer[next] === layer[l]! + 1) {
      taken.push(r);
      stack.push(next);
      position.set(next, 0);
    }
  }
  return false;
}
