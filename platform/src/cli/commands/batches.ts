import type { Command } from 'commander';
import { newIdempotencyKey, type components } from '@rungs/client';
import { parse } from 'csv-parse/sync';
import { CommandFailed, exitCodes } from '../exit.ts';
import { factsOf, print, readInput, tableOf, type Io } from '../io.ts';
import { leaf, moreLine, pageOf, type Call, type Options } from '../leaf.ts';
import { take } from '../server.ts';

type Batch = components['schemas']['Batch'];

interface CreateOptions extends Options {
  readonly badge: string;
  readonly version?: string;
  readonly key?: string;
  readonly dryRun?: boolean;
  readonly wait?: boolean;
}

/** One request that awards a badge to many people. */
export function addBatches(program: Command, io: Io): void {
  const batches = program.command('batches').description('award a badge to up to 10,000 people at once');
  leaf<CreateOptions>(
    batches,
    io,
    { usage: 'create <file>', summary: 'take a batch in from CSV (email,name,…) or JSON rows' },
    create,
  )
    .requiredOption('--badge <id>', 'the badge')
    .option('--version <n>', 'a version; else the open one')
    .option('--key <text>', 'an idempotency key, to send the same batch again safely')
    .option('--dry-run', 'look at the rows and write nothing')
    .option('--wait', 'wait until every row is done');
  leaf(batches, io, { usage: 'list', summary: 'list batches, the newest first', isList: true }, async (c) => {
    const orgId = await c.server.orgId();
    const page = await take(
      c.server.client.GET('/api/v1/orgs/{orgId}/award-batches', {
        params: { path: { orgId }, query: pageOf(c.options) },
      }),
    );
    print(c.io, c.isJson, page, () => tableOf(page.items, columns) + moreLine(page.next));
  });
  leaf(
    batches,
    io,
    { usage: 'show <batch>', summary: 'see how far a batch has come' },
    async (c, batchId) => {
      print(c.io, c.isJson, await find(c, await c.server.orgId(), batchId), factsOf);
    },
  );
  leaf<Options & { state?: string }>(
    batches,
    io,
    { usage: 'rows <batch>', summary: 'list the rows with their outcome', isList: true },
    async (c, batchId) => {
      const orgId = await c.server.orgId();
      const { state } = c.options;
      const query = { ...pageOf(c.options), ...(state === undefined ? {} : { state: state as 'failed' }) };
      const page = await take(
        c.server.client.GET('/api/v1/orgs/{orgId}/award-batches/{batchId}/rows', {
          params: { path: { orgId, batchId }, query },
        }),
      );
      print(
        c.io,
        c.isJson,
        page,
        () =>
          tableOf(page.items, [
            ['row', (r) => r.row],
            ['state', (r) => r.state],
            ['award', (r) => r.awardId],
            ['problems', (r) => r.problems.map((p) => `${p.field}: ${p.reason}`).join('; ')],
          ]) + moreLine(page.next),
      );
    },
  ).option('--state <state>', 'waiting, issued, existing or failed');
}

const columns = [
  ['id', (b: Batch) => b.batchId],
  ['state', (b: Batch) => b.state],
  ['rows', (b: Batch) => b.rowCount],
  ['issued', (b: Batch) => b.issuedCount],
  ['existing', (b: Batch) => b.existingCount],
  ['failed', (b: Batch) => b.failedCount],
] as const;

async function create(c: Call<CreateOptions>, file: string): Promise<void> {
  const orgId = await c.server.orgId();
  const { badge, version, key, dryRun, wait } = c.options;
  const made = await take(
    c.server.client.POST('/api/v1/orgs/{orgId}/award-batches', {
      params: { path: { orgId } },
      headers: { 'Idempotency-Key': key ?? newIdempotencyKey() },
      body: {
        badgeId: badge,
        rows: rowsOf(file, await readInput(file)),
        ...(version === undefined ? {} : { version: Number(version) }),
        ...(dryRun === true ? { dryRun: true } : {}),
      },
    }),
  );
  const batch =
    made.batch !== null && wait === true ? await waitFor(c, orgId, made.batch.batchId) : made.batch;
  print(c.io, c.isJson, { ...made, batch }, () => {
    const { report } = made;
    const bad = report.problems.map(
      (p) => `row ${String(p.row)}: ${p.problems.map((one) => `${one.field}: ${one.reason}`).join('; ')}`,
    );
    const counts = `${String(report.acceptedCount)} of ${String(report.rowCount)} rows are right`;
    const done =
      batch === null ? 'nothing was written' : `${batch.batchId}: ${String(batch.issuedCount)} issued`;
    return [...bad, counts, done].join('\n');
  });
}

async function find(c: Call, orgId: string, batchId: string): Promise<Batch> {
  return await take(
    c.server.client.GET('/api/v1/orgs/{orgId}/award-batches/{batchId}', {
      params: { path: { orgId, batchId } },
    }),
  );
}

async function waitFor(c: Call, orgId: string, batchId: string): Promise<Batch> {
  for (;;) {
    const batch = await find(c, orgId, batchId);
    if (batch.state === 'done') return batch;
    if (!c.isJson)
      c.io.err(`${String(batch.rowCount - batch.waitingCount)} of ${String(batch.rowCount)} rows done`);
    await c.io.sleep(1_000);
  }
}

/** Reads the rows of a file: a JSON list, or CSV with a header of field names; empty cells are left out. */
export function rowsOf(file: string, bytes: Uint8Array): Record<string, unknown>[] {
  const text = Buffer.from(bytes).toString('utf8');
  try {
    if (text.trimStart().startsWith('[')) return JSON.parse(text) as Record<string, unknown>[];
    const rows = parse<Record<string, string>>(text, {
      columns: true,
      bom: true,
      skip_empty_lines: true,
      trim: true,
    });
    return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== '')));
  } catch (error) {
    throw new CommandFailed(exitCodes.input, `${file} holds no rows: ${(error as Error).message}`);
  }
}
