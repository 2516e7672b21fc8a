import { sql } from 'kysely';
import type { OrgId } from '#kernel';
import { lanes, type Delivered, type Subscription } from './subscription.ts';
import { addJob } from './tell.ts';
import { asInstance, type Db, type Tx } from './tx.ts';

/** A row of `store.event`. */
export interface EventRow {
  readonly id: number;
  readonly name: string;
  readonly key: string;
  readonly org_id: OrgId;
  readonly payload: Record<string, unknown>;
  readonly at: Date;
}

/** The event that a row holds. */
export function deliveredOf(row: EventRow): Delivered {
  return { id: row.id, name: row.name, key: row.key, orgId: row.org_id, payload: row.payload, at: row.at };
}

/** Writes the subscription table, from which `tell` makes the deliveries. */
export async function registerSubscriptions(db: Db, subscriptions: readonly Subscription[]): Promise<void> {
  const pairs = subscriptions.flatMap((s) => s.events.map((event) => ({ event, subscriber: s.subscriber })));
  await asInstance(db, async (tx) => {
    const events = pairs.map((p) => p.event);
    const subscribers = pairs.map((p) => p.subscriber);
    await sql`delete from store.subscription s where not exists (
      select 1 from unnest(${events}::text[], ${subscribers}::text[]) u(e, n) where u.e = s.event and u.n = s.subscriber)`.execute(
      tx,
    );
    await sql`insert into store.subscription (event, subscriber)
      select * from unnest(${events}::text[], ${subscribers}::text[]) on conflict do nothing`.execute(tx);
  });
}

/** Which deliveries to look for: those of one lane and subscriber, behind the event that was looked at last. */
export interface PendingRequest {
  readonly lane: number;
  readonly subscriber: string;
  readonly after: number;
  readonly limit: number;
}

/**
 * Finds what is due, oldest first. An event waits while an earlier one of its key does: one that waits for
 * its retry, and one that this run has already passed. (Ids of one key follow cause and effect: who tells
 * because of something committed gets the larger id. Two transactions that did not know of each other have
 * no order, and may be delivered in either.)
 */
export async function pending(db: Db, request: PendingRequest, now: Date): Promise<EventRow[]> {
  const { lane, subscriber, after, limit } = request;
  const result = await asInstance(db, (tx) =>
    sql<EventRow>`select e.id, e.name, e.key, e.org_id, e.payload, e.at
      from store.delivery d join store.event e on e.id = d.event_id
      where d.lane = ${lane} and d.subscriber = ${subscriber} and not d.done and d.event_id > ${after}
        and (d.retry_at is null or d.retry_at <= ${now})
        and not exists (select 1 from store.delivery f where f.subscriber = d.subscriber
          and f.key = d.key and not f.done and f.event_id < d.event_id
          and (f.event_id <= ${after} or f.retry_at > ${now}))
      order by d.event_id limit ${limit}`.execute(tx),
  );
  return result.rows;
}

/** Marks events as delivered to one subscriber. */
export async function markDone(tx: Tx, subscriber: string, eventIds: readonly number[]): Promise<void> {
  await sql`update store.delivery set done = true, error = null, retry_at = null, attempts = attempts + 1
    where subscriber = ${subscriber} and event_id = any(${[...eventIds]}::bigint[])`.execute(tx);
}

/** Writes down why a delivery failed, and when it is tried again: after 1 s, 2 s, 4 s … at most an hour. */
export async function markFailed(
  tx: Tx,
  subscriber: string,
  eventId: number,
  now: Date,
  error: string,
): Promise<void> {
  await sql`update store.delivery set attempts = attempts + 1, error = ${error.slice(0, 2000)},
    retry_at = ${now}::timestamptz + least(interval '1 hour', interval '1 second' * power(2, least(attempts, 12)))
    where subscriber = ${subscriber} and event_id = ${eventId}`.execute(tx);
}

/** When the first failed delivery of a lane is due again; null when none has failed. */
export async function nextRetry(tx: Tx, lane: number): Promise<Date | null> {
  const next = await sql<{ at: Date | null }>`select min(retry_at) as at from store.delivery
    where lane = ${lane} and not done and retry_at is not null`.execute(tx);
  return next.rows[0]?.at ?? null;
}

/** Adds a job for each lane: at start, and after something was mended. */
export async function wakeLanes(tx: Tx): Promise<void> {
  for (let lane = 0; lane < lanes; lane++)
    await addJob(tx, { task: 'deliver', payload: { lane }, queue: `deliver:${String(lane)}` });
}

/** Counts what is pending and what is failing, for the health page and for tests that wait for quiet. */
export async function deliveryState(db: Db): Promise<{ pending: number; failing: number }> {
  const result = await asInstance(db, (tx) =>
    sql<{ pending: number; failing: number }>`select count(*)::int as pending,
      count(*) filter (where error is not null)::int as failing from store.delivery where not done`.execute(
      tx,
    ),
  );
  return result.rows[0] ?? { pending: 0, failing: 0 };
}

/** Makes failed deliveries due at once, after their cause was mended; returns how many. */
export async function replayFailed(db: Db): Promise<number> {
  return await asInstance(db, async (tx) => {
    const rows = await sql`update store.delivery set retry_at = null
      where not done and error is not null returning lane`.execute(tx);
    if (rows.rows.length > 0) await wakeLanes(tx);
    return rows.rows.length;
  });
}

/** Reads what was told to one tenant, oldest first, in chunks: the source from which a projection is rebuilt. */
export async function readEvents(
  tx: Tx,
  input: { orgId: OrgId; names: readonly string[]; afterId: number; limit: number },
): Promise<Delivered[]> {
  const rows = await sql<EventRow>`select id, name, key, org_id, payload, at from store.event
    where org_id = ${input.orgId} and name = any(${[...input.names]}::text[]) and id > ${input.afterId}
    order by id limit ${input.limit}`.execute(tx);
  return rows.rows.map(deliveredOf);
}
