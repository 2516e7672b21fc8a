/// <reference path="./vendor.d.ts" />
import { contextDocument, type ContextRegistry } from '../contexts/index.ts';
import type { JsonObject } from '../json/index.ts';
import type { HashName } from '../platform/index.ts';
import { fault, type Fault } from '../refusal.ts';

/** Bounds on one canonicalisation. */
export interface RdfLimits {
  quads: number;
  workFactor: number;
  /** The hash inside RDFC-1.0; SHA-256 without it. */
  digest?: HashName;
  /** Milliseconds that the fallback may spend on telling blank nodes apart. Default 1,000. */
  milliseconds?: number;
}

/** Canonical N-Quads (RDFC-1.0 with SHA-256), or why there are none. */
export type CanonicalResult = { nquads: string; fault?: never } | { nquads?: never; fault: Fault };

/**
 * Expands a document with jsonld in safe mode and canonicalises it with rdf-canonize. Contexts come from the
 * registry; nothing is fetched. A member that the contexts do not define is `unsigned-term`.
 */
export async function canonicalByJsonld(
  document: JsonObject,
  registry: ContextRegistry,
  limits: RdfLimits,
): Promise<CanonicalResult> {
  // Loaded only when it is needed: hardly ever, and it takes longer to load than to verify a credential.
  const { default: jsonld } = await import('jsonld');
  let dataset: unknown[];
  try {
    dataset = await jsonld.toRDF(document, {
      safe: true,
      base: null,
      // The direction of text is signed as part of its datatype, as other implementations of the suites do.
      rdfDirection: 'i18n-datatype',
      documentLoader: (url) => {
        const context = registry.get(url);
        if (context === undefined) return Promise.reject(new Error('a context that is not known here'));
        const loaded = {
          contextUrl: null,
          documentUrl: url,
          document: contextDocument(context),
          tag: 'static',
        };
        return Promise.resolve(loaded);
      },
    });
  } catch (error) {
    return { fault: fault(codeOf(error), '', explain(error)) };
  }
  if (dataset.length > limits.quads) {
    return { fault: fault('limit-exceeded', '', `more than ${limits.quads} statements`) };
  }
  return canonizeDataset(dataset, limits);
}

async function canonizeDataset(dataset: unknown[], limits: RdfLimits): Promise<CanonicalResult> {
  const { default: rdfCanonize } = await import('rdf-canonize');
  try {
    const nquads = await rdfCanonize.canonize(dataset, {
      algorithm: 'RDFC-1.0',
      format: 'application/n-quads',
      maxWorkFactor: limits.workFactor,
      messageDigestAlgorithm: limits.digest ?? 'sha256',
      signal: AbortSignal.timeout(limits.milliseconds ?? 1_000),
    });
    return { nquads };
  } catch {
    return { fault: fault('limit-exceeded', '', 'blank nodes that take too much work to tell apart') };
  }
}

interface SafeModeError {
  name?: string;
  message?: string;
  details?: { code?: string; event?: { code?: string; details?: { property?: string; type?: string } } };
}

function codeOf(error: unknown): Fault['code'] {
  const { details } = error as SafeModeError;
  if (details?.event !== undefined) return 'unsigned-term';
  return details?.code === 'protected term redefinition' ? 'context-modified' : 'malformed';
}

function explain(error: unknown): string {
  const { message = '', details } = error as SafeModeError;
  const event = details?.event;
  if (event === undefined) return message.slice(0, 200);
  const name = event.details?.property ?? event.details?.type;
  return `${event.code ?? 'not signed'}${name === undefined ? '' : `: ${String(name).slice(0, 80)}`}`;
}
