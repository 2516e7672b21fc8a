import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../src/json/index.ts';
import type { VerificationReport } from '../../src/index.ts';
import {
  assertion,
  rsaIssuer,
  sign,
  signedAssertion,
  webOf,
  world,
  type Web,
} from '../../src/testing/old-badge.ts';
import { damageText, JSON_PIECES } from './damage.ts';
import { mutateTree } from './mutate-tree.ts';
import type { Random } from './random.ts';
import { isAccepted, judge, repeat, show } from './run.ts';
import { print, treeOf } from './tree.ts';

const { pem, signer } = await rsaIssuer();
const web = world(pem);
const hosted = assertion();
const signed = await sign(signer, signedAssertion());
const verdict = (input: string, found: Web = web): Promise<VerificationReport> =>
  judge(input, { fetch: webOf(found) });

function mutantOf(value: unknown, random: Random): string {
  return random.once(6)
    ? damageText(JSON.stringify(value), random, JSON_PIECES)
    : print(mutateTree(treeOf(value), random), random.once(3) ? random : undefined);
}

describe('a mutant of an Open Badges 2 assertion', () => {
  test('each original verifies', async () => {
    for (const input of [JSON.stringify(hosted), signed]) {
      const report = await verdict(input);
      expect(report.outcome, JSON.stringify(report.checks)).toBe('valid');
    }
  });

  test('that is hosted says what its issuer’s address says, or is refused', async () => {
    const tally = await repeat('hosted assertions', 300, async (random) => {
      const text = mutantOf(hosted, random);
      const report = await verdict(text);
      if (!isAccepted(report)) return false;
      if (canonicalJson(JSON.parse(text)) !== canonicalJson(hosted))
        throw new Error(`an altered assertion was accepted: ${show(text)}`);
      return true;
    });
    expect(tally.accepted).toBeGreaterThan(0);
  });

  test('that is signed is the same token, or is refused', async () => {
    await repeat('signed assertions', 200, async (random) => {
      const text = damageText(signed, random, ['.', '=', '-', 'A', ' ', '\n', 'e30']);
      const report = await verdict(text);
      if (isAccepted(report) && text !== signed)
        throw new Error(`an altered token was accepted: ${show(text)}`);
      const own = await sign(signer, mutantOf(signedAssertion(), random));
      return (await verdict(own)).outcome === 'valid';
    });
  });

  test('gets a verdict whatever stands at the addresses that it names', async () => {
    await repeat('hosted documents', 300, async (random) => {
      const address = random.pick(Object.keys(web));
      const found = {
        ...web,
        [address]: new Response(mutantOf(web[address], random), {
          headers: { 'content-type': 'application/json' },
        }),
      };
      return (await verdict(random.once(2) ? signed : JSON.stringify(hosted), found)).outcome === 'valid';
    });
  });
});
