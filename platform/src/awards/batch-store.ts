import type { BadgeId } from '#badges';
import { pageOf, type OrgId, type Page, type PageRequest } from '#kernel';
import { sql, type Tx } from '#store';
import { afterId, afterRow } from './cursor.ts';
import type { AwardId, Batch, BatchId, BatchRow } from './model.ts';

interface Row {
  batch_id: BatchId;
  badge_id: BadgeId;
  version: number;
  state: Batch['state'];
  row_count: number;
  created_at: Date;
  finished_at: Date | null;
  issued: number;
  existing: number;
  failed: number;
  waiting: number;
}

const counted = sql`b.batch_id, b.badge_id, b.version, b.state, b.row_count, b.created_at, b.finished_at,
  c.issued, c.existing, c.failed, c.waiting
  from awards.batch b cross join lateral (
    select count(*) filter (where r.state = 'issued')::int as issued,
      count(*) filter (where r.state = 'existing')::int as existing,
      count(*) filter (where r.state = 'failed')::int as failed,
      count(*) filter (where r.state = 'waiting')::int as waiting
    from awards.batch_row r where r.org_id = b.org_id and r.batch_id = b.batch_id) c`;

function batchOf(orgId: OrgId, row: Row): Batch {
  return {
    orgId,
    batchId: row.batch_id,
    badgeId: row.badge_id,
    version: row.version,
    state: row.state,
    rowCount: row.row_count,
    issuedCount: row.issued,
    existingCount: row.existing,
    failedCount: row.failed,
    waitingCount: row.waiting,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}

/** Finds a batch and counts how far it has come; null where there is none. */
export async function findBatch(
  tx: Tx,
  input: { readonly orgId: OrgId; readonly batchId: string },
): Promise<Batch | null> {
  const rows = await sql<Row>`select ${counted}
    where b.org_id = ${input.orgId} and b.batch_id = ${input.batchId}`.execute(tx);
  const row = rows.rows[0];
  return row === undefined ? null : batchOf(input.orgId, row);
}

/** Lists the batches of an organisation, the newest first. */
export async function listBatches(
  tx: Tx,
  input: { readonly orgId: OrgId; readonly page: PageRequest },
): Promise<Page<Batch>> {
  const { orgId, page } = input;
  const before = afterId(page.after);
  const rows = await sql<Row>`select ${counted}
    where b.org_id = ${orgId} and (${before}::text is null or b.batch_id collate "C" < ${before})
    order by b.batch_id collate "C" desc limit ${page.limit + 1}`.execute(tx);
  const batches = rows.rows.map((row) => batchOf(orgId, row));
  return pageOf(batches, page.limit, (batch) => [batch.batchId]);
}

/** Lists the rows of a batch in the order of the request; those of one state where it is given. */
export async function listBatchRows(
  tx: Tx,
  input: {
    readonly orgId: OrgId;
    readonly batchId: BatchId;
    readonly state?: BatchRow['state'] | undefined;
    readonly page: PageRequest;
  },
): Promise<Page<BatchRow>> {
  const { page } = input;
  const after = afterRow(page.after);
  const rows = await sql<{
    row_number: number;
    state: BatchRow['state'];
    person_id: OrgId | null;
    award_id: AwardId | null;
    problems: BatchRow['problems'] | null;
  }>`select row_number, state, person_id, award_id, problems from awards.batch_row
    where org_id = ${input.orgId} and batch_id = ${input.batchId} and row_number > ${after}
      and (${input.state ?? null}::text is null or state = ${input.state ?? null})
    order by row_number limit ${page.limit + 1}`.execute(tx);
  const items = rows.rows.map((row) => ({
    row: row.row_number,
    state: row.state,
    personId: row.person_id,
    awardId: row.award_id,
    problems: row.problems ?? [],
  }));
  return pageOf(items, page.limit, (item) => [String(item.row)]);
}

/** Finds the batch for which an idempotency key was used, and the hash of its request. */
export async function findKeyed(
  tx: Tx,
  input: { readonly orgId: OrgId; readonly idempotencyKey: string },
): Promise<{ readonly batchId: BatchId; readonly requestHash: Uint8Array } | null> {
  const rows = await sql<{
    batch_id: BatchId;
    request_hash: Buffer;
  }>`select batch_id, request_hash from awards.batch
    where org_id = ${input.orgId} and idempotency_key = ${input.idempotencyKey}`.execute(tx);
  const row = rows.rows[0];
  return row === undefined ? null : { batchId: row.batch_id, requestHash: new Uint8Array(row.request_hash) };
}

/** A row that has not been awarded yet. */
export interface WaitingRow {
  readonly row: number;
  readonly personId: OrgId;
  readonly grantKey: string;
  readonly detail: {
    readonly evidenceNote?: string;
    readonly validUntil?: string;
    readonly isSynthetic?: boolean;
  };
}

/** The first rows of a batch that wait. */
export async function findWaitingRows(
  tx: Tx,
  input: { readonly orgId: OrgId; readonly batchId: BatchId; readonly limit: number },
): Promise<WaitingRow[]> {
  const rows = await sql<{
    row_number: number;
    person_id: OrgId;
    grant_key: string;
    detail: WaitingRow['detail'];
  }>`select row_number, person_id, grant_key, detail from awards.batch_row
    where org_id = ${input.orgId} and batch_id = ${input.batchId} and state = 'waiting'
    order by row_number limit ${input.limit}`.execute(tx);
  return rows.rows.map((row) => ({
    row: row.row_number,
    personId: row.person_id,
    grantKey: row.grant_key,
    detail: row.detail,
  }));
}

/** What became of one row. */
export interface RowResult {
  readonly row: number;
  readonly state: 'issued' | 'existing' | 'failed';
  readonly awardId: AwardId | null;
  readonly problems: BatchRow['problems'];
}

/** Writes down what became of some rows; a row that is no longer waiting is left alone. */
export async function saveRowResults(
  tx: Tx,
  input: { readonly orgId: OrgId; readonly batchId: BatchId; readonly results: readonly RowResult[] },
): Promise<void> {
  const { results } = input;
  await sql`update awards.batch_row r set state = u.state, award_id = u.award_id, problems = u.problems
    from unnest(${results.map((x) => x.row)}::int[], ${results.map((x) => x.state)}::text[],
      ${results.map((x) => x.awardId)}::text[],
      ${results.map((x) => (x.problems.length === 0 ? null : JSON.stringify(x.problems)))}::jsonb[])
      u(row_number, state, award_id, problems)
    where r.org_id = ${input.orgId} and r.batch_id = ${input.batchId} and r.row_number = u.row_number
      and r.state = 'waiting'`.execute(tx);
}
