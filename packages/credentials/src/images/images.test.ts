import { describe, expect, test } from 'vitest';
import { concat, toUtf8 } from '../bytes/index.ts';
import { bakePng, bakeSvg, issue, verify, type VerificationReport } from '../index.ts';
import { onePixel } from '../testing/one-pixel.ts';
import { NOW, offline, sampleBadge, testIssuer } from '../testing/sample.ts';
import { unbakePng, unbakeSvg } from './index.ts';

const SVG =
  '<?xml version="1.0"?>\n<!-- a badge -->\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><g><path d="M0 0"/></g></svg>\n';
const { signer, did } = await testIssuer();
const json = await issue(sampleBadge(did, { description: 'a ]]> b' }), { signer, now: NOW });
const token = await issue(sampleBadge(did), { signer, now: NOW, suite: 'ob-jwt' });
const ask = (input: Uint8Array | string): Promise<VerificationReport> =>
  verify(input, { now: NOW, fetch: offline });
const readingOf = (report: VerificationReport): unknown => report.checks[0];

describe('a baked PNG', () => {
  test.each([json, token])('carries a credential or a token that verifies', async (badge) => {
    const baked = bakePng(onePixel(), badge);
    expect(unbakePng(baked)).toEqual({ text: badge });
    expect((await ask(baked)).outcome).toBe('valid');
  });

  test('is baked again in place of the old badge', () => {
    const twice = bakePng(bakePng(onePixel(), 'old'), 'new');
    expect(unbakePng(twice)).toEqual({ text: 'new' });
  });

  test('with two badges, a flipped bit, or something behind its end is refused', async () => {
    const baked = bakePng(onePixel(), json);
    const flipped = baked.slice();
    flipped[60] = (flipped[60] as number) ^ 1;
    const chunk = baked.slice(33, baked.length - 12 - 12 - 11);
    for (const bad of [
      flipped,
      concat(baked, toUtf8('<svg>')),
      baked.slice(0, -12),
      concat(baked.slice(0, 33), chunk, baked.slice(33)),
    ]) {
      expect(readingOf(await ask(bad))).toMatchObject({ status: 'fail', code: 'malformed' });
    }
  });

  test('beyond the limit is not looked into', async () => {
    const report = await ask(concat(onePixel(), new Uint8Array(6_000_000)));
    expect(readingOf(report)).toMatchObject({ code: 'limit-exceeded' });
  });
});

describe('a baked SVG', () => {
  test.each([json, token])('carries a credential or a token that verifies', async (badge) => {
    const baked = bakeSvg(SVG, badge);
    expect((await ask(baked)).outcome).toBe('valid');
    expect((await ask(toUtf8(baked))).outcome).toBe('valid');
    expect(() => bakeSvg(baked, badge)).toThrow(TypeError);
  });

  test('may name the public document type of SVG and nothing else of the kind', () => {
    const baked = bakeSvg(SVG, token);
    const named = (type: string): string => baked.replace('<svg', `${type}<svg`);
    const known =
      '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">';
    expect(unbakeSvg(named(known)).text).toBe(token);
    for (const type of [
      '<!DOCTYPE svg SYSTEM "file:///etc/passwd">',
      '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
      known.replace('>', ' [<!ENTITY x "y">]>'),
    ])
      expect(unbakeSvg(named(type))).toMatchObject({ isActive: true });
  });

  const active = [
    '<script>alert(1)</script>',
    '<a onclick="alert(1)"/>',
    '<a href="javascript:alert(1)"/>',
    '<a href=" &#106;avascript:alert(1)"/>',
    '<foreignObject/>',
    '<use href="data:text/html,x"/>',
  ];
  test.each(active)('with %s is refused as active', async (part) => {
    const report = await ask(bakeSvg(SVG, token).replace('<g>', `${part}<g>`));
    expect(readingOf(report)).toMatchObject({ status: 'fail', code: 'payload-active-content' });
  });

  test('that is not well formed, or has two badges, is refused', async () => {
    const baked = bakeSvg(SVG, token);
    const element = /<openbadges:credential[^>]*>/.exec(baked)?.[0] ?? '';
    for (const bad of [
      baked.replace('</g>', ''),
      baked.replace('<g>', `${element}<g>`),
      baked + '<svg/>',
      SVG,
      '<html/>',
    ])
      expect(readingOf(await ask(bad))).toMatchObject({ status: 'fail', code: 'malformed' });
  });
});
