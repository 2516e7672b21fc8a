import { beforeAll, describe, expect, it } from 'vitest';
import { byLookup, asInstance, inOrg, lookUp, openPool, openStore, sql, switchOrg, type Store } from '#store';
import { ownStore, testConnection, testId, testMigrations } from '#testing';

describe('the wall between tenants', () => {
  let store: Store;
  const mine = testId('org');
  const theirs = testId('org');

  beforeAll(async () => {
    store = await ownStore();
    await store.pool.query(`create schema if not exists walled;
      create table walled.note (org_id text not null, id text not null, public_key text, primary key (org_id, id));
      select store.protect('walled.note');
      select store.readable_by('walled.note', 'public_key')`);
    for (const [orgId, id] of [
      [mine, 'm'],
      [theirs, 't'],
    ] as const)
      await inOrg(store.db, orgId, (tx) =>
        sql`insert into walled.note (org_id, id, public_key) values (${orgId}, ${id}, ${'key-' + id})`.execute(
          tx,
        ),
      );
  });

  const idsIn = async (orgId: typeof mine): Promise<string[]> =>
    (
      await inOrg(store.db, orgId, (tx) =>
        sql<{ id: string }>`select id from walled.note order by id`.execute(tx),
      )
    ).rows.map((r) => r.id);

  it('shows a tenant its own rows', async () => {
    expect(await idsIn(mine)).toEqual(['m']);
    expect(await idsIn(theirs)).toEqual(['t']);
  });

  it('shows nothing without a tenant, on a connection that had one before, and to the owner', async () => {
    for (let i = 0; i < 20; i++) {
      await idsIn(mine);
      const rows = await asInstance(store.db, (tx) => sql`select id from walled.note`.execute(tx));
      expect(rows.rows).toEqual([]);
    }
    expect((await store.pool.query('select id from walled.note')).rows).toEqual([]);
  });

  it('refuses to write a row of another tenant, or to move one there', async () => {
    await expect(
      inOrg(store.db, mine, (tx) =>
        sql`insert into walled.note (org_id, id) values (${theirs}, 'forged')`.execute(tx),
      ),
    ).rejects.toMatchObject({ code: '42501' });
    await expect(
      inOrg(store.db, mine, (tx) => sql`update walled.note set org_id = ${theirs}`.execute(tx)),
    ).rejects.toMatchObject({ code: '42501' });
  });

  it('opens one row to who knows its key, and no other', async () => {
    const look = (key: string): Promise<string[]> =>
      byLookup(store.db, key, async (tx) =>
        (await sql<{ id: string }>`select id from walled.note`.execute(tx)).rows.map((r) => r.id),
      );
    expect(await look('key-t')).toEqual(['t']);
    expect(await look('key-x')).toEqual([]);
    expect(await look('')).toEqual([]);
    const both = await inOrg(store.db, mine, async (tx) => {
      await lookUp(tx, 'key-t');
      return (await sql<{ id: string }>`select id from walled.note order by id`.execute(tx)).rows.map(
        (r) => r.id,
      );
    });
    expect(both).toEqual(['m', 't']);
  });

  it('forgets the looked-up key when the transaction moves to another tenant', async () => {
    const ids = await inOrg(store.db, mine, async (tx) => {
      await lookUp(tx, 'key-m');
      await switchOrg(tx, theirs);
      return (await sql<{ id: string }>`select id from walled.note`.execute(tx)).rows.map((r) => r.id);
    });
    expect(ids).toEqual(['t']);
  });

  it('leaks as soon as the policy is gone, which is how we know that the policy is the wall', async () => {
    await store.pool.query(`create table walled.open (org_id text, id text); insert into walled.open values
      ('${theirs}', 't'); select store.protect('walled.open')`);
    const read = (): Promise<unknown[]> =>
      inOrg(store.db, mine, async (tx) => (await sql`select id from walled.open`.execute(tx)).rows);
    expect(await read()).toEqual([]);
    await store.pool.query('alter table walled.open disable row level security');
    expect(await read()).toEqual([{ id: 't' }]);
  });

  it('does not let the application change what is append-only', async () => {
    await store.pool.query(`create table walled.log (org_id text, id text);
      select store.protect('walled.log'); select store.append_only('walled.log')`);
    await inOrg(store.db, mine, (tx) => sql`insert into walled.log values (${mine}, 'a')`.execute(tx));
    for (const statement of [sql`update walled.log set id = 'b'`, sql`delete from walled.log`])
      await expect(inOrg(store.db, mine, (tx) => statement.execute(tx))).rejects.toMatchObject({
        code: '42501',
      });
  });
});

describe('opening the store', () => {
  it('refuses a login that could look over the wall', async (context) => {
    const { address } = testConnection();
    if ('url' in address) return context.skip('a given server lets us make no such logins');
    const superuser = { ...address, user: 'postgres' };
    await expect(openStore(superuser, { migrations: testMigrations() })).rejects.toMatchObject({
      code: 'database_login_unsafe',
    });
    const pool = openPool(superuser, 1);
    await pool.query(
      `do $$ begin create role sees_all login bypassrls; exception when duplicate_object then null; end $$`,
    );
    await pool.end();
    await expect(
      openStore({ ...address, user: 'sees_all' }, { migrations: testMigrations() }),
    ).rejects.toMatchObject({ code: 'database_login_unsafe' });
  });

  it('says so when nobody answers', async () => {
    await expect(
      openStore({ url: 'postgres://nobody@127.0.0.1:1/none' }, { migrations: [] }),
    ).rejects.toMatchObject({ code: 'database_unreachable' });
  });

  it('refuses a database whose migrations are not the ones that were applied', async () => {
    const store = await ownStore();
    const [first, ...others] = testMigrations();
    if (first === undefined) throw new Error('no migrations');
    for (const migrations of [[{ ...first, sha256: 'changed' }, ...others], others])
      await expect(openStore(store.address, { migrations })).rejects.toMatchObject({
        code: 'migration_changed',
      });
  });

  it('applies a migration completely or not at all, and goes on where it stopped', async () => {
    const store = await ownStore();
    const make = (name: string, text: string) => ({ name, text, sha256: text });
    const good = make('20990101000000_walk_first.sql', 'create table walk.first (id text)');
    const bad = make('20990101000001_walk_second.sql', 'create table walk.second (id text); select 1/0');
    const known = testMigrations();
    await expect(openStore(store.address, { migrations: [...known, good, bad] })).rejects.toThrow(
      'walk_second',
    );
    const tables = await store.pool.query<{ t: string }>(
      `select tablename as t from pg_tables where schemaname = 'walk'`,
    );
    expect(tables.rows.map((r) => r.t)).toEqual(['first']);
    const mended = { ...bad, text: 'create table walk.second (id text)' };
    const applied: string[] = [];
    const again = await openStore(store.address, {
      migrations: [...known, good, mended],
      onMigrated: (name) => applied.push(name),
    });
    await again.close();
    expect(applied).toEqual([bad.name]);
  });
});
