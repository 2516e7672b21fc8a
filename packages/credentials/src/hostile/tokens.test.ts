import { describe, test } from 'vitest';
import { toBase64Url, toUtf8 } from '../bytes/index.ts';
import { forgeJws } from '../testing/forge.ts';
import { badge, other, pair, refuses, signer, type Members, type Row } from '../testing/hostile.ts';

const otherX = other.pair.privateKeyJwk['x'];
const token = (header: Members = {}, change: Members = {}): Promise<string> =>
  forgeJws(
    { alg: 'EdDSA', typ: 'vc+jwt', kid: signer.verificationMethod, ...header },
    { ...badge(), ...change },
    signer,
  );
const tampered = async (change: (text: string) => string): Promise<string> => change(await token());
const tokens: Row[] = [
  ['alg none', () => token({ alg: 'none' }), 'alg-not-allowed', 'proof'],
  [
    'alg none without a signature',
    async () => (await token({ alg: 'none' })).replace(/[^.]*$/, ''),
    'alg-not-allowed',
    'proof',
  ],
  ['HMAC', () => token({ alg: 'HS256' }), 'alg-not-allowed', 'proof'],
  ['the algorithm of another key', () => token({ alg: 'ES256' }), 'alg-not-allowed', 'proof'],
  ['a critical extension', () => token({ crit: ['b64'], b64: false }), 'header-not-understood', 'proof'],
  ['an unencoded payload', () => token({ b64: false }), 'header-not-understood', 'proof'],
  ['another type of token', () => token({ typ: 'at+jwt' }), 'header-not-understood', 'proof'],
  [
    'the key of somebody else',
    () => token({ kid: other.signer.verificationMethod }),
    'proof-invalid',
    'proof',
  ],
  ['a key that walks through folders', () => token({ kid: '../../etc/passwd' }), 'key-unresolvable', 'key'],
  [
    'a key brought along',
    () => token({ kid: undefined, jwk: { kty: 'OKP', crv: 'Ed25519', x: otherX } }),
    'key-not-authorized',
    'key',
  ],
  ['a private key brought along', () => token({ jwk: pair.privateKeyJwk }), 'key-weak', 'key'],
  ['padding', () => tampered((text) => text.replace('.', '=.')), 'malformed', 'reading'],
  ['white space', () => tampered((text) => text.replace('.', ' .')), 'malformed', 'reading'],
  ['a line break at the end', () => tampered((text) => text + '\n'), 'malformed', 'reading'],
  ['a fourth part', () => tampered((text) => text + '.e30'), 'malformed', 'reading'],
  [
    'a payload with a key twice',
    () => forgeJws({ alg: 'EdDSA', kid: signer.verificationMethod }, `{"iss":"a","iss":"b"}`, signer),
    'duplicate-key',
    'reading',
  ],
  [
    'a header with a key twice',
    () => forgeJws('{"alg":"EdDSA","alg":"none"}', badge(), signer),
    'duplicate-key',
    'reading',
  ],
  [
    'an issuer claim of somebody else',
    () => token({}, { iss: other.did }),
    'issuer-mismatch',
    'issuer-binding',
  ],
  ['an id claim of another', () => token({}, { jti: 'urn:x:1' }), 'schema', 'shape'],
  ['an expired claim', () => token({}, { exp: 1_700_000_000 }), 'expired', 'validity'],
  ['a claim that is not valid yet', () => token({}, { nbf: 1_900_000_000 }), 'not-yet-valid', 'validity'],
  ['a token from the future', () => token({}, { iat: 1_900_000_000 }), 'not-yet-valid', 'validity'],
  ['a time that overflows', () => token({}, { exp: 1e12 }), 'number-unsafe', 'shape'],
  ['a time that is text', () => token({}, { iat: '2026-01-01T00:00:00Z' }), 'schema', 'shape'],
  [
    'a changed payload',
    () =>
      tampered((text) =>
        text.replace(/\.[^.]+\./, `.${toBase64Url(toUtf8(JSON.stringify(badge({ name: 'x' }))))}.`),
      ),
    'proof-invalid',
    'proof',
  ],
  ['an undefined term in a token', () => token({}, { hue: 'red' }), 'unsigned-term', 'terms'],
];

describe('a token is refused for', () => {
  test.each(tokens)('%s', (...row) => refuses(row));
});
