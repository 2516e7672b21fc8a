import type { OrgId } from '#kernel';
import { sql, type Tx } from '#store';
import type { Requirement, StackId, StackStatus, StackVersion } from './model.ts';

interface VersionRow {
  org_id: OrgId;
  stack_id: StackId;
  version: number;
  status: StackStatus;
  name: string;
  description: string;
  badge_id: string;
  requirement: Requirement;
  changed_at: Date;
  published_at: Date | null;
  digest: string | null;
}

const versionColumns = sql.raw(`v.org_id, v.stack_id, v.version, v.status, v.name, v.description, v.badge_id,
  v.requirement, v.published_at as changed_at, v.published_at, v.digest`);
const draftColumns =
  sql.raw(`v.org_id, v.stack_id, v.version, 'draft' as status, v.name, v.description, v.badge_id,
  v.requirement, v.updated_at as changed_at, null::timestamptz as published_at, null as digest`);

function versionOf(row: VersionRow): StackVersion {
  return {
    orgId: row.org_id,
    stackId: row.stack_id,
    version: row.version,
    status: row.status,
    name: row.name,
    description: row.description,
    badgeId: row.badge_id,
    requirement: row.requirement,
    changedAt: row.changed_at,
    publishedAt: row.published_at,
    digest: row.digest,
  };
}

/** Runs a query for published versions, from a table called `v`. */
export async function readVersions(tx: Tx, where: ReturnType<typeof sql>): Promise<StackVersion[]> {
  const rows = await sql<VersionRow>`select ${versionColumns} from stacks.version v ${where}`.execute(tx);
  return rows.rows.map(versionOf);
}

/** Runs a query for drafts, from a table called `v`. */
export async function readDrafts(tx: Tx, where: ReturnType<typeof sql>): Promise<StackVersion[]> {
  const rows = await sql<VersionRow>`select ${draftColumns} from stacks.draft v ${where}`.execute(tx);
  return rows.rows.map(versionOf);
}

/** First half of the advisory locks of this rung, by what is locked. */
const locks = { publishing: 7205, person: 7206 } as const;

/** Lets one change of an organisation's graph of stacks happen at a time, so that no two halves of a circle slip in. */
export async function lockGraph(tx: Tx, orgId: OrgId): Promise<void> {
  await sql`select pg_advisory_xact_lock(${locks.publishing}, hashtext(${orgId}))`.execute(tx);
}

/** Lets one evaluation of a person in an organisation be written at a time. */
export async function lockPerson(tx: Tx, orgId: OrgId, personId: OrgId): Promise<void> {
  await sql`select pg_advisory_xact_lock(${locks.person}, hashtext(${`${orgId} ${personId}`}))`.execute(tx);
}

/** The draft of a stack, locked until the transaction ends; null when there is none. */
export async function loadDraft(tx: Tx, orgId: OrgId, stackId: StackId): Promise<StackVersion | null> {
  const [draft] = await readDrafts(tx, sql`where v.org_id = ${orgId} and v.stack_id = ${stackId} for update`);
  return draft ?? null;
}

/** The newest published, superseded or retired version of a stack; null when none was published. */
export async function loadNewest(tx: Tx, orgId: OrgId, stackId: StackId): Promise<StackVersion | null> {
  const [newest] = await readVersions(
    tx,
    sql`where v.org_id = ${orgId} and v.stack_id = ${stackId} order by v.version desc limit 1`,
  );
  return newest ?? null;
}

/** Writes the draft of a stack, replacing the one that is there. */
export async function saveDraft(
  tx: Tx,
  draft: Pick<
    StackVersion,
    'orgId' | 'stackId' | 'version' | 'name' | 'description' | 'badgeId' | 'requirement'
  >,
  at: Date,
): Promise<void> {
  await sql`insert into stacks.draft (org_id, stack_id, version, name, description, badge_id, requirement, updated_at)
    values (${draft.orgId}, ${draft.stackId}, ${draft.version}, ${draft.name}, ${draft.description},
      ${draft.badgeId}, ${JSON.stringify(draft.requirement)}::jsonb, ${at})
    on conflict (org_id, stack_id) do update set name = excluded.name, description = excluded.description,
      badge_id = excluded.badge_id, requirement = excluded.requirement, updated_at = excluded.updated_at`.execute(
    tx,
  );
}

/** Freezes a draft as the published version, with the badges that lead to it; closes the version before. */
export async function savePublished(
  tx: Tx,
  version: StackVersion,
  badgeIds: readonly string[],
): Promise<void> {
  const { orgId, stackId, publishedAt } = version;
  await closePublished(tx, { orgId, stackId, status: 'superseded', at: publishedAt ?? version.changedAt });
  await sql`insert into stacks.version (org_id, stack_id, version, status, name, description, badge_id, requirement,
      digest, published_at)
    values (${orgId}, ${stackId}, ${version.version}, 'published', ${version.name}, ${version.description},
      ${version.badgeId}, ${JSON.stringify(version.requirement)}::jsonb, ${version.digest}, ${publishedAt})`.execute(
    tx,
  );
  await sql`insert into stacks.mention (org_id, badge_id, stack_id)
    select ${orgId}, b, ${stackId} from unnest(${[...new Set(badgeIds)]}::text[]) b`.execute(tx);
  await sql`delete from stacks.draft where org_id = ${orgId} and stack_id = ${stackId}`.execute(tx);
}

/** Takes the published version of a stack out of service; returns its number, or null when there was none. */
export async function closePublished(
  tx: Tx,
  input: { orgId: OrgId; stackId: StackId; status: 'superseded' | 'retired'; at: Date },
): Promise<number | null> {
  const closed = await sql<{ version: number }>`update stacks.version
    set status = ${input.status}, closed_at = ${input.at}
    where org_id = ${input.orgId} and stack_id = ${input.stackId} and status = 'published'
    returning version`.execute(tx);
  await sql`delete from stacks.mention where org_id = ${input.orgId} and stack_id = ${input.stackId}`.execute(
    tx,
  );
  return closed.rows[0]?.version ?? null;
}
