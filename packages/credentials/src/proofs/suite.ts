import { concat } from '../bytes/index.ts';
import type { ContextRegistry } from '../contexts/index.ts';
import type { JsonObject } from '../json/index.ts';
import type { PublicKey } from '../keys/public-key.ts';
import { hash, type HashName } from '../platform/index.ts';
import type { RdfLimits } from '../rdf/index.ts';
import type { Fault } from '../refusal.ts';

/** What canonicalisation is done with. */
export interface Surroundings {
  registry: ContextRegistry;
  limits: RdfLimits;
}

/** Bytes to be signed, or why there are none. */
export type ToBeSigned = { bytes: Uint8Array; fault?: never } | { bytes?: never; fault: Fault };

/**
 * A Data Integrity cryptosuite: which keys it takes, and what they sign. `document` is without the proof
 * (or with the previous proofs of a chain), `proof` without its `proofValue`.
 */
export interface CryptoSuite {
  readonly name: string;
  readonly keyKinds: readonly PublicKey['kind'][];
  toBeSigned(
    document: JsonObject,
    proof: JsonObject,
    kind: PublicKey['kind'],
    around: Surroundings,
  ): ToBeSigned | Promise<ToBeSigned>;
}

/** The hash that goes with a key (VC DI ECDSA, section 3): SHA-384 for P-384, else SHA-256. */
export function digestFor(kind: PublicKey['kind']): HashName {
  return kind === 'P-384' ? 'sha384' : 'sha256';
}

/** The hash of the canonical proof options followed by that of the canonical document. */
export function hashBoth(digest: HashName, proof: string, document: string): Uint8Array {
  return concat(hash(digest, proof), hash(digest, document));
}
