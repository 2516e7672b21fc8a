import { sameBytes } from '../bytes/index.ts';
import { hashSync } from '../platform/index.ts';

/** A hash of the tree: 32 bytes of SHA-256. */
export type TreeHash = Uint8Array;

/** Hashes the bytes of an entry into a leaf (RFC 9162, section 2.1.1: a zero byte in front). */
export function leafHash(entry: Uint8Array): TreeHash {
  const input = new Uint8Array(entry.length + 1);
  input.set(entry, 1);
  return hashSync('sha256', input);
}

/** Hashes two neighbours into the node above them (RFC 9162: the byte 1 in front). */
export function nodeHash(left: TreeHash, right: TreeHash): TreeHash {
  const input = new Uint8Array(65);
  input[0] = 1;
  input.set(left, 1);
  input.set(right, 33);
  return hashSync('sha256', input);
}

/** The largest power of two below `size`, for a size of 2 or more. */
function split(size: number): number {
  let half = 1;
  while (half * 2 < size) half *= 2;
  return half;
}

/** The root over leaf hashes; that of no leaves is the hash of nothing. */
export function treeRoot(leaves: readonly TreeHash[]): TreeHash {
  if (leaves.length === 0) return hashSync('sha256', new Uint8Array());
  return rangeRoot(leaves, 0, leaves.length);
}

function rangeRoot(leaves: readonly TreeHash[], start: number, end: number): TreeHash {
  if (end - start === 1) return leaves[start] as TreeHash;
  const middle = start + split(end - start);
  return nodeHash(rangeRoot(leaves, start, middle), rangeRoot(leaves, middle, end));
}

/** The siblings from a leaf up to the root (RFC 9162, section 2.1.3); throws a RangeError outside the tree. */
export function inclusionProof(leaves: readonly TreeHash[], index: number): TreeHash[] {
  if (!Number.isSafeInteger(index) || index < 0 || index >= leaves.length)
    throw new RangeError(`leaf ${index} is not in a tree of ${leaves.length}`);
  const path: TreeHash[] = [];
  let [start, end] = [0, leaves.length];
  while (end - start > 1) {
    const middle = start + split(end - start);
    if (index < middle) {
      path.push(rangeRoot(leaves, middle, end));
      end = middle;
    } else {
      path.push(rangeRoot(leaves, start, middle));
      start = middle;
    }
  }
  return path.reverse();
}

/** What an inclusion proof is held against. */
export interface Inclusion {
  leaf: TreeHash;
  index: number;
  size: number;
  root: TreeHash;
  proof: readonly TreeHash[];
}

/** Whether a leaf is in the tree of a root (RFC 9162, section 2.1.3.2). Never throws. */
export function verifyInclusion({ leaf, index, size, root, proof }: Inclusion): boolean {
  if (!isSize(size) || !Number.isSafeInteger(index) || index < 0 || index >= size) return false;
  if (![leaf, root, ...proof].every(isHash)) return false;
  let [node, last, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else hash = nodeHash(hash, sibling);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && sameBytes(hash, root);
}

/** The nodes that show one tree to be the beginning of another (RFC 9162, section 2.1.4). */
export function consistencyProof(leaves: readonly TreeHash[], firstSize: number): TreeHash[] {
  const size = leaves.length;
  if (!Number.isSafeInteger(firstSize) || firstSize < 0 || firstSize > size)
    throw new RangeError(`a tree of ${firstSize} is not the beginning of one of ${size}`);
  if (firstSize === 0 || firstSize === size) return [];
  const path: TreeHash[] = [];
  let [start, end, isWhole] = [0, size, true];
  while (firstSize !== end) {
    const middle = start + split(end - start);
    if (firstSize <= middle) {
      path.push(rangeRoot(leaves, middle, end));
      end = middle;
    } else {
      path.push(rangeRoot(leaves, start, middle));
      start = middle;
      isWhole = false;
    }
  }
  if (!isWhole) path.push(rangeRoot(leaves, start, end));
  return path.reverse();
}

/** What a consistency proof is held against. */
export interface Consistency {
  firstSize: number;
  firstRoot: TreeHash;
  size: number;
  root: TreeHash;
  proof: readonly TreeHash[];
}

/** Whether the first tree is the beginning of the second (RFC 9162, section 2.1.4.2). Never throws. */
export function verifyConsistency(question: Consistency): boolean {
  const { firstSize, firstRoot, size, root, proof } = question;
  if (!isSize(firstSize) || !isSize(size) || firstSize > size) return false;
  if (![firstRoot, root, ...proof].every(isHash)) return false;
  if (firstSize === size) return proof.length === 0 && sameBytes(firstRoot, root);
  if (firstSize === 0) return proof.length === 0 && sameBytes(firstRoot, treeRoot([]));
  if (proof.length === 0) return false;
  const path = isPowerOfTwo(firstSize) ? [firstRoot, ...proof] : proof;
  let [node, last] = [firstSize - 1, size - 1];
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  let older = path[0] as TreeHash;
  let newer = older;
  for (const sibling of path.slice(1)) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      older = nodeHash(sibling, older);
      newer = nodeHash(sibling, newer);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else newer = nodeHash(newer, sibling);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && sameBytes(older, firstRoot) && sameBytes(newer, root);
}

// Divisions instead of shifts: a log may grow beyond 2^31 entries.
function half(value: number): number {
  return Math.floor(value / 2);
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isHash(value: unknown): boolean {
  return value instanceof Uint8Array && value.length === 32;
}

function isPowerOfTwo(value: number): boolean {
  let rest = value;
  while (rest > 1 && rest % 2 === 0) rest /= 2;
  return rest === 1;
}
