import type { Doing, OrgId } from '#kernel';
import type { Tx } from '#store';
import { recordAudit } from '#parties';
import { errors } from './errors.ts';
import { settleLock } from './lock.ts';
import type { Assessor, Submission, SubmissionId } from './model.ts';
import { checkAssessor, checkAwaitsDecision } from './rules.ts';
import { loadSubmission, markReturned } from './store.ts';

/**
 * Gives a submission back to the learner with a note on what is missing; nothing is decided.
 * Errors: submission_not_found, submission_decided, submission_returned, assessor_conflict,
 * submission_locked.
 */
export async function returnSubmission(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; submissionId: SubmissionId; note: string; assessor: Assessor },
): Promise<Submission> {
  const { orgId, submissionId, note } = input;
  const submission = await loadSubmission(tx, input, 'change');
  if (submission === null)
    throw errors.fail('submission_not_found', `There is no submission ${submissionId}.`);
  checkAwaitsDecision(submission.state);
  checkAssessor(input.assessor, submission.personId);
  await settleLock(tx, doing, { submission, assessor: input.assessor });

  await markReturned(tx, { orgId, submissionId, note, at: doing.now });
  await recordAudit(tx, doing, {
    orgId,
    action: 'submission.returned',
    subject: submissionId,
    detail: { badgeId: submission.badgeId, version: submission.version, round: submission.round },
  });
  return { ...submission, state: 'returned', returnNote: note, returnedAt: doing.now };
}
