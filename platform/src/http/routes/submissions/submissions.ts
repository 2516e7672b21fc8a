import { z } from '@hono/zod-openapi';
import {
  findDecision,
  findDraft,
  findEvidenceFile,
  findLock,
  findSubmission,
  listQueue,
  listSubmissions,
  submissionSchema,
  submitEvidence,
  type EvidenceId,
  type SubmissionId,
} from '#assessment';
import type { BadgeId } from '#badges';
import type { Doing, OrgId } from '#kernel';
import { ensurePeople, findContacts, personDraftSchema, rememberContacts, rightsIn } from '#parties';
import type { PersonDraft, PersonId } from '#parties';
import type { Tx } from '#store';
import { errors } from '../../errors.ts';
import { assessorOf } from '../../assessor.ts';
import { found, unseen } from '../../found.ts';
import type { Principal } from '../../principal.ts';
import { route } from '../../route.ts';
import { id, orgPath, orNull, page, pageQuery } from '../../wire.ts';
import { judgementDraftShape, lockShape, personShape } from './queue-shapes.ts';
import {
  decisionShape,
  submissionLimit,
  submissionPath,
  submissionShape,
  submissionSummaryShape,
} from './shapes.ts';

const submitBody = submissionSchema.extend({
  badgeId: id,
  version: z.int().min(1).optional(),
  isSynthetic: z.boolean().optional(),
  person: personDraftSchema
    .optional()
    .describe('For whom staff or a learning system hands it in; left out: for oneself.'),
});

/** Finds out for whom evidence is handed in. Only who may read submissions may name somebody else. */
async function submitterOf(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; principal: Principal; named: PersonDraft | undefined },
): Promise<PersonId> {
  const { orgId, principal, named } = input;
  if (principal.kind === 'none') throw errors.fail('credentials_missing', 'Nobody is signed in.');
  if (named === undefined && principal.kind !== 'user')
    throw errors.fail('person_required', 'An API key names the person whose evidence it is.');
  if (named !== undefined && !rightsIn(principal, orgId).has('assessment:read'))
    throw errors.fail('right_missing', 'Handing in for somebody else needs the right assessment:read.');
  const draft =
    named ?? (principal.kind === 'user' ? { email: principal.email, name: principal.name } : undefined);
  if (draft === undefined) throw unseen('person');
  const [made] =
    named === undefined && principal.kind === 'user'
      ? [principal.personId]
      : await ensurePeople(tx, doing, { people: [draft] });
  if (made === undefined) throw unseen('person');
  await rememberContacts(tx, doing, { orgId, people: [{ personId: made, ...draft }] });
  return made;
}

/** Evidence as staff see it: handed in, listed, read. */
export const submissionRoutes = [
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/submissions',
    access: 'assessment:submit',
    tag: 'Assessment',
    summary: 'Hand in evidence',
    params: orgPath,
    body: submitBody,
    bodyLimit: submissionLimit,
    status: 201,
    answer: submissionShape,
    inTx: async (tx, { orgId, doing, body, principal }) => {
      const { person: named, badgeId, ...rest } = body;
      const personId = await submitterOf(tx, doing, { orgId, principal, named });
      return await submitEvidence(tx, doing, { ...rest, orgId, badgeId: badgeId as BadgeId, personId });
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/submissions',
    access: 'assessment:read',
    tag: 'Assessment',
    summary: 'List submissions, newest first; or the queue',
    description: 'With `queue=true`: what waits for a decision, the longest waiting first.',
    params: orgPath,
    query: z.strictObject({
      ...pageQuery,
      queue: z.enum(['true', 'false']).optional(),
      badgeId: id.optional(),
      personId: id.optional(),
      state: z.enum(['submitted', 'returned', 'decided']).optional(),
    }),
    answer: page(submissionSummaryShape.extend({ person: personShape })),
    inTx: async (tx, { orgId, query }) => {
      const { queue, ...rest } = query;
      const badgeId = rest.badgeId as BadgeId | undefined;
      const personId = rest.personId as PersonId | undefined;
      const list =
        queue === 'true'
          ? await listQueue(tx, { orgId, badgeId, limit: rest.limit, after: rest.after })
          : await listSubmissions(tx, { ...rest, orgId, badgeId, personId });
      const contacts = await findContacts(tx, { orgId, personIds: list.items.map((s) => s.personId) });
      const byId = new Map(contacts.map((c) => [c.personId, c]));
      return { ...list, items: list.items.map((s) => ({ ...s, person: byId.get(s.personId) ?? null })) };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/submissions/{submissionId}',
    access: 'assessment:read',
    tag: 'Assessment',
    summary: 'Read a submission with its evidence and its decision',
    params: submissionPath,
    description: 'With who is judging it now, and the asker’s own draft of a decision.',
    answer: submissionShape.extend({
      person: personShape,
      decision: orNull(decisionShape),
      lock: orNull(lockShape),
      draft: orNull(judgementDraftShape),
    }),
    inTx: async (tx, { orgId, doing, params, principal }) => {
      const submissionId = params.submissionId as SubmissionId;
      const submission = found(await findSubmission(tx, { orgId, submissionId }), 'submission');
      const [contact] = await findContacts(tx, { orgId, personIds: [submission.personId] });
      const decision = await findDecision(tx, { orgId, submissionId });
      const asked = { orgId, submissionId, assessor: assessorOf(principal) };
      const lock = await findLock(tx, { ...asked, at: doing.now });
      const draft = await findDraft(tx, asked);
      return { ...submission, person: contact ?? null, decision, lock, draft };
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/evidence/{evidenceId}/file',
    access: 'assessment:read',
    tag: 'Assessment',
    summary: 'Download a file that was handed in',
    params: z.strictObject({ orgId: id, evidenceId: id }),
    gives: ['application/octet-stream'],
    inTx: async (tx, { orgId, params }) => {
      const file = found(
        await findEvidenceFile(tx, { orgId, evidenceId: params.evidenceId as EvidenceId }),
        'evidence file',
      );
      return {
        bytes: file.bytes,
        mediaType: 'application/octet-stream',
        headers: {
          'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
          'Content-Security-Policy': "default-src 'none'; sandbox",
        },
      };
    },
  }),
];
