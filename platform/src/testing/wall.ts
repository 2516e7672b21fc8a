import type { OrgId } from '#kernel';
import { inOrg, sql, type Db } from '#store';

/** What another tenant can do to the rows of a table; nothing but `refused` and zeros is a wall. */
export interface WallReport {
  readonly own: number;
  readonly seen: number;
  readonly insert: string;
  readonly update: string;
  readonly remove: string;
}

/**
 * Tries to read, insert, update and delete the rows that `owner` has in a table from the tenant `stranger`.
 * `own` says how many rows there are to be seen at all: a test that finds none of them proves nothing.
 */
export async function tryWall(db: Db, table: string, owner: OrgId, stranger: OrgId): Promise<WallReport> {
  const name = sql.table(table);
  const rows = await inOrg(db, owner, (tx) =>
    sql<{ row: unknown }>`select to_jsonb(t) as row from ${name} t where org_id = ${owner}`.execute(tx),
  );
  const seen = await inOrg(db, stranger, (tx) =>
    sql`select 1 from ${name} where org_id = ${owner}`.execute(tx),
  );
  const sample = JSON.stringify(rows.rows[0]?.row ?? {});
  const columns = await writableColumns(db, table);
  const attempt = async (work: Parameters<typeof inOrg<number>>[2]): Promise<string> => {
    try {
      return String(await inOrg(db, stranger, work));
    } catch (error) {
      return (error as { code?: string }).code === '42501' ? 'refused' : String(error);
    }
  };
  return {
    own: rows.rows.length,
    seen: seen.rows.length,
    insert: await attempt(async (tx) => {
      const done = await sql`insert into ${name} (${columns}) overriding system value
        select ${columns} from jsonb_populate_record(null::${name}, ${sample}::jsonb)`.execute(tx);
      return Number(done.numAffectedRows ?? 0);
    }),
    update: await attempt(async (tx) => {
      const done = await sql`update ${name} set org_id = org_id where org_id = ${owner}`.execute(tx);
      return Number(done.numAffectedRows ?? 0);
    }),
    remove: await attempt(async (tx) => {
      const done = await sql`delete from ${name} where org_id = ${owner}`.execute(tx);
      return Number(done.numAffectedRows ?? 0);
    }),
  };
}

/** The columns of a table that a row may bring; generated ones are left out. */
async function writableColumns(db: Db, table: string): Promise<ReturnType<typeof sql>> {
  const result = await sql<{ name: string }>`select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''
    order by attnum`.execute(db);
  return sql`${sql.join(result.rows.map((r) => sql.ref(r.name)))}`;
}

/** The tables of a schema that row-level security guards. */
export async function guardedTables(db: Db, schema: string): Promise<string[]> {
  const result = await sql<{ name: string }>`select n.nspname || '.' || c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${schema} and c.relkind = 'r' and c.relrowsecurity and c.relforcerowsecurity
    order by 1`.execute(db);
  return result.rows.map((r) => r.name);
}
