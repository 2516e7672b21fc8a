import { sql } from 'kysely';
import type { OrgId } from '#kernel';
import type { Tx } from './tx.ts';

/** A fact that a rung tells, in the transaction that made it true. */
export interface Told {
  /** `noun.past_tense`, for example `award.issued`. */
  readonly name: string;
  /** What must stay in order: events of one key reach each subscriber in the order they were told. */
  readonly key: string;
  /** The tenant in which it happened. */
  readonly orgId: OrgId;
  /** Ids and plain values only; no names, no mail addresses. */
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Writes events to the outbox, in the caller's transaction: they are delivered exactly when it commits. */
export async function tell(tx: Tx, events: readonly Told[]): Promise<void> {
  if (events.length === 0) return;
  await sql`select store.tell(
    ${events.map((e) => e.name)}::text[], ${events.map((e) => e.key)}::text[],
    ${events.map((e) => e.orgId)}::text[], ${events.map((e) => JSON.stringify(e.payload))}::jsonb[])`.execute(
    tx,
  );
}

/** Adds a job in the caller's transaction: it runs exactly when that commits, at least once. */
export async function addJob(
  tx: Tx,
  job: {
    task: string;
    payload: Readonly<Record<string, unknown>>;
    queue?: string;
    key?: string;
    runAt?: Date;
  },
): Promise<void> {
  await sql`select store.add_job(${job.task}, ${JSON.stringify(job.payload)}::json, ${job.queue ?? null},
    ${job.key ?? null}, ${job.runAt ?? null})`.execute(tx);
}
