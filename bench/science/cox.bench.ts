// Cox regression by rows: CPU time at each size, and its growth for each doubling against n log n.
// Usage: npm run bench -- cox [--rows=1000,10000,100000,1000000] [--quick]
import process from 'node:process';
import { seededRandom } from '../../packages/science/src/core/index.ts';
import { coxRegression } from '../../packages/science/src/survival/index.ts';
import { median } from '../engine/measure.ts';

const isQuick = process.argv.includes('--quick');
const asked = process.argv.find((argument) => argument.startsWith('--rows='))?.slice('--rows='.length);
const sizes = (asked ?? (isQuick ? '1000,10000,100000' : '1000,10000,100000,1000000')).split(',').map(Number);

interface Rows {
  time: Float64Array;
  event: Uint8Array;
  entry: Float64Array;
  predictors: Record<string, Float64Array>;
}

/** Rows of whole months, so that there are ties, with four covariates and entries after the start. */
function rowsOf(n: number): Rows {
  const random = seededRandom(n);
  const rows: Rows = {
    time: new Float64Array(n),
    event: new Uint8Array(n),
    entry: new Float64Array(n),
    predictors: Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [name, new Float64Array(n)])),
  };
  for (let i = 0; i < n; i++) {
    let effect = 0;
    for (const column of Object.values(rows.predictors)) {
      const value = random.normal();
      column[i] = value;
      effect += 0.2 * value;
    }
    const start = random.next() * 12;
    const length = (-Math.log(1 - random.next()) * 24) / Math.exp(effect);
    const limit = 6 + 60 * random.next();
    rows.entry[i] = start;
    rows.time[i] = Math.ceil((start + Math.min(length, limit)) * 10_000) / 10_000 + 0.0001;
    rows.event[i] = length <= limit ? 1 : 0;
  }
  return rows;
}

function timed(run: () => unknown, rounds: number): number {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
  }
  return median(times);
}

coxRegression(rowsOf(1000));
let before: { n: number; right: number; entered: number } | null = null;
let worst = 0;
for (const n of sizes) {
  const { entry, ...right } = rowsOf(n);
  const rounds = n > 100_000 ? 1 : 5;
  const here = {
    n,
    right: timed(() => coxRegression(right), rounds),
    entered: timed(() => coxRegression({ ...right, entry }), rounds),
  };
  let growth = '';
  if (before !== null) {
    const doublings = Math.log2(n / before.n);
    const rate = (a: number, b: number): number => (b / a) ** (1 / doublings);
    const limit = rate(before.n * Math.log2(before.n), n * Math.log2(n));
    const [a, b] = [rate(before.right, here.right), rate(before.entered, here.entered)];
    worst = Math.max(worst, a / limit, b / limit);
    growth = `  per doubling ${a.toFixed(2)} and ${b.toFixed(2)}, n log n ${limit.toFixed(2)}`;
  }
  process.stdout.write(
    `cox ${String(n).padStart(8)} rows  right-censored ${here.right.toFixed(1)} ms  with entries ${here.entered.toFixed(1)} ms${growth}\n`,
  );
  before = here;
}
// A quarter above n log n leaves room for caches that a small table fits in.
if (worst > 1.25) process.exitCode = 1;
