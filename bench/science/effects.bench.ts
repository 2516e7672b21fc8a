// Group-time effects by units: CPU time at each size, and its growth for each doubling against n log n.
// Usage: npx tsx --conditions=rungs-source bench/science/effects.bench.ts [--rows=1000,10000,100000]
import process from 'node:process';
import { seededRandom } from '../../packages/science/src/core/index.ts';
import { aggregateEffects, groupTimeEffects } from '../../packages/science/src/effects/index.ts';

const asked = process.argv.find((argument) => argument.startsWith('--rows='))?.slice('--rows='.length);
const sizes = (asked ?? '1000,10000,100000').split(',').map(Number);

/** Units over eight periods, three dates of treatment, one covariate that moves both. */
function panelOf(units: number) {
  const random = seededRandom(units);
  const rows = units * 8;
  const [unit, period, outcome, firstTreated, x] = Array.from({ length: 5 }, () => new Float64Array(rows));
  for (let u = 0, i = 0; u < units; u++) {
    const value = random.normal();
    const first = random.next() < 1 / (1 + Math.exp(-value)) ? 4 + random.int(3) : 0;
    for (let t = 1; t <= 8; t++, i++) {
      unit![i] = u;
      period![i] = t;
      firstTreated![i] = first;
      x![i] = value;
      outcome![i] = value * t * 0.1 + (first > 0 && t >= first ? 0.5 : 0) + random.normal();
    }
  }
  return {
    unit: unit!,
    period: period!,
    outcome: outcome!,
    firstTreated: firstTreated!,
    covariates: { x: x! },
  };
}

groupTimeEffects(panelOf(1000));
let before: { n: number; ms: number } | null = null;
let worst = 0;
console.log('units      doubly robust, ms   growth per doubling (n log n)   estimate (truth 0.5)');
for (const n of sizes) {
  const panel = panelOf(n);
  const start = process.cpuUsage();
  const { overall } = aggregateEffects(groupTimeEffects(panel), 'simple');
  const { user, system } = process.cpuUsage(start);
  const ms = (user + system) / 1000;
  let growth = '';
  if (before !== null) {
    const doublings = Math.log2(n / before.n);
    const bound = ((n * Math.log(n)) / (before.n * Math.log(before.n))) ** (1 / doublings);
    const rate = (ms / before.ms) ** (1 / doublings);
    worst = Math.max(worst, rate / bound);
    growth = `${rate.toFixed(2)} (${bound.toFixed(2)})`;
  }
  console.log(
    `${String(n).padEnd(10)} ${ms.toFixed(0).padStart(17)}   ${growth.padEnd(29)} ${overall.estimate.toFixed(4)} ± ${(1.96 * overall.standardError).toFixed(4)}`,
  );
  before = { n, ms };
}
// A quarter above n log n leaves room for caches that a small panel fits in.
if (worst > 1.25) process.exitCode = 1;
