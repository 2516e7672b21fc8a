import { describe, expect, test } from 'vitest';
import { toBase64Url, toUtf8 } from './bytes/index.ts';
import { issue, verify, type CheckId, type FailureCode, type FetchLike } from './index.ts';
import { forge, forgeJws, type ForgeOptions } from './testing/forge.ts';
import { NOW, sampleBadge, testIssuer } from './testing/sample.ts';

type Members = Record<string, unknown>;
type Row = [name: string, input: () => Promise<string | Uint8Array>, code: FailureCode, check: CheckId];

const { signer, did, pair } = await testIssuer();
const other = await testIssuer(9);
const badge = (change: Members = {}): Members => sampleBadge(did, change);
const signed = (change: Members = {}, options?: ForgeOptions): Promise<string> =>
  forge(badge(change), signer, options);
const subject = (change: Members): Members => ({
  credentialSubject: { ...(badge()['credentialSubject'] as Members), ...change },
});
const achievement = (change: Members): Members =>
  subject({
    achievement: {
      ...((badge()['credentialSubject'] as Members)['achievement'] as Members),
      ...change,
    },
  });
const V2 = 'https://www.w3.org/ns/credentials/v2';
const OB = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
const edited = async (from: string | RegExp, to: string): Promise<string> => {
  const text = await issue(badge(), { signer, now: NOW });
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`nothing to replace by ${to}`);
  return changed;
};

const reading: Row[] = [
  ['a key twice', () => edited('"id":', '"id":"urn:x:1","id":'), 'duplicate-key', 'reading'],
  [
    'a key twice, once escaped',
    () => edited('"name":', '"n\\u0061me":"x","name":'),
    'duplicate-key',
    'reading',
  ],
  ['a __proto__ key', () => edited('"name":', '"__proto__":{},"name":'), 'malformed', 'reading'],
  ['a lone surrogate', () => edited('sound', '\\ud800'), 'malformed', 'reading'],
  ['an unsafe integer', () => edited('"name":', '"n":9007199254740993,"name":'), 'number-unsafe', 'reading'],
  ['a number too large', () => edited('"name":', '"n":1e999,"name":'), 'number-unsafe', 'reading'],
  ['a byte order mark', async () => '\ufeff' + (await signed()), 'malformed', 'reading'],
  ['a trailing comma', () => edited(/\}$/, ',}'), 'malformed', 'reading'],
  ['text behind the end', async () => (await signed()) + '{}', 'malformed', 'reading'],
  ['a list', async () => `[${await signed()}]`, 'malformed', 'reading'],
  ['nothing', () => Promise.resolve(''), 'malformed', 'reading'],
  [
    'bytes that are not UTF-8',
    () => Promise.resolve(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d)),
    'malformed',
    'reading',
  ],
  [
    'deep nesting',
    () => edited('"name":', `"x":${'['.repeat(40)}${']'.repeat(40)},"name":`),
    'limit-exceeded',
    'reading',
  ],
  ['more than a mebibyte', () => signed({ description: 'x'.repeat(1_048_576) }), 'limit-exceeded', 'reading'],
  [
    'a PNG without a badge',
    () => Promise.resolve(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)),
    'malformed',
    'reading',
  ],
  [
    'an SVG with a script',
    () => Promise.resolve('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
    'payload-active-content',
    'reading',
  ],
  [
    'an SVG with an entity',
    () => Promise.resolve('<!DOCTYPE svg [<!ENTITY x "y">]><svg>&x;</svg>'),
    'payload-active-content',
    'reading',
  ],
];

