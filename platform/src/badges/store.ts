import { pageOf, type OrgId, type Page } from '#kernel';
import { sql, type Tx } from '#store';
import type {
  BadgeContent,
  BadgeId,
  BadgeSummary,
  BadgeVersion,
  ImageMediaType,
  OwnBadge,
  VersionStatus,
} from './model.ts';

interface DraftRow {
  org_id: OrgId;
  badge_id: BadgeId;
  version: number;
  revision: number;
  content: BadgeContent;
}

interface VersionRow {
  org_id: OrgId;
  badge_id: BadgeId;
  version: number;
  status: VersionStatus;
  content: BadgeContent;
  digest: string;
  published_at: Date;
  superseded_at: Date | null;
  retired_at: Date | null;
}

/** A draft as its table keeps it. */
export interface Draft {
  readonly orgId: OrgId;
  readonly badgeId: BadgeId;
  readonly version: number;
  readonly revision: number;
  readonly content: BadgeContent;
}

const versionColumns = sql.raw(
  'v.org_id, v.badge_id, v.version, v.status, v.content, v.digest, v.published_at, v.superseded_at, v.retired_at',
);

function draftOf(row: DraftRow): Draft {
  const { org_id: orgId, badge_id: badgeId, version, revision, content } = row;
  return { orgId, badgeId, version, revision, content };
}

/** A draft as lists show it. */
export function draftSummary(draft: Draft): BadgeSummary {
  const { content, ...rest } = draft;
  return { ...content, ...rest, status: 'draft' };
}

function versionSummary(row: VersionRow): BadgeSummary {
  return {
    ...row.content,
    orgId: row.org_id,
    badgeId: row.badge_id,
    version: row.version,
    status: row.status,
    digest: row.digest,
    publishedAt: row.published_at,
    ...(row.superseded_at === null ? {} : { supersededAt: row.superseded_at }),
    ...(row.retired_at === null ? {} : { retiredAt: row.retired_at }),
  };
}

/** Takes the badge's row for this transaction, so that its changes come one after the other; false when there is none. */
export async function lockBadge(tx: Tx, input: { orgId: OrgId; badgeId: BadgeId }): Promise<boolean> {
  const result = await sql`select 1 from badges.badge
    where org_id = ${input.orgId} and badge_id = ${input.badgeId} for update`.execute(tx);
  return result.rows.length === 1;
}

/** Writes a badge that has nothing yet. */
export async function insertBadge(
  tx: Tx,
  badge: { orgId: OrgId; badgeId: BadgeId; at: Date },
): Promise<void> {
  await sql`insert into badges.badge (org_id, badge_id, created_at)
    values (${badge.orgId}, ${badge.badgeId}, ${badge.at})`.execute(tx);
}

/** Keeps a picture; the same bytes are kept once. */
export async function keepImage(
  tx: Tx,
  image: { orgId: OrgId; digest: string; mediaType: ImageMediaType; bytes: Uint8Array; at: Date },
): Promise<void> {
  await sql`insert into badges.image (org_id, digest, media_type, bytes, created_at)
    values (${image.orgId}, ${image.digest}, ${image.mediaType}, ${Buffer.from(image.bytes)}, ${image.at})
    on conflict do nothing`.execute(tx);
}

/** The bytes of a picture; null when there is none, or none that may be seen. */
export async function loadImage(
  tx: Tx,
  input: { orgId: OrgId; digest: string },
): Promise<{ mediaType: ImageMediaType; bytes: Uint8Array } | null> {
  const result = await sql<{ media_type: ImageMediaType; bytes: Buffer }>`select media_type, bytes
    from badges.image where org_id = ${input.orgId} and digest = ${input.digest}`.execute(tx);
  const row = result.rows[0];
  return row === undefined ? null : { mediaType: row.media_type, bytes: new Uint8Array(row.bytes) };
}

/** Writes a new draft, or the next revision of the one that is there. */
export async function saveDraft(tx: Tx, draft: Draft, at: Date): Promise<void> {
  await sql`insert into badges.draft (org_id, badge_id, version, revision, content, updated_at)
    values (${draft.orgId}, ${draft.badgeId}, ${draft.version}, ${draft.revision},
      ${JSON.stringify(draft.content)}::jsonb, ${at})
    on conflict (org_id, badge_id) do update
      set revision = excluded.revision, content = excluded.content, updated_at = excluded.updated_at`.execute(
    tx,
  );
}

/** The draft of a badge, or null. */
export async function loadDraft(tx: Tx, input: { orgId: OrgId; badgeId: BadgeId }): Promise<Draft | null> {
  const result = await sql<DraftRow>`select org_id, badge_id, version, revision, content from badges.draft
    where org_id = ${input.orgId} and badge_id = ${input.badgeId}`.execute(tx);
  return result.rows[0] === undefined ? null : draftOf(result.rows[0]);
}

/** Takes the draft away; its content has moved into a version. */
export async function deleteDraft(tx: Tx, input: { orgId: OrgId; badgeId: BadgeId }): Promise<void> {
  await sql`delete from badges.draft where org_id = ${input.orgId} and badge_id = ${input.badgeId}`.execute(
    tx,
  );
}

/** Writes a published version; from here on its content cannot be changed. */
export async function insertVersion(
  tx: Tx,
  version: {
    orgId: OrgId;
    badgeId: BadgeId;
    version: number;
    content: BadgeContent;
    digest: string;
    at: Date;
  },
): Promise<void> {
  await sql`insert into badges.version (org_id, badge_id, version, status, content, digest, published_at)
    values (${version.orgId}, ${version.badgeId}, ${version.version}, 'published',
      ${JSON.stringify(version.content)}::jsonb, ${version.digest}, ${version.at})`.execute(tx);
}

