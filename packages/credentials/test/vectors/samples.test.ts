import { describe, expect, test } from 'vitest';
import { verify } from '../../src/index.ts';
import { offline } from '../../src/testing/sample.ts';
import { hasShared, sharedBytes } from '../shared.ts';

const FOLDER = 'openbadges-3.0/1edtech-validator-samples/ob30';

/** Offline, a key under an https issuer stays unknown; what is wrong with the document itself is found all the same. */
const verdicts: [file: string, outcome: string, finding: string][] = [
  ['complete.json', 'undetermined', 'key key-unresolvable'],
  ['complete_v1.json', 'invalid', 'validity expired'],
  ['endorsement-valid.json', 'undetermined', 'key key-unresolvable'],
  ['simple.json', 'undetermined', 'key key-unresolvable'],
  ['simple.1ob', 'undetermined', 'key key-unresolvable'],
  ['simple-json.png', 'undetermined', 'key key-unresolvable'],
  ['simple-json.svg', 'undetermined', 'key key-unresolvable'],
  ['simple-jwt.png', 'undetermined', 'key key-unresolvable'],
  ['simple-jwt.svg', 'undetermined', 'key key-unresolvable'],
  ['simple-jwt_v1.png', 'undetermined', 'key key-unresolvable'],
  ['simple-multiple-proofs.json', 'undetermined', 'key key-unresolvable'],
  ['simple-noproof.json', 'invalid', 'proof proof-missing'],
  ['simple-eddsa-2022.json', 'invalid', 'proof alg-not-allowed'],
  ['simple_v1.json', 'invalid', 'proof alg-not-allowed'],
  ['simple.jwt', 'invalid', 'contexts context-untrusted'],
  ['velocity.jwt', 'invalid', 'contexts context-untrusted'],
];

describe.skipIf(!hasShared(FOLDER))('samples of the 1EdTech validator', () => {
  test.each(verdicts)('%s is %s: %s', async (file, outcome, finding) => {
    const now = new Date('2025-06-01T00:00:00Z');
    const report = await verify(sharedBytes(`${FOLDER}/${file}`), { now, fetch: offline });
    expect(report.outcome).toBe(outcome);
    expect(report.checks.map(({ id, code }) => `${id} ${code ?? ''}`)).toContain(finding);
  });
});
