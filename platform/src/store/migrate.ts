import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runMigrations as runJobMigrations } from 'graphile-worker';
import type pg from 'pg';
import { errors } from './errors.ts';

/** A migration as it lies in `platform/migrations`. */
export interface Migration {
  readonly name: string;
  readonly text: string;
  readonly sha256: string;
}

const fileName = /^\d{14}_([a-z]+)_[a-z0-9_]+\.sql$/;

/** Reads all migrations of a folder in the order in which they apply. */
export function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((name) => fileName.test(name))
    .sort()
    .map((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      return { name, text, sha256: createHash('sha256').update(text).digest('hex') };
    });
}

/** Any constant serves: it keeps two servers from migrating one database at the same time. */
const migrationLock = 7_203_014_552;

/**
 * Brings a database up to date: each migration in a transaction of its own, forward only. Refuses when
 * one that was applied before has changed or is missing (`migration_changed`). Returns the names applied.
 */
export async function migrate(
  pool: pg.Pool,
  migrations: readonly Migration[],
  onApplied: (name: string) => void = () => undefined,
): Promise<string[]> {
  const client = await pool.connect();
  const applied: string[] = [];
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await client.query(`set client_min_messages = warning`);
    await prepareRole(client);
    await client.query(`create schema if not exists store`);
    await client.query(`create table if not exists store.migration (
      name text primary key, sha256 text not null, applied_at timestamptz not null default now())`);
    await runJobMigrations({ pgPool: pool, schema: 'jobs' });
    const before = await client.query<{ name: string; sha256: string }>(
      'select name, sha256 from store.migration',
    );
    const known = new Map(migrations.map((m) => [m.name, m.sha256]));
    for (const row of before.rows)
      if (known.get(row.name) !== row.sha256)
        throw errors.fail(
          'migration_changed',
          `Migration ${row.name} was applied to this database and is ${known.has(row.name) ? 'changed' : 'missing'} now.`,
        );
    const done = new Set(before.rows.map((row) => row.name));
    for (const migration of migrations) {
      if (done.has(migration.name)) continue;
      await applyOne(client, migration);
      applied.push(migration.name);
      onApplied(migration.name);
    }
    return applied;
  } finally {
    await client.query('select pg_advisory_unlock($1)', [migrationLock]).catch(() => undefined);
    client.release();
  }
}

/** The rung that owns a migration, which is also the name of its schema. */
export function rungOf(migrationName: string): string {
  return fileName.exec(migrationName)?.[1] ?? '';
}

async function applyOne(client: pg.PoolClient, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(`create schema if not exists "${rungOf(migration.name)}"`);
    await client.query(migration.text);
    await client.query('insert into store.migration (name, sha256) values ($1, $2)', [
      migration.name,
      migration.sha256,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`migration ${migration.name} failed: ${String(error)}`, { cause: error });
  }
}

/** Makes the application's role where the login may; a login without that right is its own second wall. */
async function prepareRole(client: pg.PoolClient): Promise<void> {
  const exists = await client.query(`select 1 from pg_roles where rolname = 'rungs_app'`);
  try {
    if (exists.rowCount === 0) await client.query('create role rungs_app nologin');
    await client.query('grant rungs_app to current_user');
  } catch (error) {
    const code = (error as { code?: string }).code;
    // 42501: not allowed here; 42710 and 23505: another database of this server made it just now.
    if (code !== '42501' && code !== '42710' && code !== '23505') throw error;
  }
}
