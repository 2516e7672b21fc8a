import type { ContextRegistry } from '../contexts/index.ts';
import type { JsonObject } from '../json/index.ts';
import { node } from '../platform/index.ts';
import { fault } from '../refusal.ts';
import { canonicalize } from './canonicalize.ts';
import type { Dataset, Quad } from './dataset.ts';
import { canonicalByJsonld, type CanonicalResult, type RdfLimits } from './oracle.ts';
import { statementsOf, TooManyQuads } from './statements.ts';

export type { CanonicalResult, RdfLimits } from './oracle.ts';

/** How often documents were canonicalised by the compiler, and how often by the fallback. */
export const canonicalCounts = { compiled: 0, fallback: 0 };

interface Remembered {
  registry: string;
  digest: string;
  quads: number;
  result: CanonicalResult | Promise<CanonicalResult>;
}

/** The last canonical form of each document object; documents are not changed once they were read. */
const remembered = new WeakMap<JsonObject, Remembered>();

/** The canonical N-Quads of a document whose contexts are all in the registry. Do not change it afterwards. */
export function canonicalNQuads(
  document: JsonObject,
  registry: ContextRegistry,
  limits: RdfLimits,
): CanonicalResult | Promise<CanonicalResult> {
  const digest = limits.digest ?? 'sha256';
  const known = remembered.get(document);
  if (known?.digest === digest && known.registry === registry.key && known.quads === limits.quads)
    return known.result;
  const compiled = canonicalByCompiler(document, registry, limits);
  canonicalCounts[compiled === undefined ? 'fallback' : 'compiled']++;
  const result = compiled ?? canonicalByJsonld(document, registry, limits);
  remembered.set(document, { registry: registry.key, digest, quads: limits.quads, result });
  return result;
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
  if (node === undefined) return undefined;
  try {
    const statements = statementsOf(document, registry, limits.quads);
    if (statements === undefined) return undefined;
    const dataset = statements.mayRepeat ? withoutRepetition(statements) : statements;
    if (dataset === undefined) return undefined;
    const canonical = canonicalize(dataset, limits.digest ?? 'sha256', limits.workFactor);
    return canonical === undefined
      ? { fault: fault('limit-exceeded', '', 'blank nodes that take too much work to tell apart') }
      : { nquads: canonical.nquads };
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
