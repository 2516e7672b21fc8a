import { importJWK, jwtVerify, SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { toBase64Url, toUtf8 } from '../../src/bytes/index.ts';
import { issue, verify } from '../../src/index.ts';
import {
  generateEcdsa,
  generateEd25519,
  signerFromPrivateKey,
  type PrivateJwk,
} from '../../src/keys/index.ts';
import { NOW, offline, sampleBadge } from '../../src/testing/sample.ts';

interface Key {
  alg: string;
  jwk: PrivateJwk;
  issuer: string;
  kid: string;
}

async function rsaKey(): Promise<Key> {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: 2048,
    publicExponent: Uint8Array.of(1, 0, 1),
    hash: 'SHA-256',
  };
  const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const { alg: _a, ext: _e, key_ops: _k, ...jwk } = await crypto.subtle.exportKey('jwk', pair.privateKey);
  const did = `did:jwk:${toBase64Url(toUtf8(JSON.stringify({ kty: 'RSA', n: jwk.n, e: jwk.e })))}`;
  return { alg: 'RS256', jwk: jwk as unknown as PrivateJwk, issuer: did, kid: `${did}#0` };
}

async function keyOf(alg: string): Promise<Key> {
  if (alg === 'RS256') return rsaKey();
  const pair =
    alg === 'EdDSA' ? await generateEd25519() : await generateEcdsa(alg === 'ES256' ? 'P-256' : 'P-384');
  return { alg, jwk: pair.privateKeyJwk, issuer: pair.did, kid: pair.verificationMethod };
}

function publicPart({
  d: _d,
  p: _p,
  q: _q,
  dp: _dp,
  dq: _dq,
  qi: _qi,
  ...rest
}: PrivateJwk): Record<string, string> {
  return rest;
}

describe.each(['EdDSA', 'ES256', 'ES384', 'RS256'])('tokens with %s', (alg) => {
  test('jose accepts what we issue, in both profiles', async () => {
    const { jwk, issuer, kid } = await keyOf(alg);
    const signer = await signerFromPrivateKey(jwk, { verificationMethod: kid });
    for (const suite of ['vc-jwt', 'ob-jwt'] as const) {
      const token = await issue(sampleBadge(issuer), { signer, now: NOW, suite, fetch: offline });
      const key = await importJWK(publicPart(jwk), alg);
      const { payload, protectedHeader } = await jwtVerify(token, key, { currentDate: NOW });
      expect(protectedHeader.kid).toBe(kid);
      expect(payload['type']).toEqual(['VerifiableCredential', 'OpenBadgeCredential']);
      const report = await verify(token, { now: NOW, fetch: offline });
      expect(report.outcome, JSON.stringify(report.checks)).toBe('valid');
      expect(report.securing).toBe('jwt');
    }
  });

  test('we accept what jose signs, and refuse it with one letter changed', async () => {
    const { jwk, issuer, kid } = await keyOf(alg);
    const token = await new SignJWT(sampleBadge(issuer))
      .setProtectedHeader({ alg, kid, typ: 'vc+jwt' })
      .sign(await importJWK({ ...jwk }, alg));
    expect((await verify(token, { now: NOW, fetch: offline })).outcome).toBe('valid');
    const [header = '', , signature = ''] = token.split('.');
    const changed = toBase64Url(
      toUtf8(JSON.stringify(sampleBadge(issuer, { name: 'Statistical Reasonimg' }))),
    );
    const report = await verify(`${header}.${changed}.${signature}`, { now: NOW, fetch: offline });
    expect(report.checks).toContainEqual(expect.objectContaining({ id: 'proof', code: 'proof-invalid' }));
  });
});
