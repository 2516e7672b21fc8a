import type { OrgId } from '#kernel';
import type { Tx } from '#store';
import type { Progress } from './model.ts';
import { loadPerson } from './person.ts';
import { explain } from './rules.ts';

/**
 * Says how far a person is on every published stack of an organisation that asks for a badge they hold. Parts that
 * count for nothing any more do not begin one.
 */
export async function listBegun(
  tx: Tx,
  input: { readonly orgId: OrgId; readonly personId: OrgId; readonly at: Date },
): Promise<Progress[]> {
  const person = await loadPerson(tx, input);
  const awarded = new Map(person.composites.map((c) => [`${c.stackId} ${String(c.version)}`, c.awardId]));
  return person.versions.flatMap((stack) => {
    if (stack.status !== 'published') return [];
    const { stackId, version, badgeId, name } = stack;
    const awardId = awarded.get(`${stackId} ${String(version)}`) ?? null;
    const explained = explain(stack.requirement, person.standing.held);
    if (explained.used.length === 0 && awardId === null) return [];
    return [{ stackId, version, badgeId, name, ...explained, awardId }];
  });
}
