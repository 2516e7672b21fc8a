// npm start: from a bare clone to a running server.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { compile } from './compile.mjs';
import { checkNode, install, onOrphaned, root } from './run.mjs';

checkNode();
await install();
await compile({ isQuick: true });

const server = spawn(
  process.execPath,
  [
    '--enable-source-maps',
    join(root, 'platform', 'dist', 'cli', 'main.js'),
    'start',
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit' },
);
// Ctrl-C goes to the whole group, so the server has it already: we only wait. Other signals are ours to pass on.
process.on('SIGINT', () => undefined);
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal));
onOrphaned(() => server.kill('SIGTERM'));
server.once('close', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
