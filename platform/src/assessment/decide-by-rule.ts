import type { Doing, OrgId } from '#kernel';
import type { Tx } from '#store';
import { conclude, takeForDecision } from './conclude.ts';
import { errors } from './errors.ts';
import { settleLock } from './lock.ts';
import type { Decision, SubmissionId } from './model.ts';
import { decide, levelsByRule } from './rules.ts';

/**
 * Decides a submission from its scores by the rubric's score rules, as an assessor who read the same levels
 * off them would. Nothing is decided while a criterion has no rule or no score (`score_missing`).
 * Errors: submission_not_found, submission_decided, submission_returned, badge_version_closed (retired),
 * submission_locked, score_missing.
 */
export async function decideByRule(
  tx: Tx,
  doing: Doing,
  input: { orgId: OrgId; submissionId: SubmissionId; assessor?: { readonly id: string } | undefined },
): Promise<Decision> {
  const { submission, rubric } = await takeForDecision(tx, input);
  await settleLock(tx, doing, { submission, assessor: input.assessor ?? null });
  const scores = submission.evidence.filter((item) => item.kind === 'score');
  const { results, missing } = levelsByRule(rubric, scores);
  if (missing.length > 0)
    throw errors.fail('score_missing', `No score decides ${missing.join(', ')}.`, { criteria: missing });
  return await conclude(tx, doing, { submission, rubric, explanation: decide(rubric, results), by: null });
}
