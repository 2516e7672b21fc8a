// Builds what has changed: packages and platform with tsc into dist, the web app with vite into platform/public.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture, command, giveUp, root, step } from './run.mjs';

const stampFolder = join(root, 'node_modules', '.rungs-build');

const projects = {
  server: {
    sources: [
      'tsconfig.base.json',
      'tsconfig.json',
      'packages/credentials',
      'packages/science',
      'packages/client',
      'platform/src',
      'platform/package.json',
      'platform/tsconfig.json',
    ],
    result: 'platform/dist/cli/main.js',
  },
  web: {
    sources: ['web', 'packages/credentials/src', 'packages/client/src'],
    result: 'platform/public/index.html',
  },
};

/**
 * Builds what is out of date; `isForced` builds everything, `isQuick` leaves types out. Ends the process when it
 * cannot.
 */
export async function compile({ isForced = false, isQuick = false, withWeb = true } = {}) {
  const compiler = isQuick ? [join(root, 'tools', 'transpile.mjs')] : [command('typescript', 'tsc'), '-b'];
  await build('server', 'building the server', isForced, compiler);
  if (withWeb && existsSync(join(root, 'web', 'vite.config.ts')))
    await build('web', 'building the web app', isForced, [
      command('vite'),
      'build',
      'web',
      '--logLevel',
      'warn',
    ]);
}

async function build(name, title, isForced, args) {
  const { sources, result } = projects[name];
  const stamp = join(stampFolder, name);
  const wanted = fingerprint(sources);
  const isCurrent =
    existsSync(stamp) && existsSync(join(root, result)) && readFileSync(stamp, 'utf8') === wanted;
  if (isCurrent && !isForced) return;
  // Without its result the compiler's own notes are not to be believed either.
  if (name === 'server' && (isForced || !existsSync(join(root, result)))) forgetBuilds();
  const code = await step(title, () => capture(process.execPath, args));
  if (code !== 0) giveUp('The build failed; what is wrong is above.');
  mkdirSync(stampFolder, { recursive: true });
  writeFileSync(stamp, wanted);
}

function forgetBuilds() {
  for (const folder of ['packages/credentials', 'packages/science', 'packages/client', 'platform'])
    rmSync(join(root, folder, 'dist', '.tsbuildinfo'), { force: true });
}

/** Changes when a source file changes in name, size or time. */
function fingerprint(sources) {
  const hash = createHash('sha256').update(process.version);
  const visit = (path) => {
    const info = statSync(path, { throwIfNoEntry: false });
    if (info === undefined) return;
    if (info.isFile()) hash.update(`${path} ${info.size} ${info.mtimeMs}\n`);
    if (info.isDirectory())
      for (const name of readdirSync(path).sort())
        if (!['node_modules', 'dist', '.vite'].includes(name)) visit(join(path, name));
  };
  for (const source of sources) visit(join(root, source));
  return hash.digest('hex');
}
