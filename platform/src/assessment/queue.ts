import { decodeCursor, type OrgId, type Page, type PageRequest } from '#kernel';
import type { Tx } from '#store';
import type { BadgeId } from '#badges';
import { errors } from './errors.ts';
import type { Looking, QueueHolder, QueueItem, QueueSummary } from './queue-model.ts';
import { countQueue, loadQueue } from './queue-store.ts';

/**
 * Lists what waits for a decision, or what learners have back, the longest waiting first, with who is at it.
 * Errors: submission_cursor_invalid.
 */
export async function readQueue(
  tx: Tx,
  input: Looking & {
    readonly orgId: OrgId;
    readonly badgeId?: BadgeId | undefined;
    readonly state?: 'submitted' | 'returned' | undefined;
    readonly holder?: QueueHolder | undefined;
  } & PageRequest,
): Promise<Page<QueueItem>> {
  const { orgId, assessor, at, limit } = input;
  return await loadQueue(tx, {
    orgId,
    assessor,
    at,
    limit,
    badgeId: input.badgeId ?? null,
    state: input.state ?? 'submitted',
    holder: input.holder ?? null,
    submissionId: null,
    after: afterOf(input.after),
  });
}

function afterOf(cursor: string | undefined): { at: Date; submissionId: string } | null {
  if (cursor === undefined) return null;
  const [time = '', submissionId = ''] = decodeCursor(cursor, 2) ?? [];
  const at = new Date(/^\d{1,15}$/.test(time) ? Number(time) : NaN);
  if (Number.isNaN(at.getTime()))
    throw errors.fail('submission_cursor_invalid', 'The cursor cannot be read.');
  return { at, submissionId };
}

/** Counts what waits: all in all and by badge, what is free, and since when the oldest has been waiting. */
export async function summariseQueue(
  tx: Tx,
  input: Looking & { readonly orgId: OrgId; readonly badgeId?: BadgeId | undefined },
): Promise<QueueSummary> {
  return await countQueue(tx, { ...input, badgeId: input.badgeId ?? null });
}
