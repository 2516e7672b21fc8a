import { newId, type Doing, type OrgId } from '#kernel';
import { tell, type Tx } from '#store';
import { recordAudit } from '#parties';
import { errors as badgeErrors, findVersion, isAwardable } from '#badges';
import { insertDecision, insertJudgement, loadDecision } from './decision-store.ts';
import { deleteJudgementDrafts } from './draft-store.ts';
import { errors } from './errors.ts';
import { masteryReached } from './events.ts';
import type { Decision, Explanation, Rubric, Score, Submission, SubmissionId } from './model.ts';
import { checkAwaitsDecision, decisionDigest, resultsIn } from './rules.ts';
import { loadRubric, loadSubmission, markDecided } from './store.ts';

/**
 * Takes a submission that waits for its decision, with the rubric of its version; its row is held.
 * Errors: submission_not_found, submission_decided, submission_returned, badge_version_closed (retired).
 */
export async function takeForDecision(
  tx: Tx,
  input: { orgId: OrgId; submissionId: SubmissionId },
): Promise<{ submission: Submission; rubric: Rubric }> {
  const submission = await loadSubmission(tx, input, 'change');
  if (submission === null)
    throw errors.fail('submission_not_found', `There is no submission ${input.submissionId}.`);
  checkAwaitsDecision(submission.state);
  const badge = await findVersion(tx, submission);
  if (badge === null || !isAwardable(badge.status))
    throw badgeErrors.fail('badge_version_closed', `Version ${submission.version} was retired.`);
  const rubric = await loadRubric(tx, submission);
  if (rubric === null) throw errors.fail('rubric_missing', `Version ${submission.version} has no rubric.`);
  return { submission, rubric };
}

/** Saves the decision that an explanation amounts to, and tells of mastery. Without an assessor it is the rule's. */
export async function conclude(
  tx: Tx,
  doing: Doing,
  input: {
    submission: Submission;
    rubric: Rubric;
    explanation: Explanation;
    by: { assessor: string; scores: readonly Score[] } | null;
  },
): Promise<Decision> {
  const { submission, rubric, explanation, by } = input;
  const { orgId, submissionId, badgeId, version, personId, isSynthetic } = submission;
  const { outcome } = explanation;
  const [results, at] = [resultsIn(explanation), doing.now];
  const decisionId = newId('dec', doing.now, doing.random);
  const judgementId = by === null ? null : newId('jdg', doing.now, doing.random);
  if (by !== null && judgementId !== null) {
    const { round } = submission;
    await insertJudgement(tx, { ...by, orgId, submissionId, judgementId, round, results, outcome, at });
  }
  await insertDecision(tx, {
    orgId,
    decisionId,
    submissionId,
    judgementId,
    explanation,
    results,
    rubricDigest: rubric.digest,
    digest: decisionDigest(rubric.digest, explanation),
    decidedBy: by?.assessor ?? 'rule',
    at,
  });
  await markDecided(tx, { orgId, submissionId, at });
  await deleteJudgementDrafts(tx, { orgId, submissionId });
  await recordAudit(tx, doing, {
    orgId,
    action: 'submission.decided',
    subject: submissionId,
    detail: { decisionId, badgeId, version, outcome, basis: by === null ? 'rule' : 'assessor' },
  });
  if (outcome === 'mastered')
    await tell(tx, [
      masteryReached(orgId, { decisionId, submissionId, badgeId, version, personId, results, isSynthetic }),
    ]);
  const decision = await loadDecision(tx, { orgId, decisionId });
  if (decision === null) throw new Error(`${decisionId} was not saved`);
  return decision;
}
