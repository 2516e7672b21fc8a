import type { ContextRegistry } from '../contexts/index.ts';
import type { JsonObject } from '../json/index.ts';
import { canonicalByJsonld, type CanonicalResult, type RdfLimits } from './oracle.ts';

export type { CanonicalResult, RdfLimits } from './oracle.ts';

/** The canonical N-Quads of a document whose contexts are all in the registry. */
export function canonicalNQuads(
  document: JsonObject,
  registry: ContextRegistry,
  limits: RdfLimits,
): Promise<CanonicalResult> {
  return canonicalByJsonld(document, registry, limits);
}
