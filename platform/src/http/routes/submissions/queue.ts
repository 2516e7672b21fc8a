import { z } from '@hono/zod-openapi';
import {
  dropDraft,
  findDraft,
  judgementDraftSchema,
  lockSubmission,
  readQueue,
  saveDraft,
  summariseQueue,
  takeNext,
  unlockSubmission,
  type SubmissionId,
} from '#assessment';
import { findBadgeNames, type BadgeId } from '#badges';
import { assessorOf } from '../../assessor.ts';
import { found } from '../../found.ts';
import { route } from '../../route.ts';
import { id, orgPath, orNull, page, pageQuery } from '../../wire.ts';
import {
  judgementDraftShape,
  lockShape,
  presentQueue,
  queueItemShape,
  queueSummaryShape,
} from './queue-shapes.ts';
import { submissionPath } from './shapes.ts';

/** What waits for an assessor: the list, its numbers, and the next one. */
const queue = [
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/queue',
    access: 'assessment:read',
    tag: 'Assessment',
    summary: 'Read the queue, the longest waiting first',
    description:
      'With who is judging what at this moment. `holder=mine`: what the asker took; `holder=free`: what nobody ' +
      'did and the asker may judge. With `state=returned`: what learners have back.',
    params: orgPath,
    query: z.strictObject({
      ...pageQuery,
      badgeId: id.optional(),
      state: z.enum(['submitted', 'returned']).optional(),
      holder: z.enum(['mine', 'free']).optional(),
    }),
    answer: page(queueItemShape),
    inTx: async (tx, { orgId, doing, query, principal }) => {
      const badgeId = query.badgeId as BadgeId | undefined;
      const assessor = assessorOf(principal);
      const list = await readQueue(tx, { ...query, orgId, badgeId, assessor, at: doing.now });
      return { ...list, items: await presentQueue(tx, orgId, list.items) };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/queue/summary',
    access: 'assessment:read',
    tag: 'Assessment',
    summary: 'Count what waits, and say since when',
    params: orgPath,
    query: z.strictObject({ badgeId: id.optional() }),
    answer: queueSummaryShape,
    inTx: async (tx, { orgId, doing, query, principal }) => {
      const badgeId = query.badgeId as BadgeId | undefined;
      const assessor = assessorOf(principal);
      const summary = await summariseQueue(tx, { orgId, badgeId, assessor, at: doing.now });
      const names = await findBadgeNames(tx, { badgeIds: summary.badges.map((b) => b.badgeId) });
      const badges = summary.badges.map((b) => ({ ...b, badgeName: names.get(b.badgeId) ?? b.badgeId }));
      return { ...summary, badges };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/queue/next',
    access: 'assessment:judge',
    tag: 'Assessment',
    summary: 'Take the next submission',
    description:
      'One that the asker took already, else the longest waiting that nobody did; never the asker’s own work. ' +
      '`skip` names those that were put aside. `submission` is null when nothing is left.',
    params: orgPath,
    body: z.strictObject({ badgeId: id.optional(), skip: z.array(id).max(50).optional() }),
    answer: z.object({ submission: orNull(queueItemShape) }),
    inTx: async (tx, { orgId, doing, body, principal }) => {
      const badgeId = body.badgeId as BadgeId | undefined;
      const taken = await takeNext(tx, doing, {
        orgId,
        badgeId,
        skip: body.skip,
        assessor: assessorOf(principal),
      });
      const [submission = null] = taken === null ? [] : await presentQueue(tx, orgId, [taken]);
      return { submission };
    },
  }),
];

/** Who is at a submission, and what they typed so far. */
const desk = [
  route({
    method: 'put',
    path: '/api/v1/orgs/{orgId}/submissions/{submissionId}/lock',
    access: 'assessment:judge',
    tag: 'Assessment',
    summary: 'Take a submission for half an hour, or half an hour more',
    description:
      'While a colleague has it, judging and returning answer `submission_locked`, and so does this.',
    params: submissionPath,
    answer: lockShape,
    inTx: (tx, { orgId, doing, params, principal }) =>
      lockSubmission(tx, doing, {
        orgId,
        submissionId: params.submissionId as SubmissionId,
        assessor: assessorOf(principal),
      }),
  }),
  route({
    method: 'delete',
    path: '/api/v1/orgs/{orgId}/submissions/{submissionId}/lock',
    access: 'assessment:judge',
    tag: 'Assessment',
    summary: 'Let a submission go',
    params: submissionPath,
    status: 204,
    inTx: (tx, { orgId, doing, params, principal }) =>
      unlockSubmission(tx, doing, {
        orgId,
        submissionId: params.submissionId as SubmissionId,
        assessor: assessorOf(principal),
      }),
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/submissions/{submissionId}/draft',
    access: 'assessment:judge',
    tag: 'Assessment',
    summary: 'Read my draft of a decision',
    params: submissionPath,
    answer: judgementDraftShape,
    inTx: async (tx, { orgId, params, principal }) =>
      found(
        await findDraft(tx, {
          orgId,
          submissionId: params.submissionId as SubmissionId,
          assessor: assessorOf(principal),
        }),
        'draft',
      ),
  }),
  route({
    method: 'put',
    path: '/api/v1/orgs/{orgId}/submissions/{submissionId}/draft',
    access: 'assessment:judge',
    tag: 'Assessment',
    summary: 'Save my draft of a decision',
    description:
      'Only its author reads it, the last one saved counts, and the decision deletes it. A lock that the author ' +
      'holds begins again.',
    params: submissionPath,
    body: judgementDraftSchema,
    answer: judgementDraftShape,
    inTx: (tx, { orgId, doing, params, body, principal }) =>
      saveDraft(tx, doing, {
        orgId,
        submissionId: params.submissionId as SubmissionId,
        assessor: assessorOf(principal),
        draft: body,
      }),
  }),
  route({
    method: 'delete',
    path: '/api/v1/orgs/{orgId}/submissions/{submissionId}/draft',
    access: 'assessment:judge',
    tag: 'Assessment',
    summary: 'Throw my draft away',
    params: submissionPath,
    status: 204,
    inTx: (tx, { orgId, params, principal }) =>
      dropDraft(tx, {
        orgId,
        submissionId: params.submissionId as SubmissionId,
        assessor: assessorOf(principal),
      }),
  }),
];

/** The desk of an assessor. */
export const queueRoutes = [...queue, ...desk];
