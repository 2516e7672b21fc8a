import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { openStore, readMigrations, startEmbedded, type AppContext } from '../../platform/src/store/index.ts';
import { compareWrites } from './writes.ts';
const folder = mkdtempSync('/tmp/rungs-x-');
chmodSync(folder, 0o755);
const server = await startEmbedded(folder);
try {
  const store = await openStore(server.address, {
    migrations: readMigrations('/work/main/platform/migrations'),
  });
  const app: AppContext = {
    db: store.db,
    clock: () => new Date(),
    random: (size) => new Uint8Array(randomBytes(size)),
    publicUrl: 'http://localhost:3000',
    keyEncryptionKey: new Uint8Array(32).fill(1),
    net: () => Promise.reject(new Error('x')),
  };
  console.log(await compareWrites(app));
  await store.close();
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
