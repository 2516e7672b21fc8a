import { newId, type Doing, type OrgId } from '#kernel';
import { sql, type Tx } from '#store';
import { recordAudit } from './audit.ts';
import { revokeApiKey } from './api-keys.ts';
import { errors } from './errors.ts';
import { removeMember, setRoles } from './members.ts';
import type { ReviewId } from './model.ts';
import { revokeOauthClient } from './oauth.ts';
import { rightsOf, type Role } from './rights.ts';
import { takeStaffRight } from './staff-rights.ts';

/** What a review asks about: a role, a staff right, an API key, an OAuth client. */
export type ReviewKind = 'role' | 'staff_right' | 'api_key' | 'oauth_client';

/** Whether somebody keeps what they hold. */
export type ReviewDecision = 'confirmed' | 'withdrawn';

/** One right in a review. */
export interface ReviewItem {
  readonly itemId: string;
  readonly kind: ReviewKind;
  /** A user, a key or a client. */
  readonly holderId: string;
  /** The name of the holder, where it still has one. */
  readonly holderName: string | null;
  /** A role, or the id of the right, key or client. */
  readonly what: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly since: Date;
  readonly lastUsedAt: Date | null;
  readonly decision: ReviewDecision | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
}

/** An access review. */
export interface Review {
  readonly reviewId: ReviewId;
  readonly state: 'open' | 'overdue' | 'closed';
  readonly dueAt: Date;
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly closedBy: string | null;
  readonly closedAt: Date | null;
  readonly items: number;
  readonly undecided: number;
}

interface ReviewRow {
  review_id: ReviewId;
  due_at: Date;
  started_by: string;
  started_at: Date;
  closed_by: string | null;
  closed_at: Date | null;
  items: number;
  undecided: number;
}

/** Where a review stands at a point in time. */
export function reviewState(review: { closedAt: Date | null; dueAt: Date }, now: Date): Review['state'] {
  if (review.closedAt !== null) return 'closed';
  return review.dueAt.getTime() < now.getTime() ? 'overdue' : 'open';
}

function reviewOf(row: ReviewRow, now: Date): Review {
  const dates = { dueAt: row.due_at, closedAt: row.closed_at };
  return {
    reviewId: row.review_id,
    state: reviewState(dates, now),
    ...dates,
    startedBy: row.started_by,
    startedAt: row.started_at,
    closedBy: row.closed_by,
    items: row.items,
    undecided: row.undecided,
  };
}

/** Starts a review of everything that anybody holds now. Errors: review_open, review_due_refused. */
export async function startReview(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; dueAt: Date },
): Promise<Review> {
  const { orgId, dueAt } = input;
  if (dueAt.getTime() <= doing.now.getTime())
    throw errors.fail('review_due_refused', `${dueAt.toISOString()} has passed.`);
  const reviewId = newId('rev', doing.now, doing.random);
  const made = await sql`insert into parties.review (org_id, review_id, due_at, started_by, started_at)
    values (${orgId}, ${reviewId}, ${dueAt}, ${doing.actor}, ${doing.now})
    on conflict do nothing returning 1`.execute(tx);
  if (made.rows.length === 0) throw errors.fail('review_open', 'One is open already.');
  const items = await heldNow(tx, orgId);
  for (const item of items)
    await sql`insert into parties.review_item
        (org_id, review_id, item_id, kind, holder_id, what, detail, since, last_used_at)
      values (${orgId}, ${reviewId}, ${newId('rvi', doing.now, doing.random)}, ${item.kind}, ${item.holderId},
        ${item.what}, ${JSON.stringify(item.detail)}::jsonb, ${item.since}, ${item.lastUsedAt})`.execute(tx);
  await recordAudit(tx, doing, {
    orgId,
    action: 'review.started',
    subject: reviewId,
    detail: { dueAt: dueAt.toISOString(), items: items.length },
  });
  return await findReview(tx, { orgId, reviewId, now: doing.now });
}

type Held = Pick<ReviewItem, 'kind' | 'holderId' | 'what' | 'detail' | 'since' | 'lastUsedAt'>;

