import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type pg from 'pg';
import { verify } from '@rungs/credentials';
import { describe, expect, it } from 'vitest';
import { rebuild } from '../../platform/src/inventory/index.ts';
import type { OrgId } from '../../platform/src/kernel/index.ts';
import { fsck } from '../../platform/src/log/index.ts';
import {
  inOrg,
  migrate,
  openPool,
  openStore,
  type DatabaseAddress,
  type Store,
} from '../../platform/src/store/index.ts';
import { testMigrations } from '../../platform/src/testing/index.ts';
import { emptyDatabase, loadDump, ownerClient } from './databases.ts';
import { digestOf, dumpKey, pastTheWall, publicUrl, type Manifest } from './manifest.ts';

const folder = new URL('./', import.meta.url);
const dumps = readdirSync(folder).filter((name) => name.endsWith('.sql.gz'));

describe('an instance of an earlier version', () => {
  it('is kept here as at least one dump', () => {
    expect(dumps.length).toBeGreaterThan(0);
  });

  it.each(dumps)('moves up from %s with every decision, row for row', async (name) => {
    const manifest = manifestOf(name);
    await withUpgraded(name, async ({ client }) => {
      for (const [table, before] of Object.entries(manifest.tables)) {
        const { rows, digest, columns } = before;
        expect(await digestOf(client, table, columns), table).toEqual({ rows, digest });
      }
      const decided = ['awards.award', 'awards.status_change', 'assessment.decision', 'log.checkpoint'];
      for (const table of decided) expect(manifest.tables[table]?.rows, table).toBeGreaterThan(0);
    });
  });

  it.each(dumps)('moves up from %s with credentials that still verify', async (name) => {
    await withUpgraded(name, async ({ client }) => {
      const awards = await credentialsOf(client);
      expect(awards.length).toBe(manifestOf(name).tables['awards.award']?.rows);
      for (const { document, issuedAt } of awards) {
        const report = await verify(document, {
          now: issuedAt,
          policy: { allowedOrigins: [publicUrl] },
          fetch: () => Promise.reject(new Error('nothing is fetched')),
        });
        expect(report.checks.filter((check) => check.status === 'fail')).toEqual([]);
        expect(report.checks.find((check) => check.id === 'proof')?.status).toBe('pass');
      }
    });
  });

  it.each(dumps)('moves up from %s with a log and an inventory that can be recomputed', async (name) => {
    const { tables } = manifestOf(name);
    await withUpgraded(name, async ({ client, store }) => {
      const log = await fsck({
        db: store.db,
        clock: () => new Date(),
        random: (size) => new Uint8Array(randomBytes(size)),
        publicUrl,
        keyEncryptionKey: dumpKey,
        net: () => Promise.reject(new Error('nothing is fetched')),
      });
      expect(log.problems).toEqual([]);
      expect(log.size).toBe(tables['log.leaf']?.rows);
      for (const orgId of await inventoriesOf(client))
        await inOrg(store.db, orgId, (tx) => rebuild(tx, { orgId }));
      for (const table of ['inventory.fact', 'inventory.holding', 'inventory.skill_count']) {
        const { rows, digest, columns } = tables[table] ?? { rows: 0, digest: '', columns: [] };
        expect(await digestOf(client, table, columns), table).toEqual({ rows, digest });
      }
    });
  });

  it.each(dumps)('has, after moving up from %s, the wall of a new instance', async (name) => {
    await withUpgraded(name, async ({ address }) => {
      const fresh = await emptyDatabase();
      const pool = openPool(fresh, 3);
      await migrate(pool, testMigrations());
      const expected = await guardsOf(fresh);
      await pool.end();
      expect(await guardsOf(address)).toEqual(expected);
      expect(expected.length).toBeGreaterThan(40);
    });
  });
});

function manifestOf(name: string): Manifest {
  return JSON.parse(readFileSync(new URL(name.replace('.sql.gz', '.json'), folder), 'utf8')) as Manifest;
}

interface Upgraded {
  readonly address: DatabaseAddress;
  readonly store: Store;
  /** The owner, who can look past the wall. */
  readonly client: pg.Client;
}

/** Loads a dump and opens it as the server of this version does, which migrates it. */
async function withUpgraded(name: string, work: (upgraded: Upgraded) => Promise<void>): Promise<void> {
  const address = await emptyDatabase();
  await loadDump(address, new URL(name, folder));
  const store = await openStore(address, { migrations: testMigrations(), poolSize: 2 });
  const client = await ownerClient(address);
  try {
    await work({ address, store, client });
  } finally {
    await client.end();
    await store.close();
  }
}

async function credentialsOf(client: pg.Client): Promise<{ document: string; issuedAt: Date }[]> {
  return await pastTheWall(client, ['awards.award'], async () => {
    const found = await client.query<{ document: string; issued_at: Date }>(
      'select document, issued_at from awards.award',
    );
    return found.rows.map((row) => ({ document: row.document, issuedAt: row.issued_at }));
  });
}

async function inventoriesOf(client: pg.Client): Promise<OrgId[]> {
  return await pastTheWall(client, ['inventory.fact'], async () => {
    const found = await client.query<{ org_id: OrgId }>('select distinct org_id from inventory.fact');
    return found.rows.map((row) => row.org_id);
  });
}

async function guardsOf(address: DatabaseAddress): Promise<string[]> {
  const client = await ownerClient(address);
  try {
    const found = await client.query<{ line: string }>(
      `select concat_ws(' ', c.oid::regclass, c.relrowsecurity, c.relforcerowsecurity,
         (select string_agg(concat_ws(' ', polname, polcmd, pg_get_expr(polqual, polrelid)), '; ' order by polname)
          from pg_policy where polrelid = c.oid)) as line
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema|jobs)' order by 1`,
    );
    return found.rows.map((row) => row.line);
  } finally {
    await client.end();
  }
}
