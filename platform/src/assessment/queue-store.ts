import { pageOf, type OrgId, type Page } from '#kernel';
import { sql, type Tx } from '#store';
import type { BadgeId } from '#badges';
import type { SubmissionId } from './model.ts';
import type {
  BadgeQueue,
  Looking,
  QueueHolder,
  QueueItem,
  QueueSummary,
  SubmissionLock,
} from './queue-model.ts';
import { summaryOf, type SubmissionRow } from './store.ts';

interface LockRow {
  assessor: string;
  assessor_name: string | null;
  locked_at: Date;
  ends_at: Date;
}

interface QueueRow extends SubmissionRow {
  lock: boolean;
  lock_assessor: string;
  lock_name: string | null;
  locked_at: Date;
  lock_ends_at: Date;
  has_draft: boolean;
}

function lockOf(row: LockRow, me: string): SubmissionLock {
  const { assessor, assessor_name, locked_at, ends_at } = row;
  return { assessor: assessor_name, isMine: assessor === me, lockedAt: locked_at, endsAt: ends_at };
}

function itemOf(row: QueueRow, { assessor }: Looking): QueueItem {
  const { lock_assessor, lock_name, locked_at, lock_ends_at } = row;
  const lock = { assessor: lock_assessor, assessor_name: lock_name, locked_at, ends_at: lock_ends_at };
  return {
    ...summaryOf(row),
    lock: row.lock ? lockOf(lock, assessor.id) : null,
    hasDraft: row.has_draft,
    isOwn: row.person_id === assessor.personId,
  };
}

/** A page of the queue, the longest waiting first. A cursor is a time in milliseconds since 1970 and an id. */
export async function loadQueue(
  tx: Tx,
  input: Looking & {
    readonly orgId: OrgId;
    readonly badgeId: BadgeId | null;
    readonly state: 'submitted' | 'returned';
    readonly holder: QueueHolder | null;
    readonly submissionId: SubmissionId | null;
    readonly after: { readonly at: Date; readonly submissionId: string } | null;
    readonly limit: number;
  },
): Promise<Page<QueueItem>> {
  const { orgId, assessor, at, badgeId, holder, after, submissionId } = input;
  const result = await sql<QueueRow>`select s.*, l.submission_id is not null as lock,
      l.assessor as lock_assessor, l.assessor_name as lock_name, l.locked_at, l.ends_at as lock_ends_at,
      exists (select 1 from assessment.draft d where d.org_id = s.org_id and d.submission_id = s.submission_id
        and d.assessor = ${assessor.id}) as has_draft
    from assessment.submission s
    left join assessment.lock l on l.org_id = s.org_id and l.submission_id = s.submission_id and l.ends_at > ${at}
    where s.org_id = ${orgId} and s.state = ${input.state}
      and (${badgeId}::text is null or s.badge_id = ${badgeId})
      and (${submissionId}::text is null or s.submission_id = ${submissionId})
      and (${holder}::text is null or (${holder} = 'mine' and l.assessor = ${assessor.id})
        or (${holder} = 'free' and l.submission_id is null and s.person_id is distinct from ${assessor.personId}))
      and (${after?.at ?? null}::timestamptz is null
        or (s.submitted_at, s.submission_id collate "C") > (${after?.at ?? null}, ${after?.submissionId ?? null}))
    order by s.submitted_at, s.submission_id collate "C" limit ${input.limit + 1}`.execute(tx);
  return pageOf(
    result.rows.map((row) => itemOf(row, input)),
    input.limit,
    (item) => [String(item.submittedAt.getTime()), item.submissionId],
  );
}

interface CountRow {
  badge_id: string;
  waiting: number;
  returned: number;
  free: number;
  mine: number;
  others: number;
  oldest: Date | null;
}

