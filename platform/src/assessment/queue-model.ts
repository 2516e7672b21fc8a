import { z } from 'zod';
import type { PersonId } from '#parties';
import { scoreSchema, type Assessor, type SubmissionId, type SubmissionSummary } from './model.ts';

/** How long a submission stays with the assessor who took it, in milliseconds, from the last time they said so. */
export const lockMs = 30 * 60_000;

/** An assessor with the name that a colleague is told; null for a program. */
export interface NamedAssessor extends Assessor {
  readonly name: string | null;
}

/** That somebody is judging a submission. */
export interface SubmissionLock {
  /** The colleague's name; null for a program. */
  readonly assessor: string | null;
  readonly isMine: boolean;
  readonly lockedAt: Date;
  readonly endsAt: Date;
}

/** What an assessor typed so far: any criterion, with a level, with words, or with both. */
export const judgementDraftSchema = z.strictObject({
  scores: z
    .array(z.strictObject({ ...scoreSchema.shape, levelId: scoreSchema.shape.levelId.optional() }))
    .max(50),
  /** What the learner would be told if it is returned. */
  note: z.string().trim().min(1).max(5_000).optional(),
});

/** The body of a saved draft. */
export type JudgementDraftInput = z.infer<typeof judgementDraftSchema>;

/** A draft as it was saved; only its author reads it. */
export interface JudgementDraft extends JudgementDraftInput {
  readonly submissionId: SubmissionId;
  /** The round of the submission that it was written about; a later one may have come in since. */
  readonly round: number;
  readonly savedAt: Date;
}

/** A submission as the queue of one assessor shows it. */
export interface QueueItem extends SubmissionSummary {
  readonly lock: SubmissionLock | null;
  /** Whether the asker saved a draft for it. */
  readonly hasDraft: boolean;
  /** Whether the asker handed it in, and so may not judge it. */
  readonly isOwn: boolean;
}

/** Which part of the queue: what the asker holds, or what nobody does and they may judge. */
export type QueueHolder = 'mine' | 'free';

/** What waits for one badge. */
export interface BadgeQueue {
  readonly badgeId: string;
  readonly waiting: number;
  /** Waiting for the learner instead. */
  readonly returned: number;
  readonly oldestSubmittedAt: Date | null;
}

/** What waits, all in all. `free`, `mine` and `lockedByOthers` are parts of `waiting`; one's own work is in none of them. */
export interface QueueSummary extends Omit<BadgeQueue, 'badgeId'> {
  readonly free: number;
  readonly mine: number;
  readonly lockedByOthers: number;
  readonly badges: readonly BadgeQueue[];
}

/** Whoever looks at the queue, and when. */
export interface Looking {
  readonly assessor: { readonly id: string; readonly personId: PersonId | null };
  readonly at: Date;
}
