import type { OrgId } from '#kernel';
import { sql, type Tx } from '#store';
import { contactContains, idsOfHolders } from './holders.ts';
import type { AwardFilter } from './table-model.ts';

type Condition = ReturnType<typeof sql>;

/** The conditions of a filter on awards, from a table called `a`, and whether there are any but the tenant's. */
export interface Conditions {
  readonly all: Condition;
  readonly isNarrow: boolean;
}

/** `claimed` is the furthest state; `unclaimed` is everything before it. */
const claims: Readonly<Record<NonNullable<AwardFilter['claim']>, Condition>> = {
  none: sql`a.claimed_at is null and a.claim_viewed_at is null and a.claim_sent_at is null`,
  sent: sql`a.claimed_at is null and a.claim_viewed_at is null and a.claim_sent_at is not null`,
  viewed: sql`a.claimed_at is null and a.claim_viewed_at is not null`,
  claimed: sql`a.claimed_at is not null`,
  unclaimed: sql`a.claimed_at is null`,
};

/**
 * Turns a filter into SQL. Texts are compared in the C collation, as the indexes are; words that mean few
 * people become their ids, so that the awards of these are looked up and no others are read.
 */
export async function conditionsOf(tx: Tx, orgId: OrgId, filter: AwardFilter): Promise<Conditions> {
  const list: Condition[] = [];
  const add = <T>(value: T | undefined, condition: (value: T) => Condition): void => {
    if (value !== undefined) list.push(condition(value));
  };
  add(filter.badgeId, (v) => sql`a.badge_id collate "C" = ${v}`);
  add(filter.version, (v) => sql`a.version = ${v}`);
  add(filter.personId, (v) => sql`a.person_id = ${v}`);
  add(filter.batchId, (v) => sql`a.batch_id collate "C" = ${v}`);
  add(filter.state, (v) => sql`a.state collate "C" = ${v}`);
  add(filter.source, (v) => sql`a.source collate "C" = ${v}`);
  add(filter.claim, (v) => claims[v]);
  add(filter.issuedFrom, (v) => sql`a.issued_at >= ${new Date(v)}`);
  add(filter.issuedBefore, (v) => sql`a.issued_at < ${new Date(v)}`);
  add(filter.endsFrom, (v) => sql`a.ends_at >= ${new Date(v)} and a.ends_at < 'infinity'`);
  add(filter.endsBefore, (v) => sql`a.ends_at < ${new Date(v)}`);
  if (filter.words !== undefined) {
    const ids = await idsOfHolders(tx, { orgId, words: filter.words });
    list.push(
      ids === null
        ? sql`a.person_id in (select c.person_id from parties.public_contact c
            where c.org_id = ${orgId} and ${contactContains(filter.words)})`
        : sql`a.person_id = any(${ids}::text[])`,
    );
  }
  return { all: sql.join([sql`a.org_id = ${orgId}`, ...list], sql` and `), isNarrow: list.length > 0 };
}
