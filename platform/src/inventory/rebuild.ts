import type { OrgId } from '#kernel';
import { readEvents, sql, type Tx } from '#store';
import { sourceEvents } from './events.ts';
import { foldEvents } from './rules.ts';
import { horizonOf, lockInventory, mergePatch } from './store.ts';

const chunk = 5_000;

/**
 * Throws an organisation's inventory away and makes it again from the events told to it. Counts come from
 * counting, not from steps, so an inventory that missed an event differs from what this leaves. The time up to
 * which ended facts were swept is kept. Returns how many events were read.
 */
export async function rebuild(tx: Tx, input: { orgId: OrgId }): Promise<number> {
  const { orgId } = input;
  await lockInventory(tx, orgId, 'whole');
  await sql`delete from inventory.skill_count where org_id = ${orgId}`.execute(tx);
  await sql`delete from inventory.holding where org_id = ${orgId}`.execute(tx);
  await sql`delete from inventory.person where org_id = ${orgId}`.execute(tx);
  await sql`delete from inventory.fact where org_id = ${orgId}`.execute(tx);
  let afterId = 0;
  let read = 0;
  for (;;) {
    const events = await readEvents(tx, { orgId, names: sourceEvents, afterId, limit: chunk });
    await mergePatch(tx, orgId, foldEvents(events));
    read += events.length;
    afterId = events[events.length - 1]?.id ?? afterId;
    if (events.length < chunk) break;
  }
  await holdAndCount(tx, orgId);
  return read;
}

/** Derives every holding and every count of an organisation from its facts, by counting. */
export async function holdAndCount(tx: Tx, orgId: OrgId): Promise<void> {
  await sql`insert into inventory.holding (org_id, framework, code, level, basis, person_id, ends_at)
    select f.org_id, s.framework, s.code, s.level, 'verified', f.person_id,
      nullif(max(coalesce(f.ends_at, 'infinity')), 'infinity')
    from inventory.fact f
      join inventory.person p on p.org_id = f.org_id and p.person_id = f.person_id
      cross join lateral jsonb_to_recordset(f.skills) as s(framework text, code text, level smallint)
    where f.org_id = ${orgId} and p.is_linked and f.known_event > 0 and f.state = 'active' and not f.is_ended
      and coalesce(f.ends_at, 'infinity') > ${horizonOf(orgId)}
    group by f.org_id, s.framework, s.code, s.level, f.person_id`.execute(tx);
  await sql`insert into inventory.skill_count (org_id, framework, code, level, basis, people)
    select org_id, framework, code, level, basis, count(*) from inventory.holding
    where org_id = ${orgId} group by org_id, framework, code, level, basis`.execute(tx);
}
