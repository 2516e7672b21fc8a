import { hashHex, type HashName } from '../platform/index.ts';
import type { Dataset, Quad } from './dataset.ts';
import { labelTies } from './ties.ts';

/** Canonical N-Quads; or why there are none: ties that cost too much to resolve. */
export type Canonical = { nquads: string; labels: string[] } | undefined;

/**
 * RDFC-1.0 (sections 4.4 to 4.8) over a dataset without repeated statements. `workFactor` is the exponent of
 * the work that ties between blank nodes may cost; undefined where that is not enough.
 */
export function canonicalize(dataset: Dataset, digest: HashName, workFactor: number): Canonical {
  const { quads, blanks } = dataset;
  const labels = new Array<string>(blanks).fill('');
  if (blanks > 0) {
    const around = quadsAround(dataset);
    const hashes = around.map((own, blank) => hashHex(digest, firstDegree(own, blank)));
    const tied = labelUnique(hashes, labels);
    if (tied.length > 0 && !labelTies({ around, hashes, labels, digest, workFactor, tied })) return undefined;
  }
  return { nquads: sortedLines(quads, labels), labels };
}

function quadsAround({ quads, blanks }: Dataset): Quad[][] {
  const around: Quad[][] = Array.from({ length: blanks }, () => []);
  for (const quad of quads) {
    const { s, o, g } = quad;
    if (s >= 0) (around[s] as Quad[]).push(quad);
    if (o >= 0 && o !== s) (around[o] as Quad[]).push(quad);
    if (g >= 0 && g !== s && g !== o) (around[g] as Quad[]).push(quad);
  }
  return around;
}

/** The text that hashes into a blank node's first-degree hash (section 4.6). */
function firstDegree(own: readonly Quad[], blank: number): string {
  return sortedText(own, (other) => (other === blank ? '_:a' : '_:z'));
}

/** Labels blank nodes whose hash is their own, in the order of hashes; returns the others, group by group. */
function labelUnique(hashes: readonly string[], labels: string[]): number[][] {
  const order = hashes.map((_, blank) => blank);
  order.sort((a, b) => compare(hashes[a] as string, hashes[b] as string) || a - b);
  const tied: number[][] = [];
  let issued = 0;
  for (let i = 0; i < order.length;) {
    let end = i + 1;
    while (end < order.length && hashes[order[end] as number] === hashes[order[i] as number]) end++;
    if (end === i + 1) labels[order[i] as number] = `_:c14n${issued++}`;
    else tied.push(order.slice(i, end));
    i = end;
  }
  return tied;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Every line, sorted: subjects first, then the statements of each. */
function sortedLines(quads: readonly Quad[], labels: readonly string[]): string {
  const bySubject = new Map<string, Quad[]>();
  let last = '';
  let group: Quad[] = [];
  for (const quad of quads) {
    const subject = quad.s < 0 ? quad.subject : (labels[quad.s] as string);
    if (subject !== last) {
      const known = bySubject.get(subject);
      group = known ?? [];
      if (known === undefined) bySubject.set(subject, group);
      last = subject;
    }
    group.push(quad);
  }
  let text = '';
  for (const subject of [...bySubject.keys()].sort())
    text += sortedText(bySubject.get(subject) as Quad[], (blank) => labels[blank] as string);
  return text;
}

/**
 * Statements as lines, sorted by UTF-16 code units as every implementation in use does. It is enough to compare
 * part by part: where one part is the beginning of another, the space behind it is less than what follows there.
 */
function sortedText(quads: readonly Quad[], label: (blank: number) => string): string {
  const sorted = quads.length > 1 ? [...quads].sort((a, b) => orderOf(a, b, label)) : quads;
  let text = '';
  for (const { s, subject, predicate, o, object, g, graph } of sorted) {
    text += (s < 0 ? subject : label(s)) + predicate + (o < 0 ? object : label(o));
    text += g < 0 ? `${graph} .\n` : ` ${label(g)} .\n`;
  }
  return text;
}

function orderOf(a: Quad, b: Quad, label: (blank: number) => string): number {
  if (a.s !== b.s || a.subject !== b.subject) {
    const subjects = compare(a.s < 0 ? a.subject : label(a.s), b.s < 0 ? b.subject : label(b.s));
    if (subjects !== 0) return subjects;
  }
  if (a.predicate !== b.predicate) return compare(a.predicate, b.predicate);
  const objects = compare(a.o < 0 ? a.object : label(a.o), b.o < 0 ? b.object : label(b.o));
  if (objects !== 0) return objects;
  return compare(a.g < 0 ? a.graph : label(a.g), b.g < 0 ? b.graph : label(b.g));
}
