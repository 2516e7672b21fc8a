// npm run dev: the server from source, started again on every save, and the web app with hot reload.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkNode, command, install, onOrphaned, root, say } from './run.mjs';

checkNode();
await install();

const port = process.env.PORT ?? '3000';
const children = [
  spawn(
    process.execPath,
    [
      command('tsx'),
      'watch',
      '--clear-screen=false',
      '--conditions=rungs-source',
      join(root, 'platform', 'src', 'cli', 'main.ts'),
      'start',
      ...process.argv.slice(2),
    ],
    { cwd: root, stdio: 'inherit', env: { ...process.env, PORT: port } },
  ),
];
if (existsSync(join(root, 'web', 'vite.config.ts'))) {
  const env = { ...process.env, RUNGS_URL: `http://localhost:${port}` };
  children.push(
    spawn(process.execPath, [command('vite'), 'web', '--clearScreen', 'false'], {
      cwd: root,
      stdio: 'inherit',
      env,
    }),
  );
  say('The web app with hot reload is at the address that vite prints; the server is behind it.');
}

let isEnding = false;
function end(code) {
  if (isEnding) return;
  isEnding = true;
  process.exitCode = code;
  for (const child of children) if (child.exitCode === null) child.kill('SIGTERM');
}
process.on('SIGINT', () => end(130));
process.on('SIGTERM', () => end(143));
onOrphaned(() => end(143));
for (const child of children) child.once('close', (code) => end(code ?? 1));
