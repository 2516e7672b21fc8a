import { canonicalJson, copyMembers, member, type JsonObject } from '../json/index.ts';
import type { PublicKey } from '../keys/public-key.ts';
import { fault } from '../refusal.ts';
import { digestFor, hashBoth, type CryptoSuite, type ToBeSigned } from './suite.ts';

/**
 * What the jcs suites sign: RFC 8785 of the proof options and of the document, hashed and joined. A proof
 * that carries a context must carry the beginning of the document's, and the document is signed with that.
 */
function toBeSigned(document: JsonObject, proof: JsonObject, kind: PublicKey['kind']): ToBeSigned {
  const own = member(proof, '@context');
  let signed = document;
  if (own !== undefined) {
    const [ownList, list] = [own, member(document, '@context')].map((value) =>
      Array.isArray(value) ? value : [value],
    );
    const isBeginning = ownList?.every(
      (entry, index) => JSON.stringify(entry) === JSON.stringify(list?.[index]),
    );
    // A context that is only on the document is not signed, so it may not change what the terms mean.
    if (isBeginning !== true || ownList?.length !== list?.length) {
      return {
        fault: fault('context-modified', '', 'the contexts of the document are not those of its proof'),
      };
    }
    signed = copyMembers(document, { '@context': own });
  }
  return { bytes: hashBoth(digestFor(kind), canonicalJson(proof), canonicalJson(signed)) };
}

/** `eddsa-jcs-2022` (VC DI EdDSA, section 3.3). */
export const eddsaJcs2022: CryptoSuite = { name: 'eddsa-jcs-2022', keyKinds: ['Ed25519'], toBeSigned };

/** `ecdsa-jcs-2019` (VC DI ECDSA, section 3.3). */
export const ecdsaJcs2019: CryptoSuite = { name: 'ecdsa-jcs-2019', keyKinds: ['P-256', 'P-384'], toBeSigned };
