import { beforeAll, describe, expect, it } from 'vitest';
import { inOrg, type AppContext, type Store } from '#store';
import { ownStore, seededRandom, testNow } from '#testing';
import {
  cancelAction,
  countAwards,
  createAction,
  csvLine,
  exportAwards,
  findAction,
  findHolders,
  issueMany,
  listActionItems,
  previewAction,
  runAction,
  suspend,
  tableOfAwards,
  undoAction,
  type ActionRequest,
  type Award,
  type AwardFilter,
  type AwardSort,
} from './index.ts';
import { doingOf, makeGrants, makeScene, type Scene } from './scene.fixture.ts';

let now = testNow;
let store: Store;
let app: AppContext;
let scene: Scene;
let awards: readonly Award[];

beforeAll(async () => {
  store = await ownStore(8);
  app = {
    db: store.db,
    clock: () => now,
    random: seededRandom(5),
    publicUrl: 'http://localhost:3210',
    keyEncryptionKey: new Uint8Array(32).fill(7),
    net: () => Promise.reject(new Error('no way out in tests')),
  };
  scene = await makeScene(app);
  const grants = await makeGrants(app, scene, 23, 'table');
  const ends = (n: number): Date | undefined =>
    n % 3 === 0 ? undefined : new Date(testNow.getTime() + (1 + (n % 4)) * 86_400_000);
  for (const [n, grant] of grants.entries()) {
    // Two of each moment, so that a page ends between equal keys.
    now = new Date(testNow.getTime() + Math.floor(n / 2) * 1_000);
    await issueMany(app, doingOf(app), {
      orgId: scene.orgId,
      grants: [{ ...grant, validUntil: ends(n), source: n % 5 === 0 ? 'batch' : 'direct' }],
    });
  }
  now = new Date(testNow.getTime() + 3_600_000);
  const { items } = await table({}, 'issued', 'asc', 200);
  awards = items;
  await at((tx) =>
    suspend(tx, doingOf(app), {
      orgId: scene.orgId,
      awardId: awards[3]?.awardId as never,
      reason: 'A look.',
    }),
  );
});

const at = <T>(work: Parameters<typeof inOrg<T>>[2]): Promise<T> => inOrg(store.db, scene.orgId, work);
const table = (
  filter: AwardFilter,
  sort: AwardSort,
  direction: 'asc' | 'desc',
  limit: number,
  after?: string,
): ReturnType<typeof tableOfAwards> =>
  at((tx) => tableOfAwards(tx, { orgId: scene.orgId, filter, sort, direction, page: { limit, after } }));

async function everyPage(filter: AwardFilter, sort: AwardSort, direction: 'asc' | 'desc'): Promise<string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const page = await table(filter, sort, direction, 4, after);
    ids.push(...page.items.map((award) => award.awardId));
    after = page.next ?? undefined;
  } while (after !== undefined);
  return ids;
}

