import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { afterAll } from 'vitest';
import { errorCatalogue, jobsOf, subscriptionsOf, type JobPolicy } from '#app';
import type { Doing, OrgId } from '#kernel';
import {
  addMember,
  addOperator,
  createApiKey,
  createOrg,
  ensurePeople,
  errors as partyErrors,
  openIdentity,
  rights,
  type Identity,
  type Right,
  type Role,
} from '#parties';
import type { PersonId, Session, UserId } from '#parties';
import {
  inOrg,
  asInstance,
  deliverLane,
  deliveryState,
  lanes,
  registerSubscriptions,
  type AppContext,
  type Jobs,
  type Store,
} from '#store';
import { ownStore, testId, testNow } from '#testing';
import { sequence } from '#log';
import { createHttp, type Doors, type Http } from './index.ts';

/** An answer, read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; an empty object where it is not JSON. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** Who asks, and what is sent. */
export interface Ask {
  readonly as?: Session | undefined;
  readonly key?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An instance without a socket: real database, real rungs, sessions that need no password. */
export interface World {
  readonly store: Store;
  readonly ctx: AppContext;
  readonly http: Http;
  readonly doing: Doing;
  readonly ask: (method: string, path: string, ask?: Ask) => Promise<Answer>;
  readonly newOrg: (name: string) => Promise<OrgId>;
  readonly newUser: (
    name: string,
    memberships?: readonly (readonly [OrgId, readonly Role[]])[],
  ) => Promise<Session>;
  /** Somebody who runs the instance and belongs to no organisation. */
  readonly newOperator: (name: string) => Promise<Session>;
  readonly newKey: (orgId: OrgId, scopes?: readonly Right[]) => Promise<string>;
  /** Delivers every event that was told, and sequences the log. */
  readonly settle: () => Promise<void>;
  /** Runs the waiting jobs of some tasks, as the workers would. */
  readonly runJobs: (policy?: Partial<JobPolicy>, tasks?: readonly string[]) => Promise<number>;
  readonly setNow: (now: Date) => void;
}

/**
 * Opens a world in a database of its own. With `hasRealSignIn` sessions are made by signing in, as outside of
 * tests, and `as` cannot be used.
 */
export async function openWorld(
  doors: Partial<Doors> = {},
  options: { readonly hasRealSignIn?: boolean } = {},
): Promise<World> {
  const store = await ownStore();
  let now = testNow;
  const ctx: AppContext = {
    db: store.db,
    clock: () => now,
    random: (size) => new Uint8Array(randomBytes(size)),
    publicUrl: 'http://localhost:3000',
    keyEncryptionKey: new Uint8Array(32).fill(7),
    net: () => Promise.reject(new Error('a test asked for a foreign address')),
  };
  const sessions = new Map<string, Session>();
  const doing: Doing = { now, random: ctx.random, actor: 'system' };
  const subscriptions = subscriptionsOf(ctx);
  await registerSubscriptions(store.db, subscriptions);
  const identity = options.hasRealSignIn === true ? realIdentity(store, ctx) : sessionsOnly(sessions);
  afterAll(() => identity.close());
  const http = createHttp({
    ctx,
    identity,
    errorCatalogue,
    deliveryState: () => deliveryState(store.db),
    startedAt: now,
    version: '0.0.0-test',
    logger: pino({ level: 'silent' }),
    isDemo: false,
    limits: { key: 1e6, person: 1e6, address: 1e6, signIn: 1e6 },
    ...doors,
  });
  const newUser: World['newUser'] = async (name, memberships = []) => {
    const session = await makeUser(store, doing, name);
    sessions.set(session.userId, session);
    for (const [orgId, roles] of memberships)
      await inOrg(store.db, orgId, (tx) => addMember(tx, doing, { orgId, userId: session.userId, roles }));
    return session;
  };
  return {
    store,
    ctx,
    http,
    doing,
    ask: (method, path, ask = {}) => send(http, method, path, ask),
    newOrg: async (name) => (await asInstance(store.db, (tx) => createOrg(tx, doing, { name }))).orgId,
    newUser,
    newOperator: async (name) => {
      const session = await newUser(name);
      await asInstance(store.db, (tx) => addOperator(tx, doing, { userId: session.userId }));
      return session;
    },
    newKey: async (orgId, scopes = rights) => {
      const made = await inOrg(store.db, orgId, (tx) =>
        createApiKey(tx, doing, { orgId, name: 'test', scopes, makerRights: new Set(rights) }),
      );
      return made.secret;
    },
    settle: async () => {
      for (let round = 0; round < 20; round++) {
        for (let lane = 0; lane < lanes; lane++) await deliverLane(store.db, lane, subscriptions, ctx.clock);
        if ((await deliveryState(store.db)).pending === 0) break;
      }
      await sequence(ctx);
    },
    runJobs: (policy = {}, tasks = ['parties.link', 'mail.send']) =>
      runJobs(store, jobsOf(ctx, subscriptions, { mailer: null, hasOpenSignUp: true, ...policy }), tasks),
    setNow: (at) => {
      now = at;
    },
  };
}

function realIdentity(store: Awaited<ReturnType<typeof ownStore>>, ctx: AppContext): Identity {
  return openIdentity({
    db: store.db,
    address: store.address,
    clock: ctx.clock,
    random: ctx.random,
    secret: 'a secret of tests, which is long enough',
    publicUrl: ctx.publicUrl,
  });
}

async function runJobs(store: Store, jobs: Jobs, tasks: readonly string[]): Promise<number> {
  let count = 0;
  for (;;) {
    const found = await store.pool.query<{ id: string; task: string; payload: Record<string, unknown> }>(
      `delete from jobs._private_jobs j using jobs._private_tasks t where t.id = j.task_id
        and t.identifier = any($1) returning j.id, t.identifier as task, j.payload`,
      [[...tasks]],
    );
    if (found.rows.length === 0) return count;
    for (const { task, payload } of found.rows) await jobs[task]?.(payload);
    count += found.rows.length;
  }
}

async function send(http: Http, method: string, path: string, ask: Ask): Promise<Answer> {
  const headers = new Headers(ask.headers);
  if (ask.key !== undefined) headers.set('Authorization', `Bearer ${ask.key}`);
  if (ask.as !== undefined) {
    headers.set('Cookie', `session=${ask.as.userId}`);
    if (!headers.has('Sec-Fetch-Site')) headers.set('Sec-Fetch-Site', 'same-origin');
  }
  const init: RequestInit = { method, headers };
  if (ask.body !== undefined) {
    const isRaw = typeof ask.body === 'string' || ask.body instanceof Uint8Array;
    if (!headers.has('Content-Type')) headers.set('Content-Type', 'application/json');
    init.body = isRaw ? (ask.body as string) : JSON.stringify(ask.body);
  }
  const response = await http.request(path, init);
  const text = await response.text();
  const isJson = /json|vc/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson && text !== '' ? (JSON.parse(text) as Record<string, unknown>) : {},
  };
}

