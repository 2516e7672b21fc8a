import { describe, expect, test } from 'vitest';
import { complete, CredentialRefused, issue, prepare, verify, type VerificationReport } from './index.ts';
import { generateEcdsa, signerFromPrivateKey } from './keys/index.ts';
import { NOW, offline, sampleBadge, testIssuer } from './testing/sample.ts';

const check = (report: VerificationReport, id: string): unknown =>
  report.checks.find((entry) => entry.id === id);
const options = { now: NOW, fetch: offline };

describe('a credential that was issued', () => {
  test('verifies, with every check in its place', async () => {
    const { signer, did } = await testIssuer();
    const text = await issue(sampleBadge(did), { signer, now: NOW });
    const report = await verify(text, options);
    expect(report.outcome).toBe('valid');
    expect(report.checks.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'reading pass',
      'contexts pass',
      'context-integrity pass',
      'shape pass',
      'terms pass',
      'validity pass',
      'key pass',
      'issuer-binding pass',
      'proof pass',
      'resources skipped',
      'status skipped',
      'issuer-trust unknown',
      'log unknown',
    ]);
    expect(report.issuer).toBe(did);
    expect(report.verificationMethod).toBe(signer.verificationMethod);
  });

  test('is the same as one that was prepared, signed elsewhere and completed', async () => {
    const { signer, did } = await testIssuer();
    const prepared = await prepare(sampleBadge(did), {
      verificationMethod: signer.verificationMethod,
      now: NOW,
    });
    const completed = complete(prepared, await signer.sign(prepared.toBeSigned));
    expect(completed).toBe(await issue(sampleBadge(did), { signer, now: NOW }));
    expect(completed.startsWith(prepared.document.slice(0, -2))).toBe(true);
  });

  test('verifies under every data integrity suite', async () => {
    const { signer, did } = await testIssuer();
    const [p256, p384] = [await generateEcdsa('P-256'), await generateEcdsa('P-384')];
    const cases = [
      { suite: 'eddsa-jcs-2022', signer, did },
      { suite: 'ecdsa-rdfc-2019', signer: await signerFromPrivateKey(p256.privateKeyJwk), did: p256.did },
      { suite: 'ecdsa-jcs-2019', signer: await signerFromPrivateKey(p256.privateKeyJwk), did: p256.did },
      { suite: 'ecdsa-rdfc-2019', signer: await signerFromPrivateKey(p384.privateKeyJwk), did: p384.did },
      { suite: 'ecdsa-jcs-2019', signer: await signerFromPrivateKey(p384.privateKeyJwk), did: p384.did },
    ] as const;
    for (const { suite, signer: own, did: issuer } of cases) {
      const text = await issue(sampleBadge(issuer), { signer: own, now: NOW, suite });
      const report = await verify(text, options);
      expect(report.outcome, JSON.stringify(report.checks)).toBe('valid');
      const altered = await verify(text.replace('Three worked', 'Two worked'), options);
      expect(check(altered, 'proof')).toMatchObject({ status: 'fail', code: 'proof-invalid' });
    }
  });

  test('is refused after one letter was changed, and then tells nothing of its content', async () => {
    const { signer, did } = await testIssuer();
    const text = await issue(sampleBadge(did), { signer, now: NOW });
    const report = await verify(text.replace('Statistical', 'Statistica1'), options);
    expect(report.outcome).toBe('invalid');
    expect(check(report, 'proof')).toMatchObject({ status: 'fail', code: 'proof-invalid' });
    expect(report).not.toHaveProperty('credential');
    expect(report).not.toHaveProperty('issuer');
  });

  test('is not valid before, and expired after, its time', async () => {
    const { signer, did } = await testIssuer();
    const text = await issue(sampleBadge(did), { signer, now: NOW });
    const early = await verify(text, { ...options, now: new Date('2026-04-30T23:54:59Z') });
    expect(check(early, 'validity')).toMatchObject({ status: 'fail', code: 'not-yet-valid' });
    const late = await verify(text, { ...options, now: new Date('2031-05-01T00:05:01Z') });
    expect(check(late, 'validity')).toMatchObject({ status: 'fail', code: 'expired' });
  });

  test('by a key that is not the issuer’s is refused', async () => {
    const { signer } = await testIssuer();
    const { did: other } = await testIssuer(8);
    const text = await issue(sampleBadge(other), { signer, now: NOW, policy: { issuerBinding: false } });
    const report = await verify(text, options);
    expect(report.outcome).toBe('invalid');
    expect(check(report, 'issuer-binding')).toMatchObject({ status: 'fail', code: 'issuer-mismatch' });
  });
});

describe('issuing refuses', () => {
  const cases: [string, Record<string, unknown>, string, string][] = [
    ['a term that the contexts do not define', { favouriteColour: 'red' }, 'unsigned-term', ''],
    ['a date without a time zone', { validFrom: '2026-05-01T00:00:00' }, 'schema', '/validFrom'],
    ['a credential that has expired', { validUntil: '2026-05-02T00:00:00Z' }, 'expired', '/validUntil'],
    ['an inline context', { '@context': [{ name: 'urn:x' }] }, 'context-modified', '/@context/0'],
    ['a null', { description: null }, 'schema', '/description'],
    ['another issuer', { issuer: 'did:example:else' }, 'issuer-mismatch', '/issuer'],
    ['an id that is not a URL', { id: 'seven' }, 'schema', '/id'],
  ];
  for (const [what, change, code, pointer] of cases) {
    test(what, async () => {
      const { signer, did } = await testIssuer();
      const refusal = await issue(sampleBadge(did, change), { signer, now: NOW }).catch((e: unknown) => e);
      expect(refusal).toBeInstanceOf(CredentialRefused);
      expect(refusal).toMatchObject({ code });
      if (pointer !== '') expect(refusal).toMatchObject({ pointer });
    });
  }
});
