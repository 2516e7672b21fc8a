import { Writable } from 'node:stream';
import { pino } from 'pino';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OrgId } from '#kernel';
import { inOrg, keptMs, leaseMs, claimKey } from '#store';
import { testNow } from '#testing';
import { digestOf } from './idempotent.ts';
import { openWorld, type World } from './world.fixture.ts';

describe('a keyed request', () => {
  let world: World;
  let orgId: OrgId;
  let key: string;
  const department = (name: string, idempotencyKey: string): ReturnType<World['ask']> =>
    world.ask('POST', `/api/v1/orgs/${orgId}/departments`, {
      key,
      body: { name },
      headers: { 'Idempotency-Key': idempotencyKey },
    });

  beforeAll(async () => {
    world = await openWorld();
    orgId = await world.newOrg('Harbour College');
    key = await world.newKey(orgId);
  });

  it('is carried out once and answered the same again', async () => {
    const first = await department('Physics', 'k1');
    const second = await department('Physics', 'k1');
    expect(first.status).toBe(201);
    expect(second.status).toBe(201);
    expect(second.json).toEqual(first.json);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    const list = await world.ask('GET', `/api/v1/orgs/${orgId}/departments`, { key });
    expect(list.json['items']).toHaveLength(1);
  });

  it('is refused with another body, and by another sender', async () => {
    await department('Chemistry', 'k2');
    expect((await department('Biology', 'k2')).json['code']).toBe('idempotency_key_reused');
    const otherKey = await world.newKey(orgId);
    const other = await world.ask('POST', `/api/v1/orgs/${orgId}/departments`, {
      key: otherKey,
      body: { name: 'Chemistry' },
      headers: { 'Idempotency-Key': 'k2' },
    });
    expect(other.json['code']).toBe('idempotency_key_reused');
  });

  it('of two that arrive together one is carried out and the other is not', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => department('Geology', 'k3')));
    const statuses = answers.map((a) => a.status).sort();
    expect(statuses[0]).toBe(201);
    expect(statuses.every((s) => s === 201 || s === 409)).toBe(true);
    const list = await world.ask('GET', `/api/v1/orgs/${orgId}/departments`, { key });
    const names = (list.json['items'] as { name: string }[]).map((d) => d.name);
    expect(names.filter((name) => name === 'Geology')).toHaveLength(1);
  });

  it('leaves its key free when it fails', async () => {
    const path = `/api/v1/orgs/${orgId}/departments`;
    const headers = { 'Idempotency-Key': 'k4' };
    const failed = await world.ask('POST', path, { key, headers, body: { name: 'X', parentId: 'dep_x' } });
    expect(failed.json['code']).toBe('department_unknown');
    expect((await department('Botany', 'k4')).status).toBe(201);
  });

  it('never keeps a secret: the repeated answer is without it', async () => {
    const make = (): ReturnType<World['ask']> =>
      world.ask('POST', `/api/v1/orgs/${orgId}/api-keys`, {
        key,
        body: { name: 'Robot', scopes: ['org:read'] },
        headers: { 'Idempotency-Key': 'k5' },
      });
    const first = await make();
    const second = await make();
    expect(first.json['secret']).toMatch(/^rk_/);
    expect(second.json['keyId']).toBe(first.json['keyId']);
    expect(second.text).not.toContain('rk_');
  });

  it('is taken over when the server that claimed it died, and forgotten after two days', async () => {
    const request = { orgId, key: 'k6', digest: digestOf(['a']) };
    const claim = (at: number): Promise<string> =>
      inOrg(world.store.db, orgId, async (tx) => {
        const found = await claimKey(tx, new Date(testNow.getTime() + at), request);
        return found.kind;
      });
    expect(await claim(0)).toBe('fresh');
    expect(await claim(leaseMs - 1)).toBe('busy');
    expect(await claim(leaseMs)).toBe('fresh');
    expect(await claim(keptMs + 1)).toBe('fresh');
  });

  it('has a key of printable characters', async () => {
    expect((await department('X', 'x'.repeat(256))).json['code']).toBe('idempotency_key_invalid');
  });
});

