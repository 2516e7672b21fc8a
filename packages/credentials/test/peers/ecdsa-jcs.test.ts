/// <reference path="./vendor.d.ts" />
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import { createHash, sign, verify as verifyBytes, createPrivateKey, createPublicKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fromBase58, toBase58 } from '../../src/bytes/index.ts';
import { issue, verify } from '../../src/index.ts';
import { generateEcdsa, signerFromPrivateKey, type KeyPair } from '../../src/keys/index.ts';
import { NOW, offline, sampleBadge } from '../../src/testing/sample.ts';

// No package of others for `ecdsa-jcs-2019` is among the dependencies. This is the suite written down again
// from VC DI ECDSA section 3.3, with the key read by @digitalbazaar/ecdsa-multikey and the rest by node:crypto.

type Members = Record<string, unknown>;

/** RFC 8785 for what these documents hold: text, truth values and small integers, whose keys are ASCII. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}

function hashData(document: Members, proof: Members, digest: string): Buffer {
  const hash = (value: unknown): Buffer => createHash(digest).update(canonical(value)).digest();
  return Buffer.concat([hash(proof), hash(document)]);
}

const digestOf = (pair: KeyPair): string => (pair.algorithm === 'P-384' ? 'sha384' : 'sha256');

/** The public key as the other package reads it from the multikey. */
async function foreignKey({ publicKeyMultibase }: KeyPair): Promise<ReturnType<typeof createPublicKey>> {
  const keyPair = await EcdsaMultikey.from({ type: 'Multikey', publicKeyMultibase });
  return createPublicKey({ key: await EcdsaMultikey.toJwk({ keyPair }), format: 'jwk' });
}

async function isAccepted(text: string, pair: KeyPair): Promise<boolean> {
  const { proof, ...document } = JSON.parse(text) as { proof: Members } & Members;
  const { proofValue, ...options } = proof;
  if (options['cryptosuite'] !== 'ecdsa-jcs-2019' || typeof proofValue !== 'string') return false;
  const key = await foreignKey(pair);
  const signature = fromBase58(proofValue.slice(1)) as Uint8Array;
  const data = hashData(document, options, digestOf(pair));
  return verifyBytes(digestOf(pair), data, { key, dsaEncoding: 'ieee-p1363' }, signature);
}

function signed(document: Members, pair: KeyPair): string {
  const proof = {
    type: 'DataIntegrityProof',
    cryptosuite: 'ecdsa-jcs-2019',
    created: '2026-06-01T12:00:00Z',
    verificationMethod: pair.verificationMethod,
    proofPurpose: 'assertionMethod',
    '@context': document['@context'],
  };
  const key = createPrivateKey({ key: { ...pair.privateKeyJwk }, format: 'jwk' });
  const data = hashData(document, proof, digestOf(pair));
  const signature = sign(digestOf(pair), data, { key, dsaEncoding: 'ieee-p1363' });
  return JSON.stringify({ ...document, proof: { ...proof, proofValue: `z${toBase58(signature)}` } });
}

const altered = (text: string): string => text.replace('sound conclusions', 'soumd conclusions');

describe.each(['P-256', 'P-384'] as const)(
  'ecdsa-jcs-2019 with %s against a second writing of it',
  (curve) => {
    test('what we issue is accepted, and refused with one letter changed', async () => {
      const pair = await generateEcdsa(curve);
      const signer = await signerFromPrivateKey(pair.privateKeyJwk);
      const text = await issue(sampleBadge(pair.did), { signer, now: NOW, suite: 'ecdsa-jcs-2019' });
      expect(await isAccepted(text, pair)).toBe(true);
      expect(await isAccepted(altered(text), pair)).toBe(false);
    });

    test('we accept what it signs, and refuse it with one letter changed', async () => {
      const pair = await generateEcdsa(curve);
      const text = signed(sampleBadge(pair.did), pair);
      const options = { now: NOW, fetch: offline };
      const report = await verify(text, options);
      expect(report.outcome, JSON.stringify(report.checks)).toBe('valid');
      const refused = await verify(altered(text), options);
      expect(refused.checks).toContainEqual(expect.objectContaining({ id: 'proof', code: 'proof-invalid' }));
    });
  },
);
