import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  backtest,
  brier,
  conformalBands,
  conformalMargins,
  conformalMinimum,
  conformalQuantiles,
  coverage,
  crpsFromQuantiles,
  asKnownAt,
  enoughHistory,
  intervalScore,
  mape,
  mase,
  movingMean,
  naive,
  pinball,
  reliability,
  rmsse,
  scaleOf,
  scoreBacktest,
  scoreIntervals,
  seasonalNaive,
  smape,
  theta,
  wis,
} from './index.ts';
import { normalCdf, normalDensity, normalQuantile, seededRandom } from '../core/index.ts';

describe('P13: scores by hand', () => {
  it('pinball at 0.9 of 10, 12, 8 against 11 is .433333', () =>
    expect(pinball([10, 12, 8], [11, 11, 11], 0.9)).toBeCloseTo(0.433333, 6));

  it('WIS of 12 with median 10, 80 % 8–11 and 95 % 6–14 is 1', () =>
    expect(
      wis(12, 10, [
        { level: 0.8, low: 8, high: 11 },
        { level: 0.95, low: 6, high: 14 },
      ]),
    ).toBeCloseTo(1, 12));

  it('sMAPE of 100 against 110 and 50 against 45 is 10.025063', () => {
    expect(smape([100, 50], [110, 45])).toBeCloseTo(10.025063, 6);
    expect(smape([0, 0], [0, 0])).toBe(0);
  });

  it('Brier and reliability', () => {
    expect(brier([1, 0, 1, 0], [0.9, 0.2, 0.6, 0.4])).toBeCloseTo((0.01 + 0.04 + 0.16 + 0.16) / 4, 12);
    const bins = reliability([1, 0, 1, 0], [0.9, 0.2, 0.95, 0.25], 2);
    expect(bins).toEqual([
      { n: 2, meanProbability: 0.225, frequency: 0 },
      { n: 2, meanProbability: 0.925, frequency: 1 },
    ]);
  });

  it('RMSSE and MASE fall back to lag 1 and then to null', () => {
    const cyclic = [1, 2, 1, 2, 1, 2];
    expect(scaleOf(cyclic, 2)).toEqual({ value: 1, lag: 1 });
    expect(mase(cyclic, [1], [2], 2)).toBe(1);
    expect(rmsse([1, 3, 1], [2, 2], [1, 4], 1)).toBeCloseTo(Math.sqrt(2.5 / 4), 12);
    expect(mase([5, 5, 5], [5], [6])).toBeNull();
    expect(mape([10, 20], [11, 18])).toBeCloseTo(10, 12);
  });

  it('the interval score is the width inside and 2/α a unit outside', () => {
    expect(intervalScore(5, { level: 0.8, low: 4, high: 7 })).toBe(3);
    expect(intervalScore(9, { level: 0.8, low: 4, high: 7 })).toBeCloseTo(23, 12);
  });

  it('CRPS from many quantiles comes to that of the normal law (Gneiting and Raftery 2007, equation 21)', () => {
    const probabilities = Array.from({ length: 999 }, (_, i) => (i + 1) / 1000);
    const quantiles = probabilities.map(normalQuantile);
    for (const y of [-1.3, 0, 0.4, 2]) {
      const exact = y * (2 * normalCdf(y) - 1) + 2 * normalDensity(y) - 1 / Math.sqrt(Math.PI);
      expect(crpsFromQuantiles(y, probabilities, quantiles)).toBeCloseTo(exact, 3);
    }
  });
});

describe('conformal intervals', () => {
  it('are nested in their levels, whatever the residuals', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 40, maxLength: 80 }),
        fc.constantFrom('symmetric' as const, 'asymmetric' as const),
        (residuals, kind) => {
          const bands = conformalBands([0], [residuals], { levels: [0.5, 0.8, 0.95], kind });
          for (let i = 1; i < bands.length; i++) {
            expect(bands[i]?.low[0]).toBeLessThanOrEqual(bands[i - 1]?.low[0] as number);
            expect(bands[i]?.high[0]).toBeGreaterThanOrEqual(bands[i - 1]?.high[0] as number);
          }
          const quantiles = conformalQuantiles(0, residuals, [0.1, 0.25, 0.5, 0.75, 0.9]);
          expect([...quantiles]).toEqual([...quantiles].sort((a, b) => a - b));
        },
      ),
    );
  });

  it('cover at least their level where residuals are exchangeable', () => {
    const random = seededRandom('conformal');
    const runs = 4_000;
    let inside = 0;
    for (let run = 0; run < runs; run++) {
      const residuals = Float64Array.from({ length: 39 }, () => random.normal() ** 3);
      const [low, high] = conformalMargins(residuals, 0.8);
      const next = random.normal() ** 3;
      if (next >= low && next <= high) inside++;
    }
    expect(Math.abs(inside / runs - 0.8)).toBeLessThan(3 * Math.sqrt(0.16 / runs));
  });

  it('need ⌈1/α⌉ − 1 residuals', () => {
    expect([0.5, 0.8, 0.9, 0.95].map((level) => conformalMinimum(level))).toEqual([1, 4, 9, 19]);
    expect(conformalMinimum(0.8, 'asymmetric')).toBe(9);
    expect(() => conformalMargins([1, 2, 3], 0.8)).toThrow(/too_few: residuals/);
  });
});

