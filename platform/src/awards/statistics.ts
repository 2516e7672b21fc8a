import type { OrgId } from '#kernel';
import { sql, type Tx } from '#store';

/** How many awards of a badge were issued, or claimed, on one day. */
export interface AwardDay {
  readonly badgeId: string;
  readonly title: string;
  /** `2026-11-24`, in UTC. */
  readonly day: string;
  readonly issued: number;
  readonly claimed: number;
}

/** Counts awards by the day on which they were issued or claimed, from one day up to and with another. */
export async function countAwardDays(
  tx: Tx,
  input: {
    readonly orgId: OrgId;
    readonly from: string;
    readonly to: string;
    readonly badgeId?: string | undefined;
  },
): Promise<AwardDay[]> {
  const { orgId, from, to, badgeId } = input;
  const badge = badgeId === undefined ? sql`` : sql`and a.badge_id collate "C" = ${badgeId}`;
  const start = sql`${from}::date::timestamp at time zone 'UTC'`;
  const end = sql`(${to}::date + 1)::timestamp at time zone 'UTC'`;
  const rows = await sql<AwardDay>`select badge_id as "badgeId", max(title) as title, day::text as day,
      sum(issued)::int as issued, sum(claimed)::int as claimed from (
      select a.badge_id, max(a.title) as title, (a.issued_at at time zone 'UTC')::date as day, count(*) as issued, 0 as claimed
      from awards.award a where a.org_id = ${orgId} and a.issued_at >= ${start} and a.issued_at < ${end} ${badge}
      group by 1, 3
      union all
      select a.badge_id, max(a.title), (a.claimed_at at time zone 'UTC')::date, 0, count(*)
      from awards.award a where a.org_id = ${orgId} and a.claimed_at >= ${start} and a.claimed_at < ${end} ${badge}
      group by 1, 3) d
    group by 1, 3 order by 3, 1`.execute(tx);
  return rows.rows;
}
