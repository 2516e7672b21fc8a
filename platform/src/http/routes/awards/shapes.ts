import { z } from '@hono/zod-openapi';
import { awardFilterSchema, claimStateOf, type Award, type ClaimState } from '#awards';
import { findContacts } from '#parties';
import type { OrgId } from '#kernel';
import type { Tx } from '#store';
import { id, time } from '../../wire.ts';

/** An award without its document. */
export const awardShape = z
  .object({
    orgId: id,
    awardId: id,
    credentialId: z.string(),
    badgeId: id,
    version: z.number().int(),
    title: z.string(),
    personId: id,
    recipient: z.object({ name: z.string(), email: z.string() }).nullable(),
    source: z.enum(['mastery', 'direct', 'stack', 'batch']),
    decisionId: id.nullable(),
    batchId: id.nullable(),
    parts: z.array(id),
    isSynthetic: z.boolean(),
    state: z.enum(['active', 'suspended', 'revoked']),
    reason: z.string().nullable(),
    stateSequence: z.number().int(),
    issuedAt: time,
    validUntil: time.nullable(),
    claim: z.object({
      state: z.enum(['none', 'sent', 'viewed', 'claimed']),
      sentAt: time.nullable(),
      viewedAt: time.nullable(),
      claimedAt: time.nullable(),
    }),
    leafHash: z
      .string()
      .openapi({ description: 'The salted hash that stands for it in the log, in hexadecimal.' }),
  })
  .openapi('Award');

/** What narrows the table of awards, as an address says it. */
export const awardFilterQuery = {
  ...awardFilterSchema.shape,
  version: z.coerce.number().int().min(1).max(1_000_000).optional(),
};

/** The path of one award. */
export const awardPath = z.strictObject({ orgId: id, awardId: id });

/** An award as it goes out, with its recipient as the organisation knows them. */
export type PresentedAward = Omit<Award, 'leafHash'> & {
  readonly leafHash: string;
  readonly claim: {
    readonly state: ClaimState;
    readonly sentAt: Date | null;
    readonly viewedAt: Date | null;
    readonly claimedAt: Date | null;
  };
  readonly recipient: { readonly name: string; readonly email: string } | null;
};

/** Adds to awards what the organisation knows of their recipients. */
export async function presentAwards(
  tx: Tx,
  orgId: OrgId,
  awards: readonly Award[],
): Promise<PresentedAward[]> {
  const personIds = [...new Set(awards.map((award) => award.personId))];
  const contacts = new Map((await findContacts(tx, { orgId, personIds })).map((c) => [c.personId, c]));
  return awards.map((award) => ({
    ...award,
    leafHash: Buffer.from(award.leafHash).toString('hex'),
    claim: {
      state: claimStateOf(award),
      sentAt: award.claimSentAt,
      viewedAt: award.claimViewedAt,
      claimedAt: award.claimedAt,
    },
    recipient: contacts.get(award.personId) ?? null,
  }));
}
