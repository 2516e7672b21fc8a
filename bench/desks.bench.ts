/**
 * What the desks wait for: p95 of the awards table (sorts, filters, pages, counts), of search and of the inventory,
 * over HTTP from a real server, in one organisation of 20,000 people and 200,000 awards. Rows are made up and carry
 * no signatures; everything read is read as in service, behind row-level security.
 * Run: npx tsx --conditions=rungs-source bench/desks.bench.ts [awards, default 200000] [people, default 20000]
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createBadge, publishVersion } from '../platform/src/badges/index.ts';
import type { Doing, OrgId } from '../platform/src/kernel/index.ts';
import { createApiKey, createOrg, rights } from '../platform/src/parties/index.ts';
import {
  asInstance,
  inOrg,
  openStore,
  readMigrations,
  sql,
  startEmbedded,
  type AppContext,
} from '../platform/src/store/index.ts';
import { furnishDesks } from './desks/furnish.ts';
import { askedFor } from './desks/questions.ts';
import { serve } from './desks/serve.ts';

const size = { awards: Number(process.argv[2] ?? 200_000), people: Number(process.argv[3] ?? 20_000) };
const rounds = 40;
/** Above this a desk feels slow; the promise of the search route on an idle machine. */
const goalMs = 100;

const folder = mkdtempSync(join(tmpdir(), 'rungs-bench-'));
chmodSync(folder, 0o755);
const server = await startEmbedded(folder);
try {
  const migrations = readMigrations(fileURLToPath(new URL('../platform/migrations', import.meta.url)));
  const store = await openStore(server.address, { migrations });
  const app: AppContext = {
    db: store.db,
    clock: () => new Date(),
    random: (count) => new Uint8Array(randomBytes(count)),
    publicUrl: 'http://localhost:3000',
    keyEncryptionKey: new Uint8Array(32).fill(1),
    net: () => Promise.reject(new Error('no way out in a bench')),
  };
  const load = loadavg()
    .map((l) => l.toFixed(1))
    .join(' ');
  console.log(`Node ${process.version}, ${String(cpus().length)} cores, load ${load}`);
  const { orgId, secret } = await furnish(app);
  const http = await serve(store, app);
  try {
    await measure(http.url, orgId, secret);
  } finally {
    await http.close();
  }
  await store.close();
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function furnish(app: AppContext): Promise<{ readonly orgId: OrgId; readonly secret: string }> {
  const doing: Doing = { now: app.clock(), random: app.random, actor: 'system' };
  const { orgId } = await asInstance(app.db, (tx) => createOrg(tx, doing, { name: 'Harbour College' }));
  const made = await inOrg(app.db, orgId, async (tx) => {
    const badgeIds: string[] = [];
    for (let n = 0; n < 40; n++) {
      const draft = {
        name: `Reading data ${String(n)}`,
        objective: 'Reads data.',
        criteria: 'Read a data set.',
      };
      const { badgeId } = await createBadge(tx, doing, { orgId, draft });
      await publishVersion(tx, doing, { orgId, badgeId });
      badgeIds.push(badgeId);
    }
    const key = await createApiKey(tx, doing, {
      orgId,
      name: 'bench',
      scopes: rights,
      makerRights: new Set(rights),
    });
    return { badgeIds, secret: key.secret };
  });
  const start = performance.now();
  await furnishDesks(app.db, { orgId, badgeIds: made.badgeIds, size });
  await sql`vacuum analyze`.execute(app.db).catch(() => undefined);
  console.log(
    `${String(size.awards)} awards of ${String(size.people)} people made in ${((performance.now() - start) / 1000).toFixed(0)} s`,
  );
  return { orgId, secret: made.secret };
}

async function measure(url: string, orgId: OrgId, secret: string): Promise<void> {
  const ask = async (path: string): Promise<{ readonly ms: number; readonly text: string }> => {
    const start = performance.now();
    const answer = await fetch(`${url}${path}`, { headers: { Authorization: `Bearer ${secret}` } });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${String(answer.status)} ${text}`);
    return { ms: performance.now() - start, text };
  };
  let missed = 0;
  for (const { name, paths } of await askedFor(orgId, ask)) {
    for (const path of paths) await ask(path);
    const times: number[] = [];
    for (let n = 0; n < rounds; n++) times.push((await ask(paths[n % paths.length] ?? '')).ms);
    times.sort((a, b) => a - b);
    const [p50 = 0, p95 = 0] = [0.5, 0.95].map((q) => times[Math.ceil(q * times.length) - 1] ?? 0);
    if (p95 > goalMs) missed++;
    console.log(
      `${name.padEnd(44)} p50 ${p50.toFixed(1).padStart(7)} ms   p95 ${p95.toFixed(1).padStart(7)} ms${p95 > goalMs ? '   above 100 ms' : ''}`,
    );
  }
  console.log(missed === 0 ? 'every p95 is below 100 ms' : `${String(missed)} are above 100 ms`);
}