describe('the HTTP door', () => {
  it('refuses a change that another site starts with somebody’s cookie', async () => {
    const world = await openWorld();
    const as = await world.newOperator('Lena');
    const body = { name: 'Mine' };
    const crossSite = [
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { 'Sec-Fetch-Site': 'same-origin', Origin: 'https://evil.example' },
    ];
    for (const headers of crossSite) {
      const answer = await world.ask('POST', '/api/v1/orgs', { as, body, headers });
      expect(answer.json['code']).toBe('request_cross_site');
    }
    expect((await world.ask('POST', '/api/v1/orgs', { as, body })).status).toBe(201);
  });

  it('counts requests by sender and says when to come back', async () => {
    const world = await openWorld({ limits: { key: 3, address: 2 }, isBehindProxy: true });
    const headers = { 'X-Forwarded-For': '192.0.2.1, 198.51.100.7' };
    const orgId = await world.newOrg('Harbour College');
    const key = await world.newKey(orgId);
    const otherKey = await world.newKey(orgId);
    for (let i = 0; i < 3; i++)
      expect((await world.ask('GET', '/api/v1/me', { key, headers })).status).toBe(200);
    const over = await world.ask('GET', '/api/v1/me', { key, headers });
    expect(over.json['code']).toBe('rate_limit_exceeded');
    expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await world.ask('GET', '/api/v1/me', { key: otherKey, headers })).status).toBe(200);
    await world.ask('GET', '/api/v1/me', { key: 'rk_wrong', headers });
    await world.ask('GET', '/api/v1/me', { key: 'rk_wrong', headers });
    expect((await world.ask('GET', '/api/v1/me', { key: 'rk_wrong', headers })).json['code']).toBe(
      'rate_limit_exceeded',
    );
  });

  it('explains no error that it does not know, and logs its cause under the request id', async () => {
    const lines: string[] = [];
    const logger = pino(
      {},
      new Writable({
        write: (chunk: Buffer, _encoding, done) => {
          lines.push(chunk.toString());
          done();
        },
      }),
    );
    const world = await openWorld({
      logger,
      deliveryState: () => Promise.reject(new Error('the secret phrase')),
    });
    const answer = await world.ask('GET', '/health');
    expect(answer.status).toBe(500);
    expect(answer.json['code']).toBe('server_failed');
    expect(answer.text).not.toContain('secret');
    expect(lines.join('')).toContain('the secret phrase');
    expect(lines.join('')).toContain(answer.headers.get('x-request-id'));
  });

  it('logs ids and route patterns, and nothing that is about a person', async () => {
    const lines: string[] = [];
    const logger = pino(
      {},
      new Writable({
        write: (chunk: Buffer, _encoding, done) => {
          lines.push(chunk.toString());
          done();
        },
      }),
    );
    const world = await openWorld({ logger });
    const orgId = await world.newOrg('Harbour College');
    const as = await world.newUser('Lena Learner', [[orgId, ['hr']]]);
    await world.ask('GET', `/api/v1/orgs/${orgId}/people?words=lena`, { as });
    await world.ask('POST', `/api/v1/orgs/${orgId}/members`, {
      as,
      body: { email: 'eve@example.org', roles: ['hr'] },
    });
    const logged = lines.join('');
    expect(logged).toContain('/api/v1/orgs/{orgId}/members');
    expect(logged).toContain(as.userId);
    for (const word of ['lena', 'Lena', 'eve@', '@example.org', 'words']) expect(logged).not.toContain(word);
  });

  it('sets the headers that keep pages apart, and opens only what is public to other sites', async () => {
    const world = await openWorld();
    const api = await world.ask('GET', '/api/v1/orgs', { headers: { Origin: 'https://other.example' } });
    expect(api.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(api.headers.get('x-content-type-options')).toBe('nosniff');
    expect(api.headers.get('cache-control')).toBe('no-store');
    expect(api.headers.get('access-control-allow-origin')).toBeNull();
    const verify = await world.ask('POST', '/api/v1/verify', {
      body: { document: 'x' },
      headers: { Origin: 'https://other.example' },
    });
    expect(verify.headers.get('access-control-allow-origin')).toBe('*');
    expect(verify.json['verdict']).toMatchObject({ word: 'not_valid' });
    expect(verify.json['shown']).toBeUndefined();
  });

  it('serves its reference from its own origin', async () => {
    const world = await openWorld();
    const page = await world.ask('GET', '/docs');
    expect(page.text).not.toMatch(/https?:\/\//);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const script = await world.ask('GET', '/docs/swagger-ui-bundle.js');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    const document = await world.ask('GET', '/api/v1/openapi.json');
    expect(document.json).toMatchObject({ openapi: '3.1.0' });
    expect((await world.ask('GET', '/fonts/inter.woff2')).status).toBe(200);
    expect((await world.ask('GET', '/fonts/..%2Fx')).status).toBe(404);
  });

  it('reports health and counts requests by route pattern', async () => {
    const world = await openWorld();
    await world.ask('GET', '/api/v1/orgs');
    expect((await world.ask('GET', '/health')).json).toMatchObject({
      status: 'ok',
      deliveries: { pending: 0, failing: 0 },
    });
    const metrics = await world.ask('GET', '/metrics');
    expect(metrics.text).toContain(
      'rungs_http_requests_total{route="/api/v1/orgs",method="GET",status="200"} 1',
    );
  });

  it('shows its figures to whoever has the token, once the operator has set one', async () => {
    const world = await openWorld({ metricsToken: 'a-token-of-this-test' });
    const ask = (headers: Record<string, string>): ReturnType<World['ask']> =>
      world.ask('GET', '/metrics', { headers });
    for (const headers of [
      {},
      { Authorization: 'Bearer another' },
      { Authorization: 'a-token-of-this-test' },
    ])
      expect((await ask(headers as Record<string, string>)).json['code']).toBe('credentials_missing');
    expect((await ask({ Authorization: 'Bearer a-token-of-this-test' })).status).toBe(200);
  });
});
