import type { Command } from 'commander';
import { factsOf, print, readJson, tableOf, type Io } from '../io.ts';
import { leaf, moreLine, pageOf } from '../leaf.ts';
import { take } from '../server.ts';

/** Stacks: which badges together earn another one. */
export function addStacks(program: Command, io: Io): void {
  const stacks = program.command('stacks').description('stacks: which badges together earn another one');
  leaf(stacks, io, { usage: 'list', summary: 'list own stacks, drafts too', isList: true }, async (c) => {
    const orgId = await c.server.orgId();
    const page = await take(
      c.server.client.GET('/api/v1/orgs/{orgId}/stacks', {
        params: { path: { orgId }, query: pageOf(c.options) },
      }),
    );
    print(
      c.io,
      c.isJson,
      page,
      () =>
        tableOf(page.items, [
          ['id', (s) => s.stackId],
          ['name', (s) => s.current?.name ?? s.draft?.name],
          ['version', (s) => s.current?.version],
          ['status', (s) => s.current?.status],
          ['draft', (s) => s.draft?.version],
        ]) + moreLine(page.next),
    );
  });
  leaf(stacks, io, { usage: 'show <stack>', summary: 'list the versions of a stack' }, async (c, stackId) => {
    const orgId = await c.server.orgId();
    const list = await take(
      c.server.client.GET('/api/v1/orgs/{orgId}/stacks/{stackId}', { params: { path: { orgId, stackId } } }),
    );
    print(c.io, c.isJson, list, () =>
      tableOf(list.items, [
        ['version', (s) => s.version],
        ['status', (s) => s.status],
        ['name', (s) => s.name],
        ['requirement', (s) => s.requirement],
      ]),
    );
  });
  leaf(stacks, io, { usage: 'create <file>', summary: 'make a stack from a JSON file' }, async (c, file) => {
    const orgId = await c.server.orgId();
    const stack = await take(
      c.server.client.POST('/api/v1/orgs/{orgId}/stacks', {
        params: { path: { orgId } },
        body: (await readJson(file)) as never,
      }),
    );
    print(c.io, c.isJson, stack, (s) => `${s.stackId}  version ${String(s.version)} is a draft`);
  });
  addStackChanges(stacks, io);
}

function addStackChanges(stacks: Command, io: Io): void {
  for (const verb of ['publish', 'revise', 'retire'] as const)
    leaf(stacks, io, { usage: `${verb} <stack>`, summary: `${verb} a stack` }, async (c, stackId) => {
      const orgId = await c.server.orgId();
      const init = { params: { path: { orgId, stackId } } };
      const { client } = c.server;
      const stack = await take(
        verb === 'publish'
          ? client.POST('/api/v1/orgs/{orgId}/stacks/{stackId}/publish', init)
          : verb === 'revise'
            ? client.POST('/api/v1/orgs/{orgId}/stacks/{stackId}/revise', init)
            : client.POST('/api/v1/orgs/{orgId}/stacks/{stackId}/retire', init),
      );
      print(c.io, c.isJson, stack, (s) => `Version ${String(s.version)} of ${s.stackId} is ${s.status}.`);
    });
  leaf(
    stacks,
    io,
    { usage: 'progress <stack> <person>', summary: 'see how far a person is' },
    async (c, stackId, personId) => {
      const orgId = await c.server.orgId();
      const progress = await take(
        c.server.client.GET('/api/v1/orgs/{orgId}/stacks/{stackId}/progress/{personId}', {
          params: { path: { orgId, stackId, personId } },
        }),
      );
      print(c.io, c.isJson, progress, factsOf);
    },
  );
}
