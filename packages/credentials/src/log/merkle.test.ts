import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sameBytes, toHex, toUtf8 } from '../bytes/index.ts';
import {
  appendLeaves,
  consistencyProof,
  inclusionProof,
  leafHash,
  nodeHash,
  nodesFor,
  storedConsistencyProof,
  storedInclusionProof,
  storedRoot,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
  type TreeHash,
} from './index.ts';

const leavesOf = (count: number): TreeHash[] =>
  Array.from({ length: count }, (_, index) => leafHash(toUtf8(`entry ${index}`)));

async function stored(leaves: readonly TreeHash[], steps: readonly number[]): Promise<Map<string, TreeHash>> {
  const nodes = new Map<string, TreeHash>();
  let size = 0;
  for (const step of [...steps, leaves.length]) {
    const more = leaves.slice(size, size + step);
    for (const { level, index, hash } of await appendLeaves(size, more, getFrom(nodes))) {
      expect(nodes.has(`${level}/${index}`)).toBe(false);
      nodes.set(`${level}/${index}`, hash);
    }
    size += more.length;
  }
  return nodes;
}

function getFrom(nodes: ReadonlyMap<string, TreeHash>): (level: number, index: number) => TreeHash {
  return (level, index) => {
    const hash = nodes.get(`${level}/${index}`);
    if (hash === undefined) throw new Error(`node ${level}/${index} is not stored`);
    return hash;
  };
}

describe('the tree of RFC 9162', () => {
  test('the known roots of certificate transparency come out', () => {
    const inputs = [
      '',
      '00',
      '10',
      '2021',
      '3031',
      '40414243',
      '5051525354555657',
      '606162636465666768696a6b6c6d6e6f',
    ];
    const leaves = inputs.map((hex) => leafHash(Uint8Array.from(Buffer.from(hex, 'hex'))));
    expect(toHex(treeRoot([]))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(toHex(treeRoot(leaves.slice(0, 1)))).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
    expect(toHex(treeRoot(leaves))).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328');
  });

  test('every leaf of every small tree proves its place, and no other does', () => {
    for (let size = 1; size <= 33; size++) {
      const leaves = leavesOf(size);
      const root = treeRoot(leaves);
      for (let index = 0; index < size; index++) {
        const proof = inclusionProof(leaves, index);
        const leaf = leaves[index] as TreeHash;
        expect(verifyInclusion({ leaf, index, size, root, proof })).toBe(true);
        expect(verifyInclusion({ leaf: leafHash(toUtf8('x')), index, size, root, proof })).toBe(false);
        if (size > 1) {
          const other = (index + 1) % size;
          expect(verifyInclusion({ leaf, index: other, size, root, proof })).toBe(false);
          expect(verifyInclusion({ leaf, index, size, root, proof: proof.slice(1) })).toBe(false);
        }
        expect(verifyInclusion({ leaf, index, size, root, proof: [...proof, leaf] })).toBe(false);
      }
    }
  });

  test('every small tree proves to be the beginning of every larger one, and a changed one does not', () => {
    for (let size = 1; size <= 20; size++) {
      const leaves = leavesOf(size);
      const root = treeRoot(leaves);
      for (let firstSize = 0; firstSize <= size; firstSize++) {
        const firstRoot = treeRoot(leaves.slice(0, firstSize));
        const proof = consistencyProof(leaves, firstSize);
        expect(verifyConsistency({ firstSize, firstRoot, size, root, proof })).toBe(true);
        if (firstSize === 0) continue;
        const forged = nodeHash(firstRoot, firstRoot);
        expect(verifyConsistency({ firstSize, firstRoot: forged, size, root, proof })).toBe(false);
        expect(verifyConsistency({ firstSize, firstRoot, size, root: forged, proof })).toBe(false);
      }
    }
  });

  test('stored nodes give the same root and the same proofs, however the leaves arrived', async () => {
    const sizes = fc.integer({ min: 1, max: 90 });
    await fc.assert(
      fc.asyncProperty(sizes, fc.array(sizes, { maxLength: 6 }), sizes, async (size, steps, pick) => {
        const leaves = leavesOf(size);
        const get = getFrom(await stored(leaves, steps));
        expect(sameBytes(await storedRoot(size, get), treeRoot(leaves))).toBe(true);
        const [index, firstSize] = [pick % size, pick % (size + 1)];
        expect(await storedInclusionProof(index, size, get)).toEqual(inclusionProof(leaves, index));
        expect(await storedConsistencyProof(firstSize, size, get)).toEqual(
          consistencyProof(leaves, firstSize),
        );
        const part = leaves.slice(0, firstSize);
        expect(await storedRoot(firstSize, get)).toEqual(treeRoot(part));
      }),
      { numRuns: 60 },
    );
  });

  test('a tree is covered by complete subtrees of falling size', () => {
    expect(nodesFor(0)).toEqual([]);
    expect(nodesFor(7)).toEqual([
      { level: 2, index: 0 },
      { level: 1, index: 2 },
      { level: 0, index: 6 },
    ]);
  });
});
