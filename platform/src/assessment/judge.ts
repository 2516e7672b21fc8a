import type { Doing, OrgId } from '#kernel';
import type { Tx } from '#store';
import { conclude, takeForDecision } from './conclude.ts';
import { settleLock } from './lock.ts';
import type { Assessor, Decision, Score, SubmissionId } from './model.ts';
import { checkAssessor, decide } from './rules.ts';

/**
 * Judges a submission by its rubric: every criterion gets one of its levels. The decision follows from
 * that and is final; a submission is decided once.
 * Errors: submission_not_found, submission_decided, submission_returned, badge_version_closed (retired),
 * assessor_conflict, submission_locked, score_invalid.
 */
export async function judge(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; submissionId: SubmissionId; scores: readonly Score[]; assessor: Assessor },
): Promise<Decision> {
  const { submission, rubric } = await takeForDecision(tx, input);
  checkAssessor(input.assessor, submission.personId);
  await settleLock(tx, doing, { submission, assessor: input.assessor });
  const explanation = decide(rubric, input.scores);
  return await conclude(tx, doing, {
    submission,
    rubric,
    explanation,
    by: { assessor: input.assessor.id, scores: input.scores },
  });
}
