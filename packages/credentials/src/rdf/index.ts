import type { ContextRegistry } from '../contexts/index.ts';
import { notesOf, type JsonObject } from '../json/index.ts';
import { fault, type Fault } from '../refusal.ts';
import { canonicalize } from './canonicalize.ts';
import type { Dataset, Quad } from './dataset.ts';
import { canonicalByJsonld, type CanonicalResult, type RdfLimits } from './oracle.ts';
import { allStatements, statementsOf, TooManyQuads } from './statements.ts';
import { canonicalizeTree } from './tree.ts';

export type { CanonicalResult, RdfLimits } from './oracle.ts';

/** How often documents were canonicalised by the compiler, and how often by the fallback. */
export const canonicalCounts = { compiled: 0, fallback: 0 };

/** A canonical form that only has to be written; not every suite signs it. */
type Begun = { write: () => string; fault?: never } | { write?: never; fault: Fault };

interface Remembered {
  document: JsonObject;
  registry: string;
  digest: string;
  quads: number;
  begun: Begun | Promise<CanonicalResult>;
  written: CanonicalResult | undefined;
}

/**
 * The canonical forms that were made last; a verification asks for the same one several times. Documents are
 * not changed once they were read. A few are found faster by looking at each than by any index.
 */
const remembered: Remembered[] = [];
const MAX_REMEMBERED = 16;
const MAX_NOTES = 64;
let nextRemembered = 0;

function begin(document: JsonObject, registry: ContextRegistry, limits: RdfLimits): Remembered {
  const digest = limits.digest ?? 'sha256';
  for (const known of remembered) {
    if (known.document !== document || known.digest !== digest) continue;
    if (known.registry === registry.key && known.quads === limits.quads) return known;
  }
  const notes = notesOf(document);
  const key = notes === undefined ? '' : `${digest} ${limits.quads} ${limits.workFactor} ${registry.key}`;
  const noted = notes?.get(key) as Remembered | undefined;
  if (noted !== undefined) return noted;
  const compiled = beginByCompiler(document, registry, limits);
  canonicalCounts[compiled === undefined ? 'fallback' : 'compiled']++;
  const begun = compiled ?? canonicalByJsonld(document, registry, limits);
  const made = { document, registry: registry.key, digest, quads: limits.quads, begun, written: undefined };
  // Only for as long as the document itself is kept, and for the few limits that it is met under.
  if (notes !== undefined && notes.size < MAX_NOTES) notes.set(key, made);
  remembered[nextRemembered] = made;
  nextRemembered = (nextRemembered + 1) % MAX_REMEMBERED;
  return made;
}

/** The canonical N-Quads of a document whose contexts are all in the registry. Do not change it afterwards. */
export function canonicalNQuads(
  document: JsonObject,
  registry: ContextRegistry,
  limits: RdfLimits,
): CanonicalResult | Promise<CanonicalResult> {
  const found = begin(document, registry, limits);
  return found.begun instanceof Promise ? found.begun : (found.written ??= written(found.begun));
}

/** Why a document has no canonical form, if it has none: the same question without writing it. */
export function canonicalFault(
  document: JsonObject,
  registry: ContextRegistry,
  limits: RdfLimits,
): Fault | undefined | Promise<Fault | undefined> {
  const { begun } = begin(document, registry, limits);
  return begun instanceof Promise ? begun.then((result) => result.fault) : begun.fault;
}

function written(begun: Begun): CanonicalResult {
  return begun.fault === undefined ? { nquads: begun.write() } : { fault: begun.fault };
}

/**
 * The same without jsonld; undefined for what the compiler does not cover: an undefined term, a kind of
 * context that the bundled ones do not use, or a browser, which cannot hash synchronously.
 */
export function canonicalByCompiler(
  document: JsonObject,
  registry: ContextRegistry,
  limits: RdfLimits,
): CanonicalResult | undefined {
  const begun = beginByCompiler(document, registry, limits);
  return begun === undefined ? undefined : written(begun);
}

function beginByCompiler(
  document: JsonObject,
  registry: ContextRegistry,
  limits: RdfLimits,
): Begun | undefined {
  try {
    const statements = statementsOf(document, registry, limits.quads);
    if (statements === undefined) return undefined;
    const digest = limits.digest ?? 'sha256';
    const write = canonicalizeTree(statements, digest);
    if (write !== undefined) return { write };
    const all = allStatements(statements);
    const dataset = statements.mayRepeat ? withoutRepetition(all) : all;
    if (dataset === undefined) return undefined;
    const canonical = canonicalize(dataset, digest, limits.workFactor);
    return canonical === undefined
      ? { fault: fault('limit-exceeded', '', 'blank nodes that take too much work to tell apart') }
      : { write: () => canonical.nquads };
  } catch (error) {
    if (!(error instanceof TooManyQuads)) throw error;
    return { fault: fault('limit-exceeded', '', `more than ${limits.quads} statements`) };
  }
}

/**
 * A dataset is a set: one node described in two places says the same things once. Undefined where a number
 * and a text make the same statement: jsonld keeps 1 and "1" of one datatype apart, and counts it twice.
 */
function withoutRepetition(dataset: Dataset): Dataset | undefined {
  const seen = new Map<string, boolean>();
  let kept: Quad[] | undefined;
  for (const [index, quad] of dataset.quads.entries()) {
    const { s, subject, predicate, o, object, g, isNative } = quad;
    const key = `${s < 0 ? subject : s}${predicate}${o < 0 ? object : o} ${g}`;
    const before = seen.get(key);
    if (before === undefined) {
      seen.set(key, isNative);
      kept?.push(quad);
    } else if (before !== isNative) return undefined;
    else kept ??= dataset.quads.slice(0, index);
  }
  return kept === undefined ? dataset : { quads: kept, blanks: dataset.blanks };
}
