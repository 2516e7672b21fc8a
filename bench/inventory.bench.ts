/**
 * Goal G10: how many people hold each skill at each level, the 100 most widely held of each framework, from the
 * kept counts against the same question asked of the base tables in the same PostgreSQL; and what keeping the
 * counts costs for each credential that is issued.
 * Run: npx tsx --conditions=rungs-source bench/inventory.bench.ts [holder-skill rows, default 1000000]
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  openStore,
  readMigrations,
  sql,
  startEmbedded,
  type AppContext,
} from '../platform/src/store/index.ts';
import { compareReads } from './inventory/reads.ts';
import { compareWrites } from './inventory/writes.ts';

const rows = Number(process.argv[2] ?? 1_000_000);
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
  const version = await sql<{ v: string }>`select version() as v`.execute(store.db);
  const load = loadavg()
    .map((l) => l.toFixed(1))
    .join(' ');
  console.log(
    `Node ${process.version}, ${String(version.rows[0]?.v.split(' ').slice(0, 2).join(' '))}, ${String(cpus().length)} cores, load ${load}`,
  );
  const reads = await compareReads(app, rows);
  const writes = await compareWrites(app);
  console.log(
    `G10 read: worst median ratio ${reads.toFixed(0)}x (goal >= 100x) ${reads >= 100 ? 'ok' : 'MISSED'}`,
  );
  console.log(
    `G10 write: overhead ${(writes * 100).toFixed(1)} % (goal <= 20 %) ${writes <= 0.2 ? 'ok' : 'MISSED'}`,
  );
  if (reads < 100 || writes > 0.2) process.exitCode = 1;
  await store.close();
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
