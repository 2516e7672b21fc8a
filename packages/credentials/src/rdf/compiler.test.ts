import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contextRegistry, type PinnedContext } from '../contexts/index.ts';
import { toHex } from '../bytes/index.ts';
import { copyJson, type JsonObject } from '../json/index.ts';
import { hashSync } from '../platform/index.ts';
import { anyDocument } from '../testing/arbitrary.ts';
import { canonicalByCompiler } from './index.ts';
import { canonicalByJsonld } from './oracle.ts';

const LIMITS = { quads: 20_000, workFactor: 1, milliseconds: 100 };
const DEEP = process.env['RUNGS_TEST_DEEP'] === '1';

describe('the context compiler', () => {
  test('writes the same bytes as jsonld and rdf-canonize for credentials of every shape', async () => {
    const registry = contextRegistry();
    let [runs, fallbacks, exhausted] = [0, 0, 0];
    await fc.assert(
      fc.asyncProperty(anyDocument, async (plain) => {
        const document = copyJson(plain) as JsonObject;
        const own = canonicalByCompiler(document, registry, LIMITS);
        const oracle = await canonicalByJsonld(document, registry, LIMITS);
        runs++;
        if (own === undefined) fallbacks++;
        else if (oracle.fault?.code === 'limit-exceeded') exhausted++;
        else {
          expect(own.fault).toBeUndefined();
          expect(oracle.fault).toBeUndefined();
          expect(own.nquads).toBe(oracle.nquads);
        }
      }),
      { numRuns: DEEP ? 10_000 : 300 },
    );
    console.info(`context compiler: ${runs} documents, ${fallbacks} left to jsonld, ${exhausted} beyond it`);
    expect(fallbacks / runs).toBeLessThan(0.01);
    expect(exhausted / runs).toBeLessThan(0.2);
  }, 3_600_000);

  test('reads a context that is made up here, with scoped, protected and prefixed terms', async () => {
    const made = pinned('https://example.org/made-up', {
      '@context': {
        '@version': 1.1,
        '@protected': true,
        id: '@id',
        type: '@type',
        mu: 'https://example.org/vocab#',
        xsd: 'http://www.w3.org/2001/XMLSchema#',
        likes: { '@id': 'mu:likes', '@type': '@id', '@container': '@set' },
        size: { '@id': 'mu:size', '@type': 'xsd:integer' },
        mood: { '@id': 'mu:mood', '@type': '@vocab', '@context': { calm: 'mu:calm', wild: 'mu:wild' } },
        steps: { '@id': 'mu:steps', '@container': '@list' },
        Gnome: {
          '@id': 'mu:Gnome',
          '@context': { hat: 'mu:hat', friend: { '@id': 'mu:friend', '@type': '@id' } },
        },
        Elf: { '@id': 'mu:Elf', '@context': { hat: 'mu:elvenHat' } },
        claims: { '@id': 'mu:claims', '@container': '@graph', '@context': { hat: 'mu:claimedHat' } },
      },
    });
    const registry = contextRegistry([made]);
    const document = copyJson({
      '@context': [made.url],
      type: 'Gnome',
      hat: 'red',
      size: 3,
      mood: 'calm',
      likes: ['mu:moss', 'https://example.org/tea', { id: 'urn:x:1', type: 'Elf', hat: 'green' }],
      friend: { type: ['Elf', 'Gnome'], friend: { size: '4' } },
      steps: ['one', 'two', 'three', { size: 1 }],
      claims: [
        { hat: 'blue', size: 2 },
        { hat: 'grey', size: 2 },
      ],
    }) as JsonObject;
    const own = canonicalByCompiler(document, registry, LIMITS);
    const oracle = await canonicalByJsonld(document, registry, LIMITS);
    expect(oracle.fault).toBeUndefined();
    expect(own?.nquads).toBe(oracle.nquads);
    expect(own?.nquads).toContain('<https://example.org/vocab#elvenHat> "green"');
  });

  const uncovered: [string, JsonObject][] = [
    ['an undefined term', { hue: 'red' }],
    ['a relative id', { id: 'here' }],
    ['the name of a blank node', { id: '_:b0' }],
    ['null', { name: null }],
    ['an empty node', { evidence: {} }],
    ['a direction', { name: { '@value': 'x', '@direction': 'rtl' } }],
  ];
  for (const [what, change] of uncovered) {
    test(`leaves ${what} to jsonld`, async () => {
      const registry = contextRegistry();
      const document = copyJson({
        '@context': ['https://www.w3.org/ns/credentials/v2'],
        type: 'VerifiableCredential',
        issuer: 'urn:x:1',
        ...change,
      }) as JsonObject;
      expect(canonicalByCompiler(document, registry, LIMITS)).toBeUndefined();
    });
  }
});

function pinned(url: string, content: unknown): PinnedContext {
  const text = JSON.stringify(content);
  return { url, text, sha256: toHex(hashSync('sha256', text)) };
}
