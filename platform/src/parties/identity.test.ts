import { getMigrations } from 'better-auth/db/migration';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Doing } from '#kernel';
import { asInstance, inOrg, openPlain, type Store } from '#store';
import { ownStore, seededRandom, testNow } from '#testing';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { authTables, twoFactorSchema } from './auth.ts';
import {
  createSetupToken,
  findOrg,
  findUser,
  listMembers,
  needsSetup,
  openIdentity,
  rightsIn,
  principalOfUser,
  setUp,
  type Identity,
  type IdentityOptions,
} from './index.ts';

const doing: Doing = { now: testNow, random: seededRandom(8), actor: 'system' };
const publicUrl = 'http://localhost:4000';
const otherPort = 'http://localhost:4001';
let store: Store;
let options: IdentityOptions;
let identity: Identity;
const errorsSeen: string[] = [];

beforeAll(async () => {
  store = await ownStore();
  options = {
    db: store.db,
    address: store.address,
    clock: () => new Date(),
    random: doing.random,
    secret: 'a secret of tests, which is long enough',
    publicUrl,
    trustedOrigins: [otherPort],
    onError: (message) => errorsSeen.push(message),
  };
  identity = openIdentity(options);
});

afterAll(async () => {
  await identity.close();
});

async function post(
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
  to: Identity = identity,
): Promise<{ status: number; cookie: string; setCookie: string; body: unknown }> {
  const answer = await to.handler(
    new Request(`${publicUrl}/api/auth${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: publicUrl, ...headers },
      body: JSON.stringify(body),
    }),
  );
  const setCookie = answer.headers.get('set-cookie') ?? '';
  const text = await answer.text();
  return {
    status: answer.status,
    cookie: setCookie.split(';')[0] ?? '',
    setCookie,
    body: text === '' ? null : (JSON.parse(text) as unknown),
  };
}

const sessionOf = (cookie: string): ReturnType<Identity['sessionOf']> =>
  identity.sessionOf(new Headers({ cookie }));

describe('signing in', () => {
  const ada = { email: 'Ada@Example.org', name: 'Ada Example', password: 'correct horse battery' };

  it('somebody has a space of their own, signs in, signs out, and signs in again', async () => {
    await identity.createUser(ada);
    const up = await post('/sign-in/email', ada);
    expect(up.status).toBe(200);
    expect(up.setCookie).toMatch(/HttpOnly/i);
    expect(up.setCookie).toMatch(/SameSite=Lax/i);
    const session = await sessionOf(up.cookie);
    expect(session).toMatchObject({ email: 'ada@example.org', name: 'Ada Example' });
    if (session === null) throw new Error('not signed in');
    expect(session.userId).toMatch(/^usr_/);
    const own = await inOrg(store.db, session.personId, (tx) => findOrg(tx, { orgId: session.personId }));
    expect(own).toMatchObject({ kind: 'person', email: 'ada@example.org' });
    expect(await asInstance(store.db, (tx) => findUser(tx, ada))).toMatchObject({ userId: session.userId });

    const out = await post('/sign-out', {}, { cookie: up.cookie });
    expect(out.status).toBe(200);
    expect(await sessionOf(up.cookie)).toBeNull();

    const back = await post('/sign-in/email', { email: 'ada@example.ORG', password: ada.password });
    expect(await sessionOf(back.cookie)).toEqual(session);
  });

  it('a wrong password, an unknown address, a short password and a made-up cookie open nothing', async () => {
    const wrong = await post('/sign-in/email', { email: ada.email, password: 'wrong horse battery' });
    const unknown = await post('/sign-in/email', { email: 'nobody@example.org', password: ada.password });
    expect([wrong.status, unknown.status, wrong.cookie]).toEqual([401, 401, '']);
    expect(wrong.body).toEqual(unknown.body);
    expect(await sessionOf('rungs.session_token=abc.def')).toBeNull();
    expect(await identity.sessionOf(new Headers())).toBeNull();
  });

  it('nobody opens an account by typing an address, so no answer tells who has one', async () => {
    const password = 'correct horse battery';
    const known = await post('/sign-up/email', { ...ada, password });
    const unknown = await post('/sign-up/email', { email: 'eve@example.org', name: 'Eve', password });
    expect([known.status, known.cookie, unknown]).toEqual([404, '', known]);
    expect(await asInstance(store.db, (tx) => findUser(tx, { email: 'eve@example.org' }))).toBeNull();
  });

  it('a browser on another port is let in when that port is trusted, one on another site is not', async () => {
    const body = { email: ada.email, password: ada.password };
    const first = await post('/sign-in/email', body);
    const near = await post('/sign-in/email', body, { origin: otherPort, cookie: first.cookie });
    const far = await post('/sign-in/email', body, { origin: 'https://evil.example', cookie: first.cookie });
    expect([near.status, far.status]).toEqual([200, 403]);
  });

  it('twenty accounts are opened at the same moment without waiting for each other for ever', async () => {
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        identity.createUser({ ...ada, email: `many-${String(i)}@example.org` }),
      ),
    );
    expect(new Set(made.map(({ personId }) => personId)).size).toBe(20);
  });
});

describe('users made by program', () => {
  const demo = { email: 'Dana@Demo.example', name: 'Dana Demo', password: 'fictional person', isDemo: true };

  it('sign in like others, are marked as fictional, and are made once', async () => {
    const made = await identity.createUser(demo);
    const back = await post('/sign-in/email', { email: demo.email, password: demo.password });
    expect(await sessionOf(back.cookie)).toEqual(made);
    const own = await inOrg(store.db, made.personId, (tx) => findOrg(tx, { orgId: made.personId }));
    expect(own?.isDemo).toBe(true);
    await expect(identity.createUser(demo)).rejects.toMatchObject({ code: 'user_exists' });
    await expect(identity.createUser({ ...demo, email: 'x@y.example', password: 'x' })).rejects.toMatchObject(
      {
        code: 'password_refused',
      },
    );
    expect(await identity.checkPassword(demo)).toEqual(made);
    expect(await identity.checkPassword({ ...demo, password: 'other' })).toBeNull();
  });

  it('a user whose account a crash left out is completed by the next try', async () => {
    await store.pool.query(
      'delete from parties.account where user_id = (select id from parties."user" where email = $1)',
      ['dana@demo.example'],
    );
    expect(await identity.checkPassword(demo)).toBeNull();
    const made = await identity.createUser(demo);
    expect(await identity.checkPassword(demo)).toEqual(made);
  });
});

describe('the first start of an empty instance', () => {
  const organisation = { name: 'First University' };
  const user = { email: 'first@example.org', name: 'First', password: 'correct horse battery' };

  it('is set up once by its link, which then opens nothing', async () => {
    expect(await asInstance(store.db, (tx) => needsSetup(tx))).toBe(true);
    const unused = await asInstance(store.db, (tx) => createSetupToken(tx, doing));
    const later = { ...doing, now: new Date(testNow.getTime() + 1) };
    const { token, expiresAt } = await asInstance(store.db, (tx) => createSetupToken(tx, later));
    const tryWith = (text: string, at: Date): ReturnType<typeof setUp> =>
      setUp(store, identity, { ...doing, now: at }, { token: text, organisation, user });
    const refused = { code: 'setup_link_refused' };
    await expect(tryWith('wrong', later.now)).rejects.toMatchObject(refused);
    await expect(tryWith(unused.token, later.now)).rejects.toMatchObject(refused);
    await expect(tryWith(token, expiresAt)).rejects.toMatchObject(refused);

    const done = await tryWith(token, later.now);
    const { orgId } = done.org;
    const members = await inOrg(store.db, orgId, (tx) => listMembers(tx, { orgId }));
    expect(members.map((member) => member.userId)).toEqual([done.user.userId]);
    const principal = await principalOfUser(store.db, done.user);
    expect(rightsIn(principal, orgId).has('keys:manage')).toBe(true);
    expect(principal.isOperator).toBe(true);
    expect(await asInstance(store.db, (tx) => needsSetup(tx))).toBe(false);
    await expect(tryWith(token, later.now)).rejects.toMatchObject(refused);
  });
});

describe('the tables of sign-in', () => {
  it('are what the library expects of these options', async () => {
    const plain = openPlain(store.address, 2);
    const plan = await getMigrations({
      database: { db: plain.db, type: 'postgres', schemaName: 'parties' },
      ...authTables,
      plugins: [twoFactor({ schema: twoFactorSchema })],
    });
    await plain.close();
    expect([plan.toBeCreated, plan.toBeAdded, plan.toBeAddedIndexes, plan.schemaProblems]).toEqual([
      [],
      [],
      [],
      [],
    ]);
  });

  it('hold nothing of where somebody came from, and the log of errors has no mail address', async () => {
    const rows = await store.pool.query<{ ip_address: string | null }>(
      'select ip_address from parties.session',
    );
    expect(rows.rows.filter((row) => (row.ip_address ?? '') !== '')).toEqual([]);
    expect(errorsSeen.filter((message) => message.includes('@'))).toEqual([]);
  });
});
