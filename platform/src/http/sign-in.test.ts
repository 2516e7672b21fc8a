import { createHmac } from 'node:crypto';
import { toString as drawQr } from 'qrcode';
import { beforeAll, describe, expect, it } from 'vitest';
import { asInstance, inOrg } from '#store';
import { createRecoveryLink, ensurePeople, openIdentity, type Identity } from '#parties';
import { openWorld, type Answer, type Ask, type World } from './world.fixture.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld({}, { hasRealSignIn: true });
  world.setNow(new Date());
});

const json = { 'Sec-Fetch-Site': 'same-origin' };

/** The cookies of an answer, as a browser sends them back. */
function cookiesOf(answer: Answer): string {
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .filter((pair) => !pair.endsWith('='))
    .join('; ');
}

async function post(path: string, body?: unknown, cookie = '', ask: Ask = {}): Promise<Answer> {
  const headers = { ...json, ...(cookie === '' ? {} : { Cookie: cookie }), ...ask.headers };
  // Ids sort by time: a mail of a later request has a later one.
  world.setNow(new Date(world.ctx.clock().getTime() + 5));
  return await world.ask('POST', `/api/v1${path}`, { ...(body === undefined ? {} : { body }), headers });
}

async function get(path: string, cookie: string): Promise<Answer> {
  return await world.ask('GET', `/api/v1${path}`, { headers: { ...json, Cookie: cookie } });
}

/** What lies in the mailbox of an address, newest first, as the database has it for its reader. */
async function mailsTo(
  email: string,
): Promise<{ kind: string; text: string; language: string; subject: string }[]> {
  const { listMails, openMail } = await import('#net');
  const now = world.ctx.clock();
  return await asInstance(world.store.db, async (tx) => {
    const heads = await listMails(tx, world.ctx, { email, now, page: { limit: 50 } });
    const doing = { ...world.doing, now };
    const mails = [];
    for (const { mailId } of heads.items) mails.push(await openMail(tx, doing, world.ctx, { mailId, email }));
    return mails;
  });
}

const tokenIn = (text: string): string => /#([A-Za-z0-9_-]{43})/.exec(text)?.[1] ?? '';

/** Asks for a link and returns its token. */
async function linkFor(email: string, path = '/auth/links', more: object = {}): Promise<string> {
  expect((await post(path, { email, ...more })).status).toBe(202);
  await world.runJobs();
  return tokenIn((await mailsTo(email))[0]?.text ?? '');
}

/** Opens an account by mail and returns the cookie of its first session. */
async function account(email: string, name: string, password?: string): Promise<string> {
  const token = await linkFor(email, '/auth/sign-up', { name });
  const cookie = cookiesOf(await post('/auth/links/redeem', { token }));
  if (password !== undefined)
    expect((await post('/me/account/password', { newPassword: password }, cookie)).status).toBe(204);
  return cookie;
}

