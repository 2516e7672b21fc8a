import { expect, test } from 'vitest';
import { bakePng, verify, type VerificationReport } from '../index.ts';
import { onePixel } from '../testing/one-pixel.ts';
import { assertion, HOME, rsaIssuer, sign, signedAssertion, webOf, world } from '../testing/old-badge.ts';
import { NOW } from '../testing/sample.ts';

const { pem, signer } = await rsaIssuer();
const place = `${HOME}/assertions/1`;
const json = JSON.stringify(assertion());
const token = await sign(signer, signedAssertion());
const ask = (image: Uint8Array | string): Promise<VerificationReport> =>
  verify(image, { now: NOW, fetch: webOf(world(pem)) });
const svg = (attributes: string, content = ''): string =>
  '<svg xmlns="http://www.w3.org/2000/svg"><openbadges:assertion xmlns:openbadges="http://openbadges.org" ' +
  `${attributes}>${content}</openbadges:assertion></svg>`;

test.each([json, token, place])('a PNG carries an assertion, a token, or an address', async (badge) => {
  expect(await ask(bakePng(onePixel(), badge))).toMatchObject({
    outcome: 'valid',
    format: 'open-badges-2.0',
  });
});

test('an SVG carries them in its own ways', async () => {
  for (const image of [
    svg(`verify="${place}"`),
    svg(`verify="${token}"`),
    svg(`verify="${place}"`, `<![CDATA[${json}]]>`),
  ])
    expect(await ask(image)).toMatchObject({ outcome: 'valid', format: 'open-badges-2.0' });
});

test('an address of something else, or one that must not be asked, is refused', async () => {
  const other = await ask(svg(`verify="${HOME}/badges/robotics"`));
  expect(other.outcome).toBe('invalid');
  expect(other.checks.find(({ id }) => id === 'shape')).toMatchObject({ status: 'fail', code: 'schema' });
  const local = await ask(svg('verify="http://169.254.169.254/latest"'));
  expect(local.checks.find(({ id }) => id === 'proof')).toMatchObject({
    status: 'fail',
    code: 'fetch-blocked',
  });
});

test('an address that was not baked into an image is not asked', async () => {
  const asked: string[] = [];
  const report = await verify(place, { now: NOW, fetch: webOf(world(pem), asked) });
  expect(report.checks[0]).toMatchObject({ status: 'fail', code: 'malformed' });
  expect(asked).toEqual([]);
});
