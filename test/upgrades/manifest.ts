import type pg from 'pg';

/** How many rows a table has, and a digest over some of its columns; the same on every server. */
export interface TableDigest {
  readonly rows: number;
  readonly digest: string;
}

/** What a dump said about itself when it was made. */
export interface Manifest {
  readonly version: string;
  readonly tables: Readonly<Record<string, TableDigest & { readonly columns: readonly string[] }>>;
}

/** Seals the keys of the instances that were dumped. They signed for fictional people only, so it is no secret. */
export const dumpKey = new Uint8Array(32).fill(0x52);

/** The address that everything in the dumps names. */
export const publicUrl = 'http://localhost:3000';

/** What must come through every upgrade as it was: whoever lost a row of these has lost a promise. */
export const keptTables = [
  'parties.org',
  'parties.contact',
  'parties.member',
  'parties.audit',
  'parties.operator',
  'parties.instance_audit',
  'parties.employment',
  'parties.employer_link',
  'keys.issuer_key',
  'keys.issuer_secret',
  'keys.log_key',
  'log.leaf',
  'log.node',
  'log.checkpoint',
  'log.head',
  'frameworks.framework',
  'frameworks.competency',
  'badges.version',
  'badges.image',
  'assessment.rubric',
  'assessment.submission',
  'assessment.evidence',
  'assessment.judgement',
  'assessment.decision',
  'awards.award',
  'awards.status_change',
  'awards.status_list',
  'awards.status_entry',
  'stacks.version',
  'stacks.evaluation',
  'stacks.composite',
  'sharing.credential',
  'sharing.standing',
  'sharing.consent',
  'sharing.consent_item',
  'sharing.share',
  'inventory.fact',
  'inventory.holding',
  'inventory.skill_count',
  'store.event',
] as const;

/** The columns of a table by name, without those that the server derives: versions may derive them in another way. */
export async function columnsOf(client: pg.ClientBase, table: string): Promise<string[]> {
  const found = await client.query<{ name: string }>(
    `select attname as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attname collate "C"`,
    [table],
  );
  return found.rows.map((row) => row.name);
}

/**
 * Digests a table past the wall: only its owner can lift FORCE, and does so for this one transaction.
 * Rows are compared as texts in one time zone, so two servers agree.
 */
export async function digestOf(
  client: pg.ClientBase,
  table: string,
  columns: readonly string[],
): Promise<TableDigest> {
  return await pastTheWall(client, [table], async () => {
    const list = columns.map((column) => `"${column}"`).join(', ');
    const found = await client.query<TableDigest>(
      `select count(*)::int as rows,
         md5(coalesce(string_agg(t::text, E'\\n' order by t::text collate "C"), '')) as digest
       from (select ${list} from ${table}) t`,
    );
    return found.rows[0] ?? { rows: 0, digest: '' };
  });
}

/** Reads as the owner, with FORCE lifted from some tables; whatever happens is rolled back. */
export async function pastTheWall<T>(
  client: pg.ClientBase,
  tables: readonly string[],
  read: () => Promise<T>,
): Promise<T> {
  await client.query(`begin; set local timezone to 'UTC'; set local datestyle to 'ISO'`);
  try {
    for (const table of tables) await client.query(`alter table ${table} no force row level security`);
    return await read();
  } finally {
    await client.query('rollback');
  }
}
