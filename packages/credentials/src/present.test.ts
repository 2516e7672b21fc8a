import { describe, expect, test } from 'vitest';
import { issue, present, verify, type VerificationReport, type VerifyOptions } from './index.ts';
import { NOW, offline, sampleBadge, testIssuer } from './testing/sample.ts';

const issuer = await testIssuer(7);
const holder = await testIssuer(21);
const CHALLENGE = 'b7c1d6a0-9b8e-4a52-a8ee-1f6f5d2b7a10';

function badgeOf(subject: string): Promise<string> {
  const badge = sampleBadge(issuer.did);
  const credentialSubject = { ...(badge['credentialSubject'] as object), id: subject };
  return issue({ ...badge, credentialSubject }, { signer: issuer.signer, now: NOW });
}

const presented = async (more: object = {}, subject = holder.did): Promise<string> =>
  present([await badgeOf(subject)], {
    signer: holder.signer,
    now: NOW,
    challenge: CHALLENGE,
    domain: 'https://employer.example',
    ...more,
  });

const ask = (text: string, more: Partial<VerifyOptions> = {}): Promise<VerificationReport> =>
  verify(text, {
    now: NOW,
    fetch: offline,
    challenge: CHALLENGE,
    domain: 'https://employer.example',
    policy: { requireHolderBinding: true },
    ...more,
  });

const failing = (report: VerificationReport): unknown[] =>
  report.checks
    .filter(({ status, required }) => required && status === 'fail')
    .map(({ id, code }) => [id, code]);

describe('a presentation', () => {
  test('verifies with the challenge and domain that were asked for, and lists its credentials', async () => {
    const report = await ask(await presented());
    expect(failing(report)).toEqual([]);
    expect(report.outcome).toBe('valid');
    expect(report.kind).toBe('presentation');
    expect(report.holder).toBe(holder.did);
    expect(report.credentials?.map(({ outcome }) => outcome)).toEqual(['valid']);
  });

  test('verifies under jcs too, and with a token inside', async () => {
    expect((await ask(await presented({ suite: 'eddsa-jcs-2022' }))).outcome).toBe('valid');
    const badge = sampleBadge(issuer.did);
    const credentialSubject = { ...(badge['credentialSubject'] as object), id: holder.did };
    const credential = { ...badge, credentialSubject };
    const token = await issue(credential, { signer: issuer.signer, now: NOW, suite: 'vc-jwt' });
    const text = await present([token], {
      signer: holder.signer,
      now: NOW,
      challenge: CHALLENGE,
      domain: 'https://employer.example',
    });
    const report = await ask(text);
    expect(report.outcome, JSON.stringify(report.checks)).toBe('valid');
    expect(report.credentials?.[0]?.securing).toBe('jwt');
  });

  test('is refused with another challenge or for another domain', async () => {
    expect(failing(await ask(await presented(), { challenge: 'other' }))).toEqual([
      ['audience', 'audience-mismatch'],
    ]);
    expect(failing(await ask(await presented(), { domain: 'https://employer.example/' }))).toEqual([
      ['audience', 'audience-mismatch'],
    ]);
  });

  test('is refused the second time', async () => {
    const seen = new Set<string>();
    const replayGuard = {
      useOnce: (key: string) => Promise.resolve(!seen.has(key) && seen.add(key) !== undefined),
    };
    const text = await presented();
    expect((await ask(text, { replayGuard })).outcome).toBe('valid');
    expect(failing(await ask(text, { replayGuard }))).toEqual([['audience', 'replay']]);
  });

  test('of somebody else’s credential is refused where the holder has to be the subject', async () => {
    const text = await presented({}, 'did:example:else');
    expect(failing(await ask(text))).toEqual([['holder', 'holder-mismatch']]);
    expect((await ask(text, { policy: {} })).outcome).toBe('valid');
  });

  test('that names a holder who did not sign is refused', async () => {
    const text = await presented({ holder: issuer.did });
    expect(failing(await ask(text))).toContainEqual(['issuer-binding', 'holder-mismatch']);
  });

  test('with a credential that was changed is refused, by both proofs', async () => {
    const report = await ask((await presented()).replace('sound conclusions', 'unsound conclusions'));
    expect(failing(report)).toEqual([
      ['proof', 'proof-invalid'],
      ['credentials', 'proof-invalid'],
    ]);
    expect(report).not.toHaveProperty('credential');
  });

  test('signed as an assertion is refused', async () => {
    const text = (await presented()).replace(/"authentication"/, '"assertionMethod"');
    expect(failing(await ask(text))).toContainEqual(['proof', 'proof-purpose']);
  });

  test('of very many credentials is refused before any is verified', async () => {
    const one = JSON.parse(await badgeOf(holder.did)) as unknown;
    const text = JSON.stringify({
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiablePresentation'],
      verifiableCredential: Array.from({ length: 65 }, () => one),
    });
    expect(failing(await ask(text))).toContainEqual(['shape', 'limit-exceeded']);
  });
});
