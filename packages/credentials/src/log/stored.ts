import { hashSync } from '../platform/index.ts';
import { nodeHash, type TreeHash } from './merkle.ts';

/**
 * The place of a complete subtree: level 0 are the leaves, and node `index` of a level stands over leaves
 * `index * 2^level` up to `(index + 1) * 2^level`, all of which exist.
 */
export interface NodePlace {
  level: number;
  index: number;
}

/** A complete subtree with its hash: what a log stores, and never changes. */
export interface StoredNode extends NodePlace {
  hash: TreeHash;
}

/** Looks a stored node up. */
export type GetNode = (level: number, index: number) => TreeHash | Promise<TreeHash>;

/** The complete subtrees that together are a tree of `size` leaves, from left to right. */
export function nodesFor(size: number): NodePlace[] {
  return nodesBetween(0, size);
}

/** The complete subtrees that cover the leaves from `start` to `end`, from left to right. */
function nodesBetween(start: number, end: number): NodePlace[] {
  const places: NodePlace[] = [];
  let at = start;
  while (at < end) {
    let level = 0;
    let width = 1;
    while (at % (width * 2) === 0 && at + width * 2 <= end) {
      level++;
      width *= 2;
    }
    places.push({ level, index: at / width });
    at += width;
  }
  return places;
}

/**
 * Appends leaves to a tree of `size` and returns every node that becomes complete, leaves included, in the
 * order in which they do. Asks `getNode` only for nodes of the tree as it was.
 */
export async function appendLeaves(
  size: number,
  leaves: readonly TreeHash[],
  getNode: GetNode,
): Promise<StoredNode[]> {
  const edge: StoredNode[] = [];
  for (const place of nodesFor(size)) edge.push({ ...place, hash: await getNode(place.level, place.index) });
  const added: StoredNode[] = [];
  for (const [offset, hash] of leaves.entries()) {
    let node: StoredNode = { level: 0, index: size + offset, hash };
    added.push(node);
    while (edge.at(-1)?.level === node.level) {
      const left = edge.pop() as StoredNode;
      node = { level: node.level + 1, index: left.index / 2, hash: nodeHash(left.hash, node.hash) };
      added.push(node);
    }
    edge.push(node);
  }
  return added;
}

/** The root of the tree of `size` leaves from stored nodes. */
export async function storedRoot(size: number, getNode: GetNode): Promise<TreeHash> {
  return size === 0 ? hashSync('sha256', new Uint8Array()) : rootBetween(0, size, getNode);
}

/** The root over a range that begins where a complete subtree of at least its size may begin. */
async function rootBetween(start: number, end: number, getNode: GetNode): Promise<TreeHash> {
  const hashes: TreeHash[] = [];
  for (const { level, index } of nodesBetween(start, end)) hashes.push(await getNode(level, index));
  return hashes.reduceRight((right, left) => nodeHash(left, right));
}

function split(size: number): number {
  let half = 1;
  while (half * 2 < size) half *= 2;
  return half;
}

/** The inclusion proof of a leaf in the tree of `size` leaves, from stored nodes. */
export async function storedInclusionProof(
  index: number,
  size: number,
  getNode: GetNode,
): Promise<TreeHash[]> {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size)
    throw new RangeError(`leaf ${index} is not in a tree of ${size}`);
  const path: TreeHash[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + split(end - start);
    const isLeft = index < middle;
    path.push(await (isLeft ? rootBetween(middle, end, getNode) : rootBetween(start, middle, getNode)));
    [start, end] = isLeft ? [start, middle] : [middle, end];
  }
  return path.reverse();
}

/** The consistency proof between the trees of `firstSize` and of `size` leaves, from stored nodes. */
export async function storedConsistencyProof(
  firstSize: number,
  size: number,
  getNode: GetNode,
): Promise<TreeHash[]> {
  if (!Number.isSafeInteger(firstSize) || firstSize < 0 || firstSize > size)
    throw new RangeError(`a tree of ${firstSize} is not the beginning of one of ${size}`);
  if (firstSize === 0 || firstSize === size) return [];
  const path: TreeHash[] = [];
  let [start, end] = [0, size];
  while (firstSize !== end) {
    const middle = start + split(end - start);
    const isLeft = firstSize <= middle;
    path.push(await (isLeft ? rootBetween(middle, end, getNode) : rootBetween(start, middle, getNode)));
    [start, end] = isLeft ? [start, middle] : [middle, end];
  }
  if (start !== 0) path.push(await rootBetween(start, end, getNode));
  return path.reverse();
}