const contexts: Row[] = [
  [
    'an unknown context',
    () => signed({ '@context': [V2, OB, 'https://evil.example/v1'] }),
    'context-untrusted',
    'contexts',
  ],
  [
    'a context over http',
    () => signed({ '@context': [V2, OB.replace('https', 'http')] }),
    'context-untrusted',
    'contexts',
  ],
  [
    'a context on this machine',
    () => signed({ '@context': [V2, 'https://127.0.0.1/context'] }),
    'context-untrusted',
    'contexts',
  ],
  [
    'the catch-all context',
    () => signed({ '@context': [V2, `${V2}`.replace('credentials/v2', 'credentials/undefined-terms/v2')] }),
    'context-untrusted',
    'contexts',
  ],
  ['contexts in the wrong order', () => signed({ '@context': [OB, V2] }), 'context-untrusted', 'contexts'],
  ['no context', () => signed({ '@context': undefined }), 'context-untrusted', 'contexts'],
  ['a context that is a string', () => signed({ '@context': V2 }), 'context-untrusted', 'contexts'],
  [
    'very many contexts',
    () => signed({ '@context': [V2, ...Array<string>(50).fill(OB)] }),
    'limit-exceeded',
    'contexts',
  ],
  [
    'an inline context',
    () => signed({ '@context': [V2, OB, { name: 'https://schema.org/description' }] }),
    'context-modified',
    'context-integrity',
  ],
  [
    'an inline vocabulary',
    () => signed({ '@context': [V2, OB, { '@vocab': 'urn:x:' }], hue: 'red' }),
    'context-modified',
    'context-integrity',
  ],
  [
    'a context that is an object',
    () => signed({ '@context': { name: 'urn:x' } }),
    'context-modified',
    'context-integrity',
  ],
  [
    'a context inside the document',
    () => signed(achievement({ '@context': { name: 'urn:x' } })),
    'context-modified',
    'context-integrity',
  ],
  [
    'a known context inside the document',
    () => signed(achievement({ '@context': [V2] })),
    'context-modified',
    'context-integrity',
  ],
  ['a context twice', () => signed({ '@context': [V2, OB, OB] }), 'context-modified', 'context-integrity'],
  [
    'a null context inside',
    () => signed(achievement({ '@context': null })),
    'context-modified',
    'context-integrity',
  ],
  [
    'a context inside the proof',
    () => signed({}, { proof: { '@context': [V2] } }),
    'context-modified',
    'proof',
  ],
];

const terms: Row[] = [
  ['an undefined term', () => signed({ hue: 'red' }), 'unsigned-term', 'terms'],
  ['an undefined term deep inside', () => signed(achievement({ hue: 'red' })), 'unsigned-term', 'terms'],
  [
    'an undefined type',
    () => signed({ type: ['VerifiableCredential', 'OpenBadgeCredential', 'Medal'] }),
    'unsigned-term',
    'terms',
  ],
  ['an undefined term in a proof', () => signed({}, { proof: { hue: 'red' } }), 'unsigned-term', 'proof'],
  ['an index', () => signed({ '@index': 'x' }), 'unsigned-term', 'terms'],
  ['a nested graph', () => signed({ '@graph': [] }), 'unsigned-term', 'terms'],
  ['an included block', () => signed({ '@included': [] }), 'unsigned-term', 'terms'],
  ['a reverse property', () => signed({ '@reverse': {} }), 'unsigned-term', 'terms'],
  ['null', () => signed(achievement({ humanCode: null })), 'unsigned-term', 'terms'],
  [
    'very many values',
    () => signed(achievement({ tag: Array.from({ length: 20_000 }, (_, i) => `t${i}`) })),
    'limit-exceeded',
    'terms',
  ],
  [
    'more statements than the limit',
    () => signed(achievement({ tag: Array.from({ length: 2_500 }, (_, i) => `t${i}`) })),
    'limit-exceeded',
    'terms',
  ],
  [
    'a poison graph',
    () =>
      signed(
        subject({
          result: Array.from({ length: 40 }, () => ({
            type: ['Result'],
            alignment: [
              { type: ['Alignment'], targetName: 'a', targetUrl: 'urn:x:1' },
              { type: ['Alignment'], targetName: 'a', targetUrl: 'urn:x:1' },
            ],
          })),
        }),
      ),
    'limit-exceeded',
    'terms',
  ],
];