async function heldNow(tx: Tx, orgId: OrgId): Promise<Held[]> {
  const members = await sql<{
    user_id: string;
    roles: Role[];
    roles_since: Record<string, string>;
    added_at: Date;
    used: { right: string; at: string }[];
  }>`select m.user_id, m.roles, m.roles_since, m.added_at,
      coalesce((select jsonb_agg(jsonb_build_object('right', u."right", 'at', u.used_at))
        from parties.right_use u where u.org_id = m.org_id and u.user_id = m.user_id), '[]') as used
    from parties.member m where m.org_id = ${orgId} order by m.added_at, m.user_id collate "C"`.execute(tx);
  const rights = await sql<Held & { last_used_at: Date | null }>`select 'staff_right' as kind,
      user_id as "holderId", right_id as what, granted_at as since, null::timestamptz as "lastUsedAt",
      jsonb_build_object('level', level, 'subjectId', subject_id, 'permissions', to_jsonb(permissions)) as detail
    from parties.staff_right where org_id = ${orgId} order by right_id`.execute(tx);
  const programs = await sql<Held>`select * from (
      select 'api_key' as kind, key_id as "holderId", key_id as what, created_at as since,
        last_used_at as "lastUsedAt", jsonb_build_object('name', name, 'scopes', to_jsonb(scopes)) as detail
      from parties.api_key where org_id = ${orgId} and revoked_at is null
      union all
      select 'oauth_client', client_id, client_id, created_at, last_used_at,
        jsonb_build_object('name', name, 'scopes', to_jsonb(scopes))
      from parties.oauth_client where org_id = ${orgId} and revoked_at is null
    ) p order by 1, 2`.execute(tx);
  const lastUse = new Map<string, Date>();
  for (const m of members.rows)
    for (const { right, at } of m.used) lastUse.set(`${m.user_id} ${right}`, new Date(at));
  const latest = (userId: string, of: Iterable<string>): Date | null => {
    const times = [...of].flatMap((right) => lastUse.get(`${userId} ${right}`)?.getTime() ?? []);
    return times.length === 0 ? null : new Date(Math.max(...times));
  };
  return [
    ...members.rows.flatMap((m) =>
      m.roles.map((role) => ({
        kind: 'role' as const,
        holderId: m.user_id,
        what: role,
        detail: {},
        since: new Date(m.roles_since[role] ?? m.added_at),
        lastUsedAt: latest(m.user_id, rightsOf([role])),
      })),
    ),
    ...rights.rows.map((r) => ({ ...r, lastUsedAt: latest(r.holderId, [r.what]) })),
    ...programs.rows,
  ];
}

/** Finds a review. Error: review_unknown. */
export async function findReview(
  tx: Tx,
  input: { orgId: OrgId; reviewId: string; now: Date },
): Promise<Review> {
  const found = (await readReviews(tx, input.orgId, input.reviewId)).map((row) => reviewOf(row, input.now));
  if (found[0] === undefined)
    throw errors.fail('review_unknown', `${input.reviewId} is not a review of this organisation.`);
  return found[0];
}

/** Lists the reviews of an organisation, newest first. */
export async function listReviews(tx: Tx, input: { orgId: OrgId; now: Date }): Promise<Review[]> {
  return (await readReviews(tx, input.orgId, null)).map((row) => reviewOf(row, input.now));
}

async function readReviews(tx: Tx, orgId: OrgId, reviewId: string | null): Promise<ReviewRow[]> {
  const rows = await sql<ReviewRow>`select r.review_id, r.due_at, r.started_by, r.started_at, r.closed_by,
      r.closed_at, count(i.item_id)::int as items,
      count(i.item_id) filter (where i.decision is null)::int as undecided
    from parties.review r left join parties.review_item i on i.org_id = r.org_id and i.review_id = r.review_id
    where r.org_id = ${orgId} and (${reviewId}::text is null or r.review_id = ${reviewId})
    group by r.org_id, r.review_id order by r.review_id collate "C" desc`.execute(tx);
  return rows.rows;
}

/** Lists what a review asks about, in the order in which it was written down. */
export async function listReviewItems(
  tx: Tx,
  input: { orgId: OrgId; reviewId: string },
): Promise<ReviewItem[]> {
  const rows = await sql<ReviewItem>`select i.item_id as "itemId", i.kind, i.holder_id as "holderId",
      coalesce(u.name, i.detail ->> 'name') as "holderName", i.what, i.detail, i.since,
      i.last_used_at as "lastUsedAt", i.decision, i.decided_by as "decidedBy", i.decided_at as "decidedAt"
    from parties.review_item i left join parties.users_of_members() u on u.user_id = i.holder_id
    where i.org_id = ${input.orgId} and i.review_id = ${input.reviewId}
    order by i.item_id collate "C"`.execute(tx);
  return rows.rows;
}

