import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, inject } from 'vitest';
import { newId, type Id, type OrgId, type Random } from '#kernel';
import { openStore, readMigrations, sql, type DatabaseAddress, type Db, type Store, type Tx } from '#store';
import { createDatabase, dropDatabase, type TestConnection } from './server.ts';

export {
  createDatabase,
  createFilled,
  dropDatabase,
  inDatabase,
  urlOf,
  type TestConnection,
} from './server.ts';
export { guardedTables, tryWall, type WallReport } from './wall.ts';
export { testCertificate } from './certificate.ts';
export { runScript, type RunningScript } from './script.ts';

/** The wall clock of tests: a fixed instant, so that golden values stay golden. */
export const testNow = new Date('2026-11-24T09:00:00Z');

/** A seeded generator (mulberry32): the same seed gives the same bytes. */
export function seededRandom(seed: number): Random {
  let a = seed >>> 0;
  return (size) => {
    const bytes = new Uint8Array(size);
    for (let i = 0; i < size; i++) {
      a = (a + 0x6d2b79f5) >>> 0;
      let t = a;
      t = Math.imul(t ^ (t >>> 15), t | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      bytes[i] = (t ^ (t >>> 14)) & 0xff;
    }
    return bytes;
  };
}

const random: Random = (size) => new Uint8Array(randomBytes(size));

/** A new identifier for tests. */
export function testId<P extends string>(prefix: P): Id<P> {
  return newId(prefix, new Date(), random);
}

/** How a test reaches the server of the run. */
export function testConnection(): TestConnection {
  return JSON.parse(inject('testServer')) as TestConnection;
}

/** Opens a database of its own for the calling test file; it is dropped when that file has ended. */
export async function ownStore(poolSize = 6): Promise<Store & { readonly address: DatabaseAddress }> {
  const name = `t_${randomBytes(8).toString('hex')}`;
  const address = await createDatabase(testConnection(), name);
  const store = await openStore(address, { migrations: testMigrations(), poolSize });
  afterAll(async () => {
    await store.close();
    await dropDatabase(testConnection(), name);
  });
  return store;
}

/** The migrations of this checkout. */
export function testMigrations(): ReturnType<typeof readMigrations> {
  return readMigrations(fileURLToPath(new URL('../../migrations', import.meta.url)));
}

class RolledBack extends Error {}

/** Runs `work` in a transaction of a tenant and rolls it back, whatever happens. */
export async function rolledBack<T>(db: Db, orgId: OrgId | '', work: (tx: Tx) => Promise<T>): Promise<T> {
  let result: { value: T } | undefined;
  try {
    await db.transaction().execute(async (tx) => {
      await sql`select set_config('role', 'rungs_app', true), set_config('app.org_id', ${orgId}, true), set_config('app.lookup', '', true)`.execute(
        tx,
      );
      result = { value: await work(tx) };
      throw new RolledBack();
    });
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
  }
  if (result === undefined) throw new Error('the work of a rolled-back transaction did not finish');
  return result.value;
}