describe('the table of awards', () => {
  it('shows every award once by every sort in both directions, page by page', async () => {
    for (const sort of ['issued', 'holder', 'badge', 'state', 'expiry'] as const) {
      const up = await everyPage({}, sort, 'asc');
      const down = await everyPage({}, sort, 'desc');
      expect(new Set(up).size, sort).toBe(awards.length);
      expect(down, sort).toEqual([...up].reverse());
      expect((await table({}, sort, 'asc', 200)).items.map((award) => award.awardId)).toEqual(up);
    }
  });

  it('sorts by what the column shows: names without case and marks, no end last', async () => {
    const names = (await table({}, 'holder', 'asc', 200)).items.map((award) => award.personId);
    const known = await at((tx) => findHolders(tx, { orgId: scene.orgId, words: 'Person', limit: 50 }));
    expect(names).toEqual(known.map((holder) => holder.personId));
    const ends = (await table({}, 'expiry', 'asc', 200)).items.map(
      (a) => a.validUntil?.getTime() ?? Infinity,
    );
    expect(ends).toEqual([...ends].sort((a, b) => a - b));
  });

  it('narrows by state, source, claim, words, times, and counts what is left', async () => {
    const count = async (filter: AwardFilter): Promise<number> => {
      const { value, isExact } = await at((tx) => countAwards(tx, { orgId: scene.orgId, filter }));
      expect(isExact).toBe(true);
      expect((await everyPage(filter, 'holder', 'asc')).length).toBe(value);
      return value;
    };
    expect(await count({ state: 'suspended' })).toBe(1);
    expect(await count({ source: 'batch' })).toBe(5);
    expect(await count({ claim: 'claimed' })).toBe(0);
    expect(await count({ claim: 'unclaimed' })).toBe(23);
    expect(await count({ words: 'PERSON-TABLE-2' })).toBe(4);
    expect(await count({ words: 'nobody' })).toBe(0);
    expect(await count({ issuedFrom: new Date(testNow.getTime() + 10_000).toISOString() })).toBe(3);
    expect(await count({ endsBefore: new Date(testNow.getTime() + 86_400_000 * 3 - 1).toISOString() })).toBe(
      8,
    );
    expect(await count({ badgeId: scene.badgeId, version: 2 })).toBe(0);
  });

  it('refuses a cursor of another sort, and one with a day that does not exist', async () => {
    const { next } = await table({}, 'issued', 'asc', 2);
    await expect(table({}, 'expiry', 'asc', 2, next ?? '')).rejects.toMatchObject({
      code: 'award_cursor_invalid',
    });
    await expect(table({}, 'issued', 'desc', 2, next ?? '')).rejects.toMatchObject({
      code: 'award_cursor_invalid',
    });
    const key = ['issued', 'asc', '2026-02-31T00:00:00.000000Z', 'x', 'y'];
    const forged = Buffer.from(JSON.stringify(key)).toString('base64url');
    await expect(table({}, 'issued', 'asc', 2, forged)).rejects.toMatchObject({
      code: 'award_cursor_invalid',
    });
  });

  it('is written as CSV that no spreadsheet takes for formulas', async () => {
    let text = '';
    for await (const piece of exportAwards(app, { orgId: scene.orgId, filter: {}, sort: 'holder' }))
      text += piece;
    expect(text.split('\r\n')).toHaveLength(25);
    expect(csvLine(['=HYPERLINK("x")', 'a,b', 'two\nlines', null, -5])).toBe(
      `"'=HYPERLINK(""x"")","a,b","two\nlines",,-5\r\n`,
    );
  });
});

