// Writes everything that is made from the code: the types of @rungs/client and the tables of docs/reference.
// No server and no database is needed. A test fails when what is committed differs from what this writes.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../test/reference/write.ts', import.meta.url));
const result = spawnSync(process.execPath, ['--conditions=rungs-source', '--import', 'tsx', script], {
  stdio: 'inherit',
});
process.exit(result.status ?? 1);
