import { createHash } from 'node:crypto';
import type { OrgId } from '../../platform/src/kernel/index.ts';
import { inOrg, sql, type Db } from '../../platform/src/store/index.ts';
import { tryWall } from '../../platform/src/testing/index.ts';

/** Tables that everybody reads, or reads once something is published; nobody but their owner writes them. */
const readableOnPurpose = new Set([
  'parties.org',
  'keys.issuer_key',
  'badges.version',
  'badges.image',
  'badges.badge',
  'assessment.rubric',
  'stacks.version',
  'stacks.stack',
]);

/** Every table with a tenant that row-level security guards, by name. */
export async function guardedTables(db: Db): Promise<string[]> {
  const result = await sql<{ name: string }>`select n.nspname || '.' || c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped
    where c.relkind = 'r' and c.relrowsecurity and c.relforcerowsecurity order by 1`.execute(db);
  return result.rows.map((r) => r.name);
}

/** Tables that have a tenant in them and no row-level security. */
export async function unguardedTables(db: Db): Promise<string[]> {
  const result = await sql<{ name: string }>`select n.nspname || '.' || c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped
    where c.relkind = 'r' and not (c.relrowsecurity and c.relforcerowsecurity) order by 1`.execute(db);
  return result.rows.map((r) => r.name);
}

/** A digest of every guarded row of a tenant, by table; equal digests mean that no row has changed. */
export async function rowsOf(db: Db, orgId: OrgId): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const table of await guardedTables(db)) {
    const rows = await inOrg(db, orgId, (tx) =>
      sql<{ row: string }>`select to_jsonb(t)::text as row from ${sql.table(table)} t
        where org_id = ${orgId} order by 1`.execute(tx),
    );
    digests[table] = createHash('sha256')
      .update(rows.rows.map((r) => r.row).join('\n'))
      .digest('hex');
  }
  return digests;
}

/** Tries every guarded table from another tenant; an empty list means that the second wall holds. */
export async function tryEveryTable(db: Db, owner: OrgId, stranger: OrgId): Promise<string[]> {
  const problems: string[] = [];
  for (const table of await guardedTables(db)) {
    const found = await tryWall(db, table, owner, stranger);
    if (found.own === 0) continue;
    const isSeen = found.seen > 0 && !readableOnPurpose.has(table);
    if (isSeen) problems.push(`${table}: ${String(found.seen)} rows are seen`);
    for (const what of ['insert', 'update', 'remove'] as const)
      if (found[what] !== 'refused' && found[what] !== '0')
        problems.push(`${table}: ${what}: ${found[what]}`);
  }
  return problems;
}
