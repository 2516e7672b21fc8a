import { randomBytes } from 'node:crypto';
import pg from 'pg';
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

/** Makes a database with nothing in it on the run's server. */
export async function emptyDatabase(): Promise<DatabaseAddress> {
  const { address } = testConnection();
  const name = `u_${randomBytes(8).toString('hex')}`;
  const client = await ownerClient(address);
  await client.query(`create database ${name} template template0`);
  await client.end();
  return inDatabase(address, name);
}
