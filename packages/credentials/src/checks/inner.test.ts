import { describe, expect, test } from 'vitest';
import { issue, verify, type VerificationPolicy, type VerificationReport } from '../index.ts';
import { badge, did, other, signed, signer, subject, type Members } from '../testing/hostile.ts';
import { badgeAbout, clr, endorsed, endorsement, endorser, LEARNER } from '../testing/inner.ts';
import { forge, forgeJws } from '../testing/forge.ts';
import { NOW, offline } from '../testing/sample.ts';
import { MAX_LEVEL } from './inner.ts';

const ask = (input: string, policy: VerificationPolicy = {}): Promise<VerificationReport> =>
  verify(input, { now: NOW, fetch: offline, policy });
const found = (report: VerificationReport, id: string): unknown =>
  report.checks.find((entry) => entry.id === id);
const token = (document: Members, by = endorser.signer): Promise<string> =>
  forgeJws({ alg: 'EdDSA', typ: 'vc+jwt', kid: by.verificationMethod }, document, by);
const signedBy = async (document: Members, by = endorser.signer): Promise<Members> =>
  JSON.parse(await forge(document, by)) as Members;

describe('an endorsement inside a credential', () => {
  const profile = { id: did, type: ['Profile'], name: 'Example Institute' };
  const places: [string, (inside: Members, jwt: string) => Members, string[]][] = [
    ['the credential', (inside) => ({ endorsement: [inside] }), ['/endorsement/0']],
    [
      'its issuer',
      (inside) => ({ issuer: { ...profile, endorsement: [inside] } }),
      ['/issuer/endorsement/0'],
    ],
    [
      'its achievement, also as a token',
      (inside, jwt) => {
        const about = badge()['credentialSubject'] as Members;
        const more = { endorsement: [inside], endorsementJwt: [jwt] };
        return subject({ achievement: { ...(about['achievement'] as Members), ...more } });
      },
      ['/credentialSubject/achievement/endorsement/0', '/credentialSubject/achievement/endorsementJwt/0'],
    ],
  ];

  test.each(places)('of %s is verified with its own proof', async (_, place, pointers) => {
    const report = await ask(await signed(place(await endorsed(), await token(endorsement()))));
    expect(report.outcome, JSON.stringify(report.checks)).toBe('valid');
    expect(found(report, 'credentials')).toEqual({ id: 'credentials', required: true, status: 'pass' });
    expect(report.credentials?.map(({ at }) => at)).toEqual(pointers);
    for (const inner of report.credentials ?? [])
      expect(inner).toMatchObject({ outcome: 'valid', issuer: endorser.did, format: 'vc-2.0' });
  });

  test.each(places)('of %s that was altered is found out', async (_, place) => {
    const altered = await endorsed();
    (altered['credentialSubject'] as Members)['endorsementComment'] = 'The best of all.';
    const jwt = (await token(endorsement())).replace(/.{8}$/, 'AAAAAAAA');
    const report = await ask(await signed(place(altered, jwt)));
    expect(found(report, 'proof')).toMatchObject({ status: 'pass' });
    expect(found(report, 'credentials')).toMatchObject({ status: 'fail', code: 'proof-invalid' });
    expect(report.outcome).toBe('invalid');
  });

  test('that has ended, or whose status is not known, is told and decides nothing', async () => {
    const bit = { type: 'BitstringStatusListEntry', statusPurpose: 'revocation', statusListIndex: '1' };
    const entry = { ...bit, id: 'https://a.example/1#1', statusListCredential: 'https://a.example/1' };
    for (const [change, outcome, status, code] of [
      [{ validUntil: '2026-05-02T00:00:00Z' }, 'invalid', 'fail', 'expired'],
      [{ credentialStatus: entry }, 'undetermined', 'unknown', 'status-unavailable'],
    ] as const) {
      const text = await signed({ endorsement: [await endorsed(change)] });
      const report = await ask(text);
      expect(report).toMatchObject({ outcome: 'valid', credentials: [{ outcome }] });
      expect(found(report, 'credentials')).toMatchObject({ status: 'pass' });
      expect(found(report, 'endorsements')).toMatchObject({ status, code, required: false });
      const strict = await ask(text, { requiredChecks: ['endorsements'] });
      expect(strict.outcome).toBe(outcome);
    }
  });

  test('without a proof is confirmed only where the outer issuer says it itself', async () => {
    const foreign = await ask(await signed({ endorsement: [endorsement()] }));
    expect(foreign.outcome).toBe('valid');
    expect(found(foreign, 'endorsements')).toMatchObject({ status: 'fail', code: 'proof-missing' });
    const own = await ask(await signed({ endorsement: [endorsement({ issuer: did })] }));
    expect(own).toMatchObject({ outcome: 'valid', credentials: [{ outcome: 'invalid' }] });
    expect(found(own, 'endorsements')).toMatchObject({ status: 'pass' });
  });

  test('whose key cannot be reached is told', async () => {
    const place = 'https://accreditor.example/issuer';
    const away = endorsement({ issuer: { id: place, type: ['Profile'] } });
    const proof = { verificationMethod: `${place}#key` };
    const inside = JSON.parse(await forge(away, endorser.signer, { proof })) as Members;
    const report = await ask(await signed({ endorsement: [inside] }));
    expect(report.outcome).toBe('valid');
    expect(found(report, 'endorsements')).toMatchObject({ status: 'unknown', code: 'key-unresolvable' });
  });

  test('is no matter of who is expected or of the proofs that are asked for', async () => {
    const text = await signed({ ...subject({ id: LEARNER }), endorsement: [await endorsed()] });
    const policy = { recipients: [LEARNER], requiredProofs: [signer.verificationMethod] };
    const report = await ask(text, policy);
    expect(report.outcome).toBe('valid');
    expect(found(report, 'holder')).toMatchObject({ status: 'pass', required: true });
    const somebody = await ask(text, { recipients: ['urn:x:else'] });
    expect(found(somebody, 'holder')).toMatchObject({ status: 'fail', code: 'holder-mismatch' });
    expect(somebody.outcome).toBe('invalid');
  });
});

