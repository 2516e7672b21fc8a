import { sql } from 'kysely';
import type { OrgId } from '#kernel';
import { asInstance, inOrg, type Db, type Tx } from './tx.ts';

/** An event as a subscriber receives it. */
export interface Delivered {
  readonly id: number;
  readonly name: string;
  readonly key: string;
  readonly orgId: OrgId;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

/**
 * One reaction to an event. `inTx` runs in the transaction that also marks the delivery done, in the
 * space that `space` names; `withApp` commits by itself and is therefore idempotent by its own keys.
 */
export type Reaction =
  | {
      readonly kind: 'inTx';
      readonly space: (event: Delivered) => OrgId | null;
      readonly run: (tx: Tx, event: Delivered) => Promise<void>;
    }
  | { readonly kind: 'withApp'; readonly run: (event: Delivered) => Promise<void> };

/** A named subscriber of some events; the name is its identity in the delivery table. */
export interface Subscription {
  readonly subscriber: string;
  readonly events: readonly string[];
  readonly reaction: Reaction;
}

interface Row {
  id: number;
  name: string;
  key: string;
  org_id: OrgId;
  payload: Record<string, unknown>;
  at: Date;
}

/** How many lanes there are; events of one key always share a lane, so lanes can run side by side. */
export const lanes = 4;

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

const batchSize = 200;

/**
 * Delivers what is pending in one lane, oldest first, until nothing is left. An event that fails is
 * written down with its error, holds back later events of the same key for that subscriber, and is
 * tried again at its `retry_at`. Returns how many were delivered and when the next retry is due.
 */
export async function deliverLane(
  db: Db,
  lane: number,
  subscriptions: readonly Subscription[],
  now: () => Date,
): Promise<{ delivered: number; retryAt: Date | null }> {
  let delivered = 0;
  for (const subscription of subscriptions) {
    for (;;) {
      const rows = await pending(db, lane, subscription.subscriber, now());
      const blocked = new Set<string>();
      for (const row of rows) {
        if (blocked.has(row.key)) continue;
        const ok = await deliverOne(db, subscription, row, now);
        if (ok) delivered++;
        else blocked.add(row.key);
      }
      if (rows.length < batchSize) break;
    }
  }
  const next = await asInstance(db, (tx) =>
    sql<{
      at: Date | null;
    }>`select min(coalesce(retry_at, now())) as at from store.delivery where lane = ${lane} and not done`.execute(
      tx,
    ),
  );
  return { delivered, retryAt: next.rows[0]?.at ?? null };
}

async function pending(db: Db, lane: number, subscriber: string, now: Date): Promise<Row[]> {
  const result = await asInstance(db, (tx) =>
    sql<Row>`select e.id, e.name, e.key, e.org_id, e.payload, e.at
      from store.delivery d join store.event e on e.id = d.event_id
      where d.lane = ${lane} and d.subscriber = ${subscriber} and not d.done
        and (d.retry_at is null or d.retry_at <= ${now})
        and not exists (select 1 from store.delivery f where f.lane = d.lane and f.subscriber = d.subscriber
          and f.key = d.key and not f.done and f.event_id < d.event_id and f.retry_at > ${now})
      order by d.event_id limit ${batchSize}`.execute(tx),
  );
  return result.rows;
}

async function deliverOne(db: Db, subscription: Subscription, row: Row, now: () => Date): Promise<boolean> {
  const event: Delivered = {
    id: row.id,
    name: row.name,
    key: row.key,
    orgId: row.org_id,
    payload: row.payload,
    at: row.at,
  };
  const { reaction, subscriber } = subscription;
  try {
    if (reaction.kind === 'withApp') {
      await reaction.run(event);
      await asInstance(db, (tx) => markDone(tx, subscriber, event.id));
      return true;
    }
    const space = reaction.space(event);
    if (space === null) await asInstance(db, (tx) => markDone(tx, subscriber, event.id));
    else
      await inOrg(db, space, async (tx) => {
        await reaction.run(tx, event);
        await markDone(tx, subscriber, event.id);
      });
    return true;
  } catch (error) {
    await asInstance(db, (tx) => markFailed(tx, subscriber, event.id, now(), String(error)));
    return false;
  }
}

async function markDone(tx: Tx, subscriber: string, eventId: number): Promise<void> {
  await sql`update store.delivery set done = true, error = null, retry_at = null, attempts = attempts + 1
    where subscriber = ${subscriber} and event_id = ${eventId}`.execute(tx);
}

async function markFailed(
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
  const result = await asInstance(db, async (tx) => {
    const rows = await sql<{
      lane: number;
    }>`update store.delivery set retry_at = null where not done and error is not null returning lane`.execute(
      tx,
    );
    for (const lane of new Set(rows.rows.map((r) => r.lane))) {
      await sql`select store.add_job('deliver', ${JSON.stringify({ lane })}::json, ${'deliver:' + String(lane)}, null, null)`.execute(
        tx,
      );
    }
    return rows.rows.length;
  });
  return result;
}

/** Reads what was told to one tenant, oldest first, in chunks: the source from which a projection is rebuilt. */
export async function readEvents(
  tx: Tx,
  input: { orgId: OrgId; names: readonly string[]; afterId: number; limit: number },
): Promise<Delivered[]> {
  const rows = await sql<Row>`select id, name, key, org_id, payload, at from store.event
    where org_id = ${input.orgId} and name = any(${[...input.names]}::text[]) and id > ${input.afterId}
    order by id limit ${input.limit}`.execute(tx);
  return rows.rows.map((r) => ({
    id: r.id,
    name: r.name,
    key: r.key,
    orgId: r.org_id,
    payload: r.payload,
    at: r.at,
  }));
}
