/**
 * A server that is made to be killed: the embedded database, the workers, and nothing else. It takes orders on
 * its input, one a line, and answers on its output:
 *   batch KEY ROWS   takes a batch in (`accepted KEY`) and says when the workers have run it (`done KEY`)
 *   step NAME KEY N  issues N credentials and kills database and itself right after the step NAME
 *   issue KEY N      issues the same N credentials (`issued KEY`)
 * Run by kill.test.ts: node --conditions=rungs-source --import tsx server.ts FOLDER
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { awardJobs, createBatch, findBatch, recoverIntents } from '../../platform/src/awards/index.ts';
import { issueChunk, type Step } from '../../platform/src/awards/issue-chunk.ts';
import {
  doingOf,
  makeGrants,
  makeScene,
  peopleOf,
  type Scene,
} from '../../platform/src/awards/scene.fixture.ts';
import { sequence } from '../../platform/src/log/index.ts';
import {
  inOrg,
  openStore,
  readMigrations,
  startEmbedded,
  startWorkers,
  type AppContext,
} from '../../platform/src/store/index.ts';

const folder = process.argv[2] ?? '';
const database = await startEmbedded(folder);
say(`database ${String(database.pid)}`);
const migrations = readMigrations(fileURLToPath(new URL('../../platform/migrations', import.meta.url)));
const store = await openStore(database.address, { migrations });
const app: AppContext = {
  db: store.db,
  clock: () => new Date(),
  random: (size) => new Uint8Array(randomBytes(size)),
  publicUrl: 'http://localhost:3000',
  keyEncryptionKey: new Uint8Array(32).fill(3),
  net: () => Promise.reject(new Error('no way out in this test')),
};
const scene = await openScene();
const jobs = { ...awardJobs(app), 'log.sequence': async () => void (await sequence(app)) };
await startWorkers(store, jobs, { concurrency: 3, onError: () => undefined });
await recoverIntents(app, doingOf(app), { orgId: scene.orgId });
say(`ready ${JSON.stringify({ address: database.address, orgId: scene.orgId })}`);
for await (const line of createInterface({ input: process.stdin })) await obey(line.split(' '));

async function obey([order, ...words]: string[]): Promise<void> {
  const [first = '', second = '', third = ''] = words;
  if (order === 'batch') await batch(first, Number(second));
  else if (order === 'step') await step(first as Step, second, Number(third));
  else if (order === 'issue') {
    await issueChunk(app, doingOf(app), {
      orgId: scene.orgId,
      grants: await makeGrants(app, scene, Number(second), first),
    });
    say(`issued ${first}`);
  }
}

async function batch(idempotencyKey: string, rowCount: number): Promise<void> {
  const { orgId, badgeId } = scene;
  const rows = peopleOf(rowCount, idempotencyKey);
  const made = await inOrg(app.db, orgId, (tx) =>
    createBatch(tx, doingOf(app), { orgId, badgeId, idempotencyKey, rows }),
  );
  say(`accepted ${idempotencyKey}`);
  for (;;) {
    const now = await inOrg(app.db, orgId, (tx) => findBatch(tx, { orgId, batchId: made.batch.batchId }));
    if (now?.state === 'done') break;
    await sleep(50);
  }
  say(`done ${idempotencyKey}`);
}

async function step(name: Step, key: string, count: number): Promise<void> {
  const grants = await makeGrants(app, scene, count, key);
  await issueChunk(app, doingOf(app), { orgId: scene.orgId, grants }, (at) => {
    if (at !== name) return;
    process.kill(database.pid, 'SIGKILL');
    process.kill(process.pid, 'SIGKILL');
  });
}

/** The issuer and its badge are made once; a kill before that is written down makes another. */
async function openScene(): Promise<Scene> {
  const path = join(folder, 'scene.json');
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Scene;
  const made = await makeScene(app);
  writeFileSync(path, JSON.stringify(made));
  return made;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
