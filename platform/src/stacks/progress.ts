import type { OrgId } from '#kernel';
import type { Tx } from '#store';
import { findStack } from './find.ts';
import type { CompositeState, Progress, StackId } from './model.ts';
import { findComposite, loadPerson } from './person.ts';
import { explain } from './rules.ts';
import { sentenceOf } from './standing.ts';

/**
 * Says how far a person is on the published version of a stack, or null when none is published: which awards
 * count for what, and the fewest badges that are still missing.
 */
export async function progress(
  tx: Tx,
  input: { orgId: OrgId; stackId: StackId; personId: OrgId; at: Date },
): Promise<Progress | null> {
  const stack = await findStack(tx, input);
  if (stack?.status !== 'published') return null;
  const person = await loadPerson(tx, input);
  const composite = person.composites.find((c) => c.stackId === stack.stackId && c.version === stack.version);
  const { stackId, version, badgeId, name } = stack;
  return {
    stackId,
    version,
    badgeId,
    name,
    ...explain(stack.requirement, person.standing.held),
    awardId: composite?.awardId ?? null,
  };
}

/** Says what has become of the parts of a composite; null when the award is not one that a stack made. */
export async function compositeState(
  tx: Tx,
  input: { orgId: OrgId; awardId: string; at: Date },
): Promise<CompositeState | null> {
  const { orgId, awardId, at } = input;
  const found = await findComposite(tx, input);
  if (found === null) return null;
  const person = await loadPerson(tx, { orgId, personId: found.personId, at });
  const composite = person.composites.find((c) => c.awardId === awardId);
  if (composite === undefined) return null;
  const awards = new Map(person.awards.map((a) => [a.awardId as string, a]));
  const parts = composite.parts.map((part) => {
    const award = awards.get(part);
    return {
      awardId: part,
      credentialId: award?.credentialId ?? '',
      badgeId: award?.badgeId ?? '',
      title: award?.title ?? '',
      state: person.standing.stateOf(part),
    };
  });
  const { stackId, version, personId } = composite;
  const sentence = sentenceOf(parts.map((p) => p.state));
  const isIntact = parts.every((p) => p.state === 'active');
  return { awardId, stackId, version, personId, parts, isIntact, sentence };
}