/**
 * Confirms one right, or withdraws it: then it ends at once. The last decision stands while the review is
 * open, but what was withdrawn does not come back by confirming it. Errors: review_unknown, review_closed,
 * manager_last.
 */
export async function decideReviewItem(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; reviewId: string; itemId: string; decision: ReviewDecision },
): Promise<ReviewItem> {
  const { orgId, reviewId, itemId, decision } = input;
  await openReview(tx, input);
  const items = await sql<{ kind: ReviewKind; holder_id: string; what: string; decision: string | null }>`
    select kind, holder_id, what, decision from parties.review_item
    where org_id = ${orgId} and review_id = ${reviewId} and item_id = ${itemId} for update`.execute(tx);
  const item = items.rows[0];
  if (item === undefined) throw errors.fail('review_unknown', `${itemId} is not part of this review.`);
  if (item.decision !== 'withdrawn') {
    if (decision === 'withdrawn') await withdraw(tx, doing, orgId, item);
    await sql`update parties.review_item set decision = ${decision}, decided_by = ${doing.actor},
        decided_at = ${doing.now}
      where org_id = ${orgId} and review_id = ${reviewId} and item_id = ${itemId}`.execute(tx);
    await recordAudit(tx, doing, {
      orgId,
      action: `review.${decision}`,
      subject: item.what,
      detail: { reviewId, kind: item.kind, holderId: item.holder_id },
    });
  }
  const after = (await listReviewItems(tx, { orgId, reviewId })).find((one) => one.itemId === itemId);
  return after as ReviewItem;
}

/** What ended by itself since the review began needs nothing more. */
async function withdraw(
  tx: Tx,
  doing: Doing,
  orgId: OrgId,
  item: { kind: ReviewKind; holder_id: string; what: string },
): Promise<void> {
  if (item.kind === 'api_key') return void (await revokeApiKey(tx, doing, { orgId, keyId: item.what }));
  if (item.kind === 'oauth_client')
    return void (await revokeOauthClient(tx, doing, { orgId, clientId: item.what }));
  if (item.kind === 'staff_right') {
    const held = await sql`select 1 from parties.staff_right
      where org_id = ${orgId} and right_id = ${item.what}`.execute(tx);
    if (held.rows.length > 0) await takeStaffRight(tx, doing, { orgId, rightId: item.what });
    return;
  }
  const held = await sql<{ roles: Role[]; has_rights: boolean }>`select roles, exists (
      select 1 from parties.staff_right s where s.org_id = m.org_id and s.user_id = m.user_id) as has_rights
    from parties.member m where m.org_id = ${orgId} and m.user_id = ${item.holder_id}`.execute(tx);
  const member = held.rows[0];
  if (member?.roles.includes(item.what as Role) !== true) return;
  const roles = member.roles.filter((role) => role !== item.what);
  const target = { orgId, userId: item.holder_id };
  // Nobody stays a member who may do nothing.
  if (roles.length === 0 && !member.has_rights) await removeMember(tx, doing, target);
  else await setRoles(tx, doing, { ...target, roles });
}

async function openReview(tx: Tx, input: { orgId: OrgId; reviewId: string }): Promise<void> {
  const rows = await sql<{ closed_at: Date | null }>`select closed_at from parties.review
    where org_id = ${input.orgId} and review_id = ${input.reviewId} for share`.execute(tx);
  if (rows.rows[0] === undefined)
    throw errors.fail('review_unknown', `${input.reviewId} is not a review of this organisation.`);
  if (rows.rows[0].closed_at !== null) throw errors.fail('review_closed', 'It was closed.');
}

/** Closes a review in which everything was decided. Errors: review_unknown, review_closed, review_undecided. */
export async function closeReview(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; reviewId: string },
): Promise<Review> {
  const { orgId, reviewId } = input;
  await openReview(tx, input);
  const { undecided } = await findReview(tx, { orgId, reviewId, now: doing.now });
  if (undecided > 0) throw errors.fail('review_undecided', `${String(undecided)} are left.`, { undecided });
  await sql`update parties.review set closed_at = ${doing.now}, closed_by = ${doing.actor}
    where org_id = ${orgId} and review_id = ${reviewId} and closed_at is null`.execute(tx);
  await recordAudit(tx, doing, { orgId, action: 'review.closed', subject: reviewId });
  return await findReview(tx, { orgId, reviewId, now: doing.now });
}
