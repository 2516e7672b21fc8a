import { z } from '@hono/zod-openapi';
import { countUse } from '#sharing';
import { inOrg } from '#store';
import { listHistory, recordVerification, verifySchema } from '#verification';
import { acceptedLanguage } from '../../pages/words.ts';
import { orgsOf } from '../../principal.ts';
import { route } from '../../route.ts';
import { id, orgPath, page, pageQuery, time } from '../../wire.ts';
import { verificationShape, verifyBody } from '../instance/verify.ts';

const word = z.enum(['valid', 'inconclusive', 'not_valid']);

const entryShape = z
  .object({
    verificationId: id,
    at: time,
    by: z.string().nullable().openapi({ description: 'Who asked; null for a program.' }),
    word,
    issuerId: z.string().nullable(),
    issuerName: z.string().nullable(),
    credentialId: z.string().nullable(),
  })
  .openapi('VerificationEntry');

/** What an organisation verifies, and has verified. */
export const verificationRoutes = [
  route({
    method: 'post',
    path: '/api/v1/orgs/{orgId}/verifications',
    access: 'verify',
    tag: 'Verification',
    summary: 'Verify a credential and keep the answer in the history',
    description:
      'Takes and answers what `POST /api/v1/verify` does. The history keeps when, by whom, the answer, the issuer ' +
      'and the credential’s id; never the document.',
    params: orgPath,
    takes: ['*/*'],
    takesJson: verifySchema,
    bodyLimit: 8 * 1024 * 1024,
    cost: 5,
    answer: verificationShape,
    withApp: async ({ app, doing, orgId, principal, body, mediaType, caller }) => {
      const language = acceptedLanguage(caller.headers.get('accept-language') ?? undefined);
      const verification = await verifyBody(app, body as Uint8Array, mediaType, language);
      const by = principal.kind === 'user' ? principal.name : null;
      await inOrg(app.db, orgId, (tx) => recordVerification(tx, doing, { orgId, by, verification }));
      const credentialId = verification.shown?.id ?? null;
      if (credentialId?.startsWith('urn:uuid:') === true)
        await countUse(app, doing, { credentialId, kind: 'verified', ownOrgs: orgsOf(principal) });
      return verification;
    },
  }),
  route({
    method: 'get',
    path: '/api/v1/orgs/{orgId}/verifications',
    access: 'verifications:read',
    tag: 'Verification',
    summary: 'List what the organisation verified, newest first',
    params: orgPath,
    query: z.strictObject({ ...pageQuery, word: word.optional() }),
    answer: page(entryShape),
    inTx: (tx, { orgId, query }) => listHistory(tx, { orgId, word: query.word, page: query }),
  }),
];
