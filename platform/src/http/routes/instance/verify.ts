import { z } from '@hono/zod-openapi';
import { CHECK_ORDER, FAILURE_CODES, FORMATS } from '@rungs/credentials';
import { verifyDocument, verifySchema, verifyUrl, type Verification } from '#verification';
import type { AppContext } from '#store';
import { countUse } from '#sharing';
import type { Language } from '#parties';
import { errors } from '../../errors.ts';
import { acceptedLanguage } from '../../pages/words.ts';
import { orgsOf } from '../../principal.ts';
import { fieldProblems, requestInvalid } from '../../problem.ts';
import { route } from '../../route.ts';

const status = z.enum(['pass', 'fail', 'skipped', 'unknown']);

const reportShape = z
  .object({
    outcome: z.enum(['valid', 'invalid', 'undetermined']),
    checks: z.array(
      z.object({
        id: z.enum(CHECK_ORDER),
        required: z.boolean(),
        status,
        code: z.enum(FAILURE_CODES).optional(),
        detail: z.string().optional(),
        pointer: z.string().optional(),
      }),
    ),
    kind: z.enum(['credential', 'presentation']).optional(),
    format: z.enum(FORMATS).optional(),
    securing: z.enum(['data-integrity', 'jwt', 'hosted', 'none']).optional(),
    proofs: z
      .array(
        z.object({
          suite: z.string(),
          verificationMethod: z.string(),
          status: z.enum(['pass', 'fail', 'unknown']),
          code: z.enum(FAILURE_CODES).optional(),
        }),
      )
      .optional(),
    credential: z.unknown().optional(),
    issuer: z.string().optional(),
    subjects: z.array(z.string()).optional(),
    validFrom: z.string().optional(),
    validUntil: z.string().optional(),
    verificationMethod: z.string().optional(),
    holder: z.string().optional(),
    credentials: z.array(z.unknown()).optional(),
    at: z.string().optional(),
  })
  .openapi('VerificationReport');

const verdictShape = z
  .object({
    word: z.enum(['valid', 'inconclusive', 'not_valid']),
    issuerRecognised: z.boolean(),
    sentence: z.string(),
    issuerSentence: z.string().nullable(),
    log: z.object({
      state: z.enum(['logged', 'not_yet_logged', 'not_known_here']),
      index: z.number().int().optional(),
      sentence: z.string(),
    }),
    checks: z.array(z.object({ id: z.enum(CHECK_ORDER), status, text: z.string() })),
  })
  .openapi('Verdict');

const text = z.string().nullable();

const shownShape = z
  .object({
    id: text,
    title: z.string(),
    description: text,
    criteria: text,
    image: z.object({ url: z.string(), alt: z.string() }).nullable(),
    issuer: z.object({ id: z.string(), claimedName: text, recognisedAs: text, domain: text }),
    recipientName: text,
    achievementId: text,
    alignments: z.array(z.object({ name: z.string(), framework: text, code: text, url: text })),
    validFrom: text,
    validUntil: text,
    isSynthetic: z.boolean(),
  })
  .openapi('Shown');

/** What every verification answers, over every door. */
export const verificationShape = z
  .object({ report: reportShape, verdict: verdictShape, shown: shownShape.optional() })
  .openapi('Verification');

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A JSON request names a document or an address; whatever else is sent is the document itself. */
export async function verifyBody(
  app: AppContext,
  body: Uint8Array,
  mediaType: string,
  language: Language = 'en',
): Promise<Verification> {
  if (mediaType !== 'application/json') return await verifyDocument(app, { input: body, language });
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(body));
  } catch {
    throw errors.fail('json_malformed', 'The body could not be read as JSON.');
  }
  if (typeof value === 'object' && value !== null && '@context' in value)
    return await verifyDocument(app, { input: body, language });
  const parsed = verifySchema.safeParse(value);
  if (!parsed.success) throw requestInvalid(fieldProblems(parsed.error, ''));
  const request = parsed.data;
  if ('url' in request) return await verifyUrl(app, { url: request.url, language });
  const { document } = request;
  return await verifyDocument(app, {
    input: typeof document === 'string' ? document : JSON.stringify(document),
    language,
  });
}

/** Verification, for everybody, of credentials from anywhere. */
export const verifyRoutes = [
  route({
    method: 'post',
    path: '/api/v1/verify',
    access: 'open',
    tag: 'Verification',
    summary: 'Verify a credential',
    description:
      'Send `{"document": …}` or `{"url": …}` as application/json, or the credential itself, byte for byte, ' +
      'under its own media type. What is wrong with it is part of the answer: the status is 200 either way. ' +
      'Where the signature does not hold, nothing that the document says is in the answer.',
    takes: ['*/*'],
    takesJson: verifySchema,
    bodyLimit: 8 * 1024 * 1024,
    isOpenToAllSites: true,
    cost: 5,
    answer: verificationShape,
    withApp: async ({ app, doing, principal, body, mediaType, caller }) => {
      const language = acceptedLanguage(caller.headers.get('accept-language') ?? undefined);
      const verification = await verifyBody(app, body as Uint8Array, mediaType, language);
      const credentialId = verification.shown?.id ?? null;
      if (credentialId?.startsWith('urn:uuid:') === true)
        await countUse(app, doing, { credentialId, kind: 'verified', ownOrgs: orgsOf(principal) });
      return verification;
    },
  }),
];
