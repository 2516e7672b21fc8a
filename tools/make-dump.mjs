// Makes the dump of this version in test/upgrades, from which every later version is tested to move up:
//   DATABASE_URL=postgres://login:word@host/database node tools/make-dump.mjs
// It needs a PostgreSQL 15, whose login may create databases, and its pg_dump on the PATH: an older server
// writes what newer ones can read. The database that is named is not touched; one is made and dropped beside it.
// Only a version that is not released yet may be made again.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../test/upgrades/write.ts', import.meta.url));
const result = spawnSync(process.execPath, ['--conditions=rungs-source', '--import', 'tsx', script], {
  stdio: 'inherit',
});
process.exit(result.status ?? 1);
