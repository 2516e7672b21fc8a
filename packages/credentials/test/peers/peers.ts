/// <reference path="./vendor.d.ts" />
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import { cryptosuite as ecdsaRdfc2019 } from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import { createSignCryptosuite, createVerifyCryptosuite } from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import { cryptosuite as eddsaRdfc2022 } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import { BUNDLED_CONTEXTS } from '../../src/contexts/index.ts';
import type { KeyPair } from '../../src/keys/index.ts';

/** The suites of the peer by their names. */
export const PEER_SUITES = {
  'eddsa-rdfc-2022': { sign: eddsaRdfc2022, verify: eddsaRdfc2022 },
  'eddsa-jcs-2022': { sign: createSignCryptosuite(), verify: createVerifyCryptosuite() },
  'ecdsa-rdfc-2019': { sign: ecdsaRdfc2019, verify: ecdsaRdfc2019 },
} as const;

/** The name of a suite that the peer has. */
export type PeerSuite = keyof typeof PEER_SUITES;

interface LoadedDocument {
  contextUrl: null;
  documentUrl: string;
  document: unknown;
  tag: string;
}

/** A loader that knows the bundled contexts and did:key, and asks nobody. */
export function offlineLoader(url: string): Promise<LoadedDocument> {
  const answer = (document: unknown): Promise<LoadedDocument> =>
    Promise.resolve({ contextUrl: null, documentUrl: url, document, tag: 'static' });
  const context = BUNDLED_CONTEXTS.find((known) => known.url === url);
  if (context !== undefined) return answer(JSON.parse(context.text));
  if (!url.startsWith('did:key:')) return Promise.reject(new Error(`not known offline: ${url}`));
  const [did = '', fragment] = url.split('#');
  const multibase = did.slice('did:key:'.length);
  const method = {
    '@context': 'https://w3id.org/security/multikey/v1',
    id: `${did}#${multibase}`,
    type: 'Multikey',
    controller: did,
    publicKeyMultibase: multibase,
  };
  if (fragment !== undefined) return answer(method);
  const relations = { assertionMethod: [method.id], authentication: [method.id] };
  return answer({
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: did,
    verificationMethod: [method],
    ...relations,
  });
}

async function peerKey(pair: KeyPair): Promise<PeerKey> {
  const from = pair.algorithm === 'Ed25519' ? Ed25519Multikey.from : EcdsaMultikey.from;
  const { did: controller, verificationMethod: id, publicKeyMultibase, secretKeyMultibase } = pair;
  return from({ type: 'Multikey', id, controller, publicKeyMultibase, secretKeyMultibase });
}

/** Issues with @digitalbazaar/vc and returns JSON text. */
export async function peerIssue(credential: object, pair: KeyPair, name: PeerSuite): Promise<string> {
  const signer = (await peerKey(pair)).signer();
  const date = '2026-06-01T12:00:00Z';
  const suite = new DataIntegrityProof({ signer, cryptosuite: PEER_SUITES[name].sign, date });
  const copy: unknown = structuredClone(credential);
  return JSON.stringify(
    await vc.issue({ credential: copy, suite, documentLoader: offlineLoader, now: date }),
  );
}

/** Whether @digitalbazaar/vc accepts a credential at a time; its status is not asked for. */
export async function peerAccepts(text: string, name: PeerSuite, now: Date): Promise<boolean> {
  const suite = new DataIntegrityProof({ cryptosuite: PEER_SUITES[name].verify });
  const outcome = await vc.verifyCredential({
    credential: JSON.parse(text) as unknown,
    suite,
    documentLoader: offlineLoader,
    checkStatus: () => Promise.resolve({ verified: true }),
    now,
  });
  return outcome.verified;
}
