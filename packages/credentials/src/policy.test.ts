import { describe, expect, test } from 'vitest';
import { CREDENTIALS_V2 } from './contexts/index.ts';
import { issue, verify, type VerificationPolicy, type VerificationReport } from './index.ts';
import { forge } from './testing/forge.ts';
import { NOW, offline, sampleBadge, testIssuer } from './testing/sample.ts';

const { signer, did, pair } = await testIssuer();
const text = await issue(sampleBadge(did), { signer, now: NOW });
const ask = (input: string, policy: VerificationPolicy): Promise<VerificationReport> =>
  verify(input, { now: NOW, fetch: offline, policy });
const checkOf = (report: VerificationReport, id: string): unknown =>
  report.checks.find((check) => check.id === id);

describe('a policy', () => {
  test('tells a recognised issuer from an unknown one, and decides by it only if it says so', async () => {
    expect(checkOf(await ask(text, { trustedIssuers: [did] }), 'issuer-trust')).toMatchObject({
      status: 'pass',
    });
    const unlisted = await ask(text, { trustedIssuers: ['did:example:else'] });
    expect(checkOf(unlisted, 'issuer-trust')).toMatchObject({ status: 'fail', code: 'issuer-untrusted' });
    expect(unlisted.outcome).toBe('valid');
    expect((await ask(text, { requireTrustedIssuer: true })).outcome).toBe('invalid');
  });

  test('may require the log, which leaves a credential undetermined', async () => {
    expect((await ask(text, { requiredChecks: ['log'] })).outcome).toBe('undetermined');
  });

  test('may leave suites out, and ask for proofs that have to be there', async () => {
    const without = await ask(text, { acceptedSuites: ['eddsa-jcs-2022'] });
    expect(checkOf(without, 'proof')).toMatchObject({ status: 'fail', code: 'alg-not-allowed' });
    expect((await ask(text, { requiredProofs: [pair.verificationMethod] })).outcome).toBe('valid');
    const missing = await ask(text, { requiredProofs: ['ecdsa-rdfc-2019'] });
    expect(checkOf(missing, 'proof')).toMatchObject({ status: 'fail', code: 'proof-missing' });
  });

  test('cannot stretch the skew of clocks beyond five minutes', async () => {
    const late = { now: new Date('2031-05-01T00:10:00Z'), fetch: offline };
    const report = await verify(text, { ...late, policy: { clockSkewSeconds: 86_400 } });
    expect(checkOf(report, 'validity')).toMatchObject({ code: 'expired' });
  });
});

describe('terms that a document defines itself', () => {
  const document = (terms: object): Record<string, unknown> => {
    const badge = sampleBadge(did, { hat: 'green' });
    return { ...badge, '@context': [...(badge['@context'] as string[]), terms] };
  };
  const policy = { inlineContexts: true };

  test('are refused, unless the policy takes them', async () => {
    const own = document({ hat: 'https://example.org/vocab#hat' });
    const signed = await issue(own, { signer, now: NOW, policy });
    expect((await ask(signed, policy)).outcome).toBe('valid');
    expect((await ask(signed.replace('green', 'black'), policy)).outcome).toBe('invalid');
    expect(checkOf(await ask(signed, {}), 'context-integrity')).toMatchObject({ code: 'context-modified' });
    await expect(issue(own, { signer, now: NOW })).rejects.toMatchObject({ code: 'context-modified' });
  });

  test('never exchange a protected term, and are never taken inside a document', async () => {
    const exchanged = document({ hat: 'urn:x:hat', OpenBadgeCredential: 'urn:x:other' });
    await expect(issue(exchanged, { signer, now: NOW, policy })).rejects.toMatchObject({
      code: 'context-modified',
    });
    const { credentialSubject } = sampleBadge(did);
    const inside = { '@context': { name: 'urn:x:other' }, ...(credentialSubject as object) };
    await expect(
      issue(sampleBadge(did, { credentialSubject: inside }), { signer, now: NOW, policy }),
    ).rejects.toMatchObject({ code: 'context-modified' });
  });
});

describe('an envelope', () => {
  const enveloped = async (change: object = {}): Promise<string> => {
    const token = await issue(sampleBadge(did), { signer, now: NOW, suite: 'vc-jwt' });
    const id = `data:application/vc+jwt,${token}`;
    return JSON.stringify({
      '@context': CREDENTIALS_V2,
      type: 'EnvelopedVerifiableCredential',
      id,
      ...change,
    });
  };
  const readingOf = async (text: string): Promise<unknown> => checkOf(await ask(text, {}), 'reading');

  test('has the context of VC 2.0 first', async () => {
    expect((await ask(await enveloped(), {})).outcome).toBe('valid');
    expect((await ask(await enveloped({ '@context': [CREDENTIALS_V2] }), {})).outcome).toBe('valid');
    for (const context of [[], undefined, 'https://www.w3.org/ns/credentials/examples/v2'])
      expect(await readingOf(await enveloped({ '@context': context }))).toMatchObject({
        code: 'context-untrusted',
      });
  });

  test('names a token by its media type or the general one of all tokens, and no other', async () => {
    const text = await enveloped();
    const named = (media: string): string => text.replace('application/vc+jwt', media);
    expect((await ask(named('application/jwt'), {})).outcome).toBe('valid');
    for (const media of ['application/vp+jwt', 'application/json', 'text/plain'])
      expect(await readingOf(named(media))).toMatchObject({ code: 'malformed' });
  });
});

describe('a set of proofs', () => {
  test('holds only if every proof does that is of an accepted kind', async () => {
    const second = await issue(JSON.parse(text) as object, { signer, now: NOW, suite: 'eddsa-jcs-2022' });
    const report = await ask(second, {});
    expect(report.outcome, JSON.stringify(report.checks)).toBe('valid');
    expect(report.proofs?.map(({ suite, status }) => [suite, status])).toEqual([
      ['eddsa-rdfc-2022', 'pass'],
      ['eddsa-jcs-2022', 'pass'],
    ]);
    const badge = JSON.parse(second) as { proof: object[] };
    const foreign = JSON.parse(await forge(sampleBadge(did, { name: 'Another' }), signer)) as {
      proof: object;
    };
    const mixed = { ...badge, proof: [...badge.proof, foreign.proof] };
    expect(checkOf(await ask(JSON.stringify(mixed), {}), 'proof')).toMatchObject({ code: 'proof-invalid' });
  });
});
