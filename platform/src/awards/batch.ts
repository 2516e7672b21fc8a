import { hashSync } from '@rungs/credentials/platform';
import { sameBytes } from '@rungs/credentials/bytes';
import { findOpenVersion, type BadgeId } from '#badges';
import { newId, type Doing, type OrgId } from '#kernel';
import { ensurePeople, recordAudit, rememberContacts } from '#parties';
import { addJob, sql, type Tx } from '#store';
import { findBatch, findKeyed } from './batch-store.ts';
import { errors } from './errors.ts';
import type { Batch, BatchId, BatchReport, BatchRowInput, RowProblem } from './model.ts';
import { checkRows } from './rules.ts';

/** A request that awards one badge version to many people. */
export interface BatchRequest {
  readonly orgId: OrgId;
  readonly badgeId: BadgeId;
  /** The open version without it. */
  readonly version?: number | undefined;
  /** The same person gets the same badge version once for each key; `once` without it. */
  readonly grantKey?: string | undefined;
  readonly isSynthetic?: boolean | undefined;
  /** Looked at one by one, see `batchRowSchema`; at most 10,000. */
  readonly rows: readonly unknown[];
}

/** What a batch would do: the same report as the batch itself, with nothing written. Errors as `createBatch`. */
export async function previewBatch(tx: Tx, input: BatchRequest): Promise<BatchReport> {
  await findOpenVersion(tx, input);
  const { accepted, problems } = checkRows(input.rows);
  return { rowCount: input.rows.length, acceptedCount: accepted.length, problems };
}

/**
 * Takes a batch in and adds the job that runs it, in one transaction. Rows with a problem are reported and
 * kept as failed; the others go on. The same key with the same request gives the batch of before. Errors:
 * badge_not_found, badge_version_closed, batch_key_reused.
 */
export async function createBatch(
  tx: Tx,
  doing: Doing,
  input: BatchRequest & { readonly idempotencyKey: string },
): Promise<{ readonly batch: Batch; readonly report: BatchReport }> {
  const { orgId, idempotencyKey, rows } = input;
  const { accepted, problems } = checkRows(rows);
  const report = { rowCount: rows.length, acceptedCount: accepted.length, problems };
  const requestHash = hashOf(input);
  const batchId = newId('btc', doing.now, doing.random);
  // The key is taken first: a twin waits here for the end of this transaction, and then finds the batch.
  const isFirst = await takeKey(tx, doing, { ...input, batchId, requestHash });
  if (!isFirst) {
    const earlier = await findKeyed(tx, { orgId, idempotencyKey });
    if (earlier === null || !sameBytes(earlier.requestHash, requestHash))
      throw errors.fail('batch_key_reused', `The key was used for batch ${earlier?.batchId ?? ''}.`);
    return { batch: await found(tx, orgId, earlier.batchId), report };
  }
  const { version } = await findOpenVersion(tx, input);
  await sql`update awards.batch set version = ${version}
    where org_id = ${orgId} and batch_id = ${batchId}`.execute(tx);
  const grantKey = input.grantKey ?? 'once';
  await saveRows(tx, doing, {
    orgId,
    batchId,
    grantKey,
    isSynthetic: input.isSynthetic ?? false,
    accepted,
    problems,
  });
  await addJob(tx, {
    task: 'awards.batch',
    payload: { orgId, batchId },
    queue: `awards.batch:${orgId}`,
    key: `awards.batch:${batchId}`,
  });
  await recordAudit(tx, doing, {
    orgId,
    action: 'batch.created',
    subject: batchId,
    detail: { badgeId: input.badgeId, version, rowCount: rows.length, acceptedCount: accepted.length },
  });
  return { batch: await found(tx, orgId, batchId), report };
}

async function found(tx: Tx, orgId: OrgId, batchId: BatchId): Promise<Batch> {
  const batch = await findBatch(tx, { orgId, batchId });
  if (batch === null) throw errors.fail('batch_unknown', `There is no batch ${batchId}.`);
  return batch;
}

function hashOf(input: BatchRequest): Uint8Array {
  const { badgeId, version, grantKey, isSynthetic, rows } = input;
  return hashSync(
    'sha256',
    JSON.stringify([badgeId, version ?? null, grantKey ?? null, isSynthetic ?? false, rows]),
  );
}

async function takeKey(
  tx: Tx,
  doing: Doing,
  input: BatchRequest & {
    readonly idempotencyKey: string;
    readonly batchId: BatchId;
    readonly requestHash: Uint8Array;
  },
): Promise<boolean> {
  const taken =
    await sql`insert into awards.batch (org_id, batch_id, idempotency_key, request_hash, badge_id, version,
      state, row_count, actor, created_at)
    values (${input.orgId}, ${input.batchId}, ${input.idempotencyKey}, ${Buffer.from(input.requestHash)},
      ${input.badgeId}, ${input.version ?? 0}, 'waiting', ${input.rows.length}, ${doing.actor}, ${doing.now})
    on conflict (org_id, idempotency_key) do nothing returning 1`.execute(tx);
  return taken.rows.length === 1;
}

interface Rows {
  readonly orgId: OrgId;
  readonly batchId: BatchId;
  readonly grantKey: string;
  readonly isSynthetic: boolean;
  readonly accepted: readonly { readonly row: number; readonly input: BatchRowInput }[];
  readonly problems: readonly RowProblem[];
}

/** People are found or made at once; what is kept of a row names them by id alone. */
async function saveRows(tx: Tx, doing: Doing, rows: Rows): Promise<void> {
  const { orgId, batchId, accepted, problems } = rows;
  const people = accepted.map(({ input }) => ({ email: input.email, name: input.name }));
  const personIds = await ensurePeople(tx, doing, { people });
  const contacts = people.map((person, at) => ({ ...person, personId: personIds[at] as OrgId }));
  await rememberContacts(tx, doing, { orgId, people: contacts });
  const details = accepted.map(({ input }) =>
    JSON.stringify({
      ...(input.evidenceNote === undefined ? {} : { evidenceNote: input.evidenceNote }),
      ...(input.validUntil === undefined ? {} : { validUntil: input.validUntil }),
      ...(rows.isSynthetic ? { isSynthetic: true } : {}),
    }),
  );
  await sql`insert into awards.batch_row (org_id, batch_id, row_number, state, person_id, grant_key, detail)
    select ${orgId}::text, ${batchId}::text, u.row_number, 'waiting', u.person_id, ${rows.grantKey}::text, u.detail
    from unnest(${accepted.map(({ row }) => row)}::int[], ${personIds}::text[], ${details}::jsonb[])
      u(row_number, person_id, detail)`.execute(tx);
  await sql`insert into awards.batch_row (org_id, batch_id, row_number, state, grant_key, problems)
    select ${orgId}::text, ${batchId}::text, u.row_number, 'failed', ${rows.grantKey}::text, u.problems
    from unnest(${problems.map(({ row }) => row)}::int[],
      ${problems.map((row) => JSON.stringify(row.problems))}::jsonb[]) u(row_number, problems)`.execute(tx);
}
