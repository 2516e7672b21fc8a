// Format, lint, types and ladder: everything that can be known without running the product.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { capture, command, root, step } from './run.mjs';

const cache = join(root, 'node_modules', '.cache');

/** Runs all of them to the end and returns the names of those that failed. */
export async function runChecks({ withLadder = true } = {}) {
  mkdirSync(cache, { recursive: true });
  const checks = [
    ['format (npm run format mends it)', [command('prettier'), '--check', '--log-level', 'warn', '.']],
    ['lint', [command('eslint'), '.', '--max-warnings', '0']],
    ['types', [command('typescript', 'tsc'), '-p', 'tsconfig.check.json']],
  ];
  if (existsSync(join(root, 'web', 'tsconfig.json')))
    checks.push(['types of the web app', [command('typescript', 'tsc'), '-p', 'web/tsconfig.json']]);
  if (withLadder)
    checks.push(['ladder', [command('vitest'), 'run', '--config', 'test/ladder/vitest.config.ts']]);
  const failed = [];
  for (const [name, args] of checks)
    if ((await step(`checking ${name}`, () => capture(process.execPath, args))) !== 0) failed.push(name);
  return failed;
}
