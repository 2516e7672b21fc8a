import { hashHex, type HashName } from '../platform/index.ts';
import type { Quad } from './dataset.ts';

/** What is known when first-degree hashes leave ties. `labels` is filled in place. */
export interface TieQuestion {
  around: readonly (readonly Quad[])[];
  hashes: readonly string[];
  labels: string[];
  digest: HashName;
  workFactor: number;
  /** Groups of blank nodes with one hash, in the order of hashes. */
  tied: readonly (readonly number[])[];
}

/** Steps through permutations that one canonicalisation may take, whatever its work factor. */
const MAX_STEPS = 20_000;

/** Temporary labels in the order in which they were issued. */
type Issued = ReadonlyMap<number, string>;

interface Work {
  readonly question: TieQuestion;
  /** N-degree hashes that may still be made. */
  calls: number;
  steps: number;
}

class TooMuchWork extends Error {}

/** Labels tied blank nodes (RDFC-1.0, section 4.4.3 step 5, and 4.8). False where it takes too much work. */
export function labelTies(question: TieQuestion): boolean {
  const { tied, labels, workFactor } = question;
  let issued = labels.filter((label) => label !== '').length;
  const count = tied.reduce((sum, group) => sum + group.length, 0);
  const work: Work = { question, calls: count ** workFactor, steps: MAX_STEPS };
  try {
    for (const group of tied) {
      const results = group
        .filter((blank) => labels[blank] === '')
        .map((blank) => nDegree(work, blank, new Map([[blank, '_:b0']])));
      results.sort((a, b) => (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0));
      for (const { issuer } of results) {
        for (const blank of issuer.keys()) if (labels[blank] === '') labels[blank] = `_:c14n${issued++}`;
      }
    }
    return true;
  } catch (error) {
    if (error instanceof TooMuchWork) return false;
    throw error;
  }
}

interface NDegree {
  hash: string;
  issuer: Issued;
}

/** Hash N-Degree Quads (section 4.8). */
function nDegree(work: Work, blank: number, issuer: Issued): NDegree {
  if (work.calls-- <= 0) throw new TooMuchWork();
  const related = relatedTo(work.question, blank, issuer);
  let data = '';
  let current = issuer;
  for (const hash of [...related.keys()].sort()) {
    const best = bestPath(work, related.get(hash) as number[], current);
    data += hash + best.path;
    current = best.issuer;
  }
  return { hash: hashHex(work.question.digest, data), issuer: current };
}

/** The blank nodes that share a statement with one, by Hash Related Blank Node (section 4.7). */
function relatedTo(question: TieQuestion, blank: number, issuer: Issued): Map<string, number[]> {
  const { around, labels, hashes, digest } = question;
  const related = new Map<string, number[]>();
  const add = (other: number, place: string): void => {
    if (other < 0 || other === blank) return;
    const id = labels[other] || issuer.get(other) || (hashes[other] ?? '');
    const hash = hashHex(digest, place + id);
    const known = related.get(hash);
    if (known === undefined) related.set(hash, [other]);
    else known.push(other);
  };
  for (const quad of around[blank] ?? []) {
    const predicate = quad.predicate.slice(1, -1);
    add(quad.s, `s${predicate}`);
    add(quad.o, `o${predicate}`);
    add(quad.g, 'g');
  }
  return related;
}

interface Path {
  path: string;
  issuer: Issued;
}

/** The least path over all orders of a list (section 4.8.3, step 5.4). */
function bestPath(work: Work, list: readonly number[], issuer: Issued): Path {
  let best: Path | undefined;
  for (const order of permutations([...list].sort((a, b) => a - b))) {
    if (work.steps-- <= 0) throw new TooMuchWork();
    const found = pathOf(work, order, issuer, best?.path);
    if (found !== undefined && (best === undefined || found.path < best.path)) best = found;
  }
  return best as Path;
}

function pathOf(
  work: Work,
  order: readonly number[],
  issuer: Issued,
  best: string | undefined,
): Path | undefined {
  const { labels } = work.question;
  let copy = new Map(issuer);
  let path = '';
  const open: number[] = [];
  for (const other of order) {
    if (labels[other] !== '') path += labels[other] as string;
    else {
      if (!copy.has(other)) open.push(other);
      path += issue(copy, other);
    }
    if (best !== undefined && path > best) return undefined;
  }
  for (const other of open) {
    const result = nDegree(work, other, copy);
    path += `${issue(copy, other)}<${result.hash}>`;
    copy = new Map(result.issuer);
    if (best !== undefined && path > best) return undefined;
  }
  return { path, issuer: copy };
}

function issue(issuer: Map<number, string>, blank: number): string {
  let label = issuer.get(blank);
  if (label === undefined) {
    label = `_:b${issuer.size}`;
    issuer.set(blank, label);
  }
  return label;
}

/** Every order of a sorted list once, even where an element repeats. */
function* permutations(sorted: readonly number[]): Generator<readonly number[]> {
  const list = [...sorted];
  for (;;) {
    yield list;
    let i = list.length - 2;
    while (i >= 0 && (list[i] as number) >= (list[i + 1] as number)) i--;
    if (i < 0) return;
    let j = list.length - 1;
    while ((list[j] as number) <= (list[i] as number)) j--;
    [list[i], list[j]] = [list[j] as number, list[i] as number];
    for (let a = i + 1, b = list.length - 1; a < b; a++, b--)
      [list[a], list[b]] = [list[b] as number, list[a] as number];
  }
}
