import type { OrgId } from '#kernel';
import { sql, type Tx } from '#store';
import type { BadgeId } from '#badges';
import type { PersonId } from '#parties';
import { loadDecision } from './decision-store.ts';
import type { Outcome, Rubric, Submission, SubmissionId } from './model.ts';
import { standingsOf, type CriterionStanding } from './reach-rules.ts';
import { loadRubric, loadSubmission } from './store.ts';

/** How far a person is with one badge version. */
export interface BadgeReach {
  readonly badgeId: BadgeId;
  readonly version: number;
  /** What they handed in last; null when nothing yet. */
  readonly submission: Submission | null;
  /** The outcome of the latest decision, whatever came in since; null while there is none. */
  readonly lastOutcome: Outcome | null;
  /** In the order of the rubric; empty where the version has none. */
  readonly criteria: readonly CriterionStanding[];
}

/** Finds where a person handed something in, in a transaction of their own space. */
export async function listIssuersTried(tx: Tx, input: { readonly personId: PersonId }): Promise<OrgId[]> {
  const result = await sql<{ org_id: OrgId }>`select distinct org_id from assessment.submission
    where person_id = ${input.personId} order by 1`.execute(tx);
  return result.rows.map((row) => row.org_id);
}

/** Finds the badge versions for which a person handed something in last, the newest submission of each badge alone. */
export async function listTried(
  tx: Tx,
  input: { readonly orgId: OrgId; readonly personId: PersonId },
): Promise<{ readonly badgeId: BadgeId; readonly version: number }[]> {
  const result = await sql<{
    badge_id: BadgeId;
    version: number;
  }>`select distinct on (badge_id) badge_id, version
    from assessment.submission where org_id = ${input.orgId} and person_id = ${input.personId}
    order by badge_id, submitted_at desc, version desc`.execute(tx);
  return result.rows.map((row) => ({ badgeId: row.badge_id, version: row.version }));
}

/** Says how far a person is with a badge version: each criterion by the latest decision about them. */
export async function findReach(
  tx: Tx,
  input: {
    readonly orgId: OrgId;
    readonly personId: PersonId;
    readonly badgeId: BadgeId;
    readonly version: number;
  },
): Promise<BadgeReach> {
  const { orgId, badgeId, version } = input;
  const latest = await latestOf(tx, input);
  const submission =
    latest.submissionId === null
      ? null
      : await loadSubmission(tx, { orgId, submissionId: latest.submissionId });
  const decision =
    latest.decidedId === null ? null : await loadDecision(tx, { orgId, submissionId: latest.decidedId });
  const rubric: Rubric | null = await loadRubric(tx, { orgId, badgeId, version });
  return {
    badgeId,
    version,
    submission,
    lastOutcome: decision?.outcome ?? null,
    criteria: rubric === null ? [] : standingsOf(rubric, decision),
  };
}

interface LatestRow {
  submission_id: SubmissionId | null;
  decided_id: SubmissionId | null;
}

async function latestOf(
  tx: Tx,
  input: {
    readonly orgId: OrgId;
    readonly personId: PersonId;
    readonly badgeId: BadgeId;
    readonly version: number;
  },
): Promise<{ submissionId: SubmissionId | null; decidedId: SubmissionId | null }> {
  const result = await sql<LatestRow>`select
      (array_agg(submission_id order by attempt desc))[1] as submission_id,
      (array_agg(submission_id order by attempt desc) filter (where state = 'decided'))[1] as decided_id
    from assessment.submission where org_id = ${input.orgId} and person_id = ${input.personId}
      and badge_id = ${input.badgeId} and version = ${input.version}`.execute(tx);
  const row = result.rows[0];
  return { submissionId: row?.submission_id ?? null, decidedId: row?.decided_id ?? null };
}
