import { describe, expect, it } from 'vitest';
import { demoPeople } from '#app';
import { addOperator, openIdentity, roles } from '#parties';
import { asInstance } from '#store';
import { openWorld, type Answer, type World } from './world.fixture.ts';

const json = { 'Sec-Fetch-Site': 'same-origin' };

async function open(isDemo: boolean): Promise<World> {
  const world = await openWorld({ isDemo, demoPeople }, { hasRealSignIn: true });
  const identity = openIdentity({
    db: world.store.db,
    address: (world.store as { address: Parameters<typeof openIdentity>[0]['address'] }).address,
    clock: world.ctx.clock,
    random: world.ctx.random,
    secret: 'a secret of tests, which is long enough',
    publicUrl: world.ctx.publicUrl,
  });
  const [person] = demoPeople.filter((one) => one.role === 'issuer');
  if (person === undefined) throw new Error('nobody is an issuer');
  const { name, email, password } = person;
  const user = await identity.createUser({ name, email, password, isDemo: true });
  await identity.close();
  await asInstance(world.store.db, (tx) => addOperator(tx, world.doing, { userId: user.userId }));
  return world;
}

describe('"view as"', () => {
  it('signs in to a demo by role, one person for each of the seven; an operator there reads every mail', async () => {
    const world = await open(true);
    const people = (await world.ask('GET', '/api/v1/demo/people')).json['items'] as { role: string }[];
    expect(people.map((one) => one.role).sort()).toEqual([...roles].sort());
    expect(JSON.stringify(people)).not.toContain('password');
    const view = (role: string): Promise<Answer> =>
      world.ask('POST', '/api/v1/demo/sign-in', { body: { role }, headers: json });
    const done = await view('issuer');
    expect(done.json).toEqual({ state: 'signed_in' });
    const Cookie = done.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const ask = (method: string, path: string): Promise<Answer> =>
      world.ask(method, `/api/v1${path}`, { headers: { ...json, Cookie } });
    expect((await ask('GET', '/me')).json).toMatchObject({ isOperator: true, hasTwoFactor: false });
    expect((await view('learner')).status).toBe(404);
    for (const email of ['ada@example.org', 'nobody@example.org'])
      await world.ask('POST', '/api/v1/auth/links', { body: { email }, headers: json });
    await world.runJobs();
    const items = (await ask('GET', '/mailbox')).json['items'] as { mailId: string; to: string }[];
    expect(items.map((mail) => mail.to).sort()).toEqual(['ada@example.org', 'nobody@example.org']);
    expect((await ask('GET', `/mailbox/${items[0]?.mailId ?? ''}`)).json['text']).toContain('#');
  });

  it('is not there outside of a demo, where an operator reads mails of people without an account alone', async () => {
    const world = await open(false);
    expect((await world.ask('GET', '/api/v1/demo/people')).status).toBe(404);
    const body = { role: 'issuer' };
    expect((await world.ask('POST', '/api/v1/demo/sign-in', { body, headers: json })).status).toBe(404);
    const [person] = demoPeople.filter((one) => one.role === 'issuer');
    const { email, password } = person ?? { email: '', password: '' };
    for (const to of [email, 'nobody@example.org'])
      await world.ask('POST', '/api/v1/auth/links', { body: { email: to }, headers: json });
    await world.runJobs();
    const inside = await world.ask('POST', '/api/v1/auth/sign-in', {
      body: { email, password },
      headers: json,
    });
    const Cookie = inside.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const get = (path: string): Promise<Answer> =>
      world.ask('GET', `/api/v1${path}`, { headers: { ...json, Cookie } });
    const items = (await get('/mailbox')).json['items'] as { to: string }[];
    expect(items.map((mail) => mail.to)).toEqual(['nobody@example.org']);
    const [own] = (await get('/me/mailbox')).json['items'] as { mailId: string }[];
    expect((await get(`/mailbox/${own?.mailId ?? ''}`)).json['code']).toBe('mail_unknown');
    const trail = (await get('/audit')).json['items'] as { action: string }[];
    expect(trail.map((line) => line.action)).not.toContain('mail.opened');
  });
});
