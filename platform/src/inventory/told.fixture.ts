import type { OrgId } from '#kernel';
import { readEvents, tell, type Delivered, type Tx } from '#store';
import { rebuild, snapshot, sourceEvents } from './index.ts';
import type { Source } from './rules.ts';

/** Tells events to an organisation and returns them as a subscriber gets them, by position. For tests only. */
export async function told(
  tx: Tx,
  orgId: OrgId,
  events: readonly Omit<Source, 'id'>[],
): Promise<Delivered[]> {
  await tell(
    tx,
    events.map((e) => ({ name: e.name, key: String(e.payload['personId']), orgId, payload: e.payload })),
  );
  return await readEvents(tx, { orgId, names: sourceEvents, afterId: 0, limit: 10_000 });
}

/** The inventory as it is, and as it is after it was made again. */
export async function rebuilt(tx: Tx, orgId: OrgId): Promise<{ live: string; again: string }> {
  const live = await snapshot(tx, { orgId });
  await rebuild(tx, { orgId });
  return { live, again: await snapshot(tx, { orgId }) };
}

/** The one person of most stories. */
export const person = 'org_p' as OrgId;

/** An award of that person. */
export const issued = (awardId: string, more: Record<string, unknown> = {}): Omit<Source, 'id'> => ({
  name: 'award.issued',
  payload: {
    awardId,
    personId: person,
    alignments: [{ framework: 'esco', code: 'S1', level: 3 }],
    validUntil: null,
    ...more,
  },
});

/** That person begins to work here. */
export const hired = { name: 'employment.started', payload: { personId: person } };
