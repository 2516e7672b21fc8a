import { beforeAll, describe, expect, it } from 'vitest';
import type { OrgId } from '#kernel';
import type { Session } from '#parties';
import { openWorld, type Answer, type World } from './world.fixture.ts';

let world: World;
let orgId: OrgId;
let manager: Session;
let clients: string;

beforeAll(async () => {
  world = await openWorld();
  orgId = await world.newOrg('Clients');
  manager = await world.newUser('Manager', [[orgId, ['issuer']]]);
  clients = `/api/v1/orgs/${orgId}/oauth-clients`;
});

interface Client {
  readonly clientId: string;
  readonly secret: string;
}

async function newClient(scopes: readonly string[], more: object = {}): Promise<Client> {
  const made = await world.ask('POST', clients, { as: manager, body: { name: 'Sync', scopes, ...more } });
  expect(made.status).toBe(201);
  return made.json as unknown as Client;
}

const basic = ({ clientId, secret }: Client): string =>
  `Basic ${Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(secret)}`).toString('base64')}`;

async function ask(form: Record<string, string> | string, authorization?: string): Promise<Answer> {
  return await world.ask('POST', '/oauth/token', {
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      ...(authorization === undefined ? {} : { Authorization: authorization }),
    },
    body: typeof form === 'string' ? form : new URLSearchParams(form).toString(),
  });
}

const grant = { grant_type: 'client_credentials' };

describe('a client', () => {
  it('gets a token by Basic or in the body, with all its scopes or some, and works with it', async () => {
    const client = await newClient(['org:read', 'audit:read']);
    const first = await ask(grant, basic(client));
    expect(first.json).toMatchObject({ token_type: 'Bearer', expires_in: 900, scope: 'audit:read org:read' });
    expect(first.headers.get('cache-control')).toBe('no-store');
    const own = { client_id: client.clientId, client_secret: client.secret };
    const narrow = await ask({ ...grant, ...own, scope: 'org:read' });
    const key = String(narrow.json['access_token']);
    expect((await world.ask('GET', `/api/v1/orgs/${orgId}`, { key })).status).toBe(200);
    const beyond = await world.ask('GET', `/api/v1/orgs/${orgId}/audit`, { key });
    expect(beyond.json['code']).toBe('right_missing');
    const me = (await world.ask('GET', '/api/v1/me', { key })).json;
    expect(me).toMatchObject({ kind: 'apiKey', keyId: client.clientId });
    const foreign = await world.newOrg('Foreign');
    expect((await world.ask('GET', `/api/v1/orgs/${foreign}`, { key })).status).toBe(404);
  });

  it('is refused in the words of RFC 6749, the same for an unknown one and a wrong secret', async () => {
    const client = await newClient(['org:read']);
    const wrong = await ask(grant, basic({ ...client, secret: 'x'.repeat(43) }));
    const unknown = await ask(grant, basic({ ...client, clientId: 'cli_00000000000000000000000000' }));
    expect([wrong.status, wrong.json['error']]).toEqual([401, 'invalid_client']);
    expect(wrong.headers.get('www-authenticate')).toMatch(/^Basic /);
    expect([unknown.status, unknown.text]).toEqual([wrong.status, wrong.text]);
    const refusal = async (form: Record<string, string> | string): Promise<unknown> => {
      const answer = await ask(form, basic(client));
      expect(answer.status).toBe(400);
      return answer.json['error'];
    };
    expect(await refusal({ ...grant, scope: 'audit:read' })).toBe('invalid_scope');
    expect(await refusal({ ...grant, scope: 'org:read nonsense' })).toBe('invalid_scope');
    expect(await refusal({ ...grant, scope: 'org:read  org:read' })).toBe('invalid_scope');
    expect(await refusal({ grant_type: 'password' })).toBe('unsupported_grant_type');
    expect(await refusal({})).toBe('invalid_request');
    expect(await refusal('grant_type=client_credentials&grant_type=client_credentials')).toBe(
      'invalid_request',
    );
    expect(await refusal({ ...grant, client_secret: client.secret })).toBe('invalid_request');
    expect((await ask(grant)).json['error']).toBe('invalid_client');
    expect((await ask(grant, 'Basic !')).json['error']).toBe('invalid_client');
    const json = await world.ask('POST', '/oauth/token', { body: grant });
    expect(json.json['error']).toBe('invalid_request');
  });

  it('that is revoked or expired gets nothing, and what it had ends with it', async () => {
    const now = world.ctx.clock();
    const expiresAt = new Date(now.getTime() + 3_600_000).toISOString();
    const client = await newClient(['org:read'], { expiresAt });
    const key = String((await ask(grant, basic(client))).json['access_token']);
    const use = async (): Promise<unknown> => {
      const answer = await world.ask('GET', `/api/v1/orgs/${orgId}`, { key });
      return answer.status === 200 ? 200 : answer.json['code'];
    };
    expect(await use()).toBe(200);
    world.setNow(new Date(now.getTime() + 900_000));
    const late = await world.ask('GET', `/api/v1/orgs/${orgId}`, { key });
    expect(late.json['code']).toBe('access_token_invalid');
    expect(late.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    world.setNow(new Date(now.getTime() + 3_600_000));
    expect((await ask(grant, basic(client))).json['error']).toBe('invalid_client');
    world.setNow(now);
    expect(await use()).toBe(200);
    await world.ask('DELETE', `${clients}/${client.clientId}`, { as: manager });
    expect(await use()).toBe('access_token_invalid');
    expect((await ask(grant, basic(client))).json['error']).toBe('invalid_client');
    const audit = await world.ask('GET', `/api/v1/orgs/${orgId}/audit?action=oauth_client`, { as: manager });
    expect(JSON.stringify(audit.json)).not.toContain(client.secret);
  });

  it('gets another secret without another name, and never more than whoever asks may', async () => {
    const client = await newClient(['org:read', 'keys:manage']);
    const key = String((await ask({ ...grant, scope: 'keys:manage' }, basic(client))).json['access_token']);
    const rotate = `${clients}/${client.clientId}/rotate`;
    const beyond = await world.ask('POST', rotate, { key });
    expect(beyond.json['code']).toBe('api_key_scope_refused');
    const made = (await world.ask('POST', rotate, { as: manager })).json as unknown as Client;
    expect((await ask(grant, basic(client))).json['error']).toBe('invalid_client');
    expect((await ask(grant, basic(made))).status).toBe(200);
    expect((await world.ask('GET', `/api/v1/orgs/${orgId}/api-keys`, { key })).json['code']).toBe(
      'access_token_invalid',
    );
    const more = await world.ask('POST', clients, {
      as: manager,
      body: { name: 'Too much', scopes: ['inventory:read'] },
    });
    expect(more.json['code']).toBe('api_key_scope_refused');
  });

  it('finds by the metadata of RFC 8414 where and how to ask', async () => {
    const { json } = await world.ask('GET', '/.well-known/oauth-authorization-server');
    expect(json).toMatchObject({
      issuer: world.ctx.publicUrl,
      token_endpoint: `${world.ctx.publicUrl}/oauth/token`,
      grant_types_supported: ['client_credentials'],
    });
    expect(json['scopes_supported']).toContain('awards:issue');
  });
});

describe('an API key', () => {
  it('is replaced by one with the same name and scopes; the old one ends at once', async () => {
    const path = `/api/v1/orgs/${orgId}/api-keys`;
    const body = { name: 'Night', scopes: ['org:read'] };
    const made = (await world.ask('POST', path, { as: manager, body })).json as {
      keyId: string;
      secret: string;
    };
    const next = await world.ask('POST', `${path}/${made.keyId}/rotate`, { as: manager });
    expect(next.json).toMatchObject({ name: 'Night', scopes: ['org:read'] });
    expect((await world.ask('GET', '/api/v1/me', { key: made.secret })).json['code']).toBe('api_key_invalid');
    expect((await world.ask('GET', '/api/v1/me', { key: String(next.json['secret']) })).status).toBe(200);
    const twice = await world.ask('POST', `${path}/${made.keyId}/rotate`, { as: manager });
    expect(twice.json['code']).toBe('api_key_unknown');
  });
});