/** Closes the published version of a badge, if there is one, and returns its number. */
export async function supersedeOpen(
  tx: Tx,
  input: { orgId: OrgId; badgeId: BadgeId; at: Date },
): Promise<number | null> {
  const result = await sql<{ version: number }>`update badges.version
    set status = 'superseded', superseded_at = ${input.at}
    where org_id = ${input.orgId} and badge_id = ${input.badgeId} and status = 'published'
    returning version`.execute(tx);
  return result.rows[0]?.version ?? null;
}

/** Moves a version to `retired`. */
export async function markRetired(
  tx: Tx,
  input: { orgId: OrgId; badgeId: BadgeId; version: number; at: Date },
): Promise<void> {
  await sql`update badges.version set status = 'retired', retired_at = ${input.at}
    where org_id = ${input.orgId} and badge_id = ${input.badgeId} and version = ${input.version}`.execute(tx);
}

/** Every version of a badge that was published, newest first; any organisation's, since they are public. */
export async function loadVersions(
  tx: Tx,
  input: { orgId?: OrgId | undefined; badgeId: BadgeId; version?: number | undefined },
): Promise<BadgeSummary[]> {
  const result = await sql<VersionRow>`select ${versionColumns} from badges.version v
    where v.badge_id = ${input.badgeId} and (${input.orgId ?? null}::text is null or v.org_id = ${input.orgId ?? null})
      and (${input.version ?? null}::int is null or v.version = ${input.version ?? null})
    order by v.version desc`.execute(tx);
  return result.rows.map(versionSummary);
}

/** The newest version's number and content, as a revision starts from it; null when nothing was published. */
export async function loadNewest(
  tx: Tx,
  input: { orgId: OrgId; badgeId: BadgeId },
): Promise<{ version: number; content: BadgeContent } | null> {
  const result = await sql<{ version: number; content: BadgeContent }>`select version, content
    from badges.version where org_id = ${input.orgId} and badge_id = ${input.badgeId}
    order by version desc limit 1`.execute(tx);
  return result.rows[0] ?? null;
}

/** Adds the picture's bytes to what a list shows. */
export async function withImage(tx: Tx, summary: BadgeSummary): Promise<BadgeVersion> {
  const image = await loadImage(tx, { orgId: summary.orgId, digest: summary.image.digest });
  if (image === null) throw new Error(`the picture of ${summary.badgeId} version ${summary.version} is gone`);
  return { ...summary, image: { ...summary.image, bytes: image.bytes } };
}

/** A page of published versions, newest badge first. */
export async function loadCatalogue(
  tx: Tx,
  input: {
    orgId: OrgId | null;
    words: string | null;
    competency: { framework: string; code: string } | null;
    language: string | null;
    eqfLevel: number | null;
    before: string | null;
    limit: number;
  },
): Promise<Page<BadgeSummary>> {
  const aligned = input.competency === null ? null : JSON.stringify({ alignments: [input.competency] });
  const result = await sql<VersionRow>`select ${versionColumns} from badges.version v
    where v.status = 'published' and (${input.orgId}::text is null or v.org_id = ${input.orgId})
      and (${input.words}::text is null or v.words @@ websearch_to_tsquery('simple', ${input.words}))
      and (${aligned}::jsonb is null or v.content @> ${aligned}::jsonb)
      and (${input.language}::text is null or lower(v.content ->> 'language') = ${input.language}
        or starts_with(lower(v.content ->> 'language'), ${input.language} || '-'))
      and (${input.eqfLevel}::int is null or (v.content #>> '{quality,eqfLevel}')::int = ${input.eqfLevel})
      and (${input.before}::text is null or v.badge_id collate "C" < ${input.before})
    order by v.badge_id collate "C" desc limit ${input.limit + 1}`.execute(tx);
  return pageOf(result.rows.map(versionSummary), input.limit, (badge) => [badge.badgeId]);
}

interface OwnRow {
  badge_id: BadgeId;
  current: VersionRow | null;
  draft: DraftRow | null;
}

/** A page of an organisation's own badges, newest first, each with its open or newest version and its draft. */
export async function loadOwn(
  tx: Tx,
  input: { orgId: OrgId; words: string | null; before: string | null; limit: number },
): Promise<Page<OwnBadge>> {
  const result = await sql<OwnRow>`select b.badge_id, to_jsonb(v) - 'words' as current, to_jsonb(d) as draft
    from badges.badge b
    left join badges.draft d on d.org_id = b.org_id and d.badge_id = b.badge_id
    left join lateral (select * from badges.version c where c.org_id = b.org_id and c.badge_id = b.badge_id
      order by (c.status = 'published') desc, c.version desc limit 1) v on true
    where b.org_id = ${input.orgId} and (${input.before}::text is null or b.badge_id collate "C" < ${input.before})
      and (${input.words}::text is null or v.words @@ websearch_to_tsquery('simple', ${input.words})
        or to_tsvector('simple', (d.content ->> 'name') || ' ' || (d.content ->> 'objective'))
          @@ websearch_to_tsquery('simple', ${input.words}))
    order by b.badge_id collate "C" desc limit ${input.limit + 1}`.execute(tx);
  return pageOf(result.rows.map(ownOf), input.limit, (badge) => [badge.badgeId]);
}

/** Times inside a row that came as JSON are texts. */
function ownOf(row: OwnRow): OwnBadge {
  const { current, draft } = row;
  const time = (at: Date | null): Date | null => (at === null ? null : new Date(at));
  return {
    badgeId: row.badge_id,
    current:
      current === null
        ? null
        : versionSummary({
            ...current,
            published_at: new Date(current.published_at),
            superseded_at: time(current.superseded_at),
            retired_at: time(current.retired_at),
          }),
    draft: draft === null ? null : draftSummary(draftOf(draft)),
  };
}
