import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import pg from 'pg';
import { verify } from '@rungs/credentials';
import { describe, expect, it } from 'vitest';
import { emptyDatabase, ownerClient } from './databases.ts';
import { migrate, openPool } from '../../platform/src/store/index.ts';
import { testMigrations } from '../../platform/src/testing/index.ts';

const folder = new URL('./', import.meta.url);
const dumps = readdirSync(folder).filter((name) => name.endsWith('.sql.gz'));

/** What a dump said about itself when it was made: rows and a digest of each table that holds decisions. */
interface Manifest {
  readonly version: string;
  readonly tables: Readonly<Record<string, { rows: number; digest: string; columns: readonly string[] }>>;
}

describe('an instance of an earlier version', () => {
  it('is kept here as at least one dump', () => {
    expect(dumps.length).toBeGreaterThan(0);
  });

  it.each(dumps)('moves up from %s with every row, digest and credential intact', async (name) => {
    const manifest = JSON.parse(
      readFileSync(new URL(name.replace('.sql.gz', '.json'), folder), 'utf8'),
    ) as Manifest;
    const address = await emptyDatabase();
    await loadDump(address, name);
    const pool = openPool(address, 3);
    await migrate(pool, testMigrations());
    await pool.end();
    const client = await ownerClient(address);
    try {
      for (const [table, before] of Object.entries(manifest.tables)) {
        expect(await digestOf(client, table, before.columns), table).toEqual({
          rows: before.rows,
          digest: before.digest,
        });
      }
      expect(await verifiedCredentials(client)).toBeGreaterThan(0);
    } finally {
      await client.end();
    }
  });
});

async function loadDump(address: Parameters<typeof ownerClient>[0], name: string): Promise<void> {
  const text = gunzipSync(readFileSync(new URL(name, folder))).toString('utf8');
  const client = await ownerClient(address);
  try {
    await client.query(
      text
        .split('\n')
        .filter((line) => !line.startsWith('\\'))
        .join('\n'),
    );
  } finally {
    await client.end();
  }
}

/** Rows are read past the wall, which an owner can only do after lifting FORCE in the same transaction. */
async function digestOf(client: pg.Client, table: string, columns: readonly string[]): Promise<unknown> {
  await client.query('begin');
  await client.query(`alter table ${table} no force row level security`);
  const list = columns.map((column) => `"${column}"`).join(', ');
  const result = await client.query<{ rows: number; digest: string }>(
    `select count(*)::int as rows, md5(coalesce(string_agg(t::text, E'\\n' order by t::text collate "C"), '')) as digest
     from (select ${list} from ${table}) t`,
  );
  await client.query('rollback');
  return result.rows[0];
}

async function verifiedCredentials(client: pg.Client): Promise<number> {
  await client.query('begin');
  await client.query('alter table awards.award no force row level security');
  const rows = await client.query<{ text: string; at: Date }>(
    'select credential_text as text, issued_at as at from awards.award',
  );
  await client.query('rollback');
  let checked = 0;
  for (const row of rows.rows) {
    const report = await verify(row.text, {
      now: row.at,
      fetch: () => Promise.reject(new Error('offline')),
    });
    expect(report.checks.find((check) => check.id === 'proof')?.status).toBe('pass');
    checked++;
  }
  return checked;
}
