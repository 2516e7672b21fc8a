/**
 * How many awards a second come out of one request: a batch of 10,000 rows through the whole issue path
 * (indexes, lint, intent, signature, own check, log leaf, event), on the embedded server with fsync on.
 * Run: npx tsx --conditions=rungs-source bench/awards.bench.ts [rows]
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, chmodSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createBatch, runBatch } from '../platform/src/awards/index.ts';
import { issueChunk, type Step } from '../platform/src/awards/issue-chunk.ts';
import { chunkSize } from '../platform/src/awards/issue.ts';
import { chunksOf } from '../platform/src/awards/rules.ts';
import { doingOf, makeGrants, makeScene, peopleOf } from '../platform/src/awards/scene.fixture.ts';
import {
  inOrg,
  openStore,
  readMigrations,
  sql,
  startEmbedded,
  type AppContext,
} from '../platform/src/store/index.ts';

const rowCount = Number(process.argv[2] ?? 10_000);
const folder = mkdtempSync(join(tmpdir(), 'rungs-bench-'));
chmodSync(folder, 0o755);
const server = await startEmbedded(folder);
try {
  const migrations = readMigrations(fileURLToPath(new URL('../platform/migrations', import.meta.url)));
  const store = await openStore(server.address, { migrations });
  const app: AppContext = {
    db: store.db,
    clock: () => new Date(),
    random: (size) => new Uint8Array(randomBytes(size)),
    publicUrl: 'http://localhost:3000',
    keyEncryptionKey: new Uint8Array(32).fill(1),
    net: () => Promise.reject(new Error('no way out in a bench')),
  };
  await bench(app);
  await store.close();
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function bench(app: AppContext): Promise<void> {
  const scene = await makeScene(app);
  const { orgId, badgeId } = scene;
  await warmUp(app);
  const rows = peopleOf(rowCount, 'bench');
  const start = performance.now();
  const { batch } = await inOrg(app.db, orgId, (tx) =>
    createBatch(tx, doingOf(app), { orgId, badgeId, idempotencyKey: 'bench', rows }),
  );
  const accepted = performance.now();
  const before = process.cpuUsage();
  const done = await runBatch(app, doingOf(app), batch);
  const end = performance.now();
  const seconds = (end - accepted) / 1000;
  const { user, system } = process.cpuUsage(before);
  say(`request of ${String(rowCount)} rows accepted in ${(accepted - start).toFixed(0)} ms`);
  say(
    `${String(done.issuedCount)} awards issued in ${seconds.toFixed(1)} s: ${(done.issuedCount / seconds).toFixed(0)} awards/s`,
  );
  say(
    `processor time of this process: ${((user + system) / 1000 / done.issuedCount).toFixed(2)} ms an award`,
  );
  await checkOnce(app, orgId);
  await shares(app);
}

async function warmUp(app: AppContext): Promise<void> {
  const scene = await makeScene(app, 'Warm-up');
  const grants = await makeGrants(app, scene, chunkSize, 'warm');
  await issueChunk(app, doingOf(app), { orgId: scene.orgId, grants });
}

/** The share of each step in the time of 2,000 awards. */
async function shares(app: AppContext): Promise<void> {
  const scene = await makeScene(app, 'Shares');
  const grants = await makeGrants(app, scene, 2_000, 'share');
  const spent = new Map<Step | 'rest', number>();
  let at = performance.now();
  const take = (step: Step | 'rest'): void => {
    const now = performance.now();
    spent.set(step, (spent.get(step) ?? 0) + now - at);
    at = now;
  };
  for (const chunk of chunksOf(grants, chunkSize)) {
    await issueChunk(app, doingOf(app), { orgId: scene.orgId, grants: chunk }, take);
    take('rest');
  }
  const total = [...spent.values()].reduce((sum, ms) => sum + ms, 0);
  for (const [step, ms] of spent)
    say(
      `  ${step.padEnd(9)} ${((ms / total) * 100).toFixed(1).padStart(5)} %  ${(ms / 2_000).toFixed(3)} ms each`,
    );
}

async function checkOnce(app: AppContext, orgId: string): Promise<void> {
  const result = await inOrg(app.db, orgId as Parameters<typeof inOrg>[1], (tx) =>
    sql<{ awards: number; indexes: number }>`select count(*)::int as awards,
      count(distinct (list_id, idx))::int as indexes from awards.award`.execute(tx),
  );
  const { awards = 0, indexes = 0 } = result.rows[0] ?? {};
  if (awards !== rowCount || indexes !== rowCount)
    throw new Error(
      `${String(awards)} awards with ${String(indexes)} indexes instead of ${String(rowCount)}`,
    );
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
