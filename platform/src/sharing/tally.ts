import { findAward, findAwardByCredential } from '#awards';
import type { Doing, OrgId } from '#kernel';
import { inOrg, sql, type AppContext, type Delivered, type Tx } from '#store';

/** What is counted of credentials after they were issued. */
export type TallyKind = 'viewed' | 'shared' | 'verified';

/** Adds one to the count of an award's day, in the issuer's space, where the transaction is. */
async function count(
  tx: Tx,
  doing: Doing,
  of: { readonly orgId: OrgId; readonly awardId: string; readonly badgeId: string; readonly kind: TallyKind },
): Promise<void> {
  await sql`insert into sharing.tally (org_id, award_id, badge_id, kind, day, count)
    values (${of.orgId}, ${of.awardId}, ${of.badgeId}, ${of.kind}, (${doing.now}::timestamptz at time zone 'UTC')::date, 1)
    on conflict (org_id, award_id, kind, day) do update set count = tally.count + 1`.execute(tx);
}

/**
 * Counts that a credential of this instance was looked at or verified. `ownOrgs` are the organisations and the person
 * whose eyes these are: the issuer's own and the holder's are not counted. Of others nothing is kept but the day.
 */
export async function countUse(
  app: AppContext,
  doing: Doing,
  input: {
    readonly credentialId: string;
    readonly kind: 'viewed' | 'verified';
    readonly ownOrgs: readonly OrgId[];
  },
): Promise<void> {
  const found = await findAwardByCredential(app.db, input.credentialId);
  if (found === null) return;
  const { orgId, awardId, badgeId, personId } = found.award;
  if (input.ownOrgs.includes(orgId) || input.ownOrgs.includes(personId)) return;
  await inOrg(app.db, orgId, (tx) => count(tx, doing, { orgId, awardId, badgeId, kind: input.kind }));
}

/** Counts `credential.shared` for the issuer, in whose space the transaction is; a share with the issuer itself is none. */
export async function countShare(tx: Tx, doing: Doing, event: Delivered): Promise<void> {
  const issuerId = issuerOfShare(event);
  const awardId = String(event.payload['awardId']);
  if (issuerId === null || issuerId === event.orgId) return;
  const award = await findAward(tx, { orgId: issuerId, awardId });
  if (award === null) return;
  const { badgeId } = award;
  await count(tx, { ...doing, now: event.at }, { orgId: issuerId, awardId, badgeId, kind: 'shared' });
}

/** The issuer of what was shared; null where the event names none. */
export function issuerOfShare(event: Delivered): OrgId | null {
  const { issuerId } = event.payload;
  return typeof issuerId === 'string' ? (issuerId as OrgId) : null;
}

/** How often each thing happened on one day, or to one badge. */
export interface TallyRow {
  readonly badgeId: string;
  /** `2026-11-24`. */
  readonly day: string;
  readonly kind: TallyKind;
  readonly count: number;
}

/** The counts of an organisation's badges by day, from one day up to and with another; of one badge or one award where it is named. */
export async function listTallies(
  tx: Tx,
  input: {
    readonly orgId: OrgId;
    readonly from: string;
    readonly to: string;
    readonly badgeId?: string | undefined;
    readonly awardId?: string | undefined;
  },
): Promise<TallyRow[]> {
  const { orgId, from, to, badgeId = null, awardId = null } = input;
  const rows = await sql<{ badge_id: string; day: string; kind: TallyKind; count: number }>`
    select badge_id, day::text as day, kind, sum(count)::int as count from sharing.tally
    where org_id = ${orgId} and day between ${from}::date and ${to}::date
      and (${badgeId}::text is null or badge_id = ${badgeId}) and (${awardId}::text is null or award_id = ${awardId})
    group by 1, 2, 3 order by 2, 1, 3`.execute(tx);
  return rows.rows.map((row) => ({ badgeId: row.badge_id, day: row.day, kind: row.kind, count: row.count }));
}
