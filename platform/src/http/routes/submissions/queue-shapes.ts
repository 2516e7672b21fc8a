import { z } from '@hono/zod-openapi';
import { findBadgeNames } from '#badges';
import type { OrgId } from '#kernel';
import { findContacts } from '#parties';
import type { QueueItem } from '#assessment';
import type { Tx } from '#store';
import { id, orNull, time } from '../../wire.ts';
import { submissionSummaryShape } from './shapes.ts';

/** Who is judging a submission. */
export const lockShape = z
  .object({
    assessor: z.string().nullable().openapi({ description: 'The colleague’s name; null for a program.' }),
    isMine: z.boolean(),
    lockedAt: time,
    endsAt: time,
  })
  .openapi('SubmissionLock');

/** An assessor's own draft of a decision. */
export const judgementDraftShape = z
  .object({
    submissionId: id,
    round: z.number().int(),
    scores: z.array(
      z.object({
        criterionId: z.string(),
        levelId: z.string().optional(),
        comment: z.string().optional(),
      }),
    ),
    note: z.string().optional(),
    savedAt: time,
  })
  .openapi('JudgementDraft');

/** The name and the address under which an organisation knows somebody. */
export const personShape = z.object({ name: z.string(), email: z.string() }).nullable();

/** A submission as the queue shows it. */
export const queueItemShape = submissionSummaryShape
  .extend({
    badgeName: z.string(),
    person: personShape,
    lock: orNull(lockShape),
    hasDraft: z.boolean(),
    isOwn: z.boolean(),
  })
  .openapi('QueueItem');

const waiting = {
  waiting: z.number().int(),
  returned: z.number().int(),
  oldestSubmittedAt: time.nullable(),
};

/** How much waits. */
export const queueSummaryShape = z
  .object({
    ...waiting,
    free: z.number().int(),
    mine: z.number().int(),
    lockedByOthers: z.number().int(),
    badges: z.array(z.object({ badgeId: id, badgeName: z.string(), ...waiting })),
  })
  .openapi('QueueSummary');

/** Adds to rows of the queue what badges and people are called. */
export async function presentQueue(
  tx: Tx,
  orgId: OrgId,
  items: readonly QueueItem[],
): Promise<(QueueItem & { badgeName: string; person: { name: string; email: string } | null })[]> {
  const names = await findBadgeNames(tx, { badgeIds: items.map((item) => item.badgeId) });
  const contacts = await findContacts(tx, { orgId, personIds: items.map((item) => item.personId) });
  const people = new Map(contacts.map((contact) => [contact.personId, contact]));
  return items.map((item) => ({
    ...item,
    badgeName: names.get(item.badgeId) ?? item.badgeId,
    person: people.get(item.personId) ?? null,
  }));
}
