import { newId, type Doing, type OrgId } from '#kernel';
import type { Tx } from '#store';
import { recordAudit, type PersonId } from '#parties';
import { errors as badgeErrors, findOpenVersion, findVersion, isAwardable, type BadgeId } from '#badges';
import { errors } from './errors.ts';
import { prepareEvidence, type PreparedEvidence } from './evidence.ts';
import type { EvidenceId, EvidenceInput, Submission, SubmissionId } from './model.ts';
import { nextAttempt } from './rules.ts';
import {
  insertEvidence,
  insertSubmission,
  loadAttempts,
  loadRubric,
  loadSubmission,
  reopenSubmission,
} from './store.ts';

/**
 * Hands in evidence of one person for the open version of a badge, or for `version` if that is open. The
 * submission keeps to exactly this version, whatever is published later.
 * Errors: badge_not_found, badge_version_closed, rubric_missing, evidence_invalid, submission_open,
 * submission_needless.
 */
export async function submitEvidence(
  tx: Tx,
  doing: Doing,
  input: {
    orgId: OrgId;
    badgeId: BadgeId;
    version?: number | undefined;
    personId: PersonId;
    narrative?: string | undefined;
    evidence: readonly EvidenceInput[];
    /** Marks evidence that was made up for a demonstration. */
    isSynthetic?: boolean | undefined;
  },
): Promise<Submission> {
  const { orgId, badgeId, personId } = input;
  const badge = await findOpenVersion(tx, { orgId, badgeId, version: input.version });
  const { version } = badge;
  if ((await loadRubric(tx, { orgId, badgeId, version }, 'share')) === null)
    throw errors.fail('rubric_missing', `Version ${version} of ${badgeId} has no rubric.`);
  const evidence = prepareEvidence(input.evidence);
  const earlier = await loadAttempts(tx, { orgId, badgeId, version, personId });
  const attempt = nextAttempt(earlier, badge.expiresAfterDays !== undefined);

  const submissionId = newId('sub', doing.now, doing.random);
  const isNew = await insertSubmission(tx, {
    orgId,
    submissionId,
    badgeId,
    version,
    personId,
    attempt,
    narrative: input.narrative ?? null,
    isSynthetic: input.isSynthetic ?? false,
    at: doing.now,
  });
  if (!isNew) throw errors.fail('submission_open', 'Another submission came in at the same moment.');
  await insertEvidence(
    tx,
    { orgId, submissionId, badgeId, personId, round: 1, at: doing.now },
    withIds(doing, evidence),
  );
  await recordAudit(tx, doing, {
    orgId,
    action: 'submission.received',
    subject: submissionId,
    detail: { badgeId, version, attempt, items: evidence.length },
  });
  return await saved(tx, { orgId, submissionId });
}

/**
 * Hands in a returned submission again; the new evidence stands for the old, which is kept as an earlier
 * round. Somebody else's submission is not found.
 * Errors: submission_not_found, submission_not_returned, submission_decided, badge_version_closed (retired
 * meanwhile), evidence_invalid.
 */
export async function resubmitEvidence(
  tx: Tx,
  doing: Doing,
  input: {
    orgId: OrgId;
    submissionId: SubmissionId;
    personId: PersonId;
    narrative?: string | undefined;
    evidence: readonly EvidenceInput[];
  },
): Promise<Submission> {
  const { orgId, submissionId, personId } = input;
  const before = await loadSubmission(tx, input, 'change');
  if (before?.personId !== personId)
    throw errors.fail('submission_not_found', `There is no submission ${submissionId} of this person.`);
  if (before.state === 'decided') throw errors.fail('submission_decided', 'The decision has been made.');
  if (before.state !== 'returned')
    throw errors.fail('submission_not_returned', 'The submission waits for its decision.');
  const { badgeId, version } = before;
  const badge = await findVersion(tx, { orgId, badgeId, version });
  if (badge === null || !isAwardable(badge.status))
    throw badgeErrors.fail('badge_version_closed', `Version ${version} of ${badgeId} was retired.`);
  const evidence = prepareEvidence(input.evidence);

  const round = before.round + 1;
  await reopenSubmission(tx, { orgId, submissionId, narrative: input.narrative ?? null, at: doing.now });
  await insertEvidence(
    tx,
    { orgId, submissionId, badgeId, personId, round, at: doing.now },
    withIds(doing, evidence),
  );
  await recordAudit(tx, doing, {
    orgId,
    action: 'submission.received',
    subject: submissionId,
    detail: { badgeId, version, round, items: evidence.length },
  });
  return await saved(tx, { orgId, submissionId });
}

function withIds(
  doing: Doing,
  evidence: readonly PreparedEvidence[],
): (PreparedEvidence & { evidenceId: EvidenceId })[] {
  return evidence.map((item) => ({ ...item, evidenceId: newId('evd', doing.now, doing.random) }));
}

async function saved(tx: Tx, key: { orgId: OrgId; submissionId: SubmissionId }): Promise<Submission> {
  const submission = await loadSubmission(tx, key);
  if (submission === null) throw new Error(`${key.submissionId} was not saved`);
  return submission;
}
