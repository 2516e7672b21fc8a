import { hashHex, type HashName } from '../platform/index.ts';
import { lineOf, type Dataset, type Quad } from './dataset.ts';
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
  const lines = own.map(
    (quad) =>
      (quad.s < 0 ? quad.subject : quad.s === blank ? '_:a' : '_:z') +
      quad.predicate +
      (quad.o < 0 ? quad.object : quad.o === blank ? '_:a' : '_:z') +
      (quad.g < 0 ? quad.graph : quad.g === blank ? ' _:a' : ' _:z') +
      ' .\n',
  );
  return lines.length === 1 ? (lines[0] as string) : lines.sort().join('');
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

/**
 * Every line, sorted by UTF-16 code units as every implementation in use does. Subjects are sorted first: no
 * subject with the space after it is the beginning of another.
 */
function sortedLines(quads: readonly Quad[], labels: readonly string[]): string {
  const bySubject = new Map<string, string[]>();
  let last = '';
  let lines: string[] = [];
  for (const quad of quads) {
    const subject = quad.s < 0 ? quad.subject : (labels[quad.s] as string);
    if (subject !== last) {
      const known = bySubject.get(subject);
      lines = known ?? [];
      if (known === undefined) bySubject.set(subject, lines);
      last = subject;
    }
    lines.push(lineOf(quad, labels));
  }
  const subjects = Array.from(bySubject.keys(), (subject) => `${subject} `).sort();
  let text = '';
  for (const subject of subjects) {
    const own = bySubject.get(subject.slice(0, -1)) as string[];
    text += own.length === 1 ? (own[0] as string) : own.sort().join('');
  }
  return text;
}
