import type { OrgId } from '#kernel';
import { sql, type Tx } from '#store';
import type { SubmissionId } from './model.ts';
import type { JudgementDraft, JudgementDraftInput } from './queue-model.ts';

/** Names the draft of one assessor. */
export interface DraftKey {
  readonly orgId: OrgId;
  readonly submissionId: SubmissionId;
  /** The audit name of its author. */
  readonly assessor: string;
}

interface DraftRow {
  round: number;
  scores: JudgementDraftInput['scores'];
  note: string | null;
  saved_at: Date;
}

/** An assessor's draft; null when they saved none. */
export async function loadJudgementDraft(tx: Tx, key: DraftKey): Promise<JudgementDraft | null> {
  const result = await sql<DraftRow>`select round, scores, note, saved_at from assessment.draft
    where org_id = ${key.orgId} and submission_id = ${key.submissionId} and assessor = ${key.assessor}`.execute(
    tx,
  );
  const row = result.rows[0];
  if (row === undefined) return null;
  return {
    submissionId: key.submissionId,
    round: row.round,
    scores: row.scores,
    ...(row.note === null ? {} : { note: row.note }),
    savedAt: row.saved_at,
  };
}

/** Writes an assessor's draft over the one before. */
export async function saveJudgementDraft(
  tx: Tx,
  key: DraftKey,
  draft: JudgementDraftInput & { readonly round: number; readonly at: Date },
): Promise<void> {
  await sql`insert into assessment.draft (org_id, submission_id, assessor, round, scores, note, saved_at)
    values (${key.orgId}, ${key.submissionId}, ${key.assessor}, ${draft.round},
      ${JSON.stringify(draft.scores)}::jsonb, ${draft.note ?? null}, ${draft.at})
    on conflict (org_id, submission_id, assessor) do update set round = excluded.round,
      scores = excluded.scores, note = excluded.note, saved_at = excluded.saved_at`.execute(tx);
}

/** Deletes the draft of one assessor, or with `assessor` left out those of everybody. */
export async function deleteJudgementDrafts(
  tx: Tx,
  key: Omit<DraftKey, 'assessor'> & { readonly assessor?: string },
): Promise<void> {
  const assessor = key.assessor ?? null;
  await sql`delete from assessment.draft where org_id = ${key.orgId} and submission_id = ${key.submissionId}
    and (${assessor}::text is null or assessor = ${assessor})`.execute(tx);
}
