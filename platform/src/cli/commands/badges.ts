import type { Command } from 'commander';
import { factsOf, print, readJson, tableOf, type Io } from '../io.ts';
import { leaf, moreLine, pageOf, type Options } from '../leaf.ts';
import { take } from '../server.ts';

/** Badges and their rubrics. Files are the bodies that the HTTP reference describes. */
export function addBadges(program: Command, io: Io): void {
  const badges = program.command('badges').description('badges: drafts, versions, rubrics');
  leaf(badges, io, { usage: 'list', summary: 'list own badges, drafts too', isList: true }, async (c) => {
    const orgId = await c.server.orgId();
    const page = await take(
      c.server.client.GET('/api/v1/orgs/{orgId}/badges', {
        params: { path: { orgId }, query: pageOf(c.options) },
      }),
    );
    print(
      c.io,
      c.isJson,
      page,
      () =>
        tableOf(page.items, [
          ['id', (b) => b.badgeId],
          ['name', (b) => b.current?.name ?? b.draft?.name],
          ['version', (b) => b.current?.version],
          ['status', (b) => b.current?.status],
          ['draft', (b) => b.draft?.version],
        ]) + moreLine(page.next),
    );
  });
  leaf(badges, io, { usage: 'show <badge>', summary: 'list the versions of a badge' }, async (c, badgeId) => {
    const orgId = await c.server.orgId();
    const list = await take(
      c.server.client.GET('/api/v1/orgs/{orgId}/badges/{badgeId}', { params: { path: { orgId, badgeId } } }),
    );
    print(c.io, c.isJson, list, () =>
      tableOf(list.items, [
        ['version', (b) => b.version],
        ['status', (b) => b.status],
        ['name', (b) => b.name],
        ['objective', (b) => b.objective],
      ]),
    );
  });
  addDrafts(badges, io);
  addVersions(badges, io);
}

function addDrafts(badges: Command, io: Io): void {
  leaf(badges, io, { usage: 'create <file>', summary: 'make a badge from a JSON file' }, async (c, file) => {
    const orgId = await c.server.orgId();
    const badge = await take(
      c.server.client.POST('/api/v1/orgs/{orgId}/badges', {
        params: { path: { orgId } },
        body: (await readJson(file)) as never,
      }),
    );
    print(c.io, c.isJson, badge, (b) => `${b.badgeId}  version ${String(b.version)} is a draft`);
  });
  leaf<Options & { version?: string }>(
    badges,
    io,
    { usage: 'rubric <badge> [file]', summary: 'show the rubric, or set it from a JSON file' },
    async (c, badgeId, file) => {
      const orgId = await c.server.orgId();
      const path = { orgId, badgeId, version: Number(c.options.version ?? '1') };
      const url = '/api/v1/orgs/{orgId}/badges/{badgeId}/versions/{version}/rubric' as const;
      const rubric =
        file === ''
          ? await take(c.server.client.GET(url, { params: { path } }))
          : await take(c.server.client.PUT(url, { params: { path }, body: (await readJson(file)) as never }));
      print(c.io, c.isJson, rubric, factsOf);
    },
  ).option('--version <n>', 'the version', '1');
}

function addVersions(badges: Command, io: Io): void {
  leaf(badges, io, { usage: 'publish <badge>', summary: 'publish the draft' }, async (c, badgeId) => {
    const orgId = await c.server.orgId();
    const badge = await take(
      c.server.client.POST('/api/v1/orgs/{orgId}/badges/{badgeId}/publish', {
        params: { path: { orgId, badgeId } },
        body: {},
      }),
    );
    print(c.io, c.isJson, badge, (b) => `Version ${String(b.version)} of ${b.badgeId} is published.`);
  });
  leaf<Options & { since: string }>(
    badges,
    io,
    { usage: 'diff <badge> <version>', summary: 'say what changed since another version' },
    async (c, badgeId, version) => {
      const orgId = await c.server.orgId();
      const { changes } = await take(
        c.server.client.GET('/api/v1/orgs/{orgId}/badges/{badgeId}/versions/{version}/diff', {
          params: {
            path: { orgId, badgeId, version: Number(version) },
            query: { since: Number(c.options.since) },
          },
        }),
      );
      print(c.io, c.isJson, changes, () =>
        tableOf(changes, [
          ['field', (change) => change.field],
          ['before', (change) => JSON.stringify(change.before ?? null)],
          ['after', (change) => JSON.stringify(change.after ?? null)],
        ]),
      );
    },
  ).requiredOption('--since <n>', 'the version to compare with');
  leaf(badges, io, { usage: 'revise <badge>', summary: 'open the next draft' }, async (c, badgeId) => {
    const orgId = await c.server.orgId();
    const badge = await take(
      c.server.client.POST('/api/v1/orgs/{orgId}/badges/{badgeId}/revise', {
        params: { path: { orgId, badgeId } },
      }),
    );
    print(c.io, c.isJson, badge, (b) => `Version ${String(b.version)} of ${b.badgeId} is a draft.`);
  });
  leaf(
    badges,
    io,
    { usage: 'retire <badge> <version>', summary: 'withdraw a version' },
    async (c, badgeId, version) => {
      const orgId = await c.server.orgId();
      const badge = await take(
        c.server.client.POST('/api/v1/orgs/{orgId}/badges/{badgeId}/versions/{version}/retire', {
          params: { path: { orgId, badgeId, version: Number(version) } },
        }),
      );
      print(c.io, c.isJson, badge, (b) => `Version ${String(b.version)} of ${b.badgeId} is retired.`);
    },
  );
}
