import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../json/index.ts';
import { rsaIssuer } from '../testing/old-badge.ts';
import { isAssertion } from './assertion.ts';
import { keyFromPem } from './key.ts';
import { scopeFault } from './scope.ts';
import { readTime } from './shape.ts';

describe('an issuer answers for', () => {
  const home = 'https://badges.example.org/issuer';
  const answers = (place: string, verification?: JsonObject): boolean =>
    scopeFault(place, home, verification === undefined ? {} : { verification }) === undefined;

  test('its own host and no other, where it says nothing', () => {
    expect(answers('https://badges.example.org/a/1')).toBe(true);
    for (const place of [
      'https://badges.example.org.evil.example/a/1',
      'https://badges.example.org:8443/a/1',
      'https://example.org/a/1',
      'https://evil.example/https://badges.example.org/a/1',
      'urn:uuid:1',
    ])
      expect(answers(place), place).toBe(false);
  });

  test('what starts as it says, read as a URL', () => {
    const startsWith = ['https://badges.example.org/mine/', 'https://else.example'];
    expect(answers('https://badges.example.org/mine/1', { startsWith })).toBe(true);
    expect(answers('https://else.example/1', { startsWith })).toBe(true);
    for (const place of [
      'https://badges.example.org/mine/../yours/1',
      'https://badges.example.org/mine/%2e%2e/yours/1',
      'https://badges.example.org/yours/1',
      'https://else.example.evil.example/1',
      'http://else.example/1',
    ])
      expect(answers(place, { startsWith }), place).toBe(false);
    expect(answers('https://badges.example.org/1', { startsWith: ['', 'not a URL'] })).toBe(false);
  });

  test('the hosts that it allows, and both where it says both', () => {
    const allowedOrigins = ['example.com', 'HOST.example.net', 'https://third.example'];
    expect(answers('https://example.com/1', { allowedOrigins })).toBe(true);
    expect(answers('https://host.example.net/1', { allowedOrigins })).toBe(true);
    expect(answers('https://third.example/1', { allowedOrigins })).toBe(true);
    expect(answers('https://badges.example.org/1', { allowedOrigins })).toBe(false);
    const both = { allowedOrigins, startsWith: 'https://example.com/mine/' };
    expect(answers('https://example.com/mine/1', both)).toBe(true);
    expect(answers('https://third.example/mine/1', both)).toBe(false);
    expect(answers('https://example.com/yours/1', both)).toBe(false);
  });

  test('an id only', () => {
    expect(answers('https://badges.example.org/1', { verificationProperty: 'id' })).toBe(true);
    expect(answers('https://badges.example.org/1', { verificationProperty: 'badge' })).toBe(false);
  });
});

describe('a key in PEM', () => {
  test('is read with the kind that it is of', async () => {
    expect((await keyFromPem((await rsaIssuer()).pem)).key?.kind).toBe('RSA');
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({
      format: 'pem',
      type: 'spki',
    });
    expect((await keyFromPem(ec.toString())).key?.kind).toBe('P-384');
  });

  test('is refused where it is short, secret, or not a key', async () => {
    const { pem, privateKey } = await rsaIssuer(1_024);
    expect(await keyFromPem(pem)).toEqual({ problem: 'key-weak' });
    const secret = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    expect(await keyFromPem(secret)).toEqual({ problem: 'key-weak' });
    const foreign = generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey;
    for (const text of ['', 'key', pem.slice(40), foreign.export({ format: 'pem', type: 'spki' }).toString()])
      expect(await keyFromPem(text)).toEqual({ problem: 'key-unresolvable' });
  });
});

describe('a time', () => {
  test('has a time zone, except for the seconds and dates of Open Badges 1', () => {
    expect(readTime('2026-05-01T00:00:00Z', false)).toBe(1_777_593_600_000);
    expect(readTime(1_777_593_600, true)).toBe(1_777_593_600_000);
    expect(readTime('2026-05-01', true)).toBe(1_777_593_600_000);
    for (const value of [
      1_777_593_600,
      '2026-05-01',
      '2026-05-01T00:00:00',
      '2026-02-30T00:00:00Z',
      undefined,
    ])
      expect(readTime(value, false)).toBeUndefined();
    for (const value of [-1, 1.5, 1e13, '2026-02-30', '2026-05-01T00:00:00'])
      expect(readTime(value, true)).toBeUndefined();
  });
});

describe('an old badge', () => {
  test('is told by its type or its members, and is never a verifiable credential', () => {
    const members = { badge: 'https://a.example/b', recipient: {}, verify: {} };
    expect(isAssertion({ type: 'Assertion' })).toBe(true);
    expect(isAssertion(members)).toBe(true);
    expect(isAssertion({ ...members, type: ['VerifiableCredential', 'Assertion'] })).toBe(false);
    expect(isAssertion({ badge: {}, recipient: 'sha256$00' })).toBe(false);
    expect(isAssertion({ type: 'BadgeClass' })).toBe(false);
  });
});
