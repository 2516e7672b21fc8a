import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contextRegistry } from '../contexts/index.ts';
import {
  canonicalJson,
  copyJson,
  notesOf,
  readJson,
  type JsonObject,
  type JsonValue,
} from '../json/index.ts';
import { openSession } from '../session.ts';
import { shapeFault } from '../checks/examine.ts';
import { anyDocument } from '../testing/arbitrary.ts';
import { NOW } from '../testing/sample.ts';
import { canonicalByCompiler } from './index.ts';
import { findUnsigned } from './unsigned.ts';

const LIMITS = { quads: 20_000, workFactor: 1 };

function hasShared(value: JsonValue): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return notesOf(value) !== undefined || Object.values(value).some((item) => hasShared(item));
}

test('a document made of shared parts reads, is judged and is canonicalised like one that is not', async () => {
  const registry = contextRegistry();
  const session = openSession({ now: NOW });
  let shared = 0;
  fc.assert(
    fc.property(anyDocument, fc.constantFrom('', ' '), (plain, gap) => {
      const text = JSON.stringify(plain, null, gap);
      // Some texts have characters that are not for interchange, which the reader refuses.
      fc.pre(readJson(text).fault === undefined);
      const expected = copyJson(JSON.parse(text)) as JsonObject;
      const canonical = canonicalByCompiler(expected, registry, LIMITS);
      for (let sight = 0; sight < 5; sight++) {
        const value = readJson(text).value as JsonObject;
        expect(value).toEqual(expected);
        expect(canonicalByCompiler(value, registry, LIMITS)).toEqual(canonical);
        expect(shapeFault(value, session)).toEqual(shapeFault(expected, session));
        expect(canonicalJson(value)).toBe(canonicalJson(expected));
        expect(findUnsigned(value, 10_000)).toEqual(findUnsigned(expected, 10_000));
        if (sight === 4 && hasShared(value)) shared++;
      }
    }),
    { numRuns: process.env['RUNGS_TEST_DEEP'] === '1' ? 10_000 : 150 },
  );
  expect(shared).toBeGreaterThan(50);
}, 3_600_000);

test('limits hold for shared parts as for others', () => {
  const part = `{"name":"${'x'.repeat(80)}","deep":{"deeper":{"deepest":true}}}`;
  for (let i = 0; i < 5; i++) expect(readJson(`{"a":${part},"n":${i}}`).fault).toBeUndefined();
  expect(readJson(`{"a":${part}}`, { depth: 4 }).fault).toBeUndefined();
  expect(readJson(`{"a":${part}}`, { depth: 3 }).fault?.code).toBe('limit-exceeded');
  expect(readJson(`{"a":${part}x}`).fault?.code).toBe('malformed');
  expect(readJson(`{"a":${part},"a":1}`).fault?.code).toBe('duplicate-key');
});

test('a shared part cannot be changed by whoever gets it', () => {
  const part = `{"name":"${'y'.repeat(80)}","list":[1,2]}`;
  let value: JsonObject = {};
  for (let i = 0; i < 5; i++) value = readJson(`{"a":${part},"n":${i}}`).value as JsonObject;
  const inner = value['a'] as JsonObject;
  expect(notesOf(inner)).toBeDefined();
  expect(() => (inner['name'] = 'z')).toThrow(TypeError);
  expect(() => (inner['list'] as JsonValue[]).push(3)).toThrow(TypeError);
});
