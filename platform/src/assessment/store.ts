import { pageOf, type OrgId, type Page } from '#kernel';
import { sql, type Tx } from '#store';
import type { BadgeId } from '#badges';
import type { PersonId } from '#parties';
import { errors } from './errors.ts';
import type {
  EvidenceContent,
  EvidenceId,
  Evidence,
  Rubric,
  RubricDraft,
  RubricId,
  Submission,
  SubmissionId,
  SubmissionState,
  SubmissionSummary,
} from './model.ts';
import type { PreparedEvidence } from './evidence.ts';
import type { EarlierAttempt } from './rules.ts';

/** Names a badge version of an organisation. */
export interface VersionKey {
  readonly orgId: OrgId;
  readonly badgeId: BadgeId;
  readonly version: number;
}

/** Names a submission of an organisation. */
export interface SubmissionKey {
  readonly orgId: OrgId;
  readonly submissionId: SubmissionId;
}

/** What a transaction does to the row that it reads: nothing, keep others from changing it, or change it. */
export type Hold = 'none' | 'share' | 'change';

const lockOf = { none: sql``, share: sql`for share`, change: sql`for update` } as const;

interface RubricRow {
  org_id: OrgId;
  badge_id: BadgeId;
  version: number;
  rubric_id: RubricId;
  content: RubricDraft;
  digest: string;
  set_at: Date;
}

/** The rubric of a badge version, or null. */
export async function loadRubric(
  tx: Tx,
  input: { orgId?: OrgId | undefined; badgeId: BadgeId; version: number },
  hold: Hold = 'none',
): Promise<Rubric | null> {
  const orgId = input.orgId ?? null;
  const result = await sql<RubricRow>`select org_id, badge_id, version, rubric_id, content, digest, set_at
    from assessment.rubric where badge_id = ${input.badgeId} and version = ${input.version}
      and (${orgId}::text is null or org_id = ${orgId}) ${lockOf[hold]}`.execute(tx);
  const row = result.rows[0];
  if (row === undefined) return null;
  return {
    ...row.content,
    orgId: row.org_id,
    rubricId: row.rubric_id,
    badgeId: row.badge_id,
    version: row.version,
    digest: row.digest,
    setAt: row.set_at,
  };
}

/** Writes a rubric, or what it now says. */
export async function saveRubric(
  tx: Tx,
  key: VersionKey,
  rubric: { rubricId: RubricId; content: RubricDraft; digest: string; at: Date },
): Promise<void> {
  await sql`insert into assessment.rubric (org_id, badge_id, version, rubric_id, content, digest, set_at)
    values (${key.orgId}, ${key.badgeId}, ${key.version}, ${rubric.rubricId},
      ${JSON.stringify(rubric.content)}::jsonb, ${rubric.digest}, ${rubric.at})
    on conflict (org_id, badge_id, version) do update
      set content = excluded.content, digest = excluded.digest, set_at = excluded.set_at`.execute(tx);
}

/** Whether anything was handed in for a badge version. */
export async function hasSubmission(tx: Tx, key: VersionKey): Promise<boolean> {
  const result = await sql`select 1 from assessment.submission
    where org_id = ${key.orgId} and badge_id = ${key.badgeId} and version = ${key.version} limit 1`.execute(
    tx,
  );
  return result.rows.length > 0;
}

/** A submission as its row keeps it. */
export interface SubmissionRow {
  org_id: OrgId;
  submission_id: SubmissionId;
  badge_id: BadgeId;
  version: number;
  person_id: PersonId;
  attempt: number;
  round: number;
  state: SubmissionState;
  narrative: string | null;
  return_note: string | null;
  is_synthetic: boolean;
  submitted_at: Date;
  returned_at: Date | null;
  decided_at: Date | null;
}

/** What a row says without narrative and note. */
export function summaryOf(row: SubmissionRow): SubmissionSummary {
  return {
    orgId: row.org_id,
    submissionId: row.submission_id,
    badgeId: row.badge_id,
    version: row.version,
    personId: row.person_id,
    attempt: row.attempt,
    round: row.round,
    state: row.state,
    isSynthetic: row.is_synthetic,
    submittedAt: row.submitted_at,
    ...(row.returned_at === null ? {} : { returnedAt: row.returned_at }),
    ...(row.decided_at === null ? {} : { decidedAt: row.decided_at }),
  };
}

