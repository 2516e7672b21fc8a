import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { verifyDocument } from '../../platform/src/verification/index.ts';
import type { OrgId } from '../../platform/src/kernel/index.ts';
import { fsck, sequence } from '../../platform/src/log/index.ts';
import {
  inOrg,
  openStore,
  readMigrations,
  sql,
  startEmbedded,
  type AppContext,
  type DatabaseAddress,
} from '../../platform/src/store/index.ts';

const isDeep = process.env['RUNGS_TEST_DEEP'] === '1';
/** Data folders; rounds in each; rows of each round's batch; and the longest wait before a kill, in ms. */
const plan = isDeep
  ? { folders: 100, rounds: 1, rows: 10_000, longestMs: 30_000 }
  : { folders: 1, rounds: 10, rows: 120, longestMs: 1_200 };
const steps = ['reserved', 'prepared', 'intended', 'signed', 'checked', 'saved'] as const;

interface Server {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  /** Everything that was said so far. */
  said(): string;
  /** Waits for a line that begins with these words, or for the end of the process (then null). */
  line(words: string): Promise<string | null>;
  order(text: string): void;
  readonly ended: Promise<unknown>;
}

/** Every process that was started, so that none is left when the test fails. */
const started = new Set<Server>();

function startServer(folder: string): Server {
  const script = fileURLToPath(new URL('./server.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    ['--conditions=rungs-source', '--import', import.meta.resolve('tsx'), script, folder],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  child.stdin.on('error', () => undefined);
  let text = '';
  let isOver = false;
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const look of [...waiting]) look();
  };
  const hear = (chunk: Buffer): void => {
    text += chunk.toString('utf8');
    wake();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = once(child, 'close').then(() => {
    isOver = true;
    wake();
  });
  const server: Server = {
    child,
    said: () => text,
    ended,
    order: (line) => child.stdin.write(`${line}\n`),
    line: (words) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = text.split('\n').find((line) => line.startsWith(words));
          if (found === undefined && !isOver) return;
          waiting.delete(look);
          resolve(found ?? null);
        };
        waiting.add(look);
        look();
      }),
  };
  started.add(server);
  return server;
}

type Victims = 'both' | 'server' | 'database';

/** Kills without warning; a server whose database is gone is killed too, a moment later. */
async function kill(server: Server, victims: Victims): Promise<void> {
  const pid = Number((/^database (\d+)$/m.exec(server.said()) ?? [])[1] ?? 0);
  if (victims !== 'server' && pid > 0) killQuietly(pid);
  if (victims === 'database') await sleep(randomInt(200));
  server.child.kill('SIGKILL');
  await server.ended;
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It ended by itself in the meantime.
    if ((error as { code?: string }).code !== 'ESRCH') throw error;
  }
}

/** Starts the server and gives it an order; null when it was killed before it could say what is waited for. */
async function obeyed(folder: string, order: string, answer: string): Promise<Server> {
  const server = startServer(folder);
  if ((await server.line('ready ')) === null) throw new Error(`the server did not start: ${server.said()}`);
  server.order(order);
  if ((await server.line(answer)) === null) throw new Error(`the server ended: ${server.said()}`);
  return server;
}

describe('a batch whose server and database are killed at random moments', () => {
  it(
    'is awarded completely, to nobody twice, with no status index used twice and every leaf once in the log',
    { timeout: isDeep ? 12 * 3_600_000 : 600_000 },
    async () => {
      for (let n = 0; n < plan.folders; n++) {
        const folder = mkdtempSync(join(tmpdir(), 'rungs-kill-'));
        chmodSync(folder, 0o755);
        try {
          await campaign(folder);
        } finally {
          for (const server of started) server.child.kill('SIGKILL');
          const database = await startEmbedded(folder);
          await database.stop();
          rmSync(folder, { recursive: true, force: true });
        }
      }
    },
  );
});

