import type { Quad } from './dataset.ts';

/** The statements of one subject, sorted, each without its subject. */
export interface Block {
  /** `<iri>`, or empty for a blank node. */
  readonly subject: string;
  /** The number of a blank node, else -1. */
  readonly blank: number;
  /** ` <predicate> object .` with its line break; only the predicate where the object is a blank node. */
  readonly lines: string[];
  /** The blank node at the end of each line, or -1; undefined where no line has one. */
  links: number[] | undefined;
  /** The lines as they are in every document, where no label is among them; made when first needed. */
  text: string | undefined;
}

/** The one statement that has a blank node as its object: the beginning, and its subject where that is blank too. */
export interface Parent {
  /** `<iri> <predicate> `, or only the predicate. */
  readonly start: string;
  readonly isBlank: boolean;
}

/** Statements by subject, and for each blank node the statement above it. */
export interface Grouped {
  readonly blocks: Block[];
  readonly parents: (Parent | undefined)[];
}

/**
 * Groups the statements of the default graph by subject and sorts each group. Undefined where a blank node is
 * the object of several statements.
 */
export function groupBySubject(quads: readonly Quad[], blanks: number): Grouped | undefined {
  const named = new Map<string, Quad[]>();
  const unnamed: (Quad[] | undefined)[] = new Array<undefined>(blanks).fill(undefined);
  const parents: (Parent | undefined)[] = new Array<undefined>(blanks).fill(undefined);
  let last: Quad | undefined;
  let group: Quad[] = [];
  for (const quad of quads) {
    if (last === undefined || quad.s !== last.s || quad.subject !== last.subject) {
      const known = quad.s < 0 ? named.get(quad.subject) : unnamed[quad.s];
      group = known ?? [];
      if (known === undefined) {
        if (quad.s < 0) named.set(quad.subject, group);
        else unnamed[quad.s] = group;
      }
      last = quad;
    }
    group.push(quad);
    if (quad.o < 0) continue;
    if (parents[quad.o] !== undefined) return undefined;
    parents[quad.o] = { start: quad.subject + quad.predicate, isBlank: quad.s >= 0 };
  }
  const blocks: Block[] = [];
  for (const [subject, own] of named) blocks.push(blockOf(subject, -1, own));
  for (let blank = 0; blank < blanks; blank++) {
    const own = unnamed[blank];
    if (own !== undefined) blocks.push(blockOf('', blank, own));
  }
  return { blocks, parents };
}

function blockOf(subject: string, blank: number, own: Quad[]): Block {
  sort(own);
  const block: Block = { subject, blank, lines: [], links: undefined, text: undefined };
  for (const [at, { predicate, o, object }] of own.entries()) {
    if (o < 0) block.lines.push(`${predicate}${object} .\n`);
    else {
      block.lines.push(predicate);
      block.links ??= new Array<number>(own.length).fill(-1);
      block.links[at] = o;
    }
  }
  return block;
}

/** Sorts a few statements of one subject; blank objects come last, in an order that their labels decide later. */
function sort(own: Quad[]): void {
  for (let i = 1; i < own.length; i++) {
    const quad = own[i] as Quad;
    let at = i - 1;
    while (at >= 0 && isBehind(own[at] as Quad, quad)) {
      own[at + 1] = own[at] as Quad;
      at--;
    }
    own[at + 1] = quad;
  }
}

function isBehind(a: Quad, b: Quad): boolean {
  if (a.predicate !== b.predicate) return a.predicate > b.predicate;
  // A literal starts with a quote, an IRI with <, a blank node with _; that is also their order.
  if (a.o >= 0 || b.o >= 0) return b.o < 0;
  return a.object > b.object;
}

/** The text that hashes into the first-degree hash of a blank node (RDFC-1.0, section 4.6). */
export function firstDegreeText({ lines, links }: Block, parent: Parent | undefined): string {
  let own = '';
  if (links === undefined) own = `_:a${lines.join('_:a')}`;
  else {
    for (let i = 0; i < lines.length; i++)
      own += `_:a${lines[i] as string}${(links[i] as number) < 0 ? '' : '_:z .\n'}`;
  }
  if (parent === undefined) return own;
  return parent.isBlank ? `${own}_:z${parent.start}_:a .\n` : `${parent.start}_:a .\n${own}`;
}

/** The lines of a block. `offset` is added to the numbers of blank nodes. */
export function renderBlock(block: Block, labels: readonly string[], offset: number): string {
  const { lines, links } = block;
  if (links === undefined && block.blank < 0)
    return (block.text ??= block.subject + lines.join(block.subject));
  const subject = block.blank < 0 ? block.subject : (labels[block.blank + offset] as string);
  if (links === undefined) return subject + lines.join(subject);
  let text = '';
  for (let i = 0; i < lines.length; i++) {
    const link = links[i] as number;
    if (link < 0) {
      text += subject + (lines[i] as string);
      continue;
    }
    let end = i + 1;
    while (end < lines.length && lines[end] === lines[i] && (links[end] as number) >= 0) end++;
    const found = links.slice(i, end).map((blank) => labels[blank + offset] as string);
    if (found.length > 1) found.sort();
    for (const label of found) text += `${subject}${lines[i] as string}${label} .\n`;
    i = end - 1;
  }
  return text;
}
