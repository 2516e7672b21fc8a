import { concat } from '../bytes/index.ts';
import { copyMembers, member, type JsonObject, type JsonValue } from '../json/index.ts';
import type { PublicKey } from '../keys/public-key.ts';
import { hash, type HashName } from '../platform/index.ts';
import { canonicalNQuads, type RdfLimits } from '../rdf/index.ts';
import { fault } from '../refusal.ts';
import { digestFor, type CryptoSuite, type Surroundings, type ToBeSigned } from './suite.ts';

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
  const options = copyMembers(proof, { '@context': context as JsonValue });
  const hashedProof = await hashOfOptions(options, around, limits);
  if (hashedProof.fault !== undefined) return hashedProof;
  const canonicalDocument = await canonicalNQuads(document, around.registry, limits);
  if (canonicalDocument.fault !== undefined) return canonicalDocument;
  return { bytes: concat(hashedProof.bytes, hash(digest, canonicalDocument.nquads)) };
}

const MAX_OPTIONS = 512;
const hashedOptions = new Map<string, Uint8Array>();

/** The hash of canonical proof options. The proofs of a batch have the same ones, so they are kept for a while. */
async function hashOfOptions(
  options: JsonObject,
  { registry }: Surroundings,
  limits: RdfLimits & { digest: HashName },
): Promise<ToBeSigned> {
  const key = `${limits.digest} ${JSON.stringify(options)} ${registry.key}`;
  const known = hashedOptions.get(key);
  if (known !== undefined) return { bytes: known };
  const canonical = await canonicalNQuads(options, registry, limits);
  if (canonical.fault !== undefined) return canonical;
  const bytes = hash(limits.digest, canonical.nquads);
  if (hashedOptions.size >= MAX_OPTIONS) hashedOptions.delete(hashedOptions.keys().next().value as string);
  if (key.length < 4_096) hashedOptions.set(key, bytes);
  return { bytes };
}

/** `eddsa-rdfc-2022` (VC DI EdDSA, section 3.2). */
export const eddsaRdfc2022: CryptoSuite = { name: 'eddsa-rdfc-2022', keyKinds: ['Ed25519'], toBeSigned };

/** The proof type `Ed25519Signature2020` (VC DI EdDSA, appendix): the same bytes are signed. */
export const ed25519Signature2020: CryptoSuite = {
  name: 'Ed25519Signature2020',
  keyKinds: ['Ed25519'],
  toBeSigned,
};

/** `ecdsa-rdfc-2019` (VC DI ECDSA, section 3.2). */
export const ecdsaRdfc2019: CryptoSuite = {
  name: 'ecdsa-rdfc-2019',
  keyKinds: ['P-256', 'P-384'],
  toBeSigned,
};