describe('a back-test', () => {
  const random = seededRandom('backtest');
  const series = Array.from({ length: 3 }, () => {
    let level = 50;
    return Float64Array.from(
      { length: 80 },
      (_, t) => (level += random.normal()) + 5 * Math.sin((Math.PI * t) / 6),
    );
  });
  const run = backtest(
    series,
    {
      naive: (y, h) => naive(y, h).mean,
      naive2: (y, h) => movingMean(y, h, 2).mean,
      seasonal: (y, h) => seasonalNaive(y, h, 12).mean,
      theta: (y, h) => theta(y, h, { period: 12 }).mean,
    },
    { horizon: 6, minimum: 40, step: 2 },
  );

  it('shows a method nothing after the origin', () => {
    const seen: number[] = [];
    backtest(
      [series[0] as Float64Array],
      { spy: (y, h) => (seen.push(y.length), naive(y, h).mean) },
      { horizon: 5, minimum: 60 },
    );
    expect(seen).toEqual(Array.from({ length: 16 }, (_, i) => 60 + i));
    for (const { history, actual, origin, series: s } of run.cases) {
      expect(history).toEqual(series[s]?.slice(0, origin));
      expect(actual).toEqual(series[s]?.slice(origin, origin + 6));
    }
  });

  it('scores every method on the same cases, relative to the baseline', () => {
    const scores = scoreBacktest(run, {
      period: 12,
      horizons: [
        [1, 3],
        [4, 6],
      ],
    });
    expect(scores).toHaveLength(8);
    expect(new Set(scores.map(({ n }) => n))).toEqual(new Set([run.cases.length * 3]));
    const [first] = scores;
    expect(first?.relativeMase).toBe(1);
    expect(scores.find(({ method }) => method === 'naive2')?.owa).toBeCloseTo(1, 12);
  });

  it('leaves an origin out for every method where one refuses, and says so', () => {
    const partial = backtest(
      [series[0] as Float64Array],
      { naive: (y, h) => naive(y, h).mean, late: (y, h) => movingMean(y, h, 70).mean },
      { horizon: 2, minimum: 60 },
    );
    expect(partial.refusals).toHaveLength(10);
    expect(partial.refusals[0]).toEqual({ series: 0, origin: 60, method: 'late', code: 'too_few' });
    expect(partial.cases[0]?.origin).toBe(70);
  });

  it('judges intervals by later origins alone', () => {
    const [wide] = scoreIntervals(run, 'naive', { levels: [0.8], horizons: [1] });
    expect(wide?.n).toBeLessThan(run.cases.length);
    expect(wide?.coverage).toBeGreaterThan(0.5);
  });

  it('says where there is not enough history to publish', () => {
    expect(enoughHistory(run).passed).toBe(false);
    expect(enoughHistory(run, { origins: 10, series: 3 }).passed).toBe(true);
  });

  it('sees only what was recorded by the moment', () => {
    const observations = [
      { at: 2, recordedAt: 3, value: 20 },
      { at: 1, recordedAt: 1, value: 10 },
      { at: 1, recordedAt: 5, value: 11 },
    ];
    expect([...asKnownAt(observations, 3)]).toEqual([10, 20]);
    expect([...asKnownAt(observations, 5)]).toEqual([11, 20]);
    expect(() => asKnownAt([...observations, { at: 1, recordedAt: 5, value: 12 }], 9)).toThrow(/duplicate/);
  });
});

it('coverage counts both ends', () => {
  expect(coverage([1, 2, 3, 4], [1, 1, 1, 1], [3, 3, 3, 3])).toBe(0.75);
});
