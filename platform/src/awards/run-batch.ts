import type { Doing, OrgId } from '#kernel';
import { inOrg, sql, type AppContext, type Tx } from '#store';
import {
  findBatch,
  findWaitingRows,
  saveRowResults,
  type RowResult,
  type WaitingRow,
} from './batch-store.ts';
import { errors } from './errors.ts';
import { chunkSize, issueMany } from './issue.ts';
import type { Batch, BatchId, Grant, IssueResult } from './model.ts';

/**
 * Awards what waits in a batch, chunk by chunk, and writes down what became of each row. It may be
 * interrupted anywhere and run again, also beside itself: a row's award is the same whoever makes it. Error:
 * batch_unknown.
 */
export async function runBatch(
  app: AppContext,
  doing: Doing,
  input: { readonly orgId: OrgId; readonly batchId: BatchId },
): Promise<Batch> {
  const { orgId, batchId } = input;
  const batch = await begin(app, input);
  for (;;) {
    const rows = await inOrg(app.db, orgId, (tx) =>
      findWaitingRows(tx, { orgId, batchId, limit: chunkSize }),
    );
    if (rows.length === 0) break;
    // Every chunk has a time of its own: it is the time at which its credentials are issued.
    const at: Doing = { ...doing, now: app.clock() };
    const results = await issueMany(app, at, { orgId, grants: rows.map((row) => grantOf(batch, row)) });
    await inOrg(app.db, orgId, (tx) =>
      saveRowResults(tx, {
        orgId,
        batchId,
        results: rows.map((row, n) => resultOf(batchId, row, results[n])),
      }),
    );
  }
  return await inOrg(app.db, orgId, async (tx) => {
    await sql`update awards.batch set state = 'done', finished_at = ${app.clock()}
      where org_id = ${orgId} and batch_id = ${batchId} and state <> 'done'`.execute(tx);
    return await known(tx, input);
  });
}

async function begin(
  app: AppContext,
  input: { readonly orgId: OrgId; readonly batchId: BatchId },
): Promise<Batch> {
  return await inOrg(app.db, input.orgId, async (tx) => {
    await sql`update awards.batch set state = 'running'
      where org_id = ${input.orgId} and batch_id = ${input.batchId} and state = 'waiting'`.execute(tx);
    return await known(tx, input);
  });
}

async function known(tx: Tx, input: { readonly orgId: OrgId; readonly batchId: BatchId }): Promise<Batch> {
  const batch = await findBatch(tx, input);
  if (batch === null) throw errors.fail('batch_unknown', `There is no batch ${input.batchId}.`);
  return batch;
}

function grantOf(batch: Batch, row: WaitingRow): Grant {
  const { evidenceNote, validUntil, isSynthetic } = row.detail;
  return {
    badgeId: batch.badgeId,
    version: batch.version,
    personId: row.personId,
    grantKey: row.grantKey,
    source: 'batch',
    batchId: batch.batchId,
    evidenceNote,
    validUntil: validUntil === undefined ? undefined : new Date(validUntil),
    isSynthetic,
  };
}

/** An award that this batch made before an interruption counts as issued by it. */
function resultOf(batchId: BatchId, row: WaitingRow, result: IssueResult | undefined): RowResult {
  if (result === undefined) throw new RangeError('fewer results than grants');
  if (result.outcome === 'refused') {
    const problems = [{ field: result.pointer, reason: `${result.code}: ${result.detail}` }];
    return { row: row.row, state: 'failed', awardId: null, problems };
  }
  const isOwn = result.award.batchId === batchId;
  return { row: row.row, state: isOwn ? 'issued' : 'existing', awardId: result.award.awardId, problems: [] };
}