/** What a person handed in for a badge version before, with the outcomes. */
export async function loadAttempts(
  tx: Tx,
  input: VersionKey & { personId: PersonId },
): Promise<EarlierAttempt[]> {
  const result = await sql<EarlierAttempt>`select s.attempt, s.state, d.outcome
    from assessment.submission s
    left join assessment.decision d on d.org_id = s.org_id and d.submission_id = s.submission_id
    where s.org_id = ${input.orgId} and s.badge_id = ${input.badgeId} and s.version = ${input.version}
      and s.person_id = ${input.personId}`.execute(tx);
  return result.rows;
}

/** Writes a new submission; false when the person got an open one for this version at the same moment. */
export async function insertSubmission(
  tx: Tx,
  row: VersionKey & {
    submissionId: SubmissionId;
    personId: PersonId;
    attempt: number;
    narrative: string | null;
    isSynthetic: boolean;
    at: Date;
  },
): Promise<boolean> {
  const result = await sql`insert into assessment.submission
      (org_id, submission_id, badge_id, version, person_id, attempt, round, state, narrative, is_synthetic, submitted_at)
    values (${row.orgId}, ${row.submissionId}, ${row.badgeId}, ${row.version}, ${row.personId}, ${row.attempt},
      1, 'submitted', ${row.narrative}, ${row.isSynthetic}, ${row.at})
    on conflict do nothing returning submission_id`.execute(tx);
  return result.rows.length === 1;
}

/** Opens the next round of a returned submission. */
export async function reopenSubmission(
  tx: Tx,
  input: SubmissionKey & { narrative: string | null; at: Date },
): Promise<void> {
  await sql`update assessment.submission set state = 'submitted', round = round + 1,
      narrative = ${input.narrative}, return_note = null, submitted_at = ${input.at}
    where org_id = ${input.orgId} and submission_id = ${input.submissionId}`.execute(tx);
}

/** Gives a submission back to the learner. */
export async function markReturned(tx: Tx, input: SubmissionKey & { note: string; at: Date }): Promise<void> {
  await sql`update assessment.submission
    set state = 'returned', return_note = ${input.note}, returned_at = ${input.at}
    where org_id = ${input.orgId} and submission_id = ${input.submissionId}`.execute(tx);
}

/** Closes a submission. */
export async function markDecided(tx: Tx, input: SubmissionKey & { at: Date }): Promise<void> {
  await sql`update assessment.submission set state = 'decided', decided_at = ${input.at}
    where org_id = ${input.orgId} and submission_id = ${input.submissionId}`.execute(tx);
}

/** Writes the evidence of one round, and the bytes of its files once by content. */
export async function insertEvidence(
  tx: Tx,
  owner: SubmissionKey & { badgeId: BadgeId; personId: PersonId; round: number; at: Date },
  items: readonly (PreparedEvidence & { evidenceId: EvidenceId })[],
): Promise<void> {
  for (const { sha256, bytes } of items)
    if (bytes !== null)
      await sql`insert into assessment.evidence_file (org_id, sha256, bytes, created_at)
        values (${owner.orgId}, ${sha256}, ${Buffer.from(bytes)}, ${owner.at}) on conflict do nothing`.execute(
        tx,
      );
  await sql`insert into assessment.evidence
      (org_id, evidence_id, submission_id, round, position, kind, content, sha256, badge_id, person_id)
    select ${owner.orgId}, e.id, ${owner.submissionId}, ${owner.round}::int, (e.n - 1)::int, e.content ->> 'kind',
      e.content, e.hash, ${owner.badgeId}, ${owner.personId}
    from unnest(${items.map((i) => i.evidenceId)}::text[],
      ${items.map((i) => JSON.stringify(i.content))}::jsonb[],
      ${items.map((i) => i.sha256)}::text[]) with ordinality as e(id, content, hash, n)
    order by e.n`.execute(tx);
}

interface EvidenceRow {
  evidence_id: EvidenceId;
  round: number;
  content: EvidenceContent;
  sha256: string;
  is_reused: boolean;
}

