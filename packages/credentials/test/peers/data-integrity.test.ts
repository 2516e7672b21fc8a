import { describe, expect, test } from 'vitest';
import { issue, verify } from '../../src/index.ts';
import { generateEcdsa, generateEd25519, signerFromPrivateKey, type KeyPair } from '../../src/keys/index.ts';
import { NOW, offline, sampleBadge } from '../../src/testing/sample.ts';
import { peerAccepts, peerIssue, type PeerSuite } from './peers.ts';

const options = { now: NOW, fetch: offline };
const altered = (text: string): string => text.replace('sound conclusions', 'soumd conclusions');

const cases: [PeerSuite, () => Promise<KeyPair>][] = [
  ['eddsa-rdfc-2022', () => generateEd25519()],
  ['eddsa-jcs-2022', () => generateEd25519()],
  ['ecdsa-rdfc-2019', () => generateEcdsa('P-256')],
  ['ecdsa-rdfc-2019', () => generateEcdsa('P-384')],
];

describe.each(cases)('%s against @digitalbazaar/vc', (suite, generate) => {
  test('the peer accepts what we issue, and refuses it with one letter changed', async () => {
    const pair = await generate();
    const signer = await signerFromPrivateKey(pair.privateKeyJwk);
    const text = await issue(sampleBadge(pair.did), { signer, now: NOW, suite });
    expect(await peerAccepts(text, suite, NOW)).toBe(true);
    expect(await peerAccepts(altered(text), suite, NOW)).toBe(false);
    expect((await verify(altered(text), options)).outcome).toBe('invalid');
  });

  test('we accept what the peer issues, and refuse it with one letter changed', async () => {
    const pair = await generate();
    const text = await peerIssue(sampleBadge(pair.did), pair, suite);
    const report = await verify(text, options);
    expect(report.outcome, JSON.stringify(report.checks)).toBe('valid');
    expect((await verify(altered(text), options)).outcome).toBe('invalid');
  });
});

test('the direction of a text is signed, as the peer signs it', async () => {
  const pair = await generateEd25519();
  const signer = await signerFromPrivateKey(pair.privateKeyJwk);
  const credential = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiableCredential'],
    issuer: pair.did,
    name: { '@value': 'شهادة', '@language': 'ar', '@direction': 'rtl' },
    credentialSubject: { id: 'did:example:subject' },
  };
  const text = await issue(credential, { signer, now: NOW });
  const turned = text.replace('"rtl"', '"ltr"');
  expect(await peerAccepts(text, 'eddsa-rdfc-2022', NOW)).toBe(true);
  expect(await peerAccepts(turned, 'eddsa-rdfc-2022', NOW)).toBe(false);
  expect((await verify(await peerIssue(credential, pair, 'eddsa-rdfc-2022'), options)).outcome).toBe('valid');
  expect((await verify(turned, options)).checks).toContainEqual(
    expect.objectContaining({ id: 'proof', code: 'proof-invalid' }),
  );
});
