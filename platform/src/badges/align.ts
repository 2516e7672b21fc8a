import type { Tx } from '#store';
import { findCompetencies } from '#frameworks';
import { errors } from './errors.ts';
import type { Alignment } from './model.ts';
import { checkAlignments } from './rules.ts';

/**
 * Looks up what a draft aligns to and takes name, address and framework version from there, in the draft's
 * order. Errors: badge_alignment_unknown, badge_alignment_repeated.
 */
export async function alignmentsOf(
  tx: Tx,
  wanted: readonly { framework: string; code: string; level: number }[],
): Promise<Alignment[]> {
  if (wanted.length === 0) return [];
  checkAlignments(wanted);
  const found = await findCompetencies(tx, {
    refs: wanted.map(({ framework, code }) => ({ framework, code })),
  });
  return wanted.map(({ framework, code, level }) => {
    const competency = found.find((c) => c.framework === framework && c.code === code);
    if (competency === undefined)
      throw errors.fail('badge_alignment_unknown', `The framework ${framework} has no code ${code}.`, {
        framework,
        code,
      });
    const { name, url, version: frameworkVersion } = competency;
    return { framework, frameworkVersion, code, name, url, level };
  });
}