/** Counts the queue by badge and as a whole, the badge with the longest waiting submission first. */
export async function countQueue(
  tx: Tx,
  input: Looking & { readonly orgId: OrgId; readonly badgeId: BadgeId | null },
): Promise<QueueSummary> {
  const { orgId, badgeId, assessor, at } = input;
  const isWaiting = sql`s.state = 'submitted'`;
  const isOther = sql`s.person_id is distinct from ${assessor.personId}`;
  const result = await sql<CountRow>`select s.badge_id,
      count(*) filter (where ${isWaiting})::int as waiting,
      count(*) filter (where s.state = 'returned')::int as returned,
      count(*) filter (where ${isWaiting} and ${isOther} and l.assessor is null)::int as free,
      count(*) filter (where ${isWaiting} and l.assessor = ${assessor.id})::int as mine,
      count(*) filter (where ${isWaiting} and ${isOther} and l.assessor <> ${assessor.id})::int as others,
      min(s.submitted_at) filter (where ${isWaiting}) as oldest
    from assessment.submission s
    left join assessment.lock l on l.org_id = s.org_id and l.submission_id = s.submission_id and l.ends_at > ${at}
    where s.org_id = ${orgId} and s.state in ('submitted', 'returned')
      and (${badgeId}::text is null or s.badge_id = ${badgeId})
    group by 1 order by oldest nulls last, 1`.execute(tx);
  const sum = (of: (row: CountRow) => number): number => result.rows.reduce((n, row) => n + of(row), 0);
  const badges = result.rows.map((row): BadgeQueue => ({
    badgeId: row.badge_id,
    waiting: row.waiting,
    returned: row.returned,
    oldestSubmittedAt: row.oldest,
  }));
  return {
    waiting: sum((row) => row.waiting),
    free: sum((row) => row.free),
    mine: sum((row) => row.mine),
    lockedByOthers: sum((row) => row.others),
    returned: sum((row) => row.returned),
    oldestSubmittedAt: badges[0]?.oldestSubmittedAt ?? null,
    badges,
  };
}

/**
 * The submission that an assessor goes on with: one that they hold, else the longest waiting that nobody does. Its row
 * is held, and rows that another transaction is taking at this moment are passed over. Null when none is left.
 */
export async function pickNext(
  tx: Tx,
  input: Looking & {
    readonly orgId: OrgId;
    readonly badgeId: BadgeId | null;
    readonly skip: readonly string[];
  },
): Promise<SubmissionId | null> {
  const { orgId, badgeId, assessor, at } = input;
  const result = await sql<{
    submission_id: SubmissionId;
  }>`select s.submission_id from assessment.submission s
    where s.org_id = ${orgId} and s.state = 'submitted' and s.person_id is distinct from ${assessor.personId}
      and (${badgeId}::text is null or s.badge_id = ${badgeId})
      and s.submission_id <> all(${[...input.skip]}::text[])
      and not exists (select 1 from assessment.lock l where l.org_id = s.org_id
        and l.submission_id = s.submission_id and l.ends_at > ${at} and l.assessor <> ${assessor.id})
    order by exists (select 1 from assessment.lock l where l.org_id = s.org_id
        and l.submission_id = s.submission_id and l.ends_at > ${at}) desc,
      s.submitted_at, s.submission_id collate "C" limit 1 for update of s skip locked`.execute(tx);
  return result.rows[0]?.submission_id ?? null;
}

/** The lock of a submission that has not ended; null when nobody is at it. */
export async function loadLock(
  tx: Tx,
  input: {
    readonly orgId: OrgId;
    readonly submissionId: SubmissionId;
    readonly me: string;
    readonly at: Date;
  },
): Promise<SubmissionLock | null> {
  const result = await sql<LockRow>`select assessor, assessor_name, locked_at, ends_at from assessment.lock
    where org_id = ${input.orgId} and submission_id = ${input.submissionId} and ends_at > ${input.at}`.execute(
    tx,
  );
  const row = result.rows[0];
  return row === undefined ? null : lockOf(row, input.me);
}

/** Takes or prolongs a lock in one statement; null when somebody else holds it. */
export async function saveLock(
  tx: Tx,
  input: {
    readonly orgId: OrgId;
    readonly submissionId: SubmissionId;
    readonly assessor: { readonly id: string; readonly name: string | null };
    readonly at: Date;
    readonly endsAt: Date;
  },
): Promise<SubmissionLock | null> {
  const { orgId, submissionId, assessor, at, endsAt } = input;
  const result = await sql<LockRow>`insert into assessment.lock
      (org_id, submission_id, assessor, assessor_name, locked_at, ends_at)
    values (${orgId}, ${submissionId}, ${assessor.id}, ${assessor.name}, ${at}, ${endsAt})
    on conflict (org_id, submission_id) do update set assessor = excluded.assessor,
      assessor_name = excluded.assessor_name, ends_at = excluded.ends_at,
      locked_at = case when lock.assessor = excluded.assessor and lock.ends_at > excluded.locked_at
        then lock.locked_at else excluded.locked_at end
    where lock.assessor = excluded.assessor or lock.ends_at <= excluded.locked_at
    returning assessor, assessor_name, locked_at, ends_at`.execute(tx);
  const row = result.rows[0];
  return row === undefined ? null : lockOf(row, assessor.id);
}

/** Ends whatever lock a submission has. */
export async function deleteLock(
  tx: Tx,
  input: { readonly orgId: OrgId; readonly submissionId: SubmissionId },
): Promise<void> {
  await sql`delete from assessment.lock
    where org_id = ${input.orgId} and submission_id = ${input.submissionId}`.execute(tx);
}
