import { beforeAll, describe, expect, it } from 'vitest';
import type { OrgId } from '#kernel';
import { roles, type Session } from '#parties';
import { routes } from './index.ts';
import { openWorld, type Answer, type World } from './world.fixture.ts';

describe('the operators of an instance', () => {
  let world: World;
  let orgId: OrgId;
  let operator: Session;
  let staff: Session;
  const issuer = { issuerId: 'https://issuer.example/a/b', name: 'Far', reason: 'Known.' };

  const ask = (method: string, path: string, as: Session | undefined, body?: unknown): Promise<Answer> =>
    world.ask(method, `/api/v1${path}`, { as, ...(body === undefined ? {} : { body }) });
  const trail = async (): Promise<{ action: string; actor: string; subject: string }[]> =>
    (await ask('GET', '/audit', operator)).json['items'] as never;

  beforeAll(async () => {
    world = await openWorld();
    orgId = await world.newOrg('Harbour College');
    operator = await world.newOperator('Olga');
    staff = await world.newUser('Ines', [[orgId, roles]]);
  });

  it('alone use the routes of the instance: no role and no API key is enough', async () => {
    const key = await world.newKey(orgId);
    const own = routes.filter((route) => route.access === 'operator');
    expect(own.length).toBeGreaterThan(6);
    for (const route of own) {
      const path = route.path.replace(/\{\w+\}/g, 'x');
      const method = route.method.toUpperCase();
      const nobody = await world.ask(method, path);
      expect([nobody.status, nobody.json['code']], path).toEqual([401, 'credentials_missing']);
      for (const sender of [{ as: staff }, { key }]) {
        const answer = await world.ask(method, path, sender);
        expect([answer.status, answer.json['code']], path).toEqual([403, 'right_missing']);
      }
    }
  });

  it('get no right in any organisation by it', async () => {
    expect((await ask('GET', `/orgs/${orgId}`, operator)).json['code']).toBe('not_found');
    expect((await ask('GET', '/me', operator)).json).toMatchObject({ isOperator: true, memberships: [] });
    expect((await ask('GET', '/me', staff)).json).toMatchObject({ isOperator: false });
  });

  it('put a foreign issuer on the trust list and take it off again, and both stand in the trail', async () => {
    const added = await ask('POST', '/trusted-issuers', operator, issuer);
    expect([added.status, added.json['name']]).toEqual([201, 'Far']);
    expect((await ask('GET', '/trusted-issuers', undefined)).json['items']).toMatchObject([issuer]);
    const path = `/trusted-issuers/${encodeURIComponent(issuer.issuerId)}`;
    expect((await ask('DELETE', path, operator)).status).toBe(204);
    expect((await ask('DELETE', path, operator)).json['code']).toBe('trusted_issuer_unknown');
    expect((await ask('GET', '/trusted-issuers', undefined)).json['items']).toEqual([]);
    const lines = (await trail()).filter((line) => line.subject === issuer.issuerId);
    expect(lines.map((line) => line.action).sort()).toEqual([
      'trusted_issuer.added',
      'trusted_issuer.removed',
    ]);
    expect(lines.map((line) => line.actor)).toEqual([operator.userId, operator.userId]);
  });

  it('make each other operators, and the last one stays', async () => {
    const second = await world.newUser('Second');
    const add = (email: string): Promise<Answer> => ask('POST', '/operators', operator, { email });
    expect((await add('nobody@example.org')).json['code']).toBe('user_unknown');
    expect((await add(second.email)).status).toBe(201);
    expect((await add(second.email)).json['code']).toBe('operator_exists');
    const list = (await ask('GET', '/operators', second)).json['items'];
    expect(list).toMatchObject([{ userId: operator.userId }, { userId: second.userId, email: second.email }]);
    // Both at the same moment: one of them stays.
    const removed = await Promise.all([
      ask('DELETE', `/operators/${second.userId}`, operator),
      ask('DELETE', `/operators/${operator.userId}`, second),
    ]);
    expect(removed.map((answer) => answer.status).filter((status) => status === 204)).toHaveLength(1);
    const left = removed[0]?.status === 204 ? operator : second;
    const last = await ask('DELETE', `/operators/${left.userId}`, left);
    expect([last.status, last.json['code']]).toEqual([409, 'operator_last']);
    if (left === second) operator = second;
  });

  it('alone found organisations, unless the instance is open to all who want to', async () => {
    const refused = await ask('POST', '/orgs', staff, { name: 'Mine' });
    expect([refused.status, refused.json['code']]).toEqual([403, 'right_missing']);
    const founded = await ask('POST', '/orgs', operator, { name: 'Ours' });
    expect(founded.status).toBe(201);
    const me = (await ask('GET', '/me', operator)).json['memberships'];
    expect(me).toMatchObject([{ name: 'Ours', roles: ['assessor', 'hr', 'issuer'] }]);

    const open = await openWorld({ hasOpenOrganisations: true, hasOpenSignUp: false });
    const anybody = await open.newUser('Anybody');
    expect((await open.ask('POST', '/api/v1/orgs', { as: anybody, body: { name: 'Mine' } })).status).toBe(
      201,
    );
    expect((await open.ask('GET', '/api/v1/instance')).json).toMatchObject({
      hasOpenOrganisations: true,
      hasOpenSignUp: false,
    });
  });
});
