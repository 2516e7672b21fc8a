import { hashHex, type HashName } from '../platform/index.ts';
import { firstDegreeText, groupBySubject, renderBlock, type Block, type Grouped } from './blocks.ts';
import type { ClosedPart } from './closed-part.ts';
import type { Statements } from './statements.ts';

/**
 * RDFC-1.0 for what nearly every document is: a tree in the default graph, in which no statement is repeated and
 * the first-degree hash of every blank node is its own. Returns a function that writes the lines; undefined where
 * the document is not like that, which is for `canonicalize` then.
 */
export function canonicalizeTree(statements: Statements, digest: HashName): (() => string) | undefined {
  if (statements.mayRepeat || statements.hasGraphs) return undefined;
  const { blanks, parts } = statements;
  const grouped = groupBySubject(statements.quads, blanks);
  if (grouped === undefined) return undefined;
  const hashes = new Array<string>(blanks).fill('');
  hashInto(hashes, grouped, digest);
  for (const { part, offset } of parts) {
    const inside = hashesOf(part, digest);
    if (inside === undefined) return undefined;
    for (let blank = 0; blank < inside.length; blank++) hashes[offset + blank] = inside[blank] as string;
  }
  const labels = labelAll(hashes);
  return labels === undefined ? undefined : () => linesOf(grouped.blocks, statements, labels);
}

function hashInto(hashes: string[], { blocks, parents }: Grouped, digest: HashName): void {
  for (const block of blocks) {
    if (block.blank >= 0) hashes[block.blank] = hashHex(digest, firstDegreeText(block, parents[block.blank]));
  }
}

/** The first-degree hashes of a closed part, which no statement outside has a say in. */
function hashesOf(part: ClosedPart, digest: HashName): readonly string[] | undefined {
  const known = part.hashes.get(digest);
  if (known !== undefined) return known;
  const grouped = groupBySubject(part.quads, part.blanks);
  if (grouped === undefined) return undefined;
  const hashes = new Array<string>(part.blanks).fill('');
  hashInto(hashes, grouped, digest);
  part.blocks = grouped.blocks;
  part.hashes.set(digest, hashes);
  return hashes;
}

/** Labels in the order of hashes; undefined where two are equal, or one is missing. */
function labelAll(hashes: readonly string[]): string[] | undefined {
  const order = hashes.map((_, blank) => blank);
  order.sort((a, b) => ((hashes[a] as string) < (hashes[b] as string) ? -1 : 1));
  const labels = new Array<string>(hashes.length).fill('');
  let last = '';
  for (const [issued, blank] of order.entries()) {
    const hash = hashes[blank] as string;
    if (hash === last) return undefined;
    last = hash;
    labels[blank] = `_:c14n${issued}`;
  }
  return labels;
}

interface Placed {
  block: Block;
  subject: string;
  offset: number;
}

/** Every line: the blocks in the order of their subjects, which no two of them share. */
function linesOf(own: readonly Block[], { parts }: Statements, labels: readonly string[]): string {
  const placed: Placed[] = [];
  const place = (block: Block, offset: number): void => {
    const subject = block.blank < 0 ? block.subject : (labels[block.blank + offset] as string);
    placed.push({ block, subject, offset });
  };
  for (const block of own) place(block, 0);
  for (const { part, offset } of parts) for (const block of part.blocks ?? []) place(block, offset);
  placed.sort((a, b) => (a.subject < b.subject ? -1 : 1));
  let text = '';
  for (const { block, offset } of placed) text += renderBlock(block, labels, offset);
  return text;
}