/** Sessions by a plain cookie; passwords have their own tests. */
function sessionsOnly(sessions: ReadonlyMap<string, Session>): Identity {
  const refuse = (): Promise<never> => Promise.reject(new Error('not in this test'));
  // What a stranger to sign-in gets; sign-in itself has tests of its own.
  const refused = (code: Parameters<typeof partyErrors.fail>[0]) => (): Promise<never> =>
    Promise.reject(partyErrors.fail(code, 'Nobody signs in here.'));
  return {
    handler: async (request) => {
      const { email } = (await request.json()) as { email?: string };
      const session = [...sessions.values()].find((s) => s.email === email);
      if (session === undefined) return new Response('{}', { status: 401 });
      return new Response('{}', { headers: { 'Set-Cookie': `session=${session.userId}; HttpOnly` } });
    },
    sessionOf: (headers) =>
      Promise.resolve(sessions.get(/session=(\S+)/.exec(headers.get('cookie') ?? '')?.[1] ?? '') ?? null),
    createUser: refuse,
    checkPassword: refuse,
    findUser: () => Promise.resolve(null),
    signIn: refused('sign_in_refused'),
    openSession: refused('user_unknown'),
    finishSignIn: refused('second_factor_missing'),
    signOut: () => Promise.resolve([]),
    account: {
      hasPassword: () => Promise.resolve(false),
      prove: refused('sign_in_again'),
      setPassword: refuse,
      update: () => Promise.resolve(),
      proveEmail: refuse,
      listSessions: () => Promise.resolve([]),
      endSession: refused('session_unknown'),
      endOtherSessions: () => Promise.resolve(0),
      enrolTwoFactor: refused('two_factor_state'),
      confirmTwoFactor: refused('two_factor_state'),
      renewRecoveryCodes: refused('two_factor_state'),
      disableTwoFactor: refused('two_factor_state'),
      dropTwoFactor: refuse,
    },
    close: () => Promise.resolve(),
  };
}

/** A row as sign-up makes it, without the cost of a password. */
async function makeUser(store: Store, doing: Doing, name: string): Promise<Session> {
  const userId: UserId = testId('usr');
  const email = `${userId}@example.org`;
  const [personId] = await asInstance(store.db, (tx) =>
    ensurePeople(tx, doing, { people: [{ email, name }] }),
  );
  await store.pool.query(
    'insert into parties."user" (id, name, email, email_verified, person_id) values ($1, $2, $3, true, $4)',
    [userId, name, email, personId],
  );
  const proven = { isEmailProven: true, hasTwoFactor: false, language: null };
  return { userId, personId: personId as PersonId, email, name, ...proven };
}
