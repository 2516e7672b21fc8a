import type { Command } from 'commander';
import { print, tableOf, type Io } from '../io.ts';
import { leaf, moreLine, pageOf, type Options } from '../leaf.ts';
import { take } from '../server.ts';

/** Who may do what: members, invitations, OAuth clients. */
export function addAccess(program: Command, io: Io): void {
  addMembers(program, io);
  addInvitations(program, io);
  addClients(program, io);
}

function addMembers(program: Command, io: Io): void {
  const members = program.command('members').description('the members of an organisation');
  leaf(members, io, { usage: 'list', summary: 'list members and their roles' }, async (c) => {
    const orgId = await c.server.orgId();
    const list = await take(
      c.server.client.GET('/api/v1/orgs/{orgId}/members', { params: { path: { orgId } } }),
    );
    print(c.io, c.isJson, list, () =>
      tableOf(list.items, [
        ['id', (m) => m.userId],
        ['name', (m) => m.name],
        ['roles', (m) => m.roles.join(' ')],
        ['since', (m) => m.addedAt],
      ]),
    );
  });
  leaf(
    members,
    io,
    { usage: 'remove <user>', summary: 'remove a member; never the last who manages' },
    async (c, userId) => {
      const orgId = await c.server.orgId();
      await take(
        c.server.client.DELETE('/api/v1/orgs/{orgId}/members/{userId}', {
          params: { path: { orgId, userId } },
        }),
      );
      print(c.io, c.isJson, { userId }, () => `${userId} is no member any more.`);
    },
  );
}

function addInvitations(program: Command, io: Io): void {
  const invitations = program.command('invitations').description('invitations by mail');
  leaf(
    invitations,
    io,
    { usage: 'list', summary: 'list invitations, newest first', isList: true },
    async (c) => {
      const orgId = await c.server.orgId();
      const list = await take(
        c.server.client.GET('/api/v1/orgs/{orgId}/invitations', {
          params: { path: { orgId }, query: pageOf(c.options) },
        }),
      );
      print(
        c.io,
        c.isJson,
        list,
        () =>
          tableOf(list.items, [
            ['id', (i) => i.invitationId],
            ['name', (i) => i.name],
            ['roles', (i) => i.roles.join(' ')],
            ['state', (i) => i.state],
          ]) + moreLine(list.next),
      );
    },
  );
  leaf<Options & { role: string[]; department?: string }>(
    invitations,
    io,
    { usage: 'send <email> <name>', summary: 'invite somebody by mail' },
    async (c, email, name) => {
      const orgId = await c.server.orgId();
      const { role, department } = c.options;
      const made = await take(
        c.server.client.POST('/api/v1/orgs/{orgId}/invitations', {
          params: { path: { orgId } },
          body: {
            email,
            name,
            roles: role as never,
            ...(department === undefined ? {} : { departmentId: department }),
          },
        }),
      );
      print(c.io, c.isJson, made, (i) => `${i.invitationId} works until ${i.expiresAt}.`);
    },
  )
    .requiredOption('--role <role...>', 'the roles they get')
    .option('--department <id>', 'the department they belong to');
  addChanges(invitations, io);
}

function addChanges(invitations: Command, io: Io): void {
  for (const verb of ['resend', 'revoke'] as const)
    leaf(
      invitations,
      io,
      {
        usage: `${verb} <invitation>`,
        summary: verb === 'resend' ? 'send it again, under a new link' : 'take it back',
      },
      async (c, invitationId) => {
        const orgId = await c.server.orgId();
        const made = await take(
          c.server.client.POST(`/api/v1/orgs/{orgId}/invitations/{invitationId}/${verb}`, {
            params: { path: { orgId, invitationId } },
          }),
        );
        print(c.io, c.isJson, made, (i) => `${i.invitationId} is ${i.state}.`);
      },
    );
}

function addClients(program: Command, io: Io): void {
  const clients = program.command('clients').description('OAuth clients');
  leaf(clients, io, { usage: 'list', summary: 'list OAuth clients' }, async (c) => {
    const orgId = await c.server.orgId();
    const list = await take(
      c.server.client.GET('/api/v1/orgs/{orgId}/oauth-clients', { params: { path: { orgId } } }),
    );
    print(c.io, c.isJson, list, () =>
      tableOf(list.items, [
        ['id', (k) => k.clientId],
        ['name', (k) => k.name],
        ['scopes', (k) => k.scopes.join(' ')],
        ['state', (k) => (k.revokedAt === undefined ? (k.expiresAt ?? 'active') : 'revoked')],
      ]),
    );
  });
  leaf<Options & { scope: string[] }>(
    clients,
    io,
    { usage: 'create <name>', summary: 'make an OAuth client; its secret is printed this once' },
    async (c, name) => {
      const orgId = await c.server.orgId();
      const made = await take(
        c.server.client.POST('/api/v1/orgs/{orgId}/oauth-clients', {
          params: { path: { orgId } },
          body: { name, scopes: c.options.scope as never },
        }),
      );
      print(c.io, c.isJson, made, (k) => `${k.clientId}\n${k.secret ?? ''}`);
    },
  ).requiredOption('--scope <right...>', 'what the client may do');
  leaf(
    clients,
    io,
    { usage: 'revoke <client>', summary: 'revoke an OAuth client and its tokens, at once and for good' },
    async (c, clientId) => {
      const orgId = await c.server.orgId();
      const client = await take(
        c.server.client.DELETE('/api/v1/orgs/{orgId}/oauth-clients/{clientId}', {
          params: { path: { orgId, clientId } },
        }),
      );
      print(c.io, c.isJson, client, (k) => `Revoked ${k.clientId}.`);
    },
  );
}
