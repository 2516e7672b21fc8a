import { basename } from 'node:path';
import type { Command } from 'commander';
import { print, readInput, readJson, tableOf, type Io } from '../io.ts';
import { leaf, moreLine, pageOf, type Call, type Options } from '../leaf.ts';
import { take } from '../server.ts';
import { addGap } from './gap.ts';

interface ImportOptions extends Options {
  readonly format: string;
  readonly meta: string;
}

/** Competency frameworks and the skill inventory. */
export function addSkills(program: Command, io: Io): void {
  const frameworks = program.command('frameworks').description('competency frameworks');
  leaf(
    frameworks,
    io,
    { usage: 'list', summary: 'list framework versions', isOfOrg: false, isList: true },
    async (c) => {
      const page = await take(
        c.server.client.GET('/api/v1/frameworks', { params: { query: pageOf(c.options) } }),
      );
      print(
        c.io,
        c.isJson,
        page,
        () =>
          tableOf(page.items, [
            ['code', (f) => f.code],
            ['version', (f) => f.version],
            ['title', (f) => f.title],
            ['entries', (f) => f.size],
            ['licence', (f) => f.licence],
          ]) + moreLine(page.next),
      );
    },
  );
  leaf<Options & { framework?: string }>(
    frameworks,
    io,
    {
      usage: 'search [words...]',
      summary: 'search competencies, best match first',
      isOfOrg: false,
      isList: true,
    },
    async (c, words) => {
      const { framework } = c.options;
      const query = {
        ...pageOf(c.options),
        words: words.replaceAll(',', ' '),
        ...(framework === undefined ? {} : { framework }),
      };
      const page = await take(c.server.client.GET('/api/v1/competencies', { params: { query } }));
      print(
        c.io,
        c.isJson,
        page,
        () =>
          tableOf(page.items, [
            ['framework', (s) => s.framework],
            ['code', (s) => s.code],
            ['name', (s) => s.name],
            ['kind', (s) => s.kind],
          ]) + moreLine(page.next),
      );
    },
  ).option('--framework <code>', 'in one framework');
  addImport(frameworks, io);
  addInventory(program, io);
}

function addImport(frameworks: Command, io: Io): void {
  leaf<ImportOptions>(
    frameworks,
    io,
    {
      usage: 'import <files...>',
      summary: 'import a version of a framework, as operator',
      isOfOperator: true,
    },
    importFiles,
  )
    .requiredOption('--format <format>', 'esco-csv or onet-text')
    .requiredOption('--meta <file>', 'JSON file: code, version, title, publisher, licence, attribution, url');
}

async function importFiles(c: Call<ImportOptions>, list: string): Promise<void> {
  const files: Record<string, string> = {};
  for (const path of list.split(','))
    files[basename(path)] = Buffer.from(await readInput(path)).toString('base64');
  const made = await take(
    c.server.client.POST('/api/v1/frameworks', {
      body: {
        format: c.options.format as 'esco-csv',
        meta: (await readJson(c.options.meta)) as never,
        files,
      },
    }),
  );
  print(c.io, c.isJson, made, (f) =>
    f.isNew
      ? `${f.code} ${f.version}: ${String(f.size)} entries`
      : `${f.code} ${f.version} was there already`,
  );
}

function addInventory(program: Command, io: Io): void {
  const inventory = program.command('inventory').description('who can do what');
  leaf(
    inventory,
    io,
    { usage: 'skills', summary: 'count people by skill and level', isList: true },
    async (c) => {
      const orgId = await c.server.orgId();
      const page = await take(
        c.server.client.GET('/api/v1/orgs/{orgId}/inventory/skills', {
          params: { path: { orgId }, query: pageOf(c.options) },
        }),
      );
      print(
        c.io,
        c.isJson,
        page,
        () =>
          tableOf(page.items, [
            ['framework', (s) => s.framework],
            ['code', (s) => s.code],
            ['skill', (s) => s.name],
            ['level', (s) => s.level],
            ['people', (s) => s.people],
          ]) + moreLine(page.next),
      );
    },
  );
  addHolders(inventory, io);
  addGap(inventory, io);
}

function addHolders(inventory: Command, io: Io): void {
  leaf<Options & { level?: string }>(
    inventory,
    io,
    { usage: 'people <framework> <code>', summary: 'list who holds a skill', isList: true },
    async (c, framework, code) => {
      const orgId = await c.server.orgId();
      const query = { ...pageOf(c.options), framework, code, atLeastLevel: Number(c.options.level ?? '0') };
      const page = await take(
        c.server.client.GET('/api/v1/orgs/{orgId}/inventory/people', { params: { path: { orgId }, query } }),
      );
      print(
        c.io,
        c.isJson,
        page,
        () =>
          tableOf(page.items, [
            ['person', (h) => h.name ?? h.personId],
            ['level', (h) => h.level],
            ['basis', (h) => h.basis],
            ['until', (h) => h.endsAt],
          ]) + moreLine(page.next),
      );
    },
  ).option('--level <n>', 'at this level or above', '0');
  leaf(
    inventory,
    io,
    { usage: 'rebuild', summary: 'make the inventory again from the events' },
    async (c) => {
      const orgId = await c.server.orgId();
      const done = await take(
        c.server.client.POST('/api/v1/orgs/{orgId}/inventory/rebuild', { params: { path: { orgId } } }),
      );
      print(c.io, c.isJson, done, (d) => `Rebuilt from ${String(d.eventCount)} events.`);
    },
  );
}
