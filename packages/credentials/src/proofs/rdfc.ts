import { member, type JsonObject } from '../json/index.ts';
import type { PublicKey } from '../keys/public-key.ts';
import { canonicalNQuads } from '../rdf/index.ts';
import { fault } from '../refusal.ts';
import { digestFor, hashBoth, type CryptoSuite, type Surroundings, type ToBeSigned } from './suite.ts';

/** What the rdfc suites sign: RDFC-1.0 of the proof options and of the document, hashed and joined. */
async function toBeSigned(
  document: JsonObject,
  proof: JsonObject,
  kind: PublicKey['kind'],
  around: Surroundings,
): Promise<ToBeSigned> {
  const digest = digestFor(kind);
  const limits = { ...around.limits, digest };
  const context = member(document, '@context');
  if (
    member(proof, '@context') !== undefined &&
    JSON.stringify(member(proof, '@context')) !== JSON.stringify(context)
  ) {
    return { fault: fault('context-modified', '', 'the proof has a context of its own') };
  }
  const options = Object.assign(Object.create(null), proof, { '@context': context }) as JsonObject;
  const canonicalProof = await canonicalNQuads(options, around.registry, limits);
  if (canonicalProof.fault !== undefined) return canonicalProof;
  const canonicalDocument = await canonicalNQuads(document, around.registry, limits);
  if (canonicalDocument.fault !== undefined) return canonicalDocument;
  return { bytes: await hashBoth(digest, canonicalProof.nquads, canonicalDocument.nquads) };
}

/** `eddsa-rdfc-2022` (VC DI EdDSA, section 3.2). */
export const eddsaRdfc2022: CryptoSuite = { name: 'eddsa-rdfc-2022', keyKinds: ['Ed25519'], toBeSigned };

/** `ecdsa-rdfc-2019` (VC DI ECDSA, section 3.2). */
export const ecdsaRdfc2019: CryptoSuite = {
  name: 'ecdsa-rdfc-2019',
  keyKinds: ['P-256', 'P-384'],
  toBeSigned,
};
