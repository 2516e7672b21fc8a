import type pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { ownStore } from '../../platform/src/testing/index.ts';
import { schemaText } from './schema.ts';

/** `npm run generate` writes the file anew; what changed in it is what a reviewer has to look at. */
const golden = './schema.txt';
let pool: pg.Pool;

beforeAll(async () => {
  ({ pool } = await ownStore());
});

describe('the schema', () => {
  it('is the one that was agreed: tables, columns, keys, policies, rights, functions', async () => {
    await expect(await schemaText(pool)).toMatchFileSnapshot(golden);
  });

  it('lets no table of a tenant be without its wall', async () => {
    const open = await pool.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id'
       where c.relkind = 'r' and not (c.relrowsecurity and c.relforcerowsecurity) order by 1`,
    );
    // Public names are one space for all; events are read by the jobs that deliver them to every tenant.
    expect(open.rows.map((row) => row.name)).toEqual(['parties.slug', 'store.event']);
  });
});
