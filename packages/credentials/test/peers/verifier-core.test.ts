import { verifyCredential } from '@digitalcredentials/verifier-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { issue } from '../../src/index.ts';
import { NOW, sampleBadge, testIssuer } from '../../src/testing/sample.ts';

interface Answer {
  errors?: { name: string }[];
  log?: { id: string; valid: boolean }[];
}

async function ask(text: string): Promise<Answer> {
  const credential = JSON.parse(text) as Parameters<typeof verifyCredential>[0]['credential'];
  return (await verifyCredential({ credential, knownDIDRegistries: [] })) as Answer;
}

describe('@digitalcredentials/verifier-core', () => {
  // It asks for a schema over the network on every verification; here nobody answers but an empty one.
  beforeAll(() => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('{}')));
  });
  afterAll(() => {
    vi.unstubAllGlobals();
  });

  test('accepts what we issue, and refuses it with one letter changed', async () => {
    const { signer, did } = await testIssuer();
    // It judges by its own clock, so the credential has to be valid for long.
    const badge = sampleBadge(did, { validFrom: '2025-01-01T00:00:00Z', validUntil: '2125-01-01T00:00:00Z' });
    const text = await issue(badge, { signer, now: NOW, created: new Date('2025-01-01T00:00:00Z') });
    const answer = await ask(text);
    expect(answer.errors).toBeUndefined();
    expect(answer.log).toContainEqual(expect.objectContaining({ id: 'valid_signature', valid: true }));
    const refused = await ask(text.replace('sound conclusions', 'soumd conclusions'));
    expect(JSON.stringify(refused)).toContain('invalid_signature');
  });
});