describe('the credentials of a CLR', () => {
  const record = (inside: readonly unknown[]): Promise<string> => forge(clr(did, inside), signer);

  test('are verified with their own proofs', async () => {
    const report = await ask(await record([await signedBy(badgeAbout(endorser.did))]));
    expect(report.outcome, JSON.stringify(report.checks)).toBe('valid');
    expect(report.credentials).toMatchObject([
      { outcome: 'valid', at: '/credentialSubject/verifiableCredential/0', issuer: endorser.did },
    ]);
    expect(found(report, 'holder')).toMatchObject({ status: 'pass', required: false });
  });

  test('may be tokens, whatever secures the CLR, which covers them', async () => {
    const inside = [await token(badgeAbout(endorser.did))];
    for (const text of [await token(clr(did, inside), signer), await record(inside)]) {
      const report = await ask(text);
      expect(report.outcome, JSON.stringify(report.checks)).toBe('valid');
      expect(report.credentials).toMatchObject([{ outcome: 'valid', securing: 'jwt' }]);
    }
    const exchanged = (await record(inside)).replace(
      inside[0] as string,
      await token(badgeAbout(endorser.did, 'urn:x')),
    );
    expect(found(await ask(exchanged), 'proof')).toMatchObject({ status: 'fail', code: 'proof-invalid' });
  });

  test('decide about it: altered, ended, or not signed', async () => {
    const altered = await signedBy(badgeAbout(endorser.did));
    const ended = await signedBy(badgeAbout(endorser.did, LEARNER, { validUntil: '2026-05-20T00:00:00Z' }));
    for (const [inside, code] of [
      [{ ...altered, name: 'Doctor of Everything' }, 'proof-invalid'],
      [ended, 'expired'],
      [badgeAbout(endorser.did), 'proof-missing'],
      [await signedBy(badgeAbout(other.did)), 'issuer-mismatch'],
    ] as const) {
      const report = await ask(await record([await signedBy(badgeAbout(endorser.did)), inside]));
      expect(report.outcome).toBe('invalid');
      expect(found(report, 'credentials')).toMatchObject({
        status: 'fail',
        code,
        pointer: '/credentialSubject/verifiableCredential/1',
      });
    }
  });

  test('about another id are told, and refused where the policy asks for it', async () => {
    const text = await record([await signedBy(badgeAbout(endorser.did, 'urn:x:else'))]);
    const report = await ask(text);
    expect(report.outcome).toBe('valid');
    expect(found(report, 'holder')).toMatchObject({
      status: 'fail',
      required: false,
      code: 'holder-mismatch',
    });
    expect((await ask(text, { requireHolderBinding: true })).outcome).toBe('invalid');
  });

  test('are looked at down to a level and up to a number, and refused beyond', async () => {
    const nested = async (levels: number): Promise<string> => {
      let inside: string = await token(badgeAbout(did), signer);
      for (let level = 0; level < levels; level++)
        inside = await token(clr(did, [inside], { id: `urn:x:${String(level)}` }), signer);
      return inside;
    };
    expect(await ask(await nested(MAX_LEVEL))).toMatchObject({ outcome: 'valid' });
    const deep = await ask(await nested(MAX_LEVEL + 1));
    expect(found(deep, 'credentials')).toMatchObject({ status: 'fail', code: 'limit-exceeded' });
    const many = await token(clr(did, Array<string>(65).fill(await token(badgeAbout(did), signer))), signer);
    expect(found(await ask(many), 'credentials')).toMatchObject({ status: 'fail', code: 'limit-exceeded' });
  });
});

test('nothing is issued around a credential that does not hold', async () => {
  const altered = { ...(await endorsed()), name: 'Another' };
  for (const [inside, code] of [
    [altered, 'proof-invalid'],
    [await endorsed({ issuer: other.did }), 'issuer-mismatch'],
  ] as const) {
    const refusal = issue(badge({ endorsement: [inside] }), { signer, now: NOW });
    await expect(refusal).rejects.toMatchObject({ code, pointer: '/endorsement/0' });
  }
  const sound = await issue(badge({ endorsement: [await endorsed()] }), { signer, now: NOW });
  expect((await ask(sound)).outcome).toBe('valid');
});
