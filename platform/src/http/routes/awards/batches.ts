import { z } from '@hono/zod-openapi';
import { createBatch, createBatchSchema, findBatch, listBatches, listBatchRows, previewBatch } from '#awards';
import type { BadgeId } from '#badges';
import { newId } from '#kernel';
import { found } from '../../found.ts';
import { route } from '../../route.ts';
import { id, orgPath, orNull, page, pageOnly, pageQuery, time } from '../../wire.ts';

const problems = z.array(z.object({ field: z.string(), reason: z.string() }));

const batchShape = z
  .object({
    batchId: id,
    badgeId: id,
    version: z.number().int(),
    state: z.enum(['waiting', 'running', 'done']),
    rowCount: z.number().int(),
    issuedCount: z.number().int(),
    existingCount: z.number().int(),
    failedCount: z.number().int(),
    waitingCount: z.number().int(),
    createdAt: time,
    finishedAt: time.nullable(),
  })
  .openapi('Batch');

const reportShape = z.object({
  rowCount: z.number().int(),
  acceptedCount: z.number().int(),
  problems: z.array(z.object({ row: z.number().int(), problems })),
});

const rowShape = z.object({
  row: z.number().int(),
  state: z.enum(['waiting', 'issued', 'existing', 'failed']),
  personId: id.nullable(),
  awardId: id.nullable(),
  problems,
});

const batchPath = z.strictObject({ orgId: id, batchId: id });

/** One request that awards a badge to up to 10,000 people; it is worked off after the answer. */
export const batchRoutes = [
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/award-batches',
    access: 'awards:read',
    tag: 'Awards',
    summary: 'List batches, the newest first',
    params: orgPath,
    query: pageOnly,
    answer: page(batchShape),
    inTx: (tx, { orgId, query }) => listBatches(tx, { orgId, page: query }),
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/award-batches',
    access: 'awards:issue',
    tag: 'Awards',
    summary: 'Award a badge to many people',
    description:
      'Rows are looked at one by one: one with a problem is reported and stops only itself. With `dryRun` ' +
      'nothing is written and `batch` is null. Send an `Idempotency-Key`: the same request may then be sent again.',
    params: orgPath,
    body: createBatchSchema.extend({ dryRun: z.boolean().optional() }),
    bodyLimit: 8 * 1024 * 1024,
    cost: 10,
    status: 202,
    answer: z.object({ batch: orNull(batchShape), report: reportShape }),
    inTx: async (tx, { orgId, doing, body, idempotencyKey }) => {
      const { dryRun, badgeId, ...rest } = body;
      const request = { ...rest, orgId, badgeId: badgeId as BadgeId };
      if (dryRun === true) return { batch: null, report: await previewBatch(tx, request) };
      const key = idempotencyKey ?? newId('auto', doing.now, doing.random);
      return await createBatch(tx, doing, { ...request, idempotencyKey: key });
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/award-batches/{batchId}',
    access: 'awards:read',
    tag: 'Awards',
    summary: 'See how far a batch has come',
    params: batchPath,
    answer: batchShape,
    inTx: async (tx, { orgId, params }) =>
      found(await findBatch(tx, { orgId, batchId: params.batchId }), 'batch'),
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/award-batches/{batchId}/rows',
    access: 'awards:read',
    tag: 'Awards',
    summary: 'List the rows of a batch with their outcome',
    params: batchPath,
    query: z.strictObject({
      ...pageQuery,
      state: z.enum(['waiting', 'issued', 'existing', 'failed']).optional(),
    }),
    answer: page(rowShape),
    inTx: async (tx, { orgId, params, query }) => {
      const { limit, after, state } = query;
      const { batchId } = found(await findBatch(tx, { orgId, batchId: params.batchId }), 'batch');
      return await listBatchRows(tx, { orgId, batchId, state, page: { limit, after } });
    },
  }),
];
