import { describe, expect, test } from 'vitest';
import { verify, type FetchLike } from '../../src/index.ts';
import { hasShared, sharedBytes, sharedText } from '../shared.ts';

const FOLDER = 'openbadges-2.x/1edtech-validator-samples';

/**
 * Serves the samples at the addresses that they have for each other. They are fictional and mix http and https,
 * so the policy opens both; the assertion that is verified stands at its own id.
 */
function samplesAt(id: string, text: string): FetchLike {
  return (url) => {
    const name = /^https?:\/\/example\.org\/(.+)$/.exec(url)?.[1] ?? '';
    const path = [`${name}`, `${name}.json`].map((file) => `${FOLDER}/assets/${file}`).find(hasShared);
    const body = url === id ? text : path === undefined ? undefined : sharedText(path);
    const headers = { 'content-type': 'application/json' };
    return Promise.resolve(new Response(body ?? '', { status: body === undefined ? 404 : 200, headers }));
  };
}

/** Some issuers of the samples stand at another address than their id says, which is refused. */
const verdicts: [file: string, outcome: string, finding: string][] = [
  ['basic-assertion.json', 'valid', 'proof '],
  ['basic-assertion-no-public-key.json', 'valid', 'proof '],
  ['basic-assertion-with-language.json', 'valid', 'proof '],
  ['assertion-with-data-image.json', 'valid', 'proof '],
  ['basic-assertion-expired.json', 'invalid', 'validity expired'],
  ['basic-assertion-expired-before-issued.json', 'invalid', 'shape schema'],
  ['basic-assertion-in-future.json', 'invalid', 'validity not-yet-valid'],
  ['basic-assertion-invalid-context.json', 'invalid', 'contexts context-untrusted'],
  ['basic-assertion-invalid-type.json', 'invalid', 'shape schema'],
  ['basic-assertion-with-allowed-origins.json', 'invalid', 'issuer-binding issuer-mismatch'],
  ['warning-issuer-non-http.json', 'invalid', 'issuer-binding issuer-mismatch'],
  ['simple.jwt', 'valid', 'proof '],
  ['simple-not-revoked.jwt', 'valid', 'status '],
  ['simple-revoked.jwt', 'invalid', 'status revoked'],
  ['simple-badge.png', 'valid', 'proof '],
];

describe.skipIf(!hasShared(FOLDER))('Open Badges 2.0 samples of the 1EdTech validator', () => {
  test.each(verdicts)('%s is %s: %s', async (file, outcome, finding) => {
    const bytes = sharedBytes(`${FOLDER}/${file}`);
    const text = sharedText(`${FOLDER}/${file.endsWith('.json') ? file : 'basic-assertion.json'}`);
    const id = /"id":\s*"([^"]+)"/.exec(text)?.[1] ?? '';
    const policy = { allowedOrigins: ['http://example.org'] };
    const now = new Date('2026-06-01T00:00:00Z');
    const report = await verify(bytes, { now, fetch: samplesAt(id, text), policy });
    const told = JSON.stringify(report.checks.filter(({ status }) => status !== 'pass'));
    expect(report.outcome, told).toBe(outcome);
    expect(
      report.checks.map(({ id: check, code }) => `${check} ${code ?? ''}`),
      told,
    ).toContain(finding);
    expect(report.format).toBe('open-badges-2.0');
  });
});
