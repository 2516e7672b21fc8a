import { decodeCursor, pageOf, type OrgId, type Page, type PageRequest } from '#kernel';
import { sql, type Tx } from '#store';
import { errors } from './errors.ts';
import type { Basis, Holding, SkillCount } from './model.ts';

interface AsOf {
  readonly orgId: OrgId;
  /** The moment that decides what has ended; not before the last sweep. */
  readonly at: Date;
}

/** Counts of ended holdings that no sweep has taken out yet: what a read takes off the kept counts. */
const due = (orgId: OrgId, at: Date) => sql`(select framework, code, level, basis, count(*)::int as people
  from inventory.holding where org_id = ${orgId} and ends_at <= ${at} group by 1, 2, 3, 4)`;

/** Lists every skill that someone holds, with the number of people at each level, by framework and code. */
export async function listSkills(
  tx: Tx,
  input: AsOf & PageRequest & { framework?: string | undefined; code?: string | undefined },
): Promise<Page<SkillCount>> {
  const { orgId, at, limit, framework, code } = input;
  const after = cursorOf(input.after, 4, 2);
  const rows = await sql<SkillCount>`select c.framework, c.code, c.level, c.basis,
      c.people - coalesce(d.people, 0) as people
    from inventory.skill_count c left join ${due(orgId, at)} d
      on d.framework = c.framework and d.code = c.code and d.level = c.level and d.basis = c.basis
    where c.org_id = ${orgId} and c.people > coalesce(d.people, 0)
      ${framework === undefined ? sql`` : sql`and c.framework = ${framework}`}
      ${code === undefined ? sql`` : sql`and c.code = ${code}`}
      ${
        after === null
          ? sql``
          : sql`and (c.framework, c.code, c.level, c.basis) > (${after[0]}, ${after[1]}, ${Number(after[2])}, ${after[3]})`
      }
    order by c.framework, c.code, c.level, c.basis limit ${limit + 1}`.execute(tx);
  return pageOf(rows.rows, limit, (r) => [r.framework, r.code, String(r.level), r.basis]);
}

/** The most widely held skills of each framework, at most `limit` of each, the most widely held first. */
export async function topSkills(
  tx: Tx,
  input: AsOf & { limit: number; basis?: Basis | undefined },
): Promise<SkillCount[]> {
  const { limit } = input;
  const candidates = await topCandidates(tx, input);
  const taken = new Map<string, number>();
  return candidates
    .map(({ ended, ...count }) => ({ ...count, people: count.people - ended }))
    .filter((c) => c.people > 0)
    .sort(byRank)
    .filter((c) => {
      const n = (taken.get(c.framework) ?? 0) + 1;
      taken.set(c.framework, n);
      return n <= limit;
    });
}

/**
 * The kept counts from the top, with what has ended of each. As many more than asked for as there are counts with
 * ended holdings: ending only lowers a count, so nothing further down can come up into the answer.
 */
async function topCandidates(
  tx: Tx,
  input: AsOf & { limit: number; basis?: Basis | undefined },
): Promise<(SkillCount & { ended: number })[]> {
  const { orgId, at, limit, basis = 'verified' } = input;
  const next = (after: ReturnType<typeof sql>) => sql`(select framework from inventory.skill_count
    where org_id = ${orgId} and basis = ${basis} ${after} order by framework limit 1)`;
  const rows = await sql<SkillCount & { ended: number }>`with recursive ended as materialized (
      select * from ${due(orgId, at)} d where basis = ${basis}),
    one as (
      ${next(sql``)} union all
      select ${next(sql`and framework > one.framework`)} from one where one.framework is not null)
    select top.*, coalesce(ended.people, 0) as ended from one cross join lateral (
      select framework, code, level, basis, people from inventory.skill_count
      where org_id = ${orgId} and basis = ${basis} and framework = one.framework
      order by people desc, code, level limit ${limit} + (select count(*) from ended)) top
    left join ended on ended.framework = top.framework and ended.code = top.code and ended.level = top.level`.execute(
    tx,
  );
  return rows.rows;
}

function byRank(a: SkillCount, b: SkillCount): number {
  if (a.framework !== b.framework) return a.framework < b.framework ? -1 : 1;
  if (a.people !== b.people) return b.people - a.people;
  if (a.code !== b.code) return a.code < b.code ? -1 : 1;
  return a.level - b.level;
}

interface HoldingRow {
  framework: string;
  code: string;
  level: number;
  basis: Basis;
  person_id: OrgId;
  ends_at: Date | null;
}

const holdingOf = (r: HoldingRow): Holding => ({
  framework: r.framework,
  code: r.code,
  level: r.level,
  basis: r.basis,
  personId: r.person_id,
  endsAt: r.ends_at,
});

/** Lists who holds a skill at a level or above; a person appears once for each level and basis held. */
export async function listPeopleWith(
  tx: Tx,
  input: AsOf & PageRequest & { framework: string; code: string; atLeastLevel?: number | undefined },
): Promise<Page<Holding>> {
  const { orgId, at, limit, framework, code, atLeastLevel = 0 } = input;
  const after = cursorOf(input.after, 3, 0);
  const rows = await sql<HoldingRow>`select framework, code, level, basis, person_id, ends_at
    from inventory.holding
    where org_id = ${orgId} and framework = ${framework} and code = ${code} and level >= ${atLeastLevel}
      and (ends_at is null or ends_at > ${at})
      ${
        after === null
          ? sql``
          : sql`and (level, basis, person_id) > (${Number(after[0])}, ${after[1]}, ${after[2]})`
      }
    order by level, basis, person_id limit ${limit + 1}`.execute(tx);
  return pageOf(rows.rows.map(holdingOf), limit, (h) => [String(h.level), h.basis, h.personId]);
}

/** Lists what one employee can do, by framework and code; empty for someone without an employment link. */
export async function findPersonSkills(tx: Tx, input: AsOf & { personId: OrgId }): Promise<Holding[]> {
  const { orgId, at, personId } = input;
  const rows = await sql<HoldingRow>`select framework, code, level, basis, person_id, ends_at
    from inventory.holding
    where org_id = ${orgId} and person_id = ${personId} and (ends_at is null or ends_at > ${at})
    order by framework, code, level, basis`.execute(tx);
  return rows.rows.map(holdingOf);
}

/** The parts of a cursor, of which the one at `level` is a level. Errors: inventory_cursor_invalid. */
function cursorOf(cursor: string | undefined, length: number, level: number): string[] | null {
  if (cursor === undefined) return null;
  const key = decodeCursor(cursor, length);
  if (key === null || !/^\d{1,2}$/.test(key[level] ?? ''))
    throw errors.fail('inventory_cursor_invalid', 'The cursor cannot be read.');
  return key;
}
