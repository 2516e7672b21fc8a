import type { OrgId } from '#kernel';
import { sql, type Tx } from '#store';
import type { BadgeId } from '#badges';
import type { PersonId } from '#parties';
import type {
  Decision,
  DecisionId,
  Explanation,
  JudgementId,
  Outcome,
  Result,
  Score,
  SubmissionId,
} from './model.ts';
import type { SubmissionKey } from './store.ts';

/** Writes what an assessor found; the words for the learner go into a table of their own. */
export async function insertJudgement(
  tx: Tx,
  row: SubmissionKey & {
    judgementId: JudgementId;
    round: number;
    assessor: string;
    scores: readonly Score[];
    results: readonly Result[];
    outcome: Outcome;
    at: Date;
  },
): Promise<void> {
  await sql`insert into assessment.judgement
      (org_id, judgement_id, submission_id, round, assessor, scores, outcome, judged_at)
    values (${row.orgId}, ${row.judgementId}, ${row.submissionId}, ${row.round}, ${row.assessor},
      ${JSON.stringify(row.results)}::jsonb, ${row.outcome}, ${row.at})`.execute(tx);
  const said = row.scores.filter((score) => score.comment !== undefined);
  if (said.length === 0) return;
  await sql`insert into assessment.comment (org_id, judgement_id, criterion_id, body)
    select ${row.orgId}, ${row.judgementId}, c.id, c.body
    from unnest(${said.map((s) => s.criterionId)}::text[], ${said.map((s) => s.comment)}::text[]) as c(id, body)`.execute(
    tx,
  );
}

/** Writes the one decision of a submission. */
export async function insertDecision(
  tx: Tx,
  row: SubmissionKey & {
    decisionId: DecisionId;
    judgementId: JudgementId | null;
    explanation: Explanation;
    results: readonly Result[];
    rubricDigest: string;
    digest: string;
    decidedBy: string;
    at: Date;
  },
): Promise<void> {
  await sql`insert into assessment.decision (org_id, decision_id, submission_id, judgement_id, basis, outcome,
      results, explanation, rubric_digest, digest, decided_by, decided_at)
    values (${row.orgId}, ${row.decisionId}, ${row.submissionId}, ${row.judgementId},
      ${row.judgementId === null ? 'rule' : 'assessor'}, ${row.explanation.outcome},
      ${JSON.stringify(row.results)}::jsonb, ${JSON.stringify(row.explanation)}::jsonb, ${row.rubricDigest},
      ${row.digest}, ${row.decidedBy}, ${row.at})`.execute(tx);
}

interface DecisionRow {
  org_id: OrgId;
  decision_id: DecisionId;
  submission_id: SubmissionId;
  badge_id: BadgeId;
  version: number;
  person_id: PersonId;
  basis: 'assessor' | 'rule';
  decided_by: string;
  outcome: Outcome;
  results: Result[];
  explanation: Explanation;
  comments: { criterionId: string; comment: string }[];
  rubric_digest: string;
  digest: string;
  is_synthetic: boolean;
  decided_at: Date;
}

/** A decision by its own id or by its submission's; null when there is none. */
export async function loadDecision(
  tx: Tx,
  input: { orgId: OrgId; decisionId?: DecisionId | undefined; submissionId?: SubmissionId | undefined },
): Promise<Decision | null> {
  const [decisionId, submissionId] = [input.decisionId ?? null, input.submissionId ?? null];
  const result =
    await sql<DecisionRow>`select d.org_id, d.decision_id, d.submission_id, s.badge_id, s.version,
      s.person_id, d.basis, d.decided_by, d.outcome, d.results, d.explanation, d.rubric_digest, d.digest,
      s.is_synthetic, d.decided_at,
      coalesce((select jsonb_agg(jsonb_build_object('criterionId', c.criterion_id, 'comment', c.body)
          order by c.criterion_id collate "C")
        from assessment.comment c where c.org_id = d.org_id and c.judgement_id = d.judgement_id), '[]') as comments
    from assessment.decision d
    join assessment.submission s on s.org_id = d.org_id and s.submission_id = d.submission_id
    where d.org_id = ${input.orgId}
      and (d.decision_id = ${decisionId} or d.submission_id = ${submissionId})`.execute(tx);
  const row = result.rows[0];
  if (row === undefined) return null;
  return {
    orgId: row.org_id,
    decisionId: row.decision_id,
    submissionId: row.submission_id,
    badgeId: row.badge_id,
    version: row.version,
    personId: row.person_id,
    basis: row.basis,
    decidedBy: row.decided_by,
    outcome: row.outcome,
    results: row.results,
    explanation: row.explanation,
    comments: row.comments,
    rubricDigest: row.rubric_digest,
    digest: row.digest,
    isSynthetic: row.is_synthetic,
    decidedAt: row.decided_at,
  };
}
