import { decodeCursor, type OrgId, type Page, type PageRequest } from '#kernel';
import type { Tx } from '#store';
import type { BadgeId } from '#badges';
import type { PersonId } from '#parties';
import { loadDecision } from './decision-store.ts';
import { errors } from './errors.ts';
import type {
  Decision,
  DecisionId,
  EvidenceId,
  Rubric,
  Submission,
  SubmissionId,
  SubmissionState,
  SubmissionSummary,
} from './model.ts';
import { loadEvidenceBadge, loadEvidenceFile, loadRubric, loadSubmission, loadSubmissions } from './store.ts';

/** Finds the rubric of a badge version; null when there is none. Everyone may, once the version was published. */
export async function findRubric(
  tx: Tx,
  input: { orgId?: OrgId | undefined; badgeId: BadgeId; version: number },
): Promise<Rubric | null> {
  return await loadRubric(tx, input);
}

/** Finds a submission with the evidence of its latest round; null when there is none. */
export async function findSubmission(
  tx: Tx,
  input: { orgId: OrgId; submissionId: SubmissionId },
): Promise<Submission | null> {
  return await loadSubmission(tx, input);
}

/** Finds a decision by its own id or by its submission's; null when there is none. */
export async function findDecision(
  tx: Tx,
  input: { orgId: OrgId } & ({ decisionId: DecisionId } | { submissionId: SubmissionId }),
): Promise<Decision | null> {
  return await loadDecision(tx, input);
}

/**
 * Finds the bytes of an item of evidence; null when it is no file or only its hash was handed in. They come
 * from outside: serve them as an attachment, never inline.
 */
export async function findEvidenceFile(
  tx: Tx,
  input: { orgId: OrgId; evidenceId: EvidenceId },
): Promise<{ name: string; mediaType: string; bytes: Uint8Array } | null> {
  return await loadEvidenceFile(tx, input);
}

/** Finds the badge for which an item of evidence was handed in; null when there is no such item. */
export async function findEvidenceBadge(
  tx: Tx,
  input: { orgId: OrgId; evidenceId: EvidenceId },
): Promise<BadgeId | null> {
  return await loadEvidenceBadge(tx, input);
}

/** Lists what waits for a decision, the longest waiting first. Errors: submission_cursor_invalid. */
export async function listQueue(
  tx: Tx,
  input: { orgId: OrgId; badgeId?: BadgeId | undefined } & PageRequest,
): Promise<Page<SubmissionSummary>> {
  return await loadSubmissions(tx, {
    orgId: input.orgId,
    badgeId: input.badgeId ?? null,
    personId: null,
    state: 'submitted',
    from: fromOf(input.after),
    isNewestFirst: false,
    limit: input.limit,
  });
}

/** Lists submissions, newest first: of one person, one badge, in one state. Errors: submission_cursor_invalid. */
export async function listSubmissions(
  tx: Tx,
  input: {
    orgId: OrgId;
    badgeId?: BadgeId | undefined;
    personId?: PersonId | undefined;
    state?: SubmissionState | undefined;
  } & PageRequest,
): Promise<Page<SubmissionSummary>> {
  return await loadSubmissions(tx, {
    orgId: input.orgId,
    badgeId: input.badgeId ?? null,
    personId: input.personId ?? null,
    state: input.state ?? null,
    from: fromOf(input.after),
    isNewestFirst: true,
    limit: input.limit,
  });
}

function fromOf(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const key = decodeCursor(cursor, 1)?.[0];
  if (key === undefined) throw errors.fail('submission_cursor_invalid', 'The cursor cannot be read.');
  return key;
}