/** The evidence of one round. Equal scores prove nothing, so a score is never called reused. */
async function loadEvidence(tx: Tx, key: SubmissionKey, round: number): Promise<Evidence[]> {
  const result = await sql<EvidenceRow>`select e.evidence_id, e.round, e.content, e.sha256,
      e.kind <> 'score' and exists (select 1 from assessment.evidence o where o.org_id = e.org_id
        and o.badge_id = e.badge_id and o.sha256 = e.sha256 and o.person_id <> e.person_id and o.seq < e.seq)
        as is_reused
    from assessment.evidence e
    where e.org_id = ${key.orgId} and e.submission_id = ${key.submissionId} and e.round = ${round}
    order by e.position`.execute(tx);
  return result.rows.map((row) => ({
    ...row.content,
    evidenceId: row.evidence_id,
    round: row.round,
    sha256: row.sha256,
    isReused: row.is_reused,
  }));
}

/** A submission with the evidence of its latest round; with `hold` its row is kept for this transaction. */
export async function loadSubmission(
  tx: Tx,
  key: SubmissionKey,
  hold: Hold = 'none',
): Promise<Submission | null> {
  const result = await sql<SubmissionRow>`select * from assessment.submission
    where org_id = ${key.orgId} and submission_id = ${key.submissionId} ${lockOf[hold]}`.execute(tx);
  const row = result.rows[0];
  if (row === undefined) return null;
  return {
    ...summaryOf(row),
    ...(row.narrative === null ? {} : { narrative: row.narrative }),
    ...(row.return_note === null ? {} : { returnNote: row.return_note }),
    evidence: await loadEvidence(tx, key, row.round),
  };
}

/** A submission that must be there; `hold` as above. Error: submission_not_found. */
export async function requireSubmission(
  tx: Tx,
  key: SubmissionKey,
  hold: Hold = 'none',
): Promise<Submission> {
  const submission = await loadSubmission(tx, key, hold);
  if (submission === null)
    throw errors.fail('submission_not_found', `There is no submission ${key.submissionId}.`);
  return submission;
}

/** A page of submissions, by id, which is by the time of the first round. */
export async function loadSubmissions(
  tx: Tx,
  input: {
    orgId: OrgId;
    badgeId: BadgeId | null;
    personId: PersonId | null;
    state: SubmissionState | null;
    from: string | null;
    isNewestFirst: boolean;
    limit: number;
  },
): Promise<Page<SubmissionSummary>> {
  const [compare, order] = input.isNewestFirst ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`];
  const result = await sql<SubmissionRow>`select * from assessment.submission
    where org_id = ${input.orgId}
      and (${input.badgeId}::text is null or badge_id = ${input.badgeId})
      and (${input.personId}::text is null or person_id = ${input.personId})
      and (${input.state}::text is null or state = ${input.state})
      and (${input.from}::text is null or submission_id collate "C" ${compare} ${input.from})
    order by submission_id collate "C" ${order} limit ${input.limit + 1}`.execute(tx);
  return pageOf(result.rows.map(summaryOf), input.limit, (s) => [s.submissionId]);
}

/** The file of an item of evidence; null when it is no file or only its hash was handed in. */
export async function loadEvidenceFile(
  tx: Tx,
  input: { orgId: OrgId; evidenceId: EvidenceId },
): Promise<{ name: string; mediaType: string; bytes: Uint8Array } | null> {
  const result = await sql<{ name: string; media_type: string; bytes: Buffer }>`select
      e.content ->> 'name' as name, e.content ->> 'mediaType' as media_type, f.bytes
    from assessment.evidence e
    join assessment.evidence_file f on f.org_id = e.org_id and f.sha256 = e.sha256
    where e.org_id = ${input.orgId} and e.evidence_id = ${input.evidenceId} and e.kind = 'file'
      and e.content ->> 'size' is not null`.execute(tx);
  const row = result.rows[0];
  return row === undefined
    ? null
    : { name: row.name, mediaType: row.media_type, bytes: new Uint8Array(row.bytes) };
}

/** The badge for which an item of evidence was handed in; null when there is no such item. */
export async function loadEvidenceBadge(
  tx: Tx,
  input: { orgId: OrgId; evidenceId: EvidenceId },
): Promise<BadgeId | null> {
  const result = await sql<{ badge_id: BadgeId }>`select badge_id from assessment.evidence
    where org_id = ${input.orgId} and evidence_id = ${input.evidenceId}`.execute(tx);
  return result.rows[0]?.badge_id ?? null;
}
