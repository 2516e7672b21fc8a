import { describe, expect, test } from 'vitest';
import type { VerificationReport } from '../../src/index.ts';
import { forge } from '../../src/testing/forge.ts';
import { claimsOf, proofOptions, statementsOf } from './claims.ts';
import { damageText, JSON_PIECES } from './damage.ts';
import { mutateTree } from './mutate-tree.ts';
import { CHALLENGE, documents, type Original } from './originals.ts';
import type { Random } from './random.ts';
import { isAccepted, judge, repeat, show } from './run.ts';
import { print, treeOf, type Tree } from './tree.ts';

interface Known extends Original {
  suite: string;
  tree: Tree;
  claims: string;
  statements: string;
  proofs: string[];
}

const originals: Known[] = await Promise.all(
  (await documents()).map(async (original) => {
    const document: unknown = JSON.parse(original.text);
    const suite = original.suite ?? '';
    return {
      ...original,
      suite,
      tree: treeOf(document),
      claims: claimsOf(document, suite),
      statements: await statementsOf(document),
      proofs: proofOptions(document, suite),
    };
  }),
);

function mutantOf(original: Known, random: Random): string {
  if (random.once(8)) return damageText(original.text, random, JSON_PIECES);
  const tree = random.once(20) ? original.tree : mutateTree(original.tree, random);
  return print(tree, random.once(3) ? random : undefined);
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    return { ...(JSON.parse(text) as Record<string, unknown>) };
  } catch {
    return undefined;
  }
}

/** Throws where an accepted text says anything that its original does not, or was proved by another proof. */
async function mustBeTheSame(original: Known, text: string, report: VerificationReport): Promise<void> {
  const document: unknown = JSON.parse(text);
  if (claimsOf(document, original.suite) !== claimsOf(JSON.parse(original.text), original.suite))
    throw new Error(`an altered ${original.name} was accepted: ${show(text)}`);
  if (!original.suite.includes('-jcs-') && (await statementsOf(document)) !== original.statements)
    throw new Error(`an accepted ${original.name} makes other statements: ${show(text)}`);
  // Beside a proof that holds there may be one of a kind that is not known, which the report calls unknown.
  const strange = proofOptions(document, original.suite).filter(
    (one, index) => report.proofs?.[index]?.status === 'pass' && !original.proofs.includes(one),
  );
  if (strange.length > 0) throw new Error(`an altered proof was accepted: ${show(text)}`);
}

describe('a mutant of a sound document', () => {
  test('each original verifies', async () => {
    for (const { name, text } of originals) {
      const report = await judge(text, { challenge: CHALLENGE });
      expect(report.outcome, `${name} ${JSON.stringify(report.checks)}`).toBe('valid');
    }
  });

  test.each(originals)('of the kind $name is refused, or says the same', async (original) => {
    const { accepted, runs } = await repeat(original.name, 230, async (random) => {
      const text = mutantOf(original, random);
      const report = await judge(text, { challenge: CHALLENGE });
      if (!isAccepted(report)) return false;
      await mustBeTheSame(original, text, report);
      return true;
    });
    // Some have to get through, or nothing was tried; a single run that is looked at need not.
    expect(accepted / runs).toBeGreaterThanOrEqual(runs > 1 ? 0.005 : 0);
    expect(accepted / runs).toBeLessThan(runs > 1 ? 0.5 : 2);
  });

  test('that its issuer signed as it is gets a verdict', async () => {
    await repeat('signed documents', 500, async (random) => {
      const { tree, signer, suite } = random.pick(originals);
      const text = print(mutateTree(tree, random));
      const document = objectIn(text);
      if (document === undefined) return false;
      delete document['proof'];
      const report = await judge(await forge(document, signer, { suite }), { challenge: CHALLENGE });
      return report.outcome === 'valid';
    });
  });
});
