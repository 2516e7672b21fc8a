import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorCatalogue } from '../../platform/src/app/index.ts';
import { createHttp, listen, type Listener } from '../../platform/src/http/index.ts';
import { createSetupToken, openIdentity } from '../../platform/src/parties/index.ts';
import { asInstance, deliveryState, type AppContext } from '../../platform/src/store/index.ts';
import { ownStore } from '../../platform/src/testing/index.ts';

type Json = Readonly<Record<string, unknown>>;

describe('a person over a real connection', () => {
  let listener: Listener;
  let ctx: AppContext;
  let cookie = '';

  beforeAll(async () => {
    const store = await ownStore();
    listener = await listen({ port: 0 });
    ctx = {
      db: store.db,
      clock: () => new Date(),
      random: (size) => new Uint8Array(randomBytes(size)),
      publicUrl: listener.url,
      keyEncryptionKey: new Uint8Array(32).fill(3),
      net: () => Promise.reject(new Error('nothing outside is asked')),
    };
    const identity = openIdentity({
      db: store.db,
      address: store.address,
      clock: ctx.clock,
      random: ctx.random,
      secret: 'a secret of this test, long enough',
      publicUrl: listener.url,
    });
    const http = createHttp({
      ctx,
      identity,
      errorCatalogue,
      deliveryState: () => deliveryState(store.db),
      startedAt: new Date(),
      version: '0.0.0-test',
      logger: pino({ level: 'silent' }),
      isDemo: false,
      limits: { signIn: 6 },
    });
    expect((await fetch(`${listener.url}/health`)).status).toBe(503);
    listener.answerWith((request, env) => http.fetch(request, env));
    afterAll(async () => {
      await listener.close(0);
      await identity.close();
    });
  });

  async function ask(
    method: string,
    path: string,
    body?: unknown,
    headers = {},
  ): Promise<{ status: number; json: Json }> {
    const response = await fetch(`${listener.url}${path}`, {
      method,
      headers: {
        origin: listener.url,
        cookie,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const set = response.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
    if (set.length > 0) cookie = set.join('; ');
    return { status: response.status, json: text.startsWith('{') ? (JSON.parse(text) as Json) : {} };
  }

  it('sets an empty instance up with the one-time link, once', async () => {
    expect((await ask('GET', '/api/v1/instance')).json['isSetupNeeded']).toBe(true);
    const { token } = await asInstance(ctx.db, (tx) =>
      createSetupToken(tx, { now: new Date(), random: ctx.random, actor: 'system' }),
    );
    const user = { email: 'ada@example.org', name: 'Ada', password: 'a long password' };
    const body = { token, organisation: { name: 'Harbour College' }, user };
    expect((await ask('POST', '/api/v1/setup', { ...body, token: 'x' })).json['code']).toBe(
      'setup_link_refused',
    );
    const done = await ask('POST', '/api/v1/setup', body);
    expect(done.status).toBe(201);
    expect((await ask('POST', '/api/v1/setup', body)).json['code']).toBe('setup_link_refused');
    expect((await ask('GET', '/api/v1/instance')).json['isSetupNeeded']).toBe(false);
  });

  it('signs in, works, and is nobody again after signing out', async () => {
    const email = 'ada@example.org';
    const wrong = await ask('POST', '/api/auth/sign-in/email', { email, password: 'not the password' });
    expect(wrong.status).toBe(401);
    expect((await ask('GET', '/api/v1/me')).status).toBe(401);
    expect(
      (await ask('POST', '/api/auth/sign-in/email', { email, password: 'a long password' })).status,
    ).toBe(200);
    const me = (await ask('GET', '/api/v1/me')).json;
    expect(me).toMatchObject({ kind: 'user', email, name: 'Ada' });
    const [membership] = me['memberships'] as { orgId: string; rights: string[] }[];
    expect(membership?.rights).toContain('badges:write');
    const path = `/api/v1/orgs/${membership?.orgId ?? ''}/departments`;
    expect((await ask('POST', path, { name: 'Physics' })).status).toBe(201);
    const foreign = await ask('POST', path, { name: 'Evil' }, { origin: 'https://evil.example' });
    expect(foreign.json['code']).toBe('request_cross_site');
    expect((await ask('POST', '/api/auth/sign-out', {})).status).toBe(200);
    expect((await ask('GET', '/api/v1/me')).status).toBe(401);
  });

  it('is asked to wait after too many attempts', async () => {
    const attempt = { email: 'ada@example.org', password: 'guess' };
    const statuses: number[] = [];
    for (let i = 0; i < 8; i++) statuses.push((await ask('POST', '/api/auth/sign-in/email', attempt)).status);
    expect(statuses).toContain(429);
  });
});
