import { describe, test } from 'vitest';
import { forge } from '../testing/forge.ts';
import {
  badge,
  did,
  edited,
  other,
  refuses,
  signed,
  V2,
  type Members,
  type Row,
} from '../testing/hostile.ts';

const weak = 'did:key:z6MkeTG3bFFSLYVU7VqhgZxqr6YzpaGrQtFMh1uvqGy1vDnP';
const proofs: Row[] = [
  ['no proof', () => Promise.resolve(JSON.stringify(badge())), 'proof-missing', 'proof'],
  [
    'an empty list of proofs',
    () => Promise.resolve(JSON.stringify(badge({ proof: [] }))),
    'proof-missing',
    'proof',
  ],
  ['a changed name', () => edited('Statistical', 'Statistica1'), 'proof-invalid', 'proof'],
  [
    'a changed proof value',
    () => edited(/"proofValue":"z(.)/, '"proofValue":"z5$1'),
    'proof-invalid',
    'proof',
  ],
  [
    'a proof value that is not base58',
    () => edited(/"proofValue":"z/, '"proofValue":"z0'),
    'proof-invalid',
    'proof',
  ],
  [
    'a proof value in base64url',
    () => edited(/"proofValue":"z/, '"proofValue":"u'),
    'proof-invalid',
    'proof',
  ],
  [
    'a very long proof value',
    () => edited(/"proofValue":"z/, `"proofValue":"z${'2'.repeat(50_000)}`),
    'proof-invalid',
    'proof',
  ],
  [
    'an expired proof',
    () => signed({}, { proof: { expires: '2026-05-20T00:00:00Z' } }),
    'proof-expired',
    'proof',
  ],
  [
    'a proof from the future',
    () => signed({}, { proof: { created: '2026-06-02T00:00:00Z' } }),
    'not-yet-valid',
    'proof',
  ],
  [
    'a proof whose date has no zone',
    () => signed({}, { proof: { created: '2026-05-20T00:00:00' } }),
    'schema',
    'proof',
  ],
  [
    'a proof of authentication',
    () => signed({}, { proof: { proofPurpose: 'authentication' } }),
    'proof-purpose',
    'proof',
  ],
  [
    'a proof without purpose',
    () => signed({}, { proof: { proofPurpose: undefined } }),
    'proof-purpose',
    'proof',
  ],
  [
    'an unknown cryptosuite',
    () => signed({}, { proof: { cryptosuite: 'rot13-2026' } }),
    'alg-not-allowed',
    'proof',
  ],
  ['a suite for another key', () => signed({}, { suite: 'ecdsa-rdfc-2019' }), 'alg-not-allowed', 'proof'],
  [
    'a proof of an older kind',
    () => signed({}, { proof: { type: 'Ed25519Signature2020' } }),
    'alg-not-allowed',
    'proof',
  ],
  [
    'a previous proof that is not there',
    () => signed({}, { proof: { previousProof: 'urn:x:gone' } }),
    'proof-invalid',
    'proof',
  ],
  [
    'very many proofs',
    async () =>
      JSON.stringify({
        ...badge(),
        proof: Array<unknown>(20).fill((JSON.parse(await signed()) as Members)['proof']),
      }),
    'limit-exceeded',
    'proof',
  ],
  ['the key of somebody else', () => forge(badge(), other.signer), 'issuer-mismatch', 'issuer-binding'],
  ['a key of small order', () => signed({}, { proof: { verificationMethod: weak } }), 'key-weak', 'key'],
  [
    'a key under another fragment',
    () => signed({}, { proof: { verificationMethod: `${did}#key-1` } }),
    'key-unresolvable',
    'key',
  ],
  [
    'an unknown DID method',
    () => signed({}, { proof: { verificationMethod: 'did:example:1#k' } }),
    'key-unresolvable',
    'key',
  ],
  [
    'a DID on this machine',
    () => signed({}, { proof: { verificationMethod: 'did:web:localhost#k' } }),
    'fetch-blocked',
    'key',
  ],
  [
    'a controller over http',
    () => signed({}, { proof: { verificationMethod: 'http://issuer.example/#k' } }),
    'fetch-blocked',
    'key',
  ],
  ['not valid yet', () => signed({ validFrom: '2026-06-02T00:00:00Z' }), 'not-yet-valid', 'validity'],
  ['expired', () => signed({ validUntil: '2026-05-31T00:00:00Z' }), 'expired', 'validity'],
  [
    'a resource that is another',
    () => signed({ relatedResource: [{ id: V2, digestSRI: 'sha256-JMGQ6YVtUhEfKSdurY/Q4' }] }),
    'context-modified',
    'resources',
  ],
];

describe('a proof is refused for', () => {
  test.each(proofs)('%s', (...row) => refuses(row));
});