/** The code of an authenticator (RFC 6238) some steps of 30 s from now. */
function codeOf(totpUri: string, steps = 0): string {
  const secret = new URL(totpUri).searchParams.get('secret') ?? '';
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const mac = createHmac('sha1', key).update(counter).digest();
  const at = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

describe('a mailed link', () => {
  it('opens an account without a password, once, and signs in again later', async () => {
    const token = await linkFor('ada@example.org', '/auth/sign-up', { name: 'Ada', language: 'de' });
    const [mail] = await mailsTo('ada@example.org');
    expect(mail).toMatchObject({ kind: 'sign_up', language: 'de', subject: 'Konto eröffnen' });
    const first = await post('/auth/links/redeem', { token });
    expect(first.json).toEqual({ state: 'signed_in' });
    const me = (await get('/me', cookiesOf(first))).json;
    expect(me).toMatchObject({ email: 'ada@example.org', name: 'Ada', language: 'de', isEmailProven: true });
    expect(me['hasTwoFactor']).toBe(false);
    expect((await post('/auth/links/redeem', { token })).json['code']).toBe('link_used');

    const again = await linkFor('Ada@Example.org');
    expect((await mailsTo('ada@example.org'))[0]).toMatchObject({ kind: 'sign_in', language: 'de' });
    expect((await post('/auth/links/redeem', { token: again })).json).toEqual({ state: 'signed_in' });
  });

  it('says in stable codes that it is unknown or expired', async () => {
    expect((await post('/auth/links/redeem', { token: 'A'.repeat(43) })).json['code']).toBe('link_unknown');
    const token = await linkFor('late@example.org');
    const now = world.ctx.clock();
    world.setNow(new Date(now.getTime() + 24 * 3_600_000));
    expect((await post('/auth/links/redeem', { token })).json['code']).toBe('link_expired');
    world.setNow(now);
    expect(
      (await post('/auth/password-resets/redeem', { token, password: 'a long password' })).json['code'],
    ).toBe('link_unknown');
  });

  it('of two clicks at the same moment opens one session', async () => {
    const token = await linkFor('double@example.org', '/auth/sign-up', { name: 'Double' });
    const both = await Promise.all([
      post('/auth/links/redeem', { token }),
      post('/auth/links/redeem', { token }),
    ]);
    expect(both.map((a) => a.status).sort()).toEqual([200, 403]);
  });

  it('gives whoever was awarded something first the space that waits, with the name in it', async () => {
    const [personId] = await asInstance(world.store.db, (tx) =>
      ensurePeople(tx, world.doing, { people: [{ email: 'waiting@example.org', name: 'Wánda 望' }] }),
    );
    const cookie = cookiesOf(
      await post('/auth/links/redeem', { token: await linkFor('waiting@example.org') }),
    );
    expect((await get('/me', cookie)).json).toMatchObject({ personId, name: 'Wánda 望' });
  });

  it('takes from a squatter what they had set up under an address that is not theirs', async () => {
    const old = await account('owner@example.org', 'Squatter', 'squatters password');
    // As sign-up left it while it took an address without a proof.
    await world.store.pool.query(
      `update parties."user" set email_verified = false where email = 'owner@example.org'`,
    );
    expect((await get('/me', old)).json).toMatchObject({ isEmailProven: false });
    expect((await get('/me/mailbox', old)).json['items']).toEqual([]);
    const owner = cookiesOf(await post('/auth/links/redeem', { token: await linkFor('owner@example.org') }));
    expect((await get('/me', old)).status).toBe(401);
    expect((await get('/me', owner)).json).toMatchObject({ isEmailProven: true });
    const back = await post('/auth/sign-in', { email: 'owner@example.org', password: 'squatters password' });
    expect(back.json['code']).toBe('sign_in_refused');
  });

  it('is not started by a page of another site', async () => {
    const far = await post('/auth/links', { email: 'ada@example.org' }, '', {
      headers: { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' },
    });
    expect(far.json['code']).toBe('request_cross_site');
  });
});

describe('nobody learns who has an account', () => {
  it('by asking for a link, a new password or an account', async () => {
    await account('known@example.org', 'Known', 'a long password');
    for (const path of ['/auth/links', '/auth/password-resets', '/auth/sign-up']) {
      const more = path.endsWith('sign-up') ? { name: 'N' } : {};
      const known = await post(path, { email: 'known@example.org', ...more });
      const unknown = await post(path, { email: `nobody-${String(path.length)}@example.org`, ...more });
      expect([unknown.status, unknown.text]).toEqual([known.status, known.text]);
      await world.runJobs();
    }
    const kinds = (await mailsTo('known@example.org')).map((mail) => mail.kind);
    expect(kinds.slice(0, 3).sort()).toEqual(['password', 'sign_in', 'sign_up_known']);
  });

  it('by a wrong password', async () => {
    const wrong = await post('/auth/sign-in', { email: 'known@example.org', password: 'not this one' });
    const unknown = await post('/auth/sign-in', { email: 'unknown@example.org', password: 'not this one' });
    const { instance: _a, ...first } = wrong.json;
    const { instance: _b, ...second } = unknown.json;
    expect(second).toEqual(first);
  });

  it('and where sign-up is closed a stranger gets no mail, one with credentials waiting does', async () => {
    const asked = { hasOpenSignUp: false };
    await post('/auth/links', { email: 'stranger@example.org' });
    await asInstance(world.store.db, (tx) =>
      ensurePeople(tx, world.doing, { people: [{ email: 'holder@example.org', name: 'Holder' }] }),
    );
    await post('/auth/links', { email: 'holder@example.org' });
    await world.runJobs(asked);
    expect(await mailsTo('stranger@example.org')).toEqual([]);
    expect(await mailsTo('holder@example.org')).toHaveLength(1);
  });

  it('and no address is flooded: at most six links an hour', async () => {
    for (let i = 0; i < 9; i++) await post('/auth/links', { email: 'flood@example.org' });
    await world.runJobs();
    expect(await mailsTo('flood@example.org')).toHaveLength(6);
  });
});

describe('a password', () => {
  it('is set anew by a link: devices are signed out, the owner is told, other links end', async () => {
    const email = 'reset@example.org';
    const cookie = await account(email, 'Reset', 'the first password');
    const other = await linkFor(email);
    const token = await linkFor(email, '/auth/password-resets');
    expect((await post('/auth/password-resets/redeem', { token, password: 'short' })).status).toBe(422);
    expect(
      (await post('/auth/password-resets/redeem', { token, password: 'the second password' })).status,
    ).toBe(204);
    expect((await get('/me', cookie)).status).toBe(401);
    expect((await post('/auth/links/redeem', { token: other })).json['code']).toBe('link_used');
    expect((await mailsTo(email))[0]?.kind).toBe('password_changed');
    expect((await post('/auth/sign-in', { email, password: 'the first password' })).status).toBe(401);
    expect((await post('/auth/sign-in', { email, password: 'the second password' })).status).toBe(200);
  });

  it('is changed only by who knows it; other devices are signed out, this one stays', async () => {
    const email = 'change@example.org';
    const here = await account(email, 'Change', 'the first password');
    const there = cookiesOf(await post('/auth/sign-in', { email, password: 'the first password' }));
    const wrong = { currentPassword: 'a guess', newPassword: 'the second password' };
    expect((await post('/me/account/password', wrong, here)).json['code']).toBe('sign_in_again');
    const right = { ...wrong, currentPassword: 'the first password' };
    expect((await post('/me/account/password', right, here)).status).toBe(204);
    expect([(await get('/me', here)).status, (await get('/me', there)).status]).toEqual([200, 401]);
  });

  it('that is guessed makes the guesser wait, not the owner at another place', async () => {
    const email = 'braked@example.org';
    const password = 'the right password';
    await account(email, 'Braked', password);
    const far = await openWorldBehindProxy();
    const tryFrom = (from: string, text: string): Promise<Answer> =>
      far.ask('POST', '/api/v1/auth/sign-in', {
        body: { email, password: text },
        headers: { ...json, 'X-Forwarded-For': from },
      });
    const guesses = await Promise.all(
      Array.from({ length: 12 }, (_, i) => tryFrom('192.0.2.1', `guess ${String(i)}`)),
    );
    const codes = guesses.map((a) => String(a.json['code']));
    expect(codes.filter((c) => c === 'sign_in_refused').length).toBeLessThanOrEqual(6);
    const blocked = guesses.find((a) => a.json['code'] === 'sign_in_throttled');
    expect(blocked?.status).toBe(429);
    expect(Number(blocked?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await tryFrom('192.0.2.1', password)).status).toBe(429);
    expect((await tryFrom('198.51.100.7', password)).status).toBe(200);
    const rows = await world.store.pool.query<{ row: string }>(
      'select a::text as row from parties.attempt a',
    );
    expect(rows.rows.filter((r) => /braked|192\.0/.test(r.row))).toEqual([]);
  });

  /** The same database and sign-in behind a proxy, so that network addresses can be chosen. */
  async function openWorldBehindProxy(): Promise<{ ask: World['ask'] }> {
    const { createHttp } = await import('./index.ts');
    const { pino } = await import('pino');
    const http = createHttp({
      ctx: world.ctx,
      identity: identityOf(),
      errorCatalogue: {},
      deliveryState: () => Promise.resolve({ pending: 0, failing: 0 }),
      startedAt: new Date(),
      version: 'test',
      logger: pino({ level: 'silent' }),
      isDemo: false,
      isBehindProxy: true,
      limits: { key: 1e6, person: 1e6, address: 1e6, signIn: 1e6 },
    });
    return {
      ask: async (method, path, ask = {}) => {
        const response = await http.request(path, {
          method,
          headers: { 'Content-Type': 'application/json', ...ask.headers },
          body: JSON.stringify(ask.body),
        });
        const text = await response.text();
        return {
          status: response.status,
          headers: response.headers,
          text,
          json: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
        };
      },
    };
  }

  function identityOf(): Identity {
    return openIdentity({
      db: world.store.db,
      address: (world.store as { address: Parameters<typeof openIdentity>[0]['address'] }).address,
      clock: world.ctx.clock,
      random: world.ctx.random,
      secret: 'a secret of tests, which is long enough',
      publicUrl: world.ctx.publicUrl,
    });
  }
});

describe('two-factor sign-in', () => {
  const email = 'factor@example.org';
  const password = 'a long password';
  let totpUri = '';
  let recoveryCodes: string[] = [];

  it('is on once a code was confirmed, and then a password is not enough', async () => {
    const cookie = await account(email, 'Factor', password);
    expect((await post('/me/two-factor', {}, cookie)).json['code']).toBe('sign_in_again');
    const begun = await post('/me/two-factor', { password }, cookie);
    ({ totpUri, recoveryCodes } = begun.json as { totpUri: string; recoveryCodes: string[] });
    expect(recoveryCodes).toHaveLength(10);
    expect(begun.json['totpQr']).toBe(await drawQr(totpUri, { type: 'svg', margin: 4 }));
    expect((await post('/me/two-factor/confirm', { code: '000000' }, cookie)).json['code']).toBe(
      'second_factor_refused',
    );
    const on = await post('/me/two-factor/confirm', { code: codeOf(totpUri, -1) }, cookie);
    expect(on.status).toBe(204);
    expect((await get('/me', cookiesOf(on))).json['hasTwoFactor']).toBe(true);
    expect((await mailsTo(email))[0]?.kind).toBe('two_factor_on');

    const half = await post('/auth/sign-in', { email, password });
    expect(half.json).toEqual({ state: 'second_factor_needed' });
    expect((await get('/me', cookiesOf(half))).status).toBe(401);
  });

  it('asks after a mailed link too', async () => {
    const half = await post('/auth/links/redeem', { token: await linkFor(email) });
    expect(half.json).toEqual({ state: 'second_factor_needed' });
    const done = await post('/auth/second-factor', { code: codeOf(totpUri) }, cookiesOf(half));
    expect(done.json).toEqual({ state: 'signed_in' });
    expect((await get('/me', cookiesOf(done))).status).toBe(200);
  });

  it('takes each code and each recovery code once', async () => {
    const begin = async (): Promise<string> => cookiesOf(await post('/auth/sign-in', { email, password }));
    const seen = await post('/auth/second-factor', { code: codeOf(totpUri) }, await begin());
    expect(seen.json['code']).toBe('second_factor_refused');
    const recovery = { code: recoveryCodes[0], kind: 'recovery' };
    expect((await post('/auth/second-factor', recovery, await begin())).status).toBe(200);
    expect((await post('/auth/second-factor', recovery, await begin())).json['code']).toBe(
      'second_factor_refused',
    );
    expect((await post('/auth/second-factor', recovery)).json['code']).toBe('second_factor_missing');
  });

  it('is ended by its owner with the password, or from the machine itself', async () => {
    const begin = async (): Promise<string> => cookiesOf(await post('/auth/sign-in', { email, password }));
    const cookie = cookiesOf(
      await post('/auth/second-factor', { code: recoveryCodes[1], kind: 'recovery' }, await begin()),
    );
    expect((await post('/me/two-factor/disable', { password: 'a guess' }, cookie)).json['code']).toBe(
      'sign_in_again',
    );
    const off = await post('/me/two-factor/disable', { password }, cookie);
    expect(off.status).toBe(204);
    expect((await post('/auth/sign-in', { email, password })).json).toEqual({ state: 'signed_in' });
  });
});

describe('an account', () => {
  it('has a name in any script, and refuses one of 5,000 characters with a code', async () => {
    const cookie = await account('names@example.org', 'N');
    const names = ['مُحَمَّد بن موسى الخوارزمي', 'Zoë\u0301\u0323 Ångström', '李小龍', 'अनुष्का', 'נֹעָה'];
    for (const name of names) {
      const changed = await world.ask('PATCH', '/api/v1/me/account', {
        headers: { ...json, Cookie: cookie },
        body: { name },
      });
      expect(changed.json['name']).toBe(name);
      expect((await get('/me', cookie)).json['name']).toBe(name);
    }
    const long = await world.ask('PATCH', '/api/v1/me/account', {
      headers: { ...json, Cookie: cookie },
      body: { name: 'n'.repeat(5_000) },
    });
    expect([long.status, long.json['code']]).toEqual([422, 'request_invalid']);
  });

  it('moves to another address by a link to it; the old address is told, a taken one is refused late', async () => {
    const cookie = await account('old@example.org', 'Mover', 'a long password');
    const ask = { newEmail: 'new@example.org', password: 'a long password' };
    expect((await post('/me/account/email', { ...ask, password: 'guess' }, cookie)).status).toBe(403);
    expect((await post('/me/account/email', ask, cookie)).status).toBe(202);
    const token = tokenIn((await mailsTo('new@example.org'))[0]?.text ?? '');
    expect((await post('/auth/email/redeem', { token })).json).toEqual({ email: 'new@example.org' });
    expect((await get('/me', cookie)).json['email']).toBe('new@example.org');
    expect((await mailsTo('old@example.org'))[0]?.kind).toBe('email_changed');
    const taken = { newEmail: 'known@example.org', password: 'a long password' };
    expect((await post('/me/account/email', taken, cookie)).status).toBe(202);
    const second = tokenIn((await mailsTo('known@example.org'))[0]?.text ?? '');
    expect((await post('/auth/email/redeem', { token: second })).json['code']).toBe('user_exists');
  });

  it('lists its devices and signs one of them out, never one of somebody else', async () => {
    const email = 'devices@example.org';
    const here = await account(email, 'Devices', 'a long password');
    const there = cookiesOf(await post('/auth/sign-in', { email, password: 'a long password' }));
    const list = (await get('/me/sessions', here)).json['items'] as {
      sessionId: string;
      isCurrent: boolean;
    }[];
    expect(list.filter((s) => s.isCurrent)).toHaveLength(1);
    const other = list.find((s) => !s.isCurrent)?.sessionId ?? '';
    const stranger = await account('stranger2@example.org', 'Stranger');
    const end = (cookie: string): Promise<Answer> =>
      world.ask('DELETE', `/api/v1/me/sessions/${other}`, { headers: { ...json, Cookie: cookie } });
    expect((await end(stranger)).json['code']).toBe('session_unknown');
    expect((await end(here)).status).toBe(204);
    expect([(await get('/me', here)).status, (await get('/me', there)).status]).toEqual([200, 401]);
    expect((await post('/auth/sign-out', undefined, here)).status).toBe(204);
    expect((await get('/me', here)).status).toBe(401);
  });

  it('whose owner lost everything is opened from the machine, once', async () => {
    const email = 'locked-out@example.org';
    await account(email, 'Locked', 'a forgotten password');
    const doing = { ...world.doing, now: world.ctx.clock() };
    const identity = openIdentity({
      db: world.store.db,
      address: (world.store as { address: Parameters<typeof openIdentity>[0]['address'] }).address,
      clock: world.ctx.clock,
      random: world.ctx.random,
      secret: 'a secret of tests, which is long enough',
      publicUrl: world.ctx.publicUrl,
    });
    const { url } = await createRecoveryLink(world.ctx, identity, doing, { email, dropsTwoFactor: true });
    await identity.close();
    const token = tokenIn(url);
    expect((await post('/auth/links/redeem', { token })).json).toEqual({ state: 'signed_in' });
    expect((await post('/auth/links/redeem', { token })).json['code']).toBe('link_used');
  });
});

describe('what a dump of the database opens', () => {
  it('is nothing: no session, no link, no challenge, no mail', async () => {
    const email = 'dumped@example.org';
    await account(email, 'Dumped');
    const link = await linkFor(email);
    const { rows } = await world.store.pool.query<{ token: string }>(
      'select s.token from parties.session s join parties."user" u on u.id = s.user_id where u.email = $1',
      [email],
    );
    const token = rows[0]?.token ?? '';
    expect(token).not.toBe('');
    expect((await get('/me', `rungs.session_token=${token}`)).status).toBe(401);
    expect((await get('/me', `rungs.session_token=${encodeURIComponent(`${token}.${token}`)}`)).status).toBe(
      401,
    );
    for (const table of ['net.mail', 'parties.link', 'jobs._private_jobs', 'parties.verification']) {
      const dump = await world.store.pool.query<{ row: string }>(`select t::text as row from ${table} t`);
      expect(dump.rows.filter((r) => r.row.includes(link) || r.row.includes(email))).toEqual([]);
    }
    const [space] = await asInstance(world.store.db, (tx) =>
      ensurePeople(tx, world.doing, { people: [{ email, name: 'x' }] }),
    );
    const { eraseMails } = await import('#net');
    if (space === undefined) throw new Error('no space');
    expect(await inOrg(world.store.db, space, (tx) => eraseMails(tx, { email }))).toBeGreaterThan(0);
    expect(await mailsTo(email)).toEqual([]);
  });
});
