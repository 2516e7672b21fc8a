import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll } from 'vitest';
import type { DatabaseAddress } from '../../platform/src/store/index.ts';
import { inDatabase, testConnection } from '../../platform/src/testing/index.ts';

/** A connection as the owner of a database. */
export async function ownerClient(address: DatabaseAddress): Promise<pg.Client> {
  const client = new pg.Client(
    'url' in address
      ? { connectionString: address.url }
      : { host: address.socketDir, port: address.port, user: address.user, database: address.database },
  );
  await client.connect();
  return client;
}

/** Makes a database with nothing in it on the run's server, and drops it when the test file is done. */
export async function emptyDatabase(): Promise<DatabaseAddress> {
  const name = `u_${randomBytes(8).toString('hex')}`;
  await asAdmin(`create database ${name} template template0`);
  made.push(name);
  return inDatabase(testConnection().address, name);
}

const made: string[] = [];

afterAll(async () => {
  for (const name of made.splice(0)) await asAdmin(`drop database ${name} with (force)`);
});

async function asAdmin(statement: string): Promise<void> {
  const client = await ownerClient(testConnection().address);
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Puts a dump back into an empty database, as its owner would with psql. */
export async function loadDump(address: DatabaseAddress, file: URL): Promise<void> {
  const text = gunzipSync(readFileSync(file)).toString('utf8');
  const client = await ownerClient(address);
  try {
    const role = await client.query(`select 1 from pg_roles where rolname = 'rungs_app'`);
    // A server on which that role could not be made has no use for what it was granted.
    await client.query(role.rowCount === 1 ? text : text.replace(/^(GRANT|REVOKE) .* rungs_app;\n/gm, ''));
  } finally {
    await client.end();
  }
}
