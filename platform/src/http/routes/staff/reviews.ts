import { z } from '@hono/zod-openapi';
import {
  closeReview,
  decideReviewItem,
  findReview,
  listReviewItems,
  listReviews,
  startReview,
} from '#parties';
import { route } from '../../route.ts';
import { id, orgPath, time } from '../../wire.ts';

const reviewShape = z
  .object({
    reviewId: id,
    state: z.enum(['open', 'overdue', 'closed']),
    dueAt: time,
    startedBy: z.string(),
    startedAt: time,
    closedBy: z.string().nullable(),
    closedAt: time.nullable(),
    items: z.number().int(),
    undecided: z.number().int(),
  })
  .openapi('AccessReview');

const itemShape = z
  .object({
    itemId: id,
    kind: z.enum(['role', 'staff_right', 'api_key', 'oauth_client']),
    holderId: id,
    holderName: z.string().nullable(),
    what: z.string().describe('The role, or the id of the right, key or client.'),
    detail: z.record(z.string(), z.unknown()),
    since: time,
    lastUsedAt: time.nullable().describe('Exact to the hour; null: never since uses are noted.'),
    decision: z.enum(['confirmed', 'withdrawn']).nullable(),
    decidedBy: z.string().nullable(),
    decidedAt: time.nullable(),
  })
  .openapi('AccessReviewItem');

const reviewPath = z.strictObject({ orgId: id, reviewId: id });

/** Access reviews: who holds which right, since when, last used; each is confirmed or withdrawn. */
export const reviewRoutes = [
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/access-reviews',
    access: 'org:manage',
    tag: 'Access review',
    summary: 'List access reviews, newest first',
    params: orgPath,
    answer: z.object({ items: z.array(reviewShape) }),
    inTx: async (tx, { orgId, doing }) => ({ items: await listReviews(tx, { orgId, now: doing.now }) }),
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/access-reviews',
    access: 'org:manage',
    tag: 'Access review',
    summary: 'Start a review of everything that anybody holds now',
    params: orgPath,
    body: z.strictObject({ dueAt: z.iso.datetime({ offset: true }) }),
    status: 201,
    answer: reviewShape,
    inTx: (tx, { orgId, doing, body }) => startReview(tx, doing, { orgId, dueAt: new Date(body.dueAt) }),
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/access-reviews/{reviewId}',
    access: 'org:manage',
    tag: 'Access review',
    summary: 'Read a review with everything in it',
    params: reviewPath,
    answer: z.object({ review: reviewShape, items: z.array(itemShape) }),
    inTx: async (tx, { orgId, doing, params }) => ({
      review: await findReview(tx, { orgId, reviewId: params.reviewId, now: doing.now }),
      items: await listReviewItems(tx, { orgId, reviewId: params.reviewId }),
    }),
  }),
  route({
    method: 'put',
    path: '/api/v1/orgs/{orgId}/access-reviews/{reviewId}/items/{itemId}',
    access: 'org:manage',
    tag: 'Access review',
    summary: 'Confirm a right, or withdraw it: then it ends at once',
    params: z.strictObject({ orgId: id, reviewId: id, itemId: id }),
    body: z.strictObject({ decision: z.enum(['confirmed', 'withdrawn']) }),
    answer: itemShape,
    inTx: (tx, { orgId, doing, params, body }) =>
      decideReviewItem(tx, doing, {
        orgId,
        reviewId: params.reviewId,
        itemId: params.itemId,
        decision: body.decision,
      }),
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/access-reviews/{reviewId}/close',
    access: 'org:manage',
    tag: 'Access review',
    summary: 'Close a review in which everything was decided',
    params: reviewPath,
    answer: reviewShape,
    inTx: (tx, { orgId, doing, params }) => closeReview(tx, doing, { orgId, reviewId: params.reviewId }),
  }),
];
