import { describe, expect, test } from 'vitest';
import { toUtf8 } from './bytes/index.ts';
import { createMemory, issue, verify } from './index.ts';
import { createStatusList, setStatus, statusListCredential } from './status/index.ts';
import { NOW, offline, sampleBadge, testIssuer } from './testing/sample.ts';

const { signer, did } = await testIssuer();
const LIST = 'https://status.example/list';

function codes(report: Awaited<ReturnType<typeof verify>>): string[] {
  return report.checks.filter(({ status }) => status === 'fail').map(({ id, code }) => `${id} ${code ?? ''}`);
}

describe.each(['eddsa-rdfc-2022', 'eddsa-jcs-2022', 'vc-jwt'] as const)('a remembered %s', (suite) => {
  test('gives the report that it gave, and that it gives without a memory', async () => {
    const memory = createMemory();
    const text = await issue(sampleBadge(did), { signer, now: NOW, suite });
    const options = { now: NOW, fetch: offline };
    const plain = await verify(text, options);
    expect(plain.outcome).toBe('valid');
    for (let i = 0; i < 3; i++) expect(await verify(text, { ...options, memory })).toEqual(plain);
    expect(await verify(toUtf8(text), { ...options, memory })).toEqual(plain);
    expect(memory.documents.size).toBe(2);
  });

  test('expires, and is distrusted, like any other', async () => {
    const memory = createMemory();
    const text = await issue(sampleBadge(did), { signer, now: NOW, suite });
    const at = (now: string, policy = {}) =>
      verify(text, { now: new Date(now), fetch: offline, memory, policy });
    expect((await at('2026-06-01T12:00:00Z')).outcome).toBe('valid');
    expect(codes(await at('2031-06-01T12:00:00Z'))).toContain('validity expired');
    expect(codes(await at('2020-06-01T12:00:00Z'))).toContain('validity not-yet-valid');
    expect((await at('2026-06-01T12:00:00Z', { acceptedSuites: ['ES256'] })).outcome).toBe('invalid');
    const unlisted = { trustedIssuers: ['did:web:other.example'], requireTrustedIssuer: true };
    expect(codes(await at('2026-06-01T12:00:00Z', unlisted))).toContain('issuer-trust issuer-untrusted');
    expect((await at('2026-06-01T12:00:00Z', { limits: { quads: 3 } })).outcome).toBe('invalid');
    expect((await at('2026-06-01T12:00:00Z')).outcome).toBe('valid');
  });

  test('is not what an altered copy is taken for', async () => {
    const memory = createMemory();
    const text = await issue(sampleBadge(did), { signer, now: NOW, suite });
    await verify(text, { now: NOW, fetch: offline, memory });
    const at = Math.floor(text.length / 2);
    const unit = text[at] === 'a' ? 'b' : 'a';
    const altered = text.slice(0, at) + unit + text.slice(at + 1);
    for (let i = 0; i < 2; i++)
      expect((await verify(altered, { now: NOW, fetch: offline, memory })).outcome).toBe('invalid');
    expect((await verify(text, { now: NOW, fetch: offline, memory })).outcome).toBe('valid');
  });
});

test('a remembered credential is revoked as soon as its list says so', async () => {
  const memory = createMemory();
  const list = createStatusList();
  const serve = async (): Promise<string> =>
    issue(
      await statusListCredential({
        id: LIST,
        issuer: did,
        purpose: 'revocation',
        list,
        validFrom: new Date('2026-05-01T00:00:00Z'),
      }),
      { signer, now: NOW },
    );
  const badge = sampleBadge(did, {
    credentialStatus: {
      id: `${LIST}#5`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: '5',
      statusListCredential: LIST,
    },
  });
  const text = await issue(badge, { signer, now: NOW });
  const options = {
    now: NOW,
    memory,
    fetch: async () => new Response(await serve(), { headers: { 'content-type': 'application/vc' } }),
  };
  expect((await verify(text, options)).outcome).toBe('valid');
  setStatus(list, 5, true);
  expect(codes(await verify(text, options))).toContain('status revoked');
});

test('text with half a character is not taken for the text whose bytes it would have', async () => {
  const memory = createMemory();
  const text = await issue(sampleBadge(did, { name: 'a \ufffd b' }), { signer, now: NOW });
  expect((await verify(text, { now: NOW, fetch: offline, memory })).outcome).toBe('valid');
  const half = text.replaceAll('\ufffd', '\ud800');
  expect(codes(await verify(half, { now: NOW, fetch: offline, memory }))).toContain('reading malformed');
});

test('a memory forgets the oldest when it is full', async () => {
  const memory = createMemory({ documents: 2 });
  for (const name of ['one', 'two', 'three']) {
    const text = await issue(sampleBadge(did, { name }), { signer, now: NOW });
    await verify(text, { now: NOW, fetch: offline, memory });
  }
  expect(memory.documents.size).toBe(2);
});
