import { beforeAll, describe, expect, it } from 'vitest';
import { runAction } from '#awards';
import type { OrgId } from '#kernel';
import { openMail, listMails } from '#net';
import type { Session } from '#parties';
import { asInstance } from '#store';
import { openWorld, type Ask, type World } from './world.fixture.ts';

let world: World;
let orgId: OrgId;
let staff: Session;
let badgeId: string;
let org: string;

const get = async (path: string, ask: Ask = { as: staff }) => world.ask('GET', path, ask);
const post = async (path: string, body: unknown, ask: Ask = { as: staff }) =>
  world.ask('POST', path, { ...ask, body });
const award = async (email: string, name: string): Promise<Readonly<Record<string, unknown>>> => {
  const answer = await post(`${org}/awards`, { badgeId, recipient: { email, name } });
  expect(answer.status).toBe(201);
  await world.settle();
  return answer.json;
};

/** The token in the latest mail with a claim link that lies here for an address. */
async function tokenFor(email: string): Promise<string> {
  return await asInstance(world.store.db, async (tx) => {
    const { items } = await listMails(tx, world.ctx, { email, now: world.ctx.clock(), page: { limit: 10 } });
    const mail = items.find((item) => item.kind === 'claim');
    if (mail === undefined) return '';
    const { text } = await openMail(tx, world.doing, world.ctx, { mailId: mail.mailId });
    return /\/claim#(\S+)/.exec(text)?.[1] ?? '';
  });
}

beforeAll(async () => {
  world = await openWorld();
  orgId = await world.newOrg('Harbour College');
  org = `/api/v1/orgs/${orgId}`;
  staff = await world.newUser('Ines', [[orgId, ['issuer']]]);
  const made = await post(`${org}/badges`, { name: 'Reading data', objective: 'O.', criteria: 'C.' });
  badgeId = String(made.json['badgeId']);
  await post(`${org}/badges/${badgeId}/publish`, {});
});

describe('a claim by a mailed link', () => {
  it('is looked at, taken once, and says plainly when the link is used again', async () => {
    const made = await award('ada@example.org', 'Ada Ünïcode 数据');
    const token = await tokenFor('ada@example.org');
    const look = await post('/api/v1/claims/look', { token }, {});
    expect(look.json).toMatchObject({ title: 'Reading data', holderName: 'Ada Ünïcode 数据', claim: 'sent' });
    const detail = async () => (await get(`${org}/awards/${String(made['awardId'])}`)).json;
    expect((await detail())['claim']).toMatchObject({ state: 'viewed' });

    const other = await world.newUser('Somebody else');
    const wrong = await post('/api/v1/claims', { token }, { as: other });
    expect([wrong.status, wrong.json['code']]).toEqual([403, 'claim_wrong_person']);

    const declined = await post('/api/v1/claims/decline', { token }, {});
    expect(declined.status).toBe(204);
    const again = await post('/api/v1/claims/look', { token }, {});
    expect(again.json).toMatchObject({ code: 'claim_link_used', data: { outcome: 'declined' } });
    expect((await detail())['mails']).toMatchObject([{ outcome: 'declined' }]);
  });

  it('ends with its time, and is replaced by a newer mail', async () => {
    const made = await award('bo@example.org', 'Bo');
    const first = await tokenFor('bo@example.org');
    // The mailbox is in the order of time, and the world's clock stands still until it is told.
    const began = world.ctx.clock();
    world.setNow(new Date(began.getTime() + 60_000));
    const answer = await post(`${org}/award-resends`, { selection: { awardIds: [made['awardId']] } });
    expect(answer.status).toBe(202);
    const { actionId } = answer.json['action'] as { actionId: string };
    await runAction(world.ctx, { ...world.doing, now: world.ctx.clock() }, { orgId, actionId });
    await world.settle();
    const second = await tokenFor('bo@example.org');
    expect(second).not.toBe(first);
    expect((await post('/api/v1/claims/look', { token: first }, {})).json).toMatchObject({
      code: 'claim_link_used',
      data: { outcome: 'replaced' },
    });
    world.setNow(new Date(began.getTime() + 91 * 86_400_000));
    expect((await post('/api/v1/claims/look', { token: second }, {})).json['code']).toBe(
      'claim_link_expired',
    );
    world.setNow(began);
    expect((await post('/api/v1/claims/look', { token: 'made up' }, {})).json['code']).toBe(
      'claim_link_unknown',
    );
  });

  it('needs no link for whoever is signed in, and no mail is sent to them', async () => {
    const learner = await world.newUser('Lena');
    const made = await award(learner.email, 'Lena');
    expect(await tokenFor(learner.email)).toBe('');
    const path = `/api/v1/me/credentials/${String(made['credentialId'])}/claim`;
    for (let click = 0; click < 2; click++)
      expect((await world.ask('POST', path, { as: learner })).status).toBe(204);
    const list = await get(`${org}/awards?claim=claimed&count=exact`);
    expect(list.json['total']).toEqual({ value: 1, isExact: true });
  });
});

