import { sql } from 'kysely';
import type { OrgId } from '#kernel';
import type { Tx } from './tx.ts';

/** A request that its sender may send again: the key it chose, and a digest of everything that matters in it. */
export interface KeyedRequest {
  readonly orgId: OrgId;
  /** Chosen by the sender, 1 to 255 characters, unique within the tenant. */
  readonly key: string;
  /** Covers sender, method, path and body: another request under the same key is told apart by it. */
  readonly digest: string;
}

/** What was answered the first time; `body` is the JSON text. */
export interface KeptAnswer {
  readonly status: number;
  readonly body: string;
}

/** What a claim found: a free key, the answer of before, a twin that is still at work, or another request. */
export type Claim =
  | { readonly kind: 'fresh' }
  | { readonly kind: 'answered'; readonly answer: KeptAnswer }
  | { readonly kind: 'busy' }
  | { readonly kind: 'different' };

/** How long an answer is kept; the key may be used for something else afterwards. */
export const keptMs = 48 * 3_600_000;

/** After this time a claim without an answer belongs to a server that died, and may be taken over. */
export const leaseMs = 120_000;

interface Row {
  digest: string;
  lease_until: Date;
  status: number | null;
  body: string | null;
}

/**
 * Claims a key for one request, in a transaction that commits before the work begins. Of twins that
 * arrive together exactly one gets `fresh`. Also removes this tenant's answers that are past their time.
 */
export async function claimKey(tx: Tx, now: Date, request: KeyedRequest): Promise<Claim> {
  const { orgId, key, digest } = request;
  const leaseUntil = new Date(now.getTime() + leaseMs);
  await sql`delete from store.idempotency where org_id = ${orgId}
    and claimed_at < ${new Date(now.getTime() - keptMs)}`.execute(tx);
  const inserted = await sql`insert into store.idempotency (org_id, key, digest, claimed_at, lease_until)
    values (${orgId}, ${key}, ${digest}, ${now}, ${leaseUntil}) on conflict (org_id, key) do nothing
    returning key`.execute(tx);
  if (inserted.rows.length === 1) return { kind: 'fresh' };
  const found = await sql<Row>`select digest, lease_until, status, body from store.idempotency
    where org_id = ${orgId} and key = ${key} for update`.execute(tx);
  const row = found.rows[0];
  if (row === undefined) return { kind: 'busy' };
  if (row.digest !== digest) return { kind: 'different' };
  if (row.status !== null && row.body !== null)
    return { kind: 'answered', answer: { status: row.status, body: row.body } };
  if (row.lease_until > now) return { kind: 'busy' };
  await sql`update store.idempotency set lease_until = ${leaseUntil}
    where org_id = ${orgId} and key = ${key}`.execute(tx);
  return { kind: 'fresh' };
}

/** Keeps the answer of a claimed request; in the transaction of its work where there is a single one. */
export async function keepAnswer(tx: Tx, request: KeyedRequest, answer: KeptAnswer): Promise<void> {
  await sql`update store.idempotency set status = ${answer.status}, body = ${answer.body}
    where org_id = ${request.orgId} and key = ${request.key} and digest = ${request.digest}`.execute(tx);
}

/** Gives a claim back after a failure, so that a corrected request may use the key. */
export async function releaseKey(tx: Tx, request: KeyedRequest): Promise<void> {
  await sql`delete from store.idempotency where org_id = ${request.orgId} and key = ${request.key}
    and digest = ${request.digest} and status is null`.execute(tx);
}
