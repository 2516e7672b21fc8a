import { z } from '@hono/zod-openapi';
import { rubricSchema } from '#assessment';
import { id, time } from '../../wire.ts';

/** The rubric of one badge version. */
export const rubricShape = z
  .object({
    ...rubricSchema.shape,
    rubricId: id,
    badgeId: id,
    version: z.number().int(),
    digest: z.string(),
    setAt: time,
  })
  .openapi('Rubric');

const kept = {
  evidenceId: id,
  round: z.number().int(),
  sha256: z.string(),
  isReused: z.boolean(),
};

const evidenceShape = z.discriminatedUnion('kind', [
  z.object({ ...kept, kind: z.literal('text'), text: z.string() }),
  z.object({ ...kept, kind: z.literal('link'), url: z.string(), title: z.string().optional() }),
  z.object({
    ...kept,
    kind: z.literal('file'),
    name: z.string(),
    mediaType: z.string(),
    size: z.number().int().nullable(),
  }),
  z.object({ ...kept, kind: z.literal('score'), source: z.string(), value: z.number(), max: z.number() }),
]);

/** A submission without its evidence. */
export const submissionSummaryShape = z
  .object({
    orgId: id,
    submissionId: id,
    badgeId: id,
    version: z.number().int(),
    personId: id,
    attempt: z.number().int(),
    round: z.number().int(),
    state: z.enum(['submitted', 'returned', 'decided']),
    isSynthetic: z.boolean(),
    submittedAt: time,
    returnedAt: time.optional(),
    decidedAt: time.optional(),
  })
  .openapi('SubmissionSummary');

/** A submission with the evidence of its latest round. */
export const submissionShape = submissionSummaryShape
  .extend({
    narrative: z.string().optional(),
    returnNote: z.string().optional(),
    evidence: z.array(evidenceShape),
  })
  .openapi('Submission');

const shareShape = z.object({ numerator: z.string(), denominator: z.string(), ratio: z.number() });

const explanationShape = z.object({
  outcome: z.enum(['mastered', 'not_yet']),
  total: shareShape,
  threshold: shareShape,
  isThresholdMet: z.boolean(),
  missedCriteria: z.array(z.string()),
  criteria: z.array(
    z.object({
      criterionId: z.string(),
      name: z.string(),
      levelId: z.string(),
      levelName: z.string(),
      points: z.number().int(),
      maxPoints: z.number().int(),
      weight: z.number().int(),
      share: shareShape,
      mustPass: z.object({ levelId: z.string(), levelName: z.string(), isMet: z.boolean() }).optional(),
    }),
  ),
});

/** The one decision about a submission, and why it is what it is. */
export const decisionShape = z
  .object({
    decisionId: id,
    submissionId: id,
    badgeId: id,
    version: z.number().int(),
    personId: id,
    basis: z.enum(['assessor', 'rule']),
    outcome: z.enum(['mastered', 'not_yet']),
    results: z.array(z.object({ criterionId: z.string(), levelId: z.string() })),
    explanation: explanationShape,
    comments: z.array(z.object({ criterionId: z.string(), comment: z.string() })),
    rubricDigest: z.string(),
    digest: z.string(),
    isSynthetic: z.boolean(),
    decidedAt: time,
  })
  .openapi('Decision');

/** The path of one submission. */
export const submissionPath = z.strictObject({ orgId: id, submissionId: id });

/** How much a submission may bring at once: one file of 5 MiB in base64, and words. */
export const submissionLimit = 8 * 1024 * 1024;
