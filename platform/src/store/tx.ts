import { sql, type Kysely, type Transaction } from 'kysely';
import type { OrgId } from '#kernel';

/** A pool of connections; every statement that touches rows runs in a transaction made by the functions below. */
export type Db = Kysely<unknown>;

/** A transaction whose tenant has been set; the first argument of most use cases. */
export type Tx = Transaction<unknown>;

interface Setting {
  readonly org: string;
  readonly lookup: string;
}

const roleOf = new WeakMap<Db, string>();

/** Remembers the role that transactions of this pool switch to; '' keeps the login's own. */
export function useRole(db: Db, role: string): void {
  roleOf.set(db, role);
}

async function begin<T>(db: Db, setting: Setting, work: (tx: Tx) => Promise<T>): Promise<T> {
  const role = roleOf.get(db) ?? '';
  return await db.transaction().execute(async (tx) => {
    await enter(tx, role, setting);
    return await work(tx);
  });
}

async function enter(tx: Tx, role: string, setting: Setting): Promise<void> {
  if (role === '') {
    await sql`select set_config('app.org_id', ${setting.org}, true), set_config('app.lookup', ${setting.lookup}, true)`.execute(
      tx,
    );
  } else {
    await sql`select set_config('role', ${role}, true), set_config('app.org_id', ${setting.org}, true), set_config('app.lookup', ${setting.lookup}, true)`.execute(
      tx,
    );
  }
}

/** Runs `work` in one transaction that sees and writes the rows of one tenant, and what is published. */
export function inOrg<T>(db: Db, orgId: OrgId, work: (tx: Tx) => Promise<T>): Promise<T> {
  return begin(db, { org: orgId, lookup: '' }, work);
}

/**
 * Runs `work` in one transaction without a tenant: it sees instance tables and what is published, and
 * of tenant tables only the row whose public or secret key is `key`, where the table allows that look-up.
 */
export function byLookup<T>(db: Db, key: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return begin(db, { org: '', lookup: key }, work);
}

/** Runs `work` in one transaction without a tenant: instance tables and what is published, nothing else. */
export function asInstance<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return begin(db, { org: '', lookup: '' }, work);
}

/** Moves an open transaction to another tenant, for the few use cases that write into two spaces at once. */
export async function switchOrg(tx: Tx, orgId: OrgId): Promise<void> {
  await sql`select set_config('app.org_id', ${orgId}, true), set_config('app.lookup', '', true)`.execute(tx);
}

/** Lets an open transaction also see the row whose public or secret key is `key`, without leaving its tenant. */
export async function lookUp(tx: Tx, key: string): Promise<void> {
  await sql`select set_config('app.lookup', ${key}, true)`.execute(tx);
}
