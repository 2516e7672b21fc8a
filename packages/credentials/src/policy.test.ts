import { describe, expect, test } from 'vitest';
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
