// Format, lint, types and ladder: everything that can be known without running the product.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { capture, command, root, step } from './run.mjs';

/**
 * Runs all of them to the end and returns the names of those that failed. The linter alone takes as long as the rest,
 * so it has a core of its own; `thenBuild` is done on the other one after its checks.
 */
export async function runChecks({ withLadder = true, thenBuild = async () => undefined } = {}) {
  const others = [
    ['format (npm run format mends it)', [command('prettier'), '--check', '--log-level', 'warn', '.']],
    ['types', [command('typescript', 'tsc'), '-p', 'tsconfig.check.json']],
  ];
  if (existsSync(join(root, 'web', 'tsconfig.json')))
    others.push(['types of the web app', [command('typescript', 'tsc'), '-p', 'web/tsconfig.json']]);
  if (withLadder)
    others.push(['ladder', [command('vitest'), 'run', '--config', 'test/ladder/vitest.config.ts']]);
  const failed = [];
  const check = async (checks) => {
    for (const [name, args] of checks)
      if ((await step(`checking ${name}`, () => capture(process.execPath, args))) !== 0) failed.push(name);
  };
  await Promise.all([
    check([['lint', [command('eslint'), '.', '--max-warnings', '0']]]),
    check(others).then(thenBuild),
  ]);
  return failed;
}