const shapes: [string, Members, FailureCode?][] = [
  ['a date without a time zone', { validFrom: '2026-05-01T00:00:00' }],
  ['a day that the calendar does not have', { validFrom: '2026-02-30T00:00:00Z' }],
  ['second 60', { validFrom: '2026-01-01T00:00:60Z' }],
  ['a date that is a number', { validFrom: 1 }],
  ['an end before the start', { validUntil: '2026-04-01T00:00:00Z' }],
  ['no issuer', { issuer: undefined }],
  ['an issuer that is not a URL', { issuer: 'me' }],
  ['two issuers', { issuer: [did, did] }],
  ['no subject', { credentialSubject: undefined }],
  ['an empty list of subjects', { credentialSubject: [] }],
  ['a subject that is a string', { credentialSubject: 'urn:x:1' }],
  ['an id that is not a URL', { id: 'seven' }],
  ['two ids', { id: ['urn:x:1', 'urn:x:2'] }],
  ['no id', { id: undefined }],
  ['a type twice', { type: ['VerifiableCredential', 'OpenBadgeCredential', 'OpenBadgeCredential'] }],
  ['a status without a type', { credentialStatus: { id: 'urn:x:1' } }],
  ['a schema without a type', { credentialSchema: { id: 'urn:x:1' } }],
  ['a schema without an id', { credentialSchema: { type: 'JsonSchema' } }],
  ['evidence without a type', { evidence: [{ id: 'urn:x:1' }] }],
  ['a resource without a digest', { relatedResource: [{ id: 'urn:x:1' }] }],
  ['a resource twice', { relatedResource: [1, 2].map(() => ({ id: 'urn:x:1', digestSRI: 'sha256-abcd' })) }],
  ['no achievement', subject({ achievement: undefined })],
  ['an achievement without criteria', achievement({ criteria: undefined })],
  ['an achievement without a name', achievement({ name: undefined })],
  ['an unknown kind of achievement', achievement({ achievementType: 'Knighthood' })],
  ['an alignment without a target', achievement({ alignment: [{ type: ['Alignment'], targetName: 'x' }] })],
  [
    'an unhashed flag that is text',
    subject({
      identifier: [{ type: 'IdentityObject', hashed: 'true', identityHash: 'x', identityType: 'name' }],
    }),
  ],
  [
    'a script in a URL',
    achievement({ image: { id: 'javascript:alert(1)', type: 'Image' } }),
    'payload-active-content',
  ],
  [
    'a page in a data URL',
    achievement({ image: { id: 'data:text/html,<b>', type: 'Image' } }),
    'payload-active-content',
  ],
  [
    'very many subjects',
    { credentialSubject: Array.from({ length: 65 }, () => badge()['credentialSubject']) },
    'limit-exceeded',
  ],
];

