import { beforeAll, describe, expect, it } from 'vitest';
import type { OrgId } from '#kernel';
import { listMails, openMail } from '#net';
import { asInstance } from '#store';
import { openWorld, type Answer, type World } from './world.fixture.ts';

let world: World;
let org: string;
let key: string;
let badgeId: string;

const sameSite = { 'Sec-Fetch-Site': 'same-origin' };
const staff = async (method: string, path: string, body?: unknown) =>
  await world.ask(method, `${org}${path}`, { key, ...(body === undefined ? {} : { body }) });
const claim = async (token: string, cookie = '') =>
  await world.ask('POST', '/api/v1/claims', {
    body: { token },
    headers: { ...sameSite, ...(cookie === '' ? {} : { Cookie: cookie }) },
  });
const cookiesOf = (answer: Answer): string =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .filter((pair) => !pair.endsWith('='))
    .join('; ');

async function awardTo(email: string, name: string): Promise<{ awardId: string; token: string }> {
  const made = await staff('POST', '/awards', { badgeId, recipient: { email, name } });
  expect(made.status).toBe(201);
  await world.settle();
  const token = await asInstance(world.store.db, async (tx) => {
    const { items } = await listMails(tx, world.ctx, { email, now: world.ctx.clock(), page: { limit: 9 } });
    const { mailId } = items.find((mail) => mail.kind === 'claim') ?? { mailId: '' };
    const { text } = await openMail(tx, world.doing, world.ctx, { mailId });
    return /\/claim#(\S+)/.exec(text)?.[1] ?? '';
  });
  return { awardId: String(made.json['awardId']), token };
}

beforeAll(async () => {
  world = await openWorld({}, { hasRealSignIn: true });
  world.setNow(new Date());
  const orgId: OrgId = await world.newOrg('Harbour College');
  org = `/api/v1/orgs/${orgId}`;
  key = await world.newKey(orgId);
  const made = await staff('POST', '/badges', { name: 'Reading data', objective: 'O.', criteria: 'C.' });
  badgeId = String(made.json['badgeId']);
  await staff('POST', `/badges/${badgeId}/publish`, {});
});

describe('a claim by somebody without an account', () => {
  it('opens the account, signs in without a password, and shows the credential in their record', async () => {
    const { awardId, token } = await awardTo('nia@example.org', 'Nia 望');
    const claimed = await claim(token);
    expect(claimed.status).toBe(200);
    expect(claimed.json).toMatchObject({
      title: 'Reading data',
      holderName: 'Nia 望',
      claim: 'claimed',
      signIn: { state: 'signed_in' },
    });
    const cookie = cookiesOf(claimed);
    const mine = async (path: string) =>
      (await world.ask('GET', `/api/v1${path}`, { headers: { ...sameSite, Cookie: cookie } })).json;
    expect(await mine('/me')).toMatchObject({
      email: 'nia@example.org',
      name: 'Nia 望',
      isEmailProven: true,
    });
    expect((await mine('/me/credentials'))['items']).toMatchObject([{ title: 'Reading data' }]);
    expect((await staff('GET', `/awards/${awardId}`)).json['claim']).toMatchObject({ state: 'claimed' });
  });

  it('works once: the same link again signs nobody in', async () => {
    const { token } = await awardTo('once@example.org', 'Once');
    const both = await Promise.all([claim(token), claim(token)]);
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const again = await claim(token);
    expect(again.json).toMatchObject({ code: 'claim_link_used', data: { outcome: 'claimed' } });
    expect(cookiesOf(again)).toBe('');
  });

  it('is refused while somebody else is signed in, and the link stays good', async () => {
    const first = await awardTo('first@example.org', 'First');
    const cookie = cookiesOf(await claim(first.token));
    const second = await awardTo('second@example.org', 'Second');
    expect((await claim(second.token, cookie)).json['code']).toBe('claim_wrong_person');
    expect((await claim(second.token)).json).toMatchObject({ signIn: { state: 'signed_in' } });
  });
});