describe('the numbers of an issuer', () => {
  it('count looks and verifications of strangers, never the issuer’s own', async () => {
    const made = await award('cy@example.org', 'Cy');
    const page = `/c/${String(made['credentialId']).replace('urn:uuid:', '')}`;
    await get(page, { as: staff });
    await get(page, {});
    await get(page, {});
    const text = (await get(`${org}/awards/${String(made['awardId'])}/credential`)).text;
    await world.ask('POST', '/api/v1/verify', {
      body: text,
      headers: { 'Content-Type': 'application/vc' },
    });
    const { json } = await get(`${org}/statistics`);
    expect(json['total']).toMatchObject({ issued: 4, claimed: 1, viewed: 2, verified: 1, shared: 0 });
    expect((await get(`${org}/statistics?from=2020-01-01&to=2026-01-01`)).status).toBe(422);
  });
});

describe('search', () => {
  it('finds people, their awards, badges and organisations, as far as the asker may see', async () => {
    const { json } = await get(`/api/v1/search?q=ADA%20uni&orgId=${orgId}`);
    expect(json['people']).toMatchObject([{ name: 'Ada Ünïcode 数据' }]);
    expect(json['awards']).toMatchObject([{ title: 'Reading data', holder: 'Ada Ünïcode 数据' }]);
    const learner = await world.newUser('Lo', [[orgId, ['learner']]]);
    const seen = await get(`/api/v1/search?q=Ada&orgId=${orgId}`, { as: learner });
    expect(seen.json).toMatchObject({ people: [], awards: [] });
    const stranger = await world.newUser('Stranger');
    expect((await get(`/api/v1/search?q=Ada&orgId=${orgId}`, { as: stranger })).status).toBe(404);
    const open = await get('/api/v1/search?q=harbour', { as: stranger });
    expect(open.json).toMatchObject({ organisations: [{ name: 'Harbour College' }], people: [] });
    expect((await get('/api/v1/search?q=Reading', { as: stranger })).json['badges']).toHaveLength(1);
  });
});

describe('bad input at the desks', () => {
  it('refuses a title of 5,000 characters, a picture that is none, a change of somebody else’s revision', async () => {
    const made = await post(`${org}/badges`, { name: 'N', objective: 'O.', criteria: 'C.' });
    const path = `${org}/badges/${String(made.json['badgeId'])}/draft`;
    const patch = async (expectedRevision: number, changes: unknown) =>
      await world.ask('PATCH', path, { as: staff, body: { expectedRevision, changes } });
    expect((await patch(1, { name: 'x'.repeat(5_000) })).json['code']).toBe('request_invalid');
    const picture = { alt: 'None', upload: { mediaType: 'image/png', base64: 'bm90IGEgcGljdHVyZQ==' } };
    expect((await patch(1, { image: picture })).json['code']).toBe('badge_image_invalid');
    const drawing = { shape: 'circle', ground: '#123a5c', ink: '#ffffff', icon: 'star' };
    const saved = await patch(1, { image: { alt: 'A star', drawing }, humanCode: 'N1' });
    expect(saved.json).toMatchObject({ revision: 2, name: 'N', humanCode: 'N1', image: { alt: 'A star' } });
    expect((await patch(1, { name: 'M' })).json['code']).toBe('badge_draft_conflict');
    expect((await patch(2, { humanCode: null })).json['humanCode']).toBeUndefined();
  });

  it('writes the table as a file, streamed', async () => {
    const file = await get(`${org}/awards.csv?sort=holder`);
    expect(file.headers.get('content-type')).toContain('text/csv');
    expect(file.text.split('\r\n')[0]).toContain('award_id,credential_id');
    expect(file.text.split('\r\n').length).toBe(6);
  });
});

describe('the first steps of an organisation', () => {
  it('follow what it really has, and a brand is no condition', async () => {
    const fresh = await world.newOrg('Fresh School');
    const founder = await world.newUser('Founder', [[fresh, ['issuer']]]);
    const at = `/api/v1/orgs/${fresh}`;
    const steps = async () => (await get(`${at}/first-steps`, { as: founder })).json;
    const send = async (path: string, body: unknown) =>
      (await post(`${at}${path}`, body, { as: founder })).json;
    expect(await steps()).toMatchObject({ isBranded: false, badge: null, award: null, next: 'brand' });
    const made = await send('/badges', { name: 'Knots', objective: 'O.', criteria: 'C.' });
    expect(await steps()).toMatchObject({ badge: { name: 'Knots', isOpen: false }, next: 'badge' });
    await send(`/badges/${String(made['badgeId'])}/publish`, {});
    expect(await steps()).toMatchObject({ badge: { isOpen: true }, next: 'award' });
    const give = (email: string) =>
      send('/awards', { badgeId: made['badgeId'], recipient: { email, name: 'Somebody' } });
    const first = await give('one@example.org');
    expect(await steps()).toMatchObject({ award: { awardId: first['awardId'] }, next: 'look' });
    await world.ask('PATCH', at, { as: founder, body: { accentColour: '#1f4e79' } });
    await give('two@example.org');
    expect(await steps()).toMatchObject({ isBranded: true, isPractised: true, next: null });
  });
});
