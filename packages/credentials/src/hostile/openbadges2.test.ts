import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { toBase64Url, toUtf8 } from '../bytes/index.ts';
import { verify, type CheckId, type FailureCode } from '../index.ts';
import {
  assertion,
  badgeClass,
  HOME,
  keyDocument,
  profile,
  rsaIssuer,
  sign,
  signedAssertion,
  webOf,
  world,
  type Web,
} from '../testing/old-badge.ts';
import { NOW } from '../testing/sample.ts';

type Members = Record<string, unknown>;
/** What it is, what is handed in, what is hosted, and the code and the check that must refuse it. */
type Row = [name: string, input: string | Promise<string>, web: Web, code: FailureCode, check: CheckId];

const own = await rsaIssuer();
const other = await rsaIssuer();
const short = await rsaIssuer(1_024);
const CONTEXT = 'https://w3id.org/openbadges/v2';
const EVIL = 'https://evil.example';
const at = `${HOME}/assertions/1`;
const text = (change: Members = {}): string => JSON.stringify(assertion(change));
const token = (change: Members = {}, header: Members = {}): Promise<string> =>
  sign(own.signer, signedAssertion(change), header);
const recipient = (change: Members): Members => ({
  recipient: { ...(assertion()['recipient'] as Members), ...change },
});
/** The same change in what is handed in and in what is hosted. */
const both = (name: string, change: Members, code: FailureCode, check: CheckId): Row => [
  name,
  text(change),
  { [at]: assertion(change) },
  code,
  check,
];
const redirect = (to: string): Response => new Response(null, { status: 302, headers: { location: to } });
/** HMAC with the public key for a secret: what a verifier falls for that lets the token choose. */
const confused = (): string => {
  const part = (value: unknown): string => toBase64Url(toUtf8(JSON.stringify(value)));
  const input = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(signedAssertion())}`;
  return `${input}.${createHmac('sha256', own.pem).update(input).digest('base64url')}`;
};

const hosted: Row[] = [
  ['a recipient put in', text(recipient({ salt: 'x' })), {}, 'proof-invalid', 'proof'],
  [
    'an end taken away and put in later',
    text({ expires: '2036-01-01T00:00:00Z' }),
    {},
    'proof-invalid',
    'proof',
  ],
  ['evidence put in', text({ evidence: `${EVIL}/work` }), {}, 'proof-invalid', 'proof'],
  [
    'a badge put in the place of its address',
    text({ badge: badgeClass({ id: `${HOME}/badges/else` }) }),
    {},
    'proof-invalid',
    'proof',
  ],
  [
    'an address at which another one stands',
    text({ id: `${HOME}/assertions/2` }),
    { [`${HOME}/assertions/2`]: assertion() },
    'proof-invalid',
    'proof',
  ],
  [
    'a host that is not the issuer’s',
    text({ id: `${EVIL}/1` }),
    { [`${EVIL}/1`]: assertion({ id: `${EVIL}/1` }) },
    'issuer-mismatch',
    'issuer-binding',
  ],
  [
    'an issuer put inside that allows the host',
    text({
      id: `${EVIL}/1`,
      badge: badgeClass({ issuer: profile({ verification: { allowedOrigins: 'evil.example' } }) }),
    }),
    {
      [`${EVIL}/1`]: assertion({
        id: `${EVIL}/1`,
        badge: badgeClass({ issuer: profile({ verification: { allowedOrigins: 'evil.example' } }) }),
      }),
    },
    'issuer-mismatch',
    'issuer-binding',
  ],
  [
    'an address that only starts like the issuer’s',
    text({ id: `${HOME}.evil.example/1` }),
    {
      [`${HOME}.evil.example/1`]: assertion({ id: `${HOME}.evil.example/1` }),
      [`${HOME}/issuer`]: profile({ verification: { startsWith: HOME } }),
    },
    'issuer-mismatch',
    'issuer-binding',
  ],
  [
    'an issuer that stands at another’s address',
    text(),
    { [`${HOME}/issuer`]: profile({ id: `${HOME}/else` }) },
    'issuer-mismatch',
    'issuer-binding',
  ],
  ['redirects in a circle', text(), { [at]: redirect(at) }, 'fetch-blocked', 'proof'],
  ['a redirect into this machine', text(), { [at]: redirect('http://127.0.0.1/') }, 'fetch-blocked', 'proof'],
  ['an address on this machine', text({ id: 'https://localhost/1' }), {}, 'fetch-blocked', 'proof'],
  ['an address over http', text({ id: 'http://badges.example.org/1' }), {}, 'fetch-blocked', 'proof'],
  [
    'a badge over http',
    text({ badge: 'http://badges.example.org/b' }),
    { [at]: assertion({ badge: 'http://badges.example.org/b' }) },
    'fetch-blocked',
    'issuer-binding',
  ],
  ['an answer that is too large', text(), { [at]: `"${'x'.repeat(1_100_000)}"` }, 'limit-exceeded', 'proof'],
  [
    'an answer with a key twice',
    text(),
    { [at]: text().replace('{', '{"type":"Assertion",') },
    'duplicate-key',
    'proof',
  ],
  ['an answer that is not JSON', text(), { [at]: 'gone' }, 'malformed', 'proof'],
  [
    'an issuer with a key twice',
    text(),
    { [`${HOME}/issuer`]: '{"id":"a","id":"b"}' },
    'duplicate-key',
    'issuer-binding',
  ],
  ['a signed one without its signature', JSON.stringify(signedAssertion()), {}, 'proof-missing', 'proof'],
  [
    'one that is hosted as signed',
    text(),
    { [at]: assertion({ verification: { type: 'SignedBadge' } }) },
    'proof-missing',
    'proof',
  ],
  both('an unknown context', { '@context': `${EVIL}/v2` }, 'context-untrusted', 'contexts'),
  both(
    'an unknown context in a list',
    { '@context': [CONTEXT, `${EVIL}/v2`] },
    'context-untrusted',
    'contexts',
  ),
  both('no context', { '@context': undefined }, 'context-untrusted', 'contexts'),
  both(
    'a context of verifiable credentials mixed in',
    { '@context': ['https://www.w3.org/ns/credentials/v2', CONTEXT] },
    'context-untrusted',
    'contexts',
  ),
  both(
    'the type of a verifiable credential mixed in',
    { type: ['Assertion', 'VerifiableCredential'] },
    'context-untrusted',
    'contexts',
  ),
  both(
    'an inline context',
    { '@context': [CONTEXT, { badge: 'urn:x' }] },
    'context-modified',
    'context-integrity',
  ),
  both('a context twice', { '@context': [CONTEXT, CONTEXT] }, 'context-modified', 'context-integrity'),
  both(
    'a context inside',
    recipient({ '@context': { identity: 'urn:x' } }),
    'context-modified',
    'context-integrity',
  ),
  [
    'an inline context of the badge',
    text(),
    { [`${HOME}/badges/robotics`]: badgeClass({ '@context': { name: 'urn:x' } }) },
    'context-modified',
    'context-integrity',
  ],
  both('very many contexts', { '@context': Array<string>(40).fill(CONTEXT) }, 'limit-exceeded', 'contexts'),
  both('a badge that is a word', { badge: 'robotics' }, 'schema', 'shape'),
  both('a badge that is a list', { badge: [badgeClass()] }, 'schema', 'shape'),
  both('an id that is a word', { id: 'one' }, 'schema', 'shape'),
  both('an id that is not an address', { id: 'urn:uuid:1' }, 'schema', 'shape'),
  both('an id that would run', { id: 'javascript:alert(1)' }, 'payload-active-content', 'shape'),
  both('no recipient', { recipient: undefined }, 'schema', 'shape'),
  both('a salt that is a number', recipient({ salt: 1 }), 'schema', 'shape'),
  both('a truth value that is a word', recipient({ hashed: 'true' }), 'schema', 'shape'),
  both('a hash without its algorithm', recipient({ identity: 'ecf5409f' }), 'schema', 'shape'),
  both('a date without a time zone', { issuedOn: '2026-05-01T00:00:00' }, 'schema', 'shape'),
  both('a date of the first edition', { issuedOn: 1_777_593_600 }, 'schema', 'shape'),
  both('an end before its start', { expires: '2026-04-01T00:00:00Z' }, 'schema', 'shape'),
  both('another way to verify', { verification: { type: 'TrustMe' } }, 'schema', 'shape'),
  [
    'a badge without an issuer',
    text(),
    { [`${HOME}/badges/robotics`]: badgeClass({ issuer: undefined }) },
    'schema',
    'shape',
  ],
  [
    'an issuer without a type',
    text(),
    { [`${HOME}/issuer`]: profile({ type: undefined }) },
    'schema',
    'shape',
  ],
  ['a key twice', text().replace('{', '{"id":"x",'), {}, 'duplicate-key', 'reading'],
];

const signed: Row[] = [
  [
    'a payload put in',
    token().then((whole) =>
      whole.replace(
        /\.[^.]+\./,
        `.${toBase64Url(toUtf8(JSON.stringify(signedAssertion(recipient({ salt: 'x' })))))}.`,
      ),
    ),
    {},
    'proof-invalid',
    'proof',
  ],
  ['the key of somebody else', sign(other.signer, signedAssertion()), {}, 'proof-invalid', 'proof'],
  [
    'a key that names another owner',
    token(),
    { [`${HOME}/keys/1`]: keyDocument(own.pem, { owner: `${EVIL}/issuer` }) },
    'issuer-mismatch',
    'issuer-binding',
  ],
  [
    'a key that names no owner',
    token(),
    { [`${HOME}/keys/1`]: keyDocument(own.pem, { owner: undefined }) },
    'issuer-mismatch',
    'issuer-binding',
  ],
  [
    'a key that the issuer does not list',
    sign(other.signer, signedAssertion({ verification: { type: 'SignedBadge', creator: `${EVIL}/key` } })),
    { [`${EVIL}/key`]: keyDocument(other.pem, { id: `${EVIL}/key` }) },
    'key-not-authorized',
    'key',
  ],
  [
    'a key that an issuer put inside lists',
    sign(
      other.signer,
      signedAssertion({
        badge: badgeClass({ issuer: profile({ publicKey: keyDocument(other.pem) }) }),
      }),
    ),
    {},
    'proof-invalid',
    'proof',
  ],
  [
    'another key at the address',
    token(),
    { [`${HOME}/keys/1`]: keyDocument(own.pem, { id: `${HOME}/keys/2` }) },
    'key-unresolvable',
    'key',
  ],
  ['a short key', token(), { [`${HOME}/keys/1`]: keyDocument(short.pem) }, 'key-weak', 'key'],
  [
    'a secret where a key belongs',
    token(),
    {
      [`${HOME}/keys/1`]: keyDocument(own.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()),
    },
    'key-weak',
    'key',
  ],
  ['no algorithm', token({}, { alg: 'none' }), {}, 'alg-not-allowed', 'proof'],
  ['the public key as a shared secret', Promise.resolve(confused()), {}, 'alg-not-allowed', 'proof'],
  ['the algorithm of another key', token({}, { alg: 'ES256' }), {}, 'alg-not-allowed', 'proof'],
  ['an algorithm that is not accepted', token({}, { alg: 'RS512' }), {}, 'alg-not-allowed', 'proof'],
  ['a critical extension', token({}, { crit: ['b64'], b64: false }), {}, 'header-not-understood', 'proof'],
  [
    'a key brought along',
    sign(other.signer, signedAssertion(), { jwk: other.privateKey.export({ format: 'jwk' }) }),
    {},
    'key-weak',
    'proof',
  ],
  [
    'a hosted one in a token',
    token({ verification: { type: 'HostedBadge' }, id: at }),
    {},
    'schema',
    'shape',
  ],
  [
    'more keys than are tried',
    token({ verification: { type: 'SignedBadge' } }),
    { [`${HOME}/issuer`]: profile({ publicKey: Array.from({ length: 9 }, (_, i) => `${HOME}/keys/${i}`) }) },
    'limit-exceeded',
    'key',
  ],
  [
    'no key',
    token({ verification: { type: 'SignedBadge' } }),
    { [`${HOME}/issuer`]: profile({ publicKey: undefined }) },
    'key-unresolvable',
    'key',
  ],
  ['a claim that has expired', token({ exp: 1_700_000_000 }), {}, 'expired', 'validity'],
  [
    'a revocation list that is too long',
    token(),
    {
      [`${HOME}/issuer`]: profile({ revocationList: `${HOME}/revoked` }),
      [`${HOME}/revoked`]: { type: 'RevocationList', revokedAssertions: Array<number>(100_001).fill(1) },
    },
    'limit-exceeded',
    'status',
  ],
  [
    'a revocation list with a key twice',
    token(),
    {
      [`${HOME}/issuer`]: profile({ revocationList: `${HOME}/revoked` }),
      [`${HOME}/revoked`]: '{"revokedAssertions":["x"],"revokedAssertions":[]}',
    },
    'status-invalid',
    'status',
  ],
  [
    'a revocation list on this machine',
    token(),
    { [`${HOME}/issuer`]: profile({ revocationList: 'https://10.0.0.1/revoked' }) },
    'fetch-blocked',
    'status',
  ],
];

async function refuses([name, input, web, code, check]: Row): Promise<void> {
  const asked: string[] = [];
  const start = performance.now();
  const fetch = webOf(world(own.pem, web), asked);
  const report = await verify(await input, { now: NOW, fetch });
  expect(performance.now() - start, `${name} takes long`).toBeLessThan(5_000);
  expect(report.outcome, name).toBe('invalid');
  const found = report.checks.find((entry) => entry.id === check);
  expect(found, JSON.stringify(report.checks.filter(({ status }) => status === 'fail'))).toMatchObject({
    status: 'fail',
    code,
  });
  expect(
    asked.filter((url) => !url.startsWith('https://') || /localhost|\/\/(?:127|10)\./.test(url)),
  ).toEqual([]);
  const isProven = ['proof', 'issuer-binding'].every(
    (id) => report.checks.find((entry) => entry.id === id)?.status === 'pass',
  );
  if (!isProven) expect(report).not.toHaveProperty('credential');
}

describe('a hosted badge is refused for', () => {
  test.each(hosted)('%s', (...row) => refuses(row));
});
describe('a signed badge is refused for', () => {
  test.each(signed)('%s', (...row) => refuses(row));
});
