import type { Command } from 'commander';
import { factsOf, print, tableOf, type Io } from '../io.ts';
import { leaf, moreLine, pageOf, type Options } from '../leaf.ts';
import { take } from '../server.ts';

/** Organisations, their API keys, and their audit trail. */
export function addOrgs(program: Command, io: Io): void {
  leaf(
    program,
    io,
    { usage: 'whoami', summary: 'say who asks, and what they may do where', isOfOrg: false },
    async (c) => {
      const me = await take(c.server.client.GET('/api/v1/me'));
      print(c.io, c.isJson, me, () =>
        tableOf(me.memberships, [
          ['organisation', (m) => m.orgId],
          ['name', (m) => m.name],
          ['rights', (m) => m.rights.join(' ')],
        ]),
      );
    },
  );
  const orgs = program.command('orgs').description('organisations');
  leaf(
    orgs,
    io,
    { usage: 'list', summary: 'list the organisations of the instance', isOfOrg: false, isList: true },
    async (c) => {
      const page = await take(c.server.client.GET('/api/v1/orgs', { params: { query: pageOf(c.options) } }));
      print(
        c.io,
        c.isJson,
        page,
        () =>
          tableOf(page.items, [
            ['id', (o) => o.orgId],
            ['name', (o) => o.name],
            ['demo', (o) => (o.isDemo ? 'fictional' : '')],
          ]) + moreLine(page.next),
      );
    },
  );
  leaf(orgs, io, { usage: 'show', summary: 'show an organisation' }, async (c) => {
    const orgId = await c.server.orgId();
    const org = await take(c.server.client.GET('/api/v1/orgs/{orgId}', { params: { path: { orgId } } }));
    print(c.io, c.isJson, org, factsOf);
  });
  leaf(
    orgs,
    io,
    { usage: 'first-steps', summary: 'say how far it is on the way to its first credential' },
    async (c) => {
      const orgId = await c.server.orgId();
      const steps = await take(
        c.server.client.GET('/api/v1/orgs/{orgId}/first-steps', { params: { path: { orgId } } }),
      );
      print(c.io, c.isJson, steps, ({ next }) => `next: ${next ?? 'nothing, it has awarded already'}`);
    },
  );
  addAudit(orgs, io);
  addKeys(program, io);
}

function addAudit(orgs: Command, io: Io): void {
  leaf(orgs, io, { usage: 'audit', summary: 'list what was done, newest first', isList: true }, async (c) => {
    const orgId = await c.server.orgId();
    const page = await take(
      c.server.client.GET('/api/v1/orgs/{orgId}/audit', {
        params: { path: { orgId }, query: pageOf(c.options) },
      }),
    );
    print(
      c.io,
      c.isJson,
      page,
      () =>
        tableOf(page.items, [
          ['at', (e) => e.at],
          ['who', (e) => e.actor],
          ['what', (e) => e.action],
          ['which', (e) => e.subject],
        ]) + moreLine(page.next),
    );
  });
}

function addKeys(program: Command, io: Io): void {
  const keys = program.command('keys').description('API keys');
  leaf(keys, io, { usage: 'list', summary: 'list API keys' }, async (c) => {
    const orgId = await c.server.orgId();
    const list = await take(
      c.server.client.GET('/api/v1/orgs/{orgId}/api-keys', { params: { path: { orgId } } }),
    );
    print(c.io, c.isJson, list, () =>
      tableOf(list.items, [
        ['id', (k) => k.keyId],
        ['name', (k) => k.name],
        ['scopes', (k) => k.scopes.join(' ')],
        ['state', (k) => (k.revokedAt === undefined ? (k.expiresAt ?? 'active') : 'revoked')],
      ]),
    );
  });
  leaf<Options & { scope: string[] }>(
    keys,
    io,
    { usage: 'create <name>', summary: 'make an API key; its secret is printed this once' },
    async (c, name) => {
      const orgId = await c.server.orgId();
      const made = await take(
        c.server.client.POST('/api/v1/orgs/{orgId}/api-keys', {
          params: { path: { orgId } },
          body: { name, scopes: c.options.scope as never },
        }),
      );
      print(c.io, c.isJson, made, (k) => `${k.keyId}\n${k.secret ?? ''}`);
    },
  ).requiredOption('--scope <right...>', 'what the key may do');
  leaf(
    keys,
    io,
    { usage: 'rotate <key>', summary: 'replace an API key; the new secret is printed this once' },
    async (c, keyId) => {
      const orgId = await c.server.orgId();
      const made = await take(
        c.server.client.POST('/api/v1/orgs/{orgId}/api-keys/{keyId}/rotate', {
          params: { path: { orgId, keyId } },
        }),
      );
      print(c.io, c.isJson, made, (k) => `${k.keyId}\n${k.secret ?? ''}`);
    },
  );
  leaf(
    keys,
    io,
    { usage: 'revoke <key>', summary: 'revoke an API key, at once and for good' },
    async (c, keyId) => {
      const orgId = await c.server.orgId();
      const key = await take(
        c.server.client.DELETE('/api/v1/orgs/{orgId}/api-keys/{keyId}', {
          params: { path: { orgId, keyId } },
        }),
      );
      print(c.io, c.isJson, key, (k) => `Revoked ${k.keyId}.`);
    },
  );
}
