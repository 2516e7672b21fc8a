// ETS and Theta over 400 series of 850 points, and what a doubling of the length costs.
// --series=40 (or any number) runs on fewer series; growth is always measured on fewer.
import assert from 'node:assert/strict';
import process from 'node:process';
import { type Random, seededRandom } from '../../packages/science/src/core/index.ts';
import { ets, fitEts, parseEts, theta } from '../../packages/science/src/forecast/index.ts';

const given = process.argv.find((argument) => argument.startsWith('--series='));
const isQuick = process.argv.includes('--quick');
const COUNT = given === undefined ? (isQuick ? 20 : 400) : Number(given.slice('--series='.length));
const LENGTH = 850;
const PERIOD = 12;

/** A series with a wandering level, a slope and a season that multiplies. */
function draw(random: Random, length: number): Float64Array {
  let [level, slope] = [100 + 50 * random.next(), 0.05];
  return Float64Array.from({ length }, (_, t) => {
    slope += 0.01 * random.normal();
    level = Math.max(level + slope + random.normal(), 20);
    return level * (1 + 0.1 * Math.sin((2 * Math.PI * t) / PERIOD)) * (1 + 0.01 * random.normal());
  });
}

const seconds = (work: () => void): number => {
  const start = process.cpuUsage();
  work();
  const used = process.cpuUsage(start);
  return (used.user + used.system) / 1e6;
};

const methods: Record<string, (y: Float64Array) => ArrayLike<number>> = {
  'Theta, with seasonality test': (y) => theta(y, 18, { period: PERIOD }).mean,
  'ETS, chosen among six without season': (y) => ets(y, 18).mean,
  'ETS(A,Ad,N)': (y) => fitEts(y, parseEts('AAdN')).fitted,
  'ETS(M,Ad,M), period 12': (y) => fitEts(y, parseEts('MAdM', PERIOD), { starts: 1 }).fitted,
};

const stream = seededRandom('forecast bench');
const series = Array.from({ length: COUNT }, (_, i) => draw(stream.split(i), LENGTH));
console.log(`node ${process.versions.node}; CPU seconds`);
for (const [name, run] of Object.entries(methods)) {
  for (const y of series.slice(0, 3)) assert.ok(Array.from(run(y)).every(Number.isFinite));
  const spent = seconds(() => series.forEach(run));
  console.log(
    `${name.padEnd(40)}${String(series.length).padStart(4)} series of ${LENGTH}: ${spent.toFixed(2)} s, ${((1000 * spent) / series.length).toFixed(1)} ms each`,
  );
}

console.log('\nCPU a series by length, and growth per doubling (2 is linear, 2.2 is n log n)');
const fewer = Math.max(2, Math.min(COUNT, isQuick ? 4 : 8));
let isSteep = false;
for (const [name, run] of Object.entries(methods)) {
  const costs = [400, 800, 1_600, 3_200].map((length) => {
    const drawn = Array.from({ length: fewer }, (_, i) => draw(stream.split(`${length}/${i}`), length));
    return seconds(() => drawn.forEach(run)) / fewer;
  });
  const [first, last] = [costs[0] as number, costs[costs.length - 1] as number];
  const growth = (last / first) ** (1 / (costs.length - 1));
  // One evaluation is linear in n; the number of search steps wanders, so the ceiling leaves room for it.
  const isWithin = growth < 2.8;
  isSteep ||= !isWithin;
  console.log(
    `${name.padEnd(40)}${costs.map((cost) => `${(1000 * cost).toFixed(1)} ms`.padStart(11)).join('')}   x${growth.toFixed(2)} per doubling${isWithin ? '' : '  STEEP'}`,
  );
}
if (isSteep) process.exitCode = 1;
