import type { OrgId } from '#kernel';
import { sql, type Tx } from '#store';
import type { Patch, SkillCount } from './model.ts';

/** First half of the advisory locks of this rung; the second is the tenant. */
const tenantLock = 7207;

/**
 * Keeps two changes of one person's holdings apart until the transaction ends; changes of different people
 * run side by side, and a rebuild or a sweep (`whole`) waits for all of them.
 */
export async function lockInventory(
  tx: Tx,
  orgId: OrgId,
  personIds: readonly OrgId[] | 'whole',
): Promise<void> {
  if (personIds === 'whole') {
    await sql`select pg_advisory_xact_lock(${tenantLock}, hashtext(${orgId}))`.execute(tx);
    return;
  }
  const people = [...new Set(personIds)].map((id) => `inventory ${orgId} ${id}`);
  await sql`select pg_advisory_xact_lock_shared(${tenantLock}, hashtext(${orgId})),
    (select count(pg_advisory_xact_lock(k)) from (
      select hashtextextended(p, 0) as k from unnest(${people}::text[]) p order by 1) keys)`.execute(tx);
}

/** Joins facts and links into what is stored; the same rule as `joinFacts` and `joinLinks`, in SQL. */
export async function mergePatch(tx: Tx, orgId: OrgId, patch: Patch): Promise<void> {
  if (patch.facts.length > 0)
    await sql`insert into inventory.fact (org_id, award_id, consent_id, person_id, known_event, skills, ends_at,
        sequence, state, is_ended)
      select ${orgId}, a, c, p, k, s, e, n, t, d from unnest(
        ${patch.facts.map((f) => f.awardId)}::text[], ${patch.facts.map((f) => f.consentId)}::text[],
        ${patch.facts.map((f) => f.personId)}::text[], ${patch.facts.map((f) => f.knownEvent)}::bigint[],
        ${patch.facts.map((f) => JSON.stringify(f.skills))}::jsonb[],
        ${patch.facts.map((f) => f.endsAt)}::timestamptz[], ${patch.facts.map((f) => f.sequence)}::bigint[],
        ${patch.facts.map((f) => f.state)}::text[], ${patch.facts.map((f) => f.isEnded)}::boolean[])
        as u(a, c, p, k, s, e, n, t, d)
      order by a, c
      on conflict (org_id, award_id, consent_id) do update set
        known_event = greatest(fact.known_event, excluded.known_event),
        skills = case when fact.known_event >= excluded.known_event then fact.skills else excluded.skills end,
        ends_at = case when fact.known_event >= excluded.known_event then fact.ends_at else excluded.ends_at end,
        sequence = greatest(fact.sequence, excluded.sequence),
        state = case when (fact.sequence, fact.state) >= (excluded.sequence, excluded.state) then fact.state
          else excluded.state end,
        is_ended = fact.is_ended or excluded.is_ended`.execute(tx);
  if (patch.links.length > 0)
    await sql`insert into inventory.person (org_id, person_id, link_event, is_linked)
      select ${orgId}, p, e, l from unnest(${patch.links.map((l) => l.personId)}::text[],
        ${patch.links.map((l) => l.linkEvent)}::bigint[], ${patch.links.map((l) => l.isLinked)}::boolean[]) as u(p, e, l)
      order by p
      on conflict (org_id, person_id) do update set link_event = excluded.link_event, is_linked = excluded.is_linked
        where excluded.link_event > person.link_event`.execute(tx);
}

/**
 * Brings the holdings of these people in line with their facts and moves the counts by the difference.
 * Rows are addressed by their place (ctid): the lock on each person keeps them where they are.
 * Counts are locked in one order, so that changes side by side cannot wait for each other in a circle.
 * Returns the counts that moved, with their new numbers.
 */
export async function deriveHoldings(
  tx: Tx,
  orgId: OrgId,
  personIds: readonly OrgId[],
): Promise<SkillCount[]> {
  const people = [...new Set(personIds)];
  const moved = await sql<SkillCount>`with wanted as (
      select s.framework, s.code, s.level, 'verified'::text as basis, f.person_id,
        case when bool_or(f.ends_at is null) then null else max(f.ends_at) end as ends_at
      from inventory.fact f
        join inventory.person p on p.org_id = f.org_id and p.person_id = f.person_id and p.is_linked
        cross join lateral jsonb_to_recordset(f.skills) as s(framework text, code text, level smallint)
      where f.org_id = ${orgId} and f.person_id = any(${people}::text[]) and f.known_event > 0
        and f.state = 'active' and not f.is_ended
        and (f.ends_at is null or f.ends_at > ${horizonOf(orgId)})
      group by 1, 2, 3, 4, 5),
    had as materialized (select ctid as place, framework, code, level, basis, person_id, ends_at
      from inventory.holding where org_id = ${orgId} and person_id = any(${people}::text[])),
    gone as (delete from inventory.holding where ctid = any(array(
        select had.place from had left join wanted w using (framework, code, level, basis, person_id)
        where w.person_id is null))
      returning framework, code, level, basis),
    fresh as (insert into inventory.holding (org_id, framework, code, level, basis, person_id, ends_at)
      select ${orgId}, framework, code, level, basis, person_id, w.ends_at
      from wanted w left join had using (framework, code, level, basis, person_id)
      where had.person_id is null returning framework, code, level, basis),
    kept as (update inventory.holding h set ends_at = w.ends_at
      from wanted w join had using (framework, code, level, basis, person_id)
      where h.ctid = had.place and w.ends_at is distinct from had.ends_at),
    delta as (select framework, code, level, basis, sum(d)::int as people from (
        select f.*, 1 as d from fresh f union all select g.*, -1 as d from gone g) moves
      group by 1, 2, 3, 4 having sum(d) <> 0)
    insert into inventory.skill_count (org_id, framework, code, level, basis, people)
      select ${orgId}, framework, code, level, basis, people from delta
      order by framework collate "C", code collate "C", level, basis collate "C"
    on conflict (org_id, framework, code, level, basis)
      do update set people = skill_count.people + excluded.people
    returning framework, code, level, basis, people`.execute(tx);
  await dropEmptyCounts(tx, orgId, moved.rows);
  return moved.rows;
}

/** The time up to which ended facts were swept; everything later still counts as current in the tables. */
export function horizonOf(orgId: OrgId): ReturnType<typeof sql> {
  return sql`coalesce((select at from inventory.horizon where org_id = ${orgId}), '-infinity')`;
}

/** Removes the rows of skills that nobody holds any more, as a rebuild would not make them. */
export async function dropEmptyCounts(tx: Tx, orgId: OrgId, moved: readonly SkillCount[]): Promise<void> {
  if (!moved.some((m) => m.people <= 0)) return;
  const gone = await sql<{ people: number }>`delete from inventory.skill_count
    where org_id = ${orgId} and people <= 0 returning people`.execute(tx);
  if (gone.rows.some((r) => r.people < 0)) throw new Error('a skill count fell below zero');
}
