import { describe, test } from 'vitest';
import { achievement, edited, OB, refuses, signed, subject, V2, type Row } from '../testing/hostile.ts';

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

describe('the reader refuses', () => {
  test.each(reading)('%s', (...row) => refuses(row));
});
describe('the contexts may not be', () => {
  test.each(contexts)('%s', (...row) => refuses(row));
});
describe('terms are refused for', () => {
  test.each(terms)('%s', (...row) => refuses(row));
});