const proofs: Row[] = [
  ['no proof', () => Promise.resolve(JSON.stringify(badge())), 'proof-missing', 'proof'],
  [
    'an empty list of proofs',
    () => Promise.resolve(JSON.stringify(badge({ proof: [] }))),
    'proof-missing',
    'proof',
  ],
  ['a changed name', () => edited('Statistical', 'Statistica1'), 'proof-invalid', 'proof'],
  [
    'a changed proof value',
    () => edited(/"proofValue":"z(.)/, '"proofValue":"z5$1'),
    'proof-invalid',
    'proof',
  ],
  [
    'a proof value that is not base58',
    () => edited(/"proofValue":"z/, '"proofValue":"z0'),
    'proof-invalid',
    'proof',
  ],
  [
    'a proof value in base64url',
    () => edited(/"proofValue":"z/, '"proofValue":"u'),
    'proof-invalid',
    'proof',
  ],
  [
    'a very long proof value',
    () => edited(/"proofValue":"z/, `"proofValue":"z${'2'.repeat(50_000)}`),
    'proof-invalid',
    'proof',
  ],
  [
    'an expired proof',
    () => signed({}, { proof: { expires: '2026-05-20T00:00:00Z' } }),
    'proof-expired',
    'proof',
  ],
  [
    'a proof from the future',
    () => signed({}, { proof: { created: '2026-06-02T00:00:00Z' } }),
    'not-yet-valid',
    'proof',
  ],
  [
    'a proof whose date has no zone',
    () => signed({}, { proof: { created: '2026-05-20T00:00:00' } }),
    'schema',
    'proof',
  ],
  [
    'a proof of authentication',
    () => signed({}, { proof: { proofPurpose: 'authentication' } }),
    'proof-purpose',
    'proof',
  ],
  [
    'a proof without purpose',
    () => signed({}, { proof: { proofPurpose: undefined } }),
    'proof-purpose',
    'proof',
  ],
  [
    'an unknown cryptosuite',
    () => signed({}, { proof: { cryptosuite: 'rot13-2026' } }),
    'alg-not-allowed',
    'proof',
  ],
  ['a suite for another key', () => signed({}, { suite: 'ecdsa-rdfc-2019' }), 'alg-not-allowed', 'proof'],
  [
    'a proof of an older kind',
    () => signed({}, { proof: { type: 'Ed25519Signature2020' } }),
    'alg-not-allowed',
    'proof',
  ],
  [
    'a previous proof that is not there',
    () => signed({}, { proof: { previousProof: 'urn:x:gone' } }),
    'proof-invalid',
    'proof',
  ],
  [
    'very many proofs',
    async () =>
      JSON.stringify({
        ...badge(),
        proof: Array<unknown>(20).fill((JSON.parse(await signed()) as Members)['proof']),
      }),
    'limit-exceeded',
    'proof',
  ],
  ['the key of somebody else', () => forge(badge(), other.signer), 'issuer-mismatch', 'issuer-binding'],
  ['a key of small order', () => signed({}, { proof: { verificationMethod: weak } }), 'key-weak', 'key'],
  [
    'a key under another fragment',
    () => signed({}, { proof: { verificationMethod: `${did}#key-1` } }),
    'key-unresolvable',
    'key',
  ],
  [
    'an unknown DID method',
    () => signed({}, { proof: { verificationMethod: 'did:example:1#k' } }),
    'key-unresolvable',
    'key',
  ],
  [
    'a DID on this machine',
    () => signed({}, { proof: { verificationMethod: 'did:web:localhost#k' } }),
    'fetch-blocked',
    'key',
  ],
  [
    'a controller over http',
    () => signed({}, { proof: { verificationMethod: 'http://issuer.example/#k' } }),
    'fetch-blocked',
    'key',
  ],
  ['not valid yet', () => signed({ validFrom: '2026-06-02T00:00:00Z' }), 'not-yet-valid', 'validity'],
  ['expired', () => signed({ validUntil: '2026-05-31T00:00:00Z' }), 'expired', 'validity'],
  [
    'a resource that is another',
    () => signed({ relatedResource: [{ id: V2, digestSRI: 'sha256-JMGQ6YVtUhEfKSdurY/Q4' }] }),
    'context-modified',
    'resources',
  ],
];
const weak = 'did:key:z6MkeTG3bFFSLYVU7VqhgZxqr6YzpaGrQtFMh1uvqGy1vDnP';

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
  ['a time that overflows', () => token({}, { exp: 1e17 }), 'number-unsafe', 'shape'],
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
const otherX = other.pair.privateKeyJwk['x'];

const asked: string[] = [];
const spy: FetchLike = (url) => {
  asked.push(url);
  return Promise.reject(new Error('nobody is there'));
};

async function refuses([name, input, code, check]: Row): Promise<void> {
  const start = performance.now();
  const report = await verify(await input(), { now: NOW, fetch: spy });
  expect(performance.now() - start, `${name} takes long`).toBeLessThan(5_000);
  expect(report.outcome, name).toBe('invalid');
  const found = report.checks.find((entry) => entry.id === check);
  expect(found, JSON.stringify(report.checks.filter(({ status }) => status === 'fail'))).toMatchObject({
    status: 'fail',
    code,
  });
  expect(asked).toEqual([]);
}

describe('the reader refuses', () => {
  test.each(reading)('%s', (...row) => refuses(row));
});
describe('the contexts may not be', () => {
  test.each(contexts)('%s', (...row) => refuses(row));
});
describe('terms are refused for', () => {
  test.each(terms)('%s', (...row) => refuses(row));
});
describe('a shape is refused for', () => {
  test.each(shapes)('%s', async (name, change, code = 'schema') => {
    await refuses([name, () => signed(change), code, 'shape']);
  });
});
describe('a proof is refused for', () => {
  test.each(proofs)('%s', (...row) => refuses(row));
});
describe('a token is refused for', () => {
  test.each(tokens)('%s', (...row) => refuses(row));
});
