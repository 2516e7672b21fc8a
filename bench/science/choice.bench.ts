// A budgeted assignment of growing size by mixed-integer program; the promise is about 3,600 binaries, to 0.1 %.
// Usage: npx tsx --conditions=rungs-source bench/science/choice.bench.ts [--people=150,300,600]
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import process from 'node:process';
import { openSolver, solveMixedInteger, type Row } from '../../packages/science/src/choice/index.ts';
import { seededRandom } from '../../packages/science/src/core/index.ts';

const asked = process.argv.find((argument) => argument.startsWith('--people='))?.slice('--people='.length);
const sizes = (asked ?? '150,300,600').split(',').map(Number);
const COURSES = 6;
const solver = await openSolver(readFileSync(createRequire(import.meta.url).resolve('highs/runtime')));

// The first solve compiles the module.
solveMixedInteger(solver, { sense: 'maximise', objective: [1], rows: [], upper: [1], integer: [1] });

console.log('binaries   CPU ms   growth per doubling   status');
let before: { n: number; ms: number } | null = null;
const medianOf = (values: number[]): number => [...values].sort((x, y) => x - y)[values.length >> 1]!;

for (const people of sizes) {
  const n = people * COURSES;
  // How long a search takes depends on the instance, so the middle one of three is told.
  const solved = [1, 2, 3].map((k) => solveOne(people, `${people}/${k}`));
  const ms = medianOf(solved.map((one) => one.ms));
  const status = [...new Set(solved.map((one) => one.status))].join(', ');
  const growth = before === null ? '' : ((ms / before.ms) ** (1 / Math.log2(n / before.n))).toFixed(2);
  console.log(`${String(n).padEnd(10)} ${ms.toFixed(0).padStart(6)}   ${growth.padEnd(19)}   ${status}`);
  before = { n, ms };
}

/** The CPU time of one drawn instance: `people` choose one of six courses within a budget and the seats. */
function solveOne(people: number, seed: string): { ms: number; status: string } {
  const random = seededRandom(seed);
  const n = people * COURSES;
  const objective = Float64Array.from({ length: n }, () => 1 + random.next() * 9);
  const cost = Float64Array.from({ length: n }, () => 200 + random.next() * 800);
  const rows: Row[] = [{ terms: Array.from(cost, (c, j) => [j, c] as const), high: people * 250 }];
  for (let p = 0; p < people; p++)
    rows.push({ terms: Array.from({ length: COURSES }, (_, c) => [p * COURSES + c, 1] as const), high: 1 });
  for (let c = 0; c < COURSES; c++)
    rows.push({
      terms: Array.from({ length: people }, (_, p) => [p * COURSES + c, 1] as const),
      high: people / 8,
    });
  const program = {
    sense: 'maximise' as const,
    objective,
    rows,
    upper: new Float64Array(n).fill(1),
    integer: new Uint8Array(n).fill(1),
  };
  const start = process.cpuUsage();
  const { status } = solveMixedInteger(solver, program, { relativeGap: 0.001, timeLimitSeconds: 60 });
  const { user, system } = process.cpuUsage(start);
  return { ms: (user + system) / 1000, status };
}
