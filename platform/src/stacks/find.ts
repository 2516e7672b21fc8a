import { decodeCursor, pageOf, type OrgId, type Page, type PageRequest } from '#kernel';
import { sql, type Tx } from '#store';
import { errors } from './errors.ts';
import type { StackId, StackVersion } from './model.ts';
import { readDrafts, readVersions } from './store.ts';

/**
 * Finds one version of a stack; without `version` the published one, else the newest, else the draft. Drafts are
 * seen by their owner only. Null when there is none.
 */
export async function findStack(
  tx: Tx,
  input: { orgId: OrgId; stackId: StackId; version?: number | undefined },
): Promise<StackVersion | null> {
  const { orgId, stackId, version } = input;
  const wanted = version === undefined ? sql`` : sql`and v.version = ${version}`;
  const of = sql`where v.org_id = ${orgId} and v.stack_id = ${stackId} ${wanted}`;
  const [found] = await readVersions(
    tx,
    sql`${of} order by (v.status = 'published') desc, v.version desc limit 1`,
  );
  return found ?? (await readDrafts(tx, of))[0] ?? null;
}

/** Lists every version of a stack, the draft first, then newest first. */
export async function listStackVersions(
  tx: Tx,
  input: { orgId: OrgId; stackId: StackId },
): Promise<StackVersion[]> {
  const of = sql`where v.org_id = ${input.orgId} and v.stack_id = ${input.stackId}`;
  return [...(await readDrafts(tx, of)), ...(await readVersions(tx, sql`${of} order by v.version desc`))];
}

/** One of an organisation's own stacks as its list shows it: the newest published version, and the draft. */
export interface OwnStack {
  readonly stackId: StackId;
  readonly current: StackVersion | null;
  readonly draft: StackVersion | null;
}

/** Lists an organisation's own stacks, newest first. Errors: stack_cursor_invalid. */
export async function listStacks(tx: Tx, input: { orgId: OrgId } & PageRequest): Promise<Page<OwnStack>> {
  const { orgId, limit } = input;
  const ids = await sql<{ stack_id: StackId }>`select stack_id from stacks.stack where org_id = ${orgId}
    and (${beforeOf(input.after)}::text is null or stack_id < ${beforeOf(input.after)})
    order by stack_id desc limit ${limit + 1}`.execute(tx);
  const page = pageOf(
    ids.rows.map((r) => r.stack_id),
    limit,
    (id) => [id],
  );
  const of = sql`where v.org_id = ${orgId} and v.stack_id = any(${[...page.items]}::text[])`;
  const drafts = await readDrafts(tx, of);
  const versions = await readVersions(tx, sql`${of} order by v.version desc`);
  const items = page.items.map((stackId) => ({
    stackId,
    current: versions.find((v) => v.stackId === stackId) ?? null,
    draft: drafts.find((d) => d.stackId === stackId) ?? null,
  }));
  return { items, next: page.next };
}

/** Lists the published stacks of every organisation, or of one, newest first. Errors: stack_cursor_invalid. */
export async function listPublishedStacks(
  tx: Tx,
  input: { orgId?: OrgId | undefined } & PageRequest,
): Promise<Page<StackVersion>> {
  const before = beforeOf(input.after);
  const found = await readVersions(
    tx,
    sql`where v.status = 'published' ${input.orgId === undefined ? sql`` : sql`and v.org_id = ${input.orgId}`}
      and (${before}::text is null or v.stack_id < ${before}) order by v.stack_id desc limit ${input.limit + 1}`,
  );
  return pageOf(found, input.limit, (v) => [v.stackId]);
}

function beforeOf(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const key = decodeCursor(cursor, 1)?.[0];
  if (key === undefined) throw errors.fail('stack_cursor_invalid', 'The cursor cannot be read.');
  return key;
}
