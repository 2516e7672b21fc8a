import type { Doing, OrgId } from '#kernel';
import { addJob, tell, type Delivered, type Tx } from '#store';
import { skillChanged } from './events.ts';
import type { SkillCount } from './model.ts';
import { foldEvents } from './rules.ts';
import { deriveHoldings, lockInventory, mergePatch } from './store.ts';

/**
 * Takes one event into the inventory of the organisation it was told to. Any order and any repetition of the
 * same events leads to the same rows; `skill.changed` is told only when a count moved.
 */
export async function apply(tx: Tx, doing: Doing, event: Delivered): Promise<void> {
  await applyMany(tx, doing, [event]);
}

/**
 * Takes many events of one organisation in at once: the same rows as one `apply` each, in a few statements, and
 * one `skill.changed` for all of them.
 */
export async function applyMany(tx: Tx, _doing: Doing, events: readonly Delivered[]): Promise<void> {
  const orgId = events[0]?.orgId;
  if (orgId === undefined) return;
  if (events.some((e) => e.orgId !== orgId)) throw new Error('events of two organisations at once');
  const patch = foldEvents(events);
  const people = [...patch.facts, ...patch.links].map((p) => p.personId);
  if (people.length === 0) return;
  await lockInventory(tx, orgId, people);
  await mergePatch(tx, orgId, patch);
  const moved = await deriveHoldings(tx, orgId, people);
  await tellMoved(tx, orgId, moved);
  if (moved.length === 0) return;
  const ends = patch.facts.flatMap((f) => (f.endsAt === null ? [] : [f.endsAt])).sort();
  if (ends[0] !== undefined) await planSweep(tx, orgId, new Date(ends[0]));
}

/** Tells which counts moved; nothing when none did. */
export async function tellMoved(tx: Tx, orgId: OrgId, moved: readonly SkillCount[]): Promise<void> {
  if (moved.length === 0) return;
  await tell(tx, [{ name: skillChanged, key: orgId, orgId, payload: { skills: moved } }]);
}

const dayMs = 86_400_000;

/** One sweep an organisation and day is enough: reads leave out what has ended since. */
async function planSweep(tx: Tx, orgId: OrgId, endsAt: Date): Promise<void> {
  const day = new Date((Math.floor(endsAt.getTime() / dayMs) + 1) * dayMs);
  const key = `inventory.sweep:${orgId}:${day.toISOString().slice(0, 10)}`;
  await addJob(tx, { task: 'inventory.sweep', payload: { orgId }, key, runAt: day });
}
