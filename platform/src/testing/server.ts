import { chmodSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { migrate, openPool, readMigrations, startEmbedded, type DatabaseAddress } from '#store';

/** How a test reaches the run's server. */
export interface TestConnection {
  /** The address of the database `template`, as the owner's login. */
  readonly address: DatabaseAddress;
  /** A database that every test database is a copy of; nobody may be connected to it. */
  readonly template: string;
}

/** Starts the embedded server, or takes `DATABASE_URL`, and makes the template database of this run. */
export async function startTestServer(
  folder: string,
): Promise<{ connection: TestConnection; stop: () => Promise<void> }> {
  const template = `rungs_template_${String(process.pid)}`;
  const url = process.env['DATABASE_URL'];
  const embedded = url === undefined ? await embeddedIn(folder) : null;
  const address: DatabaseAddress = embedded?.address ?? { url: url ?? '' };
  const admin = openPool(address, 1);
  const stop = async (): Promise<void> => {
    // The template itself, and those that tests have filled (`createFilled`).
    const made = await admin
      .query<{ name: string }>('select datname as name from pg_database where starts_with(datname, $1)', [
        template,
      ])
      .catch(() => ({ rows: [] }));
    for (const { name } of made.rows)
      await admin.query(`drop database if exists ${name} with (force)`).catch(() => undefined);
    await admin.end();
    await embedded?.stop();
  };
  try {
    await admin.query(`create database ${template}`);
    await makeTemplate(inDatabase(address, template));
  } catch (error) {
    await stop();
    throw error;
  }
  return { connection: { address, template }, stop };
}

async function makeTemplate(address: DatabaseAddress): Promise<void> {
  const pool = openPool(address, 3);
  try {
    await migrate(pool, readMigrations(fileURLToPath(new URL('../../migrations', import.meta.url))));
  } finally {
    await pool.end();
  }
}

async function embeddedIn(folder: string): ReturnType<typeof startEmbedded> {
  chmodSync(folder, 0o755);
  return await startEmbedded(folder, { diesWithParent: true });
}

/** The same server, another database. */
export function inDatabase(address: DatabaseAddress, database: string): DatabaseAddress {
  if (!('url' in address)) return { ...address, database };
  const url = new URL(address.url);
  url.pathname = `/${database}`;
  return { url: url.href };
}

/** Makes a database of its own from the template; for tests whose subject commits. */
export async function createDatabase(connection: TestConnection, name: string): Promise<DatabaseAddress> {
  await asOwner(connection, `create database ${name} template ${connection.template}`);
  return inDatabase(connection.address, name);
}

/**
 * Makes a database of its own that is filled already: the first who asks for a `kind` fills a second template, all
 * later ones of the run copy it. `fill` has closed its connections when it settles.
 */
export async function createFilled(
  connection: TestConnection,
  name: string,
  kind: string,
  fill: (address: DatabaseAddress) => Promise<void>,
): Promise<DatabaseAddress> {
  const source = `${connection.template}_${kind}`;
  const client = clientOf(connection);
  await client.connect();
  try {
    // Whoever comes while it is filled waits; the lock ends with the connection.
    await client.query('select pg_advisory_lock(hashtext($1))', [source]);
    const found = await client.query('select 1 from pg_database where datname = $1', [source]);
    if (found.rows.length === 0) {
      const half = `${source}_half`;
      await client.query(`drop database if exists ${half} with (force)`);
      await client.query(`create database ${half} template ${connection.template}`);
      await fill(inDatabase(connection.address, half));
      await client.query(`alter database ${half} rename to ${source}`);
    }
    await client.query(`create database ${name} template ${source}`);
  } finally {
    await client.end();
  }
  return inDatabase(connection.address, name);
}

/** Drops a database that a test made, whoever is still connected to it. */
export async function dropDatabase(connection: TestConnection, name: string): Promise<void> {
  await asOwner(connection, `drop database if exists ${name} with (force)`);
}

async function asOwner(connection: TestConnection, statement: string): Promise<void> {
  const client = clientOf(connection);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function clientOf({ address }: TestConnection): pg.Client {
  return new pg.Client(
    'url' in address
      ? { connectionString: address.url }
      : { host: address.socketDir, port: address.port, user: address.user, database: address.database },
  );
}

/** The same address as the setting `DATABASE_URL` has it. */
export function urlOf(address: DatabaseAddress): string {
  if ('url' in address) return address.url;
  const { socketDir, port, user, database } = address;
  const url = new URL(`postgresql://${encodeURIComponent(user)}@localhost/${database}`);
  url.search = new URLSearchParams({ host: socketDir, port: String(port) }).toString();
  return url.href;
}
