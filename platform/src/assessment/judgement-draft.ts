import type { Doing, OrgId } from '#kernel';
import type { Tx } from '#store';
import { deleteJudgementDrafts, loadJudgementDraft, saveJudgementDraft } from './draft-store.ts';
import { errors } from './errors.ts';
import { prolong } from './lock.ts';
import type { SubmissionId } from './model.ts';
import type { JudgementDraft, JudgementDraftInput, NamedAssessor } from './queue-model.ts';
import { checkAssessor, checkAwaitsDecision, checkDraft } from './rules.ts';
import { loadRubric, requireSubmission } from './store.ts';

/**
 * Keeps what an assessor typed, over what they typed before, and prolongs their lock if they hold one. Nothing is
 * decided and the learner sees nothing of it; the decision deletes it.
 * Errors: submission_not_found, submission_decided, submission_returned, assessor_conflict, rubric_missing,
 * judgement_draft_invalid.
 */
export async function saveDraft(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; submissionId: SubmissionId; assessor: NamedAssessor; draft: JudgementDraftInput },
): Promise<JudgementDraft> {
  const { orgId, submissionId, assessor, draft } = input;
  const submission = await requireSubmission(tx, input, 'share');
  checkAwaitsDecision(submission.state);
  checkAssessor(assessor, submission.personId);
  const rubric = await loadRubric(tx, submission);
  if (rubric === null) throw errors.fail('rubric_missing', `Version ${submission.version} has no rubric.`);
  checkDraft(rubric, draft.scores);

  const { round } = submission;
  const key = { orgId, submissionId, assessor: assessor.id };
  await saveJudgementDraft(tx, key, { ...draft, round, at: doing.now });
  await prolong(tx, doing, { orgId, submissionId, assessor });
  return { ...draft, submissionId, round, savedAt: doing.now };
}

/** Finds the asker's own draft; null when they saved none. */
export async function findDraft(
  tx: Tx,
  input: { orgId: OrgId; submissionId: SubmissionId; assessor: { readonly id: string } },
): Promise<JudgementDraft | null> {
  return await loadJudgementDraft(tx, { ...input, assessor: input.assessor.id });
}

/** Throws the asker's own draft away; where there is none nothing happens. Error: submission_not_found. */
export async function dropDraft(
  tx: Tx,
  input: { orgId: OrgId; submissionId: SubmissionId; assessor: { readonly id: string } },
): Promise<void> {
  await requireSubmission(tx, input);
  await deleteJudgementDrafts(tx, { ...input, assessor: input.assessor.id });
}
