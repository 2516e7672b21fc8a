import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { errors } from './errors.ts';
import { migrate, type Migration } from './migrate.ts';
import { lanes } from './subscription.ts';
import { useRole, type Db } from './tx.ts';

/** Where the database is: a connection string, or the socket folder of an embedded server. */
export type DatabaseAddress =
  | { readonly url: string }
  | { readonly socketDir: string; readonly port: number; readonly user: string; readonly database: string };

/** An open, checked and migrated database. */
export interface Store {
  readonly db: Db;
  readonly pool: pg.Pool;
  readonly address: DatabaseAddress;
  close(): Promise<void>;
}

pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const n = Number(text);
  if (!Number.isSafeInteger(n)) throw new RangeError(`a 64-bit integer is too large: ${text}`);
  return n;
});

/** Makes a pool of at most `size` connections; losing an idle connection is no event. */
export function openPool(address: DatabaseAddress, size: number): pg.Pool {
  const pool = new pg.Pool({
    ...('url' in address
      ? { connectionString: address.url }
      : { host: address.socketDir, port: address.port, user: address.user, database: address.database }),
    max: size,
    application_name: 'rungs',
    connectionTimeoutMillis: 10_000,
  });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
  });
  return pool;
}

/**
 * Opens the database for the application: checks version and login, migrates, and returns the pool.
 * Errors: database_unreachable, database_version_unsupported, database_login_unsafe, migration_changed.
 */
export async function openStore(
  address: DatabaseAddress,
  options: { migrations: readonly Migration[]; poolSize?: number; onMigrated?: (name: string) => void },
): Promise<Store> {
  // Each lane holds one connection for its turn and one for its work, see deliver.ts.
  const pool = openPool(address, Math.max(options.poolSize ?? 12, lanes + 2));
  try {
    await checkServer(pool);
    await migrate(pool, options.migrations, options.onMigrated);
    const db: Db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
    useRole(db, await appRole(pool));
    return { db, pool, address, close: () => db.destroy() };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/**
 * Opens a pool of its own over a migrated database, for a library that brings its queries with it: they run
 * as the login itself and reach no tenant's rows. Nothing is connected before the first query.
 */
export function openPlain(address: DatabaseAddress, size: number): { db: Db; close(): Promise<void> } {
  const db: Db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: openPool(address, size) }) });
  return { db, close: () => db.destroy() };
}

interface ServerFacts {
  version: number;
  login: string;
  superuser: boolean;
  bypass: boolean;
}

async function checkServer(pool: pg.Pool): Promise<void> {
  let facts: ServerFacts | undefined;
  try {
    const result =
      await pool.query<ServerFacts>(`select current_setting('server_version_num')::int as version,
      current_user as login, rolsuper as superuser, rolbypassrls as bypass from pg_roles where rolname = current_user`);
    facts = result.rows[0];
  } catch (error) {
    throw errors.fail(
      'database_unreachable',
      `The database does not answer: ${(error as Error).message}`,
      {},
      { cause: error },
    );
  }
  if (facts === undefined)
    throw errors.fail('database_unreachable', 'The database does not say who is logged in.');
  if (facts.version < 150_000)
    throw errors.fail(
      'database_version_unsupported',
      `The server is version ${String(Math.floor(facts.version / 10_000))}.`,
    );
  if (facts.superuser || facts.bypass)
    throw errors.fail(
      'database_login_unsafe',
      `The login "${facts.login}" ${facts.superuser ? 'is a superuser' : 'has BYPASSRLS'}, so row-level security would not hold.`,
    );
}

/** The role that transactions switch to: `rungs_app` where the login may, else none. */
async function appRole(pool: pg.Pool): Promise<string> {
  const result = await pool.query(
    `select 1 from pg_roles where rolname = 'rungs_app' and pg_has_role(current_user, oid, 'MEMBER')`,
  );
  return result.rowCount === 1 ? 'rungs_app' : '';
}
