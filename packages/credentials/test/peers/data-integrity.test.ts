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
