import type { Doing, OrgId } from '#kernel';
import type { Tx } from '#store';
import type { BadgeId } from '#badges';
import { errors } from './errors.ts';
import type { Submission, SubmissionId } from './model.ts';
import { lockMs, type NamedAssessor, type QueueItem, type SubmissionLock } from './queue-model.ts';
import { deleteLock, loadLock, loadQueue, pickNext, saveLock } from './queue-store.ts';
import { checkAssessor, checkAwaitsDecision } from './rules.ts';
import { requireSubmission } from './store.ts';

interface Taking {
  readonly orgId: OrgId;
  readonly submissionId: SubmissionId;
  readonly assessor: NamedAssessor;
}

/**
 * Takes a submission for half an hour, or for half an hour more, so that no colleague judges it meanwhile.
 * Errors: submission_not_found, submission_decided, submission_returned, assessor_conflict, submission_locked.
 */
export async function lockSubmission(tx: Tx, doing: Doing, input: Taking): Promise<SubmissionLock> {
  const submission = await requireSubmission(tx, input, 'change');
  checkAwaitsDecision(submission.state);
  checkAssessor(input.assessor, submission.personId);
  const lock = await take(tx, doing, input);
  if (lock === null) {
    await checkUnlocked(tx, doing, input);
    throw new Error(`the lock of ${input.submissionId} can neither be taken nor read`);
  }
  return lock;
}

async function take(tx: Tx, doing: Doing, input: Taking): Promise<SubmissionLock | null> {
  const endsAt = new Date(doing.now.getTime() + lockMs);
  return await saveLock(tx, { ...input, at: doing.now, endsAt });
}

/**
 * Lets a submission go before its time; where nobody holds it nothing happens.
 * Errors: submission_not_found, submission_locked (a colleague's).
 */
export async function unlockSubmission(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; submissionId: SubmissionId; assessor: { readonly id: string } },
): Promise<void> {
  await requireSubmission(tx, input);
  await checkUnlocked(tx, doing, input);
  await deleteLock(tx, input);
}

/** Finds out who is at a submission, as `assessor` sees it; null when nobody is. */
export async function findLock(
  tx: Tx,
  input: { orgId: OrgId; submissionId: SubmissionId; assessor: { readonly id: string }; at: Date },
): Promise<SubmissionLock | null> {
  return await loadLock(tx, { ...input, me: input.assessor.id });
}

/** Refuses to touch what a colleague is judging (`submission_locked`); it says their name, and until when. */
export async function checkUnlocked(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; submissionId: SubmissionId; assessor: { readonly id: string } | null },
): Promise<void> {
  const { orgId, submissionId } = input;
  const lock = await loadLock(tx, { orgId, submissionId, me: input.assessor?.id ?? '', at: doing.now });
  if (lock === null || lock.isMine) return;
  const endsAt = lock.endsAt.toISOString();
  throw errors.fail('submission_locked', `${lock.assessor ?? 'A program'} is judging it until ${endsAt}.`, {
    assessor: lock.assessor,
    endsAt,
  });
}

/** Prolongs the assessor's own lock, if they hold one. */
export async function prolong(tx: Tx, doing: Doing, input: Taking): Promise<void> {
  const lock = await loadLock(tx, { ...input, me: input.assessor.id, at: doing.now });
  if (lock?.isMine === true) await take(tx, doing, input);
}

/**
 * Takes the submission that an assessor goes on with: one that they hold already, else the longest waiting that nobody
 * does and that they did not hand in. `skip` names what they put aside. Null when nothing is left.
 */
export async function takeNext(
  tx: Tx,
  doing: Doing,
  input: {
    orgId: OrgId;
    assessor: NamedAssessor;
    badgeId?: BadgeId | undefined;
    skip?: readonly string[] | undefined;
  },
): Promise<QueueItem | null> {
  const { orgId, assessor } = input;
  const badgeId = input.badgeId ?? null;
  const looking = { assessor, at: doing.now };
  const skip = [...(input.skip ?? [])];
  for (;;) {
    const submissionId = await pickNext(tx, { ...looking, orgId, badgeId, skip });
    if (submissionId === null) return null;
    // A colleague may have taken it between the look and the row lock: then the next one is tried.
    if ((await take(tx, doing, { orgId, submissionId, assessor })) === null) {
      skip.push(submissionId);
      continue;
    }
    const page = { badgeId, state: 'submitted' as const, holder: null, submissionId, after: null, limit: 1 };
    return (await loadQueue(tx, { ...looking, ...page, orgId })).items[0] ?? null;
  }
}

/** Refuses to judge or return what a colleague holds, and ends the lock of whoever does. */
export async function settleLock(
  tx: Tx,
  doing: Doing,
  input: { submission: Submission; assessor: { readonly id: string } | null },
): Promise<void> {
  const { orgId, submissionId } = input.submission;
  await checkUnlocked(tx, doing, { orgId, submissionId, assessor: input.assessor });
  await deleteLock(tx, { orgId, submissionId });
}