describe('an action on many awards', () => {
  const all = (): ActionRequest['selection'] => ({ filter: {}, asOf: now.toISOString() });
  let keys = 0;
  const create = (request: ActionRequest, key = `k${String(keys++)}`) =>
    at((tx) =>
      createAction(tx, doingOf(app, 'usr_asked'), { orgId: scene.orgId, idempotencyKey: key, request }),
    );
  const run = (actionId: string) => runAction(app, doingOf(app), { orgId: scene.orgId, actionId });
  const stateOf = async (state: Award['state']): Promise<number> =>
    (await at((tx) => countAwards(tx, { orgId: scene.orgId, filter: { state } }))).value;

  it('says beforehand what it would do, why not, and to whom', async () => {
    const awardIds = [awards[0]?.awardId ?? '', awards[3]?.awardId ?? '', 'awd_nobody'];
    const preview = await at((tx) =>
      previewAction(tx, {
        orgId: scene.orgId,
        request: { kind: 'suspend', reason: 'R.', selection: { awardIds } },
      }),
    );
    expect(preview).toMatchObject({
      itemCount: 3,
      changedCount: 1,
      unchangedCount: 1,
      refusedCount: 1,
      refusals: [{ code: 'award_unknown', count: 1 }],
    });
    expect(preview.sample.map((award) => award.awardId).sort()).toEqual(awardIds.slice(0, 2).sort());
  });

  it('touches what was there at its moment, but for the exceptions, and is taken back', async () => {
    const selection = { ...all(), except: [awards[0]?.awardId ?? ''] };
    now = new Date(now.getTime() + 1_000);
    const [late] = await makeGrants(app, scene, 1, 'late');
    await issueMany(app, doingOf(app), { orgId: scene.orgId, grants: late === undefined ? [] : [late] });
    const action = await create({ kind: 'suspend', reason: 'A doubt.', selection });
    const done = await run(action.actionId);
    expect(done).toMatchObject({ state: 'done', itemCount: 22, changedCount: 21, unchangedCount: 1 });
    expect(await stateOf('active')).toBe(2);
    const undo = () =>
      at((tx) =>
        undoAction(tx, doingOf(app), { orgId: scene.orgId, actionId: action.actionId, reason: 'Cleared.' }),
      );
    const [first, second] = [await undo(), await undo()];
    expect(second.actionId).toBe(first.actionId);
    expect(await run(first.actionId)).toMatchObject({ state: 'done', kind: 'reinstate', changedCount: 21 });
    // The one that was suspended before the action stays so.
    expect(await stateOf('suspended')).toBe(1);
  });

  it('gives the same action for the same key, and refuses another request under it', async () => {
    const request: ActionRequest = { kind: 'reinstate', reason: 'R.', selection: all() };
    const [one, two] = await Promise.all([create(request, 'same'), create(request, 'same')]);
    expect(two.actionId).toBe(one.actionId);
    await expect(create({ ...request, kind: 'suspend' }, 'same')).rejects.toMatchObject({
      code: 'action_key_reused',
    });
  });

  it('waits before it revokes, can be called off until then, and cannot be taken back after', async () => {
    const request: ActionRequest = { kind: 'revoke', reason: 'Wrong list.', selection: all() };
    const first = await create(request);
    expect(await run(first.actionId)).toMatchObject({ state: 'scheduled' });
    expect(await stateOf('revoked')).toBe(0);
    const cancel = (actionId: string) =>
      at((tx) => cancelAction(tx, doingOf(app), { orgId: scene.orgId, actionId }));
    expect(await cancel(first.actionId)).toMatchObject({ state: 'cancelled', changedCount: 0 });
    now = new Date(now.getTime() + 120_000);
    expect(await run(first.actionId)).toMatchObject({ state: 'cancelled' });

    const ids = awards.slice(5, 8).map((award) => award.awardId);
    const second = await create({ ...request, selection: { awardIds: ids } });
    now = new Date(now.getTime() + 61_000);
    // Two workers at once: every award is changed once.
    await Promise.all([run(second.actionId), run(second.actionId)]);
    expect(await at((tx) => findAction(tx, { orgId: scene.orgId, actionId: second.actionId }))).toMatchObject(
      {
        state: 'done',
        changedCount: 3,
      },
    );
    await expect(cancel(second.actionId)).rejects.toMatchObject({ code: 'action_ended' });
    await expect(
      at((tx) =>
        undoAction(tx, doingOf(app), { orgId: scene.orgId, actionId: second.actionId, reason: 'No.' }),
      ),
    ).rejects.toMatchObject({ code: 'action_not_undoable' });
  });

  it('mails again to those who can claim, and says of the others why not', async () => {
    const done = await run((await create({ kind: 'resend', selection: all() })).actionId);
    expect(done).toMatchObject({ changedCount: 21, refusedCount: 3 });
    const { items } = await at((tx) =>
      listActionItems(tx, {
        orgId: scene.orgId,
        actionId: done.actionId,
        state: 'refused',
        page: { limit: 10 },
      }),
    );
    expect(items.map((item) => item.code)).toEqual(['award_revoked', 'award_revoked', 'award_revoked']);
  });
});
