import { describe, expect, test } from 'vitest';
import { generateEd25519, generateEcdsa, signerFromPrivateKey } from '../keys/index.ts';
import { verify, type VerificationReport } from '../index.ts';
import {
  badgeClass,
  HOME,
  keyDocument,
  pemOf,
  profile,
  rsaIssuer,
  sign,
  signedAssertion,
  webOf,
  world,
  type Web,
} from '../testing/old-badge.ts';
import { NOW, offline } from '../testing/sample.ts';

const { pem, signer } = await rsaIssuer();
const token = await sign(signer, signedAssertion());
const ask = (input: string, change: Web = {}): Promise<VerificationReport> =>
  verify(input, { now: NOW, fetch: webOf(world(pem, change)) });
const found = (report: VerificationReport, id: string): unknown =>
  report.checks.find((entry) => entry.id === id);

describe('a signed badge', () => {
  test('is valid by the key that its issuer lists', async () => {
    expect(await ask(token)).toMatchObject({
      outcome: 'valid',
      format: 'open-badges-2.0',
      securing: 'jwt',
      issuer: `${HOME}/issuer`,
      verificationMethod: `${HOME}/keys/1`,
      proofs: [{ suite: 'RS256', verificationMethod: `${HOME}/keys/1`, status: 'pass' }],
    });
  });

  test('need not name the key, which may stand in the profile', async () => {
    const payload = signedAssertion({ verification: { type: 'SignedBadge' } });
    const keys = [keyDocument((await rsaIssuer()).pem, { id: `${HOME}/keys/0` }), keyDocument(pem)];
    const report = await ask(await sign(signer, payload), {
      [`${HOME}/issuer`]: profile({ publicKey: keys }),
    });
    expect(report).toMatchObject({ outcome: 'valid', verificationMethod: `${HOME}/keys/1` });
  });

  test('may be signed with other keys, each with its own algorithm', async () => {
    for (const [pair, alg] of [
      [await generateEcdsa('P-256'), 'ES256'],
      [await generateEcdsa('P-384'), 'ES384'],
      [await generateEd25519(), 'EdDSA'],
    ] as const) {
      const own = await signerFromPrivateKey(pair.privateKeyJwk);
      const change = { [`${HOME}/keys/1`]: keyDocument(pemOf(pair.privateKeyJwk)) };
      expect((await ask(await sign(own, signedAssertion(), { alg }), change)).outcome, alg).toBe('valid');
      const confused = await ask(await sign(own, signedAssertion(), { alg: 'RS256' }), change);
      expect(found(confused, 'proof')).toMatchObject({ status: 'fail', code: 'alg-not-allowed' });
    }
  });

  test('is undetermined where its issuer cannot be asked', async () => {
    for (const fetch of [offline, undefined]) {
      const report = await verify(token, { now: NOW, fetch });
      expect(report.outcome).toBe('undetermined');
      expect(report).not.toHaveProperty('credential');
    }
    const noKey = await ask(token, { [`${HOME}/keys/1`]: undefined });
    expect(noKey.outcome).toBe('undetermined');
    expect(found(noKey, 'key')).toMatchObject({ status: 'unknown', code: 'key-unresolvable' });
  });

  test('of Open Badges 1 is signed with a bare key on the issuer’s own host', async () => {
    const first = {
      uid: 'a-1',
      recipient: { type: 'email', identity: 'maya@example.org', hashed: false },
      badge: `${HOME}/badges/robotics`,
      verify: { type: 'signed', url: `${HOME}/key.pem` },
      issuedOn: '2026-05-01',
    };
    const list = `${HOME}/revoked`;
    const old = (revoked: object): Web => ({
      [`${HOME}/badges/robotics`]: badgeClass({ '@context': undefined }),
      [`${HOME}/issuer`]: { name: 'Example Institute', url: HOME, revocationList: list },
      [`${HOME}/key.pem`]: pem,
      [list]: revoked,
    });
    const text = await sign(signer, first, { typ: undefined });
    expect(await ask(text, old({}))).toMatchObject({ outcome: 'valid', format: 'open-badges-1.1' });
    const revoked = await ask(text, old({ 'a-1': 'Issued in error' }));
    expect(found(revoked, 'status')).toMatchObject({
      status: 'fail',
      code: 'revoked',
      detail: 'Issued in error',
    });
    const elsewhere = { ...first, verify: { type: 'signed', url: 'https://evil.example/key.pem' } };
    const report = await ask(await sign(signer, elsewhere), {
      ...old({}),
      'https://evil.example/key.pem': pem,
    });
    expect(found(report, 'key')).toMatchObject({ status: 'fail', code: 'key-not-authorized' });
  });
});

describe('the revocation list of an issuer', () => {
  const list = `${HOME}/revoked`;
  const listing = (revokedAssertions: unknown, more: object = {}): Web => ({
    [`${HOME}/issuer`]: profile({ revocationList: list }),
    [list]: { id: list, type: 'RevocationList', revokedAssertions, ...more },
  });
  const id = signedAssertion()['id'];

  test('revokes by id, by an object with a reason, and by uid', async () => {
    const named = await sign(signer, signedAssertion({ uid: 'a-1' }));
    for (const entry of [id, { id, revocationReason: 'Withdrawn' }, { uid: 'a-1' }]) {
      const report = await ask(named, listing(['urn:uuid:else', entry]));
      expect(report.outcome).toBe('invalid');
      expect(found(report, 'status')).toMatchObject({ status: 'fail', code: 'revoked' });
    }
    expect(await ask(named, listing(['urn:uuid:else']))).toMatchObject({ outcome: 'valid' });
    expect(await ask(named, listing([]))).toMatchObject({ outcome: 'valid' });
  });

  test('that is not one, or is about something else, is no answer', async () => {
    for (const change of [
      listing(undefined),
      listing([], { id: `${HOME}/else` }),
      { ...listing([]), [list]: '[]' },
    ])
      expect(found(await ask(token, change), 'status')).toMatchObject({
        status: 'fail',
        code: 'status-invalid',
      });
    const away = await ask(token, { ...listing([]), [list]: undefined });
    expect(away.outcome).toBe('undetermined');
    expect(found(away, 'status')).toMatchObject({ status: 'unknown', code: 'status-unavailable' });
  });
});
