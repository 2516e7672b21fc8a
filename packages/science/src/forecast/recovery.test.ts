import { describe, expect, it } from 'vitest';
import { type Random, seededRandom } from '../core/index.ts';
import { dieboldMariano, signalTest } from './index.ts';

const isDeep = process.env['RUNGS_TEST_DEEP'] === '1';
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** A random walk, and a signal whose changes it follows after `lead` periods with the strength given. */
function drawPair(random: Random, n: number, lead: number, strength: number): { y: number[]; x: number[] } {
  const changes = Array.from({ length: n }, () => random.normal());
  let [level, signal] = [100, 50];
  const x = changes.map((change) => (signal += change));
  const y = changes.map((_, t) => (level += strength * (changes[t - lead] ?? 0) + random.normal()));
  return { y, x };
}

function share(runs: number, strength: number): number {
  let helps = 0;
  for (let run = 0; run < runs; run++) {
    const random = seededRandom(`signal ${strength} ${run}`);
    const { y, x } = drawPair(random, 120, 3, strength);
    const spec = { y, horizon: 3, signals: [{ name: 'x', values: x, lags: [0, 1, 2] }], ridge: 0.01 };
    const result = signalTest(spec, {
      origins: range(70, 116),
      shifts: range(20, 59).map((k) => 2 * k - 20),
      random,
      draws: 200,
    });
    if (result.verdict === 'helps') helps++;
  }
  return helps / runs;
}

describe('recovery', () => {
  it('a planted lead is found', () => expect(share(isDeep ? 100 : 12, 2.5)).toBeGreaterThan(0.9));

  it('no lead is claimed where there is none', () =>
    expect(share(isDeep ? 200 : 20, 0)).toBeLessThanOrEqual(isDeep ? 0.06 : 0.15));

  it('Diebold–Mariano rejects equal accuracy in about 5 % of series, overlapping horizons included', () => {
    const runs = 2_000;
    const random = seededRandom('equal accuracy');
    let rejected = 0;
    for (let run = 0; run < runs; run++) {
      const noise = (): Float64Array => Float64Array.from({ length: 102 }, () => random.normal());
      const overlap = (e: Float64Array): Float64Array =>
        e.slice(2).map((value, t) => value + (e[t] as number) + (e[t + 1] as number));
      const { p } = dieboldMariano(overlap(noise()), overlap(noise()), { horizon: 3, loss: 'squared' });
      if (p < 0.05) rejected++;
    }
    expect(rejected / runs).toBeGreaterThan(0.03);
    expect(rejected / runs).toBeLessThan(0.075);
  });
});
