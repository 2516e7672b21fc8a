import { z } from '@hono/zod-openapi';
import {
  findDecision,
  findSubmission,
  listSubmissions,
  resubmitEvidence,
  submissionSchema,
  submitEvidence,
  type SubmissionId,
} from '#assessment';
import type { BadgeId } from '#badges';
import { isId, type OrgId } from '#kernel';
import { rememberContacts } from '#parties';
import { switchOrg, type Tx } from '#store';
import { errors } from '../../errors.ts';
import { unseen } from '../../found.ts';
import { route } from '../../route.ts';
import { id, orNull, page, pageOnly } from '../../wire.ts';
import {
  decisionShape,
  submissionLimit,
  submissionShape,
  submissionSummaryShape,
} from '../submissions/shapes.ts';

const issuerPath = z.strictObject({ issuerId: id });
const ownPath = z.strictObject({ issuerId: id, submissionId: id });

/** Moves to the issuer's space, where a person's own submissions are; every query below filters on the person. */
async function enterIssuer(tx: Tx, issuerId: string): Promise<OrgId> {
  if (!isId('org', issuerId)) throw unseen('organisation');
  await switchOrg(tx, issuerId);
  return issuerId;
}

/** A person's own submissions, wherever they were handed in; nobody needs to be a member for that. */
export const ownSubmissionRoutes = [
  route({
    method: 'post',
    path: '/api/v1/me/submissions/{issuerId}',
    access: 'person',
    tag: 'Me',
    summary: 'Hand in my evidence for a published badge',
    params: issuerPath,
    body: submissionSchema.extend({ badgeId: id, version: z.int().min(1).optional() }),
    bodyLimit: submissionLimit,
    status: 201,
    answer: submissionShape,
    inTx: async (tx, { doing, params, body, principal }) => {
      if (principal.kind !== 'user')
        throw errors.fail('person_required', 'Only a person hands in their own work.');
      const { personId, name, email } = principal;
      const { badgeId, ...rest } = body;
      const orgId = await enterIssuer(tx, params.issuerId);
      await rememberContacts(tx, doing, { orgId, people: [{ personId, name, email }] });
      return await submitEvidence(tx, doing, { ...rest, orgId, badgeId: badgeId as BadgeId, personId });
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/me/submissions/{issuerId}',
    access: 'person',
    tag: 'Me',
    summary: 'List what I handed in to an organisation, newest first',
    params: issuerPath,
    query: pageOnly,
    answer: page(submissionSummaryShape),
    inTx: async (tx, { orgId: personId, params, query }) => {
      const orgId = await enterIssuer(tx, params.issuerId);
      return await listSubmissions(tx, { ...query, orgId, personId });
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/me/submissions/{issuerId}/{submissionId}',
    access: 'person',
    tag: 'Me',
    summary: 'Read what I handed in, and what was decided',
    params: ownPath,
    answer: submissionShape.extend({ decision: orNull(decisionShape) }),
    inTx: async (tx, { orgId: personId, params }) => {
      const orgId = await enterIssuer(tx, params.issuerId);
      const submissionId = params.submissionId as SubmissionId;
      const submission = await findSubmission(tx, { orgId, submissionId });
      if (submission?.personId !== personId) throw unseen('submission');
      return { ...submission, decision: await findDecision(tx, { orgId, submissionId }) };
    },
  }),
  route({
    method: 'post',
    path: '/api/v1/me/submissions/{issuerId}/{submissionId}/resubmit',
    access: 'person',
    tag: 'Me',
    summary: 'Hand in again what was returned',
    params: ownPath,
    body: submissionSchema,
    bodyLimit: submissionLimit,
    answer: submissionShape,
    inTx: async (tx, { orgId: personId, doing, params, body }) => {
      const orgId = await enterIssuer(tx, params.issuerId);
      const submissionId = params.submissionId as SubmissionId;
      return await resubmitEvidence(tx, doing, { ...body, orgId, submissionId, personId });
    },
  }),
];
