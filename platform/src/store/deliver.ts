import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { deliveredOf, markDone, markFailed, nextRetry, pending, type EventRow } from './outbox.ts';
import type { Delivered, Reaction, Subscription } from './subscription.ts';
import { asInstance, switchOrg, type Db } from './tx.ts';

/** Large enough that commits cost little, small enough that a subscriber never holds its rows for long. */
const batchSize = 100;

const laneLock = 7204;

/**
 * Delivers what is pending in one lane, oldest first, until nothing is left. An event that fails is
 * written down with its error, holds back later events of the same key for that subscriber, and is
 * tried again at its `retry_at`. Two calls for one lane take turns, in whichever process they run.
 * Returns how many were delivered and when the next retry is due.
 */
export async function deliverLane(
  db: Db,
  lane: number,
  subscriptions: readonly Subscription[],
  now: () => Date,
): Promise<{ delivered: number; retryAt: Date | null }> {
  let delivered = 0;
  // A reaction may tell of something that an earlier subscriber waits for, so passes go on until one is empty.
  for (;;) {
    let count = 0;
    for (const subscription of subscriptions) count += await deliverTo(db, lane, subscription, now);
    delivered += count;
    if (count === 0) break;
  }
  return { delivered, retryAt: await asInstance(db, (tx) => nextRetry(tx, lane)) };
}

async function deliverTo(db: Db, lane: number, subscription: Subscription, now: () => Date): Promise<number> {
  const { subscriber } = subscription;
  let delivered = 0;
  for (let after = 0; ;) {
    const batch = await alone(db, lane, subscriber, async () => {
      const rows = await pending(db, { lane, subscriber, after, limit: batchSize }, now());
      return { rows, done: await deliverBatch(db, subscription, rows, now) };
    });
    delivered += batch.done;
    if (batch.rows.length < batchSize) return delivered;
    after = batch.rows.at(-1)?.id ?? after;
  }
}

/**
 * Runs `work` while nobody else delivers this lane to this subscriber. Waiting holds no connection; working
 * holds one, which is why a pool has more connections than there are lanes.
 */
async function alone<T>(db: Db, lane: number, subscriber: string, work: () => Promise<T>): Promise<T> {
  for (;;) {
    const turn = await asInstance(db, async (tx) => {
      const lock = await sql<{
        got: boolean;
      }>`select pg_try_advisory_xact_lock(${laneLock}, hashtext(${`${String(lane)} ${subscriber}`})) as got`.execute(
        tx,
      );
      return lock.rows[0]?.got === true ? { value: await work() } : null;
    });
    if (turn !== null) return turn.value;
    await sleep(25);
  }
}

async function deliverBatch(
  db: Db,
  subscription: Subscription,
  rows: readonly EventRow[],
  now: () => Date,
): Promise<number> {
  const { reaction, subscriber } = subscription;
  if (rows.length === 0) return 0;
  if (reaction.kind === 'withApp') {
    const done: number[] = [];
    const count = await deliverEach(db, subscriber, rows, now, async (event) => {
      await reaction.run(event);
      done.push(event.id);
    });
    // Marked together: a crash before this repeats them, which such a reaction bears.
    await asInstance(db, (tx) => markDone(tx, subscriber, done));
    return count;
  }
  try {
    await deliverTogether(db, subscriber, reaction, rows.map(deliveredOf));
    return rows.length;
  } catch {
    // One of them failed and took the others with it: each for itself finds out which.
    return await deliverEach(db, subscriber, rows, now, (event) =>
      deliverTogether(db, subscriber, reaction, [event]),
    );
  }
}

async function deliverEach(
  db: Db,
  subscriber: string,
  rows: readonly EventRow[],
  now: () => Date,
  deliver: (event: Delivered) => Promise<void>,
): Promise<number> {
  const blocked = new Set<string>();
  let done = 0;
  for (const row of rows) {
    if (blocked.has(row.key)) continue;
    try {
      await deliver(deliveredOf(row));
      done++;
    } catch (error) {
      blocked.add(row.key);
      await asInstance(db, (tx) => markFailed(tx, subscriber, row.id, now(), String(error)));
    }
  }
  return done;
}

/**
 * Runs some events in one transaction. The spaces are locked first and in order: lanes that meet in one
 * space wait there, instead of meeting later in its rows in opposite orders.
 */
async function deliverTogether(
  db: Db,
  subscriber: string,
  reaction: Exclude<Reaction, { kind: 'withApp' }>,
  events: readonly Delivered[],
): Promise<void> {
  const pairs = events.map((event) => ({ event, space: reaction.space(event) }));
  const spaces = [...new Set(pairs.map((p) => p.space).filter((s) => s !== null))];
  await asInstance(db, async (tx) => {
    if (spaces.length > 0)
      await sql`select pg_advisory_xact_lock(h) from (
        select distinct hashtextextended(${subscriber} || ' ' || s, ${laneLock}) as h
        from unnest(${spaces}::text[]) s order by h) ordered`.execute(tx);
    if (reaction.kind === 'inTxTogether')
      for (const space of spaces) {
        await switchOrg(tx, space);
        await reaction.run(
          tx,
          pairs.filter((p) => p.space === space).map((p) => p.event),
        );
      }
    else
      for (const { event, space } of pairs) {
        if (space === null) continue;
        await switchOrg(tx, space);
        await reaction.run(tx, event);
      }
    await markDone(
      tx,
      subscriber,
      events.map((e) => e.id),
    );
  });
}