async function campaign(folder: string): Promise<void> {
  let server: Server | null = null;
  const moments: string[] = [];
  for (let round = 0; round < plan.rounds; round++) {
    const order = `batch round-${String(round)} ${String(plan.rows)}`;
    server ??= startServer(folder);
    // Some kills come while the server starts, the others while the batch runs.
    if (round % 5 === 4) {
      const starting: Server = server;
      await kill(starting, 'both');
      server = startServer(folder);
      await sleep(randomInt(1_500));
    } else {
      if ((await server.line('ready ')) === null) throw new Error(`it did not start: ${server.said()}`);
      server.order(order);
      await server.line(`accepted round-${String(round)}`);
      await sleep(randomInt(plan.longestMs));
    }
    const victims = (['both', 'server', 'database'] as const)[round % 3] ?? 'both';
    moments.push(`${victims} at "${server.said().trim().split('\n').at(-1)?.slice(0, 40) ?? ''}"`);
    await kill(server, victims);
    server = await obeyed(folder, order, `done round-${String(round)}`);
  }
  for (const step of steps) {
    server ??= startServer(folder);
    await server.line('ready ');
    server.order(`step ${step} step-${step} 12`);
    await server.ended;
    server = await obeyed(folder, `issue step-${step} 12`, `issued step-${step}`);
  }
  const ready = JSON.parse(((await server?.line('ready ')) ?? '').slice('ready '.length)) as {
    address: DatabaseAddress;
    orgId: OrgId;
  };
  const found = await audit(ready.address, ready.orgId);
  if (server !== null) await kill(server, 'server');
  const total = plan.rounds * plan.rows + steps.length * 12;
  expect(found, `killed: ${moments.join('; ')}`).toEqual({
    awards: total,
    people: total,
    indexes: total,
    burntAndUsed: 0,
    intents: 0,
    events: total,
    leaves: total,
    rowsIssued: plan.rounds * plan.rows,
    rowsLeft: 0,
    logProblems: [],
    verdicts: ['valid'],
  });
}

/** Counts everything that has to be exactly once, from outside of the killed server. */
async function audit(address: DatabaseAddress, orgId: OrgId): Promise<Record<string, unknown>> {
  const migrations = readMigrations(fileURLToPath(new URL('../../platform/migrations', import.meta.url)));
  const store = await openStore(address, { migrations, poolSize: 2 });
  const app: AppContext = {
    db: store.db,
    clock: () => new Date(),
    random: () => new Uint8Array(32),
    publicUrl: 'http://localhost:3000',
    keyEncryptionKey: new Uint8Array(32).fill(3),
    net: () => Promise.reject(new Error('no way out in this test')),
  };
  try {
    await sequence(app);
    const rows = await inOrg(store.db, orgId, (tx) =>
      sql<Record<string, number>>`select
        (select count(*)::int from awards.award) as awards,
        (select count(distinct (badge_id, version, person_id))::int from awards.award) as people,
        (select count(distinct (list_id, idx))::int from awards.award) as indexes,
        (select count(*)::int from awards.award join awards.abandoned using (list_id, idx)) as "burntAndUsed",
        (select count(*)::int from awards.intent) as intents,
        (select count(*)::int from store.event where org_id = ${orgId} and name = 'award.issued') as events,
        (select count(*)::int from log.leaf l join awards.award a on a.leaf_hash = l.hash
          where l.idx is not null and l.kind = 'award') as leaves,
        (select count(*)::int from awards.batch_row where state = 'issued') as "rowsIssued",
        (select count(*)::int from awards.batch_row where state <> 'issued') as "rowsLeft"`.execute(tx),
    );
    const sample = await inOrg(store.db, orgId, (tx) =>
      sql<{ document: string }>`select document from awards.award order by leaf_hash limit 20`.execute(tx),
    );
    const verdicts = new Set<string>();
    for (const { document } of sample.rows)
      verdicts.add((await verifyDocument(app, { input: document })).verdict.word);
    const { problems } = await fsck(app);
    return { ...rows.rows[0], logProblems: problems, verdicts: [...verdicts] };
  } finally {
    await store.close();
  }
}
