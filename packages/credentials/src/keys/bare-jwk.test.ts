import { expect, test } from 'vitest';
import { verify, type FetchLike } from '../index.ts';
import { forgeJws } from '../testing/forge.ts';
import { NOW, sampleBadge, testIssuer } from '../testing/sample.ts';

const issuer = 'https://institute.example.org/issuer';
const kid = 'https://institute.example.org/keys/1';
const { pair, signer } = await testIssuer();
const { kty, crv, x } = pair.privateKeyJwk;

test('a kid at which a bare JWK stands belongs to nobody, even on the issuer’s own host', async () => {
  const token = await forgeJws({ alg: 'EdDSA', typ: 'vc+jwt', kid }, sampleBadge(issuer), signer);
  const fetch: FetchLike = () => Promise.resolve(Response.json({ kty, crv, x }));
  const report = await verify(token, { now: NOW, fetch });
  expect(report.outcome).toBe('invalid');
  expect(report.checks.find(({ id }) => id === 'key')).toMatchObject({
    status: 'fail',
    code: 'key-not-authorized',
  });
});

test('a kid in a controller document that is the issuer’s own is used', async () => {
  const key = { id: `${issuer}#1`, type: 'JsonWebKey', controller: issuer, publicKeyJwk: { kty, crv, x } };
  const document = { id: issuer, verificationMethod: [key], assertionMethod: [key.id] };
  const fetch: FetchLike = () => Promise.resolve(Response.json(document));
  const header = { alg: 'EdDSA', typ: 'vc+jwt', kid: key.id };
  const report = await verify(await forgeJws(header, sampleBadge(issuer), signer), { now: NOW, fetch });
  expect(report.outcome).toBe('valid');
});
