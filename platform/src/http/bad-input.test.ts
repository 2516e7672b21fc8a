import { beforeAll, describe, expect, it } from 'vitest';
import type { OrgId } from '#kernel';
import type { Session } from '#parties';
import { openWorld, type Answer, type World } from './world.fixture.ts';

describe('bad input', () => {
  let world: World;
  let orgId: OrgId;
  let issuer: Session;
  let otherBadge: string;
  const badge = { name: 'N', objective: 'O.', criteria: 'C.' };

  beforeAll(async () => {
    world = await openWorld();
    orgId = await world.newOrg('Harbour College');
    const otherOrg = await world.newOrg('Other College');
    issuer = await world.newUser('Ines', [
      [orgId, ['issuer']],
      [otherOrg, ['learner']],
    ]);
    const key = await world.newKey(otherOrg);
    const made = await world.ask('POST', `/api/v1/orgs/${otherOrg}/badges`, { key, body: badge });
    otherBadge = String(made.json['badgeId']);
  });

  const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    world.ask('POST', `/api/v1/orgs/${orgId}${path}`, { as: issuer, body, headers });

  function expectProblem(answer: Answer, status: number, code: string): void {
    expect(answer.status, answer.text).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.json).toMatchObject({ status, code, type: `urn:rungs:problem:${code}` });
    expect(answer.json['title']).toEqual(expect.any(String));
    expect(answer.json['remedy']).toEqual(expect.any(String));
    expect(answer.json['instance']).toBe(`urn:rungs:request:${answer.headers.get('x-request-id') ?? ''}`);
  }

  it('an unknown field is named by its pointer and nothing is made', async () => {
    const answer = await post('/badges', { ...badge, isFamous: true });
    expectProblem(answer, 422, 'request_invalid');
    expect(answer.json['errors']).toEqual([
      { pointer: '/isFamous', detail: 'This field is not known here.' },
    ]);
    const list = await world.ask('GET', `/api/v1/orgs/${orgId}/badges`, { as: issuer });
    expect(list.json['items']).toEqual([]);
  });

  it('a wrong type deep in the body is named by its pointer', async () => {
    const answer = await post('/badges', {
      ...badge,
      alignments: [{ framework: 'esco', code: 'x', level: 'high' }],
    });
    expectProblem(answer, 422, 'request_invalid');
    expect(answer.json['errors']).toMatchObject([{ pointer: '/alignments/0/level' }]);
  });

  it('an unknown query parameter is refused, and so is a limit over 200', async () => {
    const path = `/api/v1/orgs/${orgId}/badges`;
    const unknown = await world.ask('GET', `${path}?sort=name`, { as: issuer });
    expectProblem(unknown, 422, 'request_invalid');
    expect(unknown.json['errors']).toMatchObject([{ pointer: '/query/sort' }]);
    expectProblem(await world.ask('GET', `${path}?limit=201`, { as: issuer }), 422, 'request_invalid');
  });

  it('broken JSON, no body, another content type and too much of it each have their own code', async () => {
    expectProblem(await post('/badges', '{"name": '), 400, 'json_malformed');
    expectProblem(await post('/badges', '{"name": "A", "name": "B"}'), 422, 'request_invalid');
    const twice = '{"name":"A","name":"B","objective":"Does it.","criteria":"Shows it."}';
    expectProblem(await post('/badges', twice), 400, 'json_malformed');
    expectProblem(await post('/badges', undefined), 422, 'request_invalid');
    expectProblem(
      await post('/badges', 'name=N', { 'Content-Type': 'application/x-www-form-urlencoded' }),
      415,
      'media_type_unsupported',
    );
    const large = JSON.stringify({ ...badge, description: 'x'.repeat(1024 * 1024) });
    expectProblem(await post('/badges', large), 413, 'body_too_large');
  });

  it('an id that does not exist and an id of another tenant look the same', async () => {
    const unknown = await post('/badges/bdg_00000000000000000000000000/publish', {});
    const foreign = await post(`/badges/${otherBadge}/publish`, {});
    expectProblem(unknown, 404, 'badge_not_found');
    expectProblem(foreign, 404, 'badge_not_found');
    const noOrg = await world.ask('GET', '/api/v1/orgs/org_00000000000000000000000000/badges', {
      as: issuer,
    });
    expectProblem(noOrg, 404, 'not_found');
  });

  it('a right that a role does not have is named', async () => {
    const answer = await world.ask('POST', `/api/v1/orgs/${orgId}/inventory/rebuild`, { as: issuer });
    expectProblem(answer, 403, 'right_missing');
    expect(answer.json['data']).toEqual({ right: 'inventory:manage' });
  });

  it('nobody, a wrong key and a key in a personal space are each told what is missing', async () => {
    expectProblem(await world.ask('GET', `/api/v1/orgs/${orgId}/badges`), 401, 'credentials_missing');
    expectProblem(
      await world.ask('GET', `/api/v1/orgs/${orgId}/badges`, { key: 'rk_nonsense' }),
      401,
      'api_key_invalid',
    );
    const key = await world.newKey(orgId);
    expectProblem(await world.ask('GET', '/api/v1/me/credentials', { key }), 403, 'person_required');
  });

  it('an address that does not exist is a problem document, and one that exists names its methods', async () => {
    expectProblem(await world.ask('GET', '/api/v1/nothing'), 404, 'route_unknown');
    const wrong = await world.ask('DELETE', `/api/v1/orgs/${orgId}`, { as: issuer });
    expectProblem(wrong, 405, 'method_not_allowed');
    expect(wrong.headers.get('allow')).toBe('GET, PATCH');
  });

  it('a closed badge version takes no award', async () => {
    const made = await post('/badges', badge);
    const badgeId = String(made.json['badgeId']);
    const recipient = { email: 'a@example.org', name: 'A' };
    expectProblem(await post('/awards', { badgeId, recipient }), 409, 'badge_version_closed');
    await post(`/badges/${badgeId}/publish`, {});
    await post(`/badges/${badgeId}/versions/1/retire`, undefined);
    expectProblem(await post('/awards', { badgeId, recipient }), 409, 'badge_version_closed');
    const awards = await world.ask('GET', `/api/v1/orgs/${orgId}/awards`, { as: issuer });
    expect(awards.json['items']).toEqual([]);
  });

  it('a framework file that is not what it says names file and line, and imports nothing', async () => {
    const body = {
      format: 'esco-csv',
      meta: {
        code: 'fake',
        version: '1',
        title: 'Fake',
        publisher: 'X',
        licence: 'X',
        attribution: 'X',
        url: 'https://example.org',
      },
      files: { 'skills_en.csv': Buffer.from('not,a,framework\n1,2,3\n').toString('base64') },
    };
    const as = await world.newOperator('Olga');
    const answer = await world.ask('POST', '/api/v1/frameworks', { as, body });
    expect(answer.status, answer.text).toBe(422);
    expect(answer.json['code']).toBe('framework_file_invalid');
    const list = await world.ask('GET', '/api/v1/frameworks');
    expect(list.json['items']).toEqual([]);
  });

  it('a character that cannot be kept is refused wherever it stands', async () => {
    const nul = String.fromCharCode(0);
    expectProblem(await post('/departments', { name: `A${nul}B` }), 422, 'request_invalid');
    for (const path of [`/people?words=%00`, '/badges?words=%00', '/badges/%00']) {
      const answer = await world.ask('GET', `/api/v1/orgs/${orgId}${path}`, {
        key: await world.newKey(orgId),
      });
      expect(answer.status, `${path}: ${answer.text}`).toBeLessThan(500);
    }
    expect((await world.ask('GET', '/api/v1/competencies?words=%00')).status).toBeLessThan(500);
    expect((await world.ask('GET', '/c/%00')).status).toBe(404);
    expect((await world.ask('GET', '/status/%00')).status).toBeLessThan(500);
  });
});
