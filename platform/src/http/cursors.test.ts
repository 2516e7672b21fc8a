import { beforeAll, describe, expect, it } from 'vitest';
import { encodeCursor } from '#kernel';
import { roles, type Session } from '#parties';
import { routes, type Route } from './index.ts';
import { openWorld, type World } from './world.fixture.ts';

const lists = routes.filter(
  (route) =>
    route.method === 'get' && Object.hasOwn(shapeOf(route), 'after') && !route.path.endsWith('/diff'),
);

/** Cursors that no list has made: not base64url, not JSON, another shape, other types, other texts. */
const forged = [
  '!',
  Buffer.from('{').toString('base64url'),
  ...[{}, 1, null, [], [1], [null], [{}], [['x']], [1, 2, 3], ['1', 2], ['a', 'b', 'c', 'd', 'e', 'f']].map(
    (value) => Buffer.from(JSON.stringify(value)).toString('base64url'),
  ),
];

/** Cursors with the right shape for some list, and texts where that list has a number or an id. */
const misled = ['x', '', '-1', '1e9', '9999999999999999999', 'NaN', '\u0000', "'; select 1"].flatMap((text) =>
  [1, 2, 3, 4, 5].map((length) => encodeCursor(Array.from({ length }, () => text))),
);

function shapeOf(route: Route): object {
  return (route.query as { shape?: object } | undefined)?.shape ?? {};
}

describe('a cursor that no list has made', () => {
  let world: World;
  let as: Session;
  let ids: Readonly<Record<string, string>>;

  beforeAll(async () => {
    world = await openWorld();
    const orgId = await world.newOrg('Harbour College');
    const staff = await world.newUser('Ines', [[orgId, roles]]);
    const operator = await world.newOperator('Olga');
    const send = async (path: string, body: unknown): Promise<Readonly<Record<string, unknown>>> =>
      (await world.ask('POST', `/api/v1/orgs/${orgId}${path}`, { as: staff, body })).json;
    const { badgeId } = await send('/badges', { name: 'N', objective: 'O.', criteria: 'C.' });
    await send(`/badges/${String(badgeId)}/publish`, {});
    const made = await send('/award-batches', { badgeId, rows: [{ email: 'a@example.org', name: 'A' }] });
    const { batchId } = made['batch'] as Record<string, string>;
    const selection = { filter: {}, asOf: '2026-01-01T00:00:00Z' };
    const acted = await send('/award-actions', { kind: 'suspend', reason: 'R.', selection });
    const { actionId } = acted['action'] as Record<string, string>;
    ids = {
      orgId,
      issuerId: orgId,
      actionId: actionId ?? '',
      badgeId: String(badgeId),
      batchId: batchId ?? '',
    };
    as = staff;
    await world.ask('POST', '/api/v1/operators', { as: operator, body: { email: staff.email } });
  });

  it('is looked for in every list', () => {
    expect(lists.length).toBeGreaterThan(15);
  });

  it('is refused where it holds a text and the list counts its rows', async () => {
    const path = `/api/v1/orgs/${ids['orgId'] ?? ''}/award-batches/${ids['batchId'] ?? ''}/rows`;
    for (const text of ['x', '-1', '1e9', '9999999999999999999', 'NaN'])
      expect((await world.ask('GET', `${path}?after=${encodeCursor([text])}`, { as })).json['code']).toBe(
        'award_cursor_invalid',
      );
  });

  it.each(lists.map((route) => [route.path, route] as const))('is refused by %s', async (_path, route) => {
    const path = route.path.replace(/\{(\w+)\}/g, (_all, name: string) => ids[name] ?? 'x');
    const skill = path.endsWith('/inventory/people') ? 'framework=esco&code=x&' : '';
    const ask = (after: string): ReturnType<World['ask']> =>
      world.ask('GET', `${path}?${skill}after=${encodeURIComponent(after)}`, { as });
    const plain = await world.ask('GET', `${path}?${skill}`, { as });
    expect(plain.status, plain.text).toBe(200);
    for (const cursor of forged) {
      const answer = await ask(cursor);
      expect([400, 422], `${cursor}: ${answer.text}`).toContain(answer.status);
      expect(answer.json['code']).toMatch(/^(\w+_cursor_invalid|request_invalid)$/);
    }
    // A text that could be the id of some row begins the list after it; everything else is refused.
    for (const cursor of misled) {
      const answer = await ask(cursor);
      expect([200, 400, 422], `${cursor}: ${answer.text}`).toContain(answer.status);
    }
  });
});
