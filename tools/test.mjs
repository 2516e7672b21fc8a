// npm test: installs what is missing and runs everything that CI runs.
//   npm test -- stacks     runs the test files whose path contains "stacks", without checks and build
//   npm run test:deep      runs the same with the full counts and writes a dated report to docs/reports
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, release, tmpdir, totalmem } from 'node:os';
import { join, relative } from 'node:path';
import { findBrowser } from './browser.mjs';
import { runChecks } from './checks.mjs';
import { compile } from './compile.mjs';
import { capture, checkNode, command, install, root, run, say } from './run.mjs';

checkNode();
const args = process.argv.slice(2);
const isDeep = args.includes('--deep');
const filters = args.filter((arg) => arg !== '--deep');
const isWhole = filters.length === 0;
const began = new Date();

await install();
const failedChecks = isWhole ? await runChecks({ withLadder: false, thenBuild: compile }) : [];

const env = { ...process.env };
if (isDeep) env.RUNGS_TEST_DEEP = '1';
// Only journeys look for a browser; a run of one rung does not install one.
const needsBrowser =
  isWhole || filters.some((f) => 'test/journeys/browser'.includes(f) || /browser|journey|web/.test(f));
if (needsBrowser) {
  const browser = await findBrowser();
  if (browser !== null) {
    env.CHROMIUM = browser;
    say(`browser: ${browser}`);
  } else {
    delete env.CHROMIUM;
    say(
      'browser: none found and none could be installed, so the browser journeys are skipped; they are named below',
    );
  }
}

const folder = mkdtempSync(join(tmpdir(), 'rungs-result-'));
const resultFile = join(folder, 'result.json');
const code = await run(
  process.execPath,
  [
    command('vitest'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${resultFile}`,
    ...filters,
  ],
  { env },
);
const result = readResult(resultFile);
rmSync(folder, { recursive: true, force: true });

if (isWhole) for (const name of result.skipped) say(`skipped: ${name}`);
for (const name of result.failed) say(`failed: ${name}`);
for (const name of failedChecks) say(`failed check: ${name}`);
const failures = Math.max(result.failed.length, code === 0 ? 0 : 1) + failedChecks.length;
const summary = `${result.passed} passed, ${failures} failed, ${result.skipped.length} skipped`;
if (isDeep && isWhole) await writeReport();
say(summary);
process.exitCode = failures === 0 ? 0 : 1;

function readResult(file) {
  const found = { passed: 0, failed: [], skipped: [], files: [] };
  let report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { ...found, failed: ['the tests did not run to the end; see above'] };
  }
  for (const suite of report.testResults) {
    const path = relative(root, suite.name);
    const counts = {
      path,
      passed: 0,
      failed: 0,
      skipped: 0,
      ms: Math.round(suite.endTime - suite.startTime),
    };
    for (const test of suite.assertionResults) {
      const name = `${path} › ${test.fullName}`;
      if (test.status === 'passed') counts.passed++;
      else if (test.status === 'failed') {
        counts.failed++;
        found.failed.push(name);
      } else {
        counts.skipped++;
        found.skipped.push(name);
      }
    }
    // A file that cannot even be loaded has no tests that could fail.
    if (suite.status === 'failed' && counts.failed === 0) found.failed.push(`${path} (the file itself)`);
    found.passed += counts.passed;
    found.files.push(counts);
  }
  return found;
}

/** What was run, where and with which outcome; nothing that would name this machine or its user. */
async function writeReport() {
  const date = began.toISOString().slice(0, 10);
  const commit = (await capture('git', ['rev-parse', '--short', 'HEAD']).catch(() => null))?.printed.trim();
  const rows = [...result.files]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map((f) => `| ${f.path} | ${f.passed} | ${f.failed} | ${f.skipped} | ${(f.ms / 1000).toFixed(1)} |`);
  const list = (title, names) =>
    names.length === 0 ? [] : [`## ${title}`, '', ...names.map((n) => `- ${n}`), ''];
  const text = [
    `# Deep test run of ${date}`,
    '',
    `${summary}; ${((Date.now() - began) / 60_000).toFixed(1)} minutes; commit ${commit || 'unknown'}.`,
    '',
    `Node.js ${process.versions.node}, ${process.platform} ${release()}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB; database: ${process.env.DATABASE_URL ? 'DATABASE_URL' : 'embedded'}.`,
    '',
    ...list('Failed', [...result.failed, ...failedChecks]),
    ...list('Skipped', result.skipped),
    '## Files',
    '',
    '| file | passed | failed | skipped | seconds |',
    '|---|--:|--:|--:|--:|',
    ...rows,
    '',
  ].join('\n');
  const path = join('docs', 'reports', `${date}-test-deep.md`);
  mkdirSync(join(root, 'docs', 'reports'), { recursive: true });
  writeFileSync(join(root, path), text);
  say(`report: ${path}`);
}
