import { describe, expect, it } from 'vitest';
import { ScienceRefusal, seededRandom } from '../core/index.ts';
import * as forecast from './index.ts';
import {
  circularShift,
  clarkWest,
  dieboldMariano,
  directBacktest,
  directForecast,
  fitEts,
  parseEts,
  signalTest,
  skillOf,
} from './index.ts';

const LINE = Array.from({ length: 40 }, (_, t) => 10 + t + Math.sin(t));

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof ScienceRefusal) return `${error.code}: ${error.input}`;
    throw error;
  }
  return 'no refusal';
}

const methods: Record<string, (y: number[]) => unknown> = {
  naive: (y) => forecast.naive(y, 3),
  'seasonal naive': (y) => forecast.seasonalNaive(y, 3, 4),
  drift: (y) => forecast.drift(y, 3),
  'moving mean': (y) => forecast.movingMean(y, 3, 2),
  naive2: (y) => forecast.naive2(y, 3, 4),
  ses: (y) => forecast.ses(y, 3),
  holt: (y) => forecast.holt(y, 3),
  damped: (y) => forecast.dampedTrend(y, 3),
  theta: (y) => forecast.theta(y, 3),
  ets: (y) => forecast.ets(y, 3),
  comb: (y) => forecast.comb(y, 3),
  stl: (y) => forecast.stl(y, 4),
  mstl: (y) => forecast.mstlForecast(y, 3, { periods: [4] }),
  decomposition: (y) => forecast.classicalDecomposition(y, 4),
  direct: (y) => directForecast({ y, horizon: 2, ownLags: 1 }),
};

describe('bad series', () => {
  it.each(Object.entries(methods))('%s refuses nothing, one NaN and one infinity, naming y', (_, run) => {
    expect(codeOf(() => run([]))).toBe('empty: y');
    expect(codeOf(() => run(LINE.map((value, t) => (t === 7 ? NaN : value))))).toBe('not_finite: y');
    expect(codeOf(() => run(LINE.map((value, t) => (t === 7 ? Infinity : value))))).toBe('not_finite: y');
  });

  it.each(Object.entries(methods).filter(([name]) => name !== 'naive' && name !== 'naive2'))(
    '%s refuses a single value',
    (_, run) => expect(codeOf(() => run([5]))).toBe('too_few: y'),
  );

  it.each(Object.entries(methods).filter(([name]) => !['decomposition', 'stl', 'direct'].includes(name)))(
    '%s repeats a constant series or refuses it',
    (_, run) => {
      const constant = new Array<number>(40).fill(7);
      try {
        const { mean } = run(constant) as { mean: Float64Array };
        mean.forEach((value) => expect(value).toBeCloseTo(7, 9));
      } catch (error) {
        expect((error as ScienceRefusal).code).toBe('constant');
      }
    },
  );

  it('multiplicative models refuse values at or below zero', () => {
    const withZero = LINE.map((value, t) => (t === 3 ? 0 : value));
    expect(codeOf(() => fitEts(withZero, parseEts('MNN')))).toBe('out_of_range: y');
    expect(codeOf(() => forecast.classicalDecomposition(withZero, 4))).toBe('out_of_range: y');
    expect(forecast.etsCandidates(Float64Array.from(withZero)).every(({ error }) => error === 'A')).toBe(
      true,
    );
  });

  it('a seasonal model refuses less than two periods, and a text that is no model', () => {
    expect(codeOf(() => fitEts(LINE.slice(0, 20), parseEts('ANA', 12)))).toBe('too_few: y');
    expect(codeOf(() => parseEts('AXN'))).toBe('out_of_range: model');
    expect(codeOf(() => parseEts('ANA'))).toBe('out_of_range: period');
    expect(codeOf(() => parseEts('ANdN'))).toBe('out_of_range: model');
  });

  it('a season at values below zero is taken out by differences, with a warning', () => {
    const y = Array.from({ length: 60 }, (_, t) => [5, -5, 2, -2][t % 4]! + 0.01 * Math.sin(t));
    expect(forecast.naive2(y, 4, 4).warnings.map(({ code }) => code)).toEqual(['additive_season']);
  });

  it('horizons and periods are integers from 1 on', () => {
    expect(codeOf(() => forecast.naive(LINE, 0))).toBe('out_of_range: horizon');
    expect(codeOf(() => forecast.naive(LINE, 1.5))).toBe('out_of_range: horizon');
    expect(codeOf(() => forecast.seasonalNaive(LINE, 2, 0))).toBe('out_of_range: period');
  });
});

describe('bad comparisons', () => {
  const errors = LINE.map(Math.sin);

  it('equal errors, different lengths and too few errors are refused', () => {
    expect(codeOf(() => dieboldMariano(errors, errors, { horizon: 1 }))).toBe('constant: second');
    expect(codeOf(() => dieboldMariano(errors, errors.slice(1), { horizon: 1 }))).toBe(
      'length_mismatch: second',
    );
    expect(codeOf(() => dieboldMariano([1, 2], [2, 1], { horizon: 3 }))).toBe('too_few: first');
    expect(codeOf(() => clarkWest(LINE, errors, errors, { horizon: 1 }))).toBe('constant: large');
  });

  it('scores refuse what they cannot score', () => {
    expect(codeOf(() => forecast.brier([1], [1.2]))).toBe('out_of_range: probability');
    expect(codeOf(() => forecast.mae([1, 2], [1]))).toBe('length_mismatch: forecast');
    expect(codeOf(() => forecast.mape([0], [1]))).toBe('out_of_range: actual');
    expect(codeOf(() => forecast.crpsFromQuantiles(1, [0.5, 0.5], [1, 2]))).toBe('duplicate: probabilities');
    expect(codeOf(() => forecast.crpsFromQuantiles(1, [0.5, 0.2], [1, 2]))).toBe('unsorted: probabilities');
    expect(codeOf(() => forecast.crpsFromQuantiles(1, [0.2, 0.5], [2, 1]))).toBe('unsorted: quantiles');
    expect(codeOf(() => forecast.wis(1, 1, [{ level: 0.8, low: 2, high: 1 }]))).toBe('unsorted: interval');
    expect(codeOf(() => forecast.combine([[1], [1, 2]]))).toBe('length_mismatch: paths[1]');
    expect(codeOf(() => forecast.combine([[1], [2]], 'mean', [1, -1]))).toBe('negative_weight: weights');
    expect(codeOf(() => skillOf([[1, -1]], [[1, 1]], { random: seededRandom(1) }))).toBe(
      'out_of_range: without',
    );
  });

  it('reconciliation refuses missing residuals, missing nodes and a sum of nothing', () => {
    const tree = { bottom: 2, sums: [[0, 1]] };
    expect(codeOf(() => forecast.reconcile(tree, [[1], [1], [1]], { method: 'mintShrink' }))).toBe(
      'empty: residuals',
    );
    expect(codeOf(() => forecast.reconcile(tree, [[1], [1]]))).toBe('length_mismatch: base');
    expect(codeOf(() => forecast.summingMatrix({ bottom: 2, sums: [[]] }))).toBe('empty: sums[0]');
    expect(codeOf(() => forecast.summingMatrix({ bottom: 2, sums: [[0, 0]] }))).toBe('duplicate: sums[0]');
  });
});

describe('signals', () => {
  const y = LINE;
  const x = LINE.map((_, t) => Math.cos(3 * t));

  it('a signal that looks past the origin is refused unless it is known ahead', () => {
    const late = { name: 'x', values: x, lags: [-1] };
    expect(codeOf(() => directForecast({ y, horizon: 2, signals: [late] }))).toBe(
      'out_of_range: signals.x.lags',
    );
    const schedule = { name: 'x', values: [...x, 1, 0, 1], lags: [-2, -1], isKnownAhead: true };
    expect(directForecast({ y, horizon: 2, signals: [schedule] }).mean).toBeTypeOf('number');
    expect(codeOf(() => directForecast({ y, horizon: 2, signals: [{ ...schedule, lags: [-3] }] }))).toBe(
      'out_of_range: signals.x.lags',
    );
  });

  it('the same signal twice is collinear without a ridge, and solved with one', () => {
    const twice = [
      { name: 'a', values: x, lags: [0] },
      { name: 'b', values: x, lags: [0] },
    ];
    expect(codeOf(() => directForecast({ y, horizon: 1, signals: twice }))).toMatch(/^collinear/);
    for (const ridge of [0.1, 'rolling'] as const)
      expect(Number.isFinite(directForecast({ y, horizon: 1, signals: twice, ridge }).mean)).toBe(true);
  });

  it('nothing after the origin moves a forecast made at it', () => {
    const spec = {
      y,
      horizon: 3,
      ownLags: 1,
      signals: [{ name: 'x', values: x, lags: [0, 1] }],
      ridge: 'rolling' as const,
    };
    const changed = (values: number[]): number[] =>
      values.map((value, t) => (t > 30 ? value * 7 + 3 : value));
    const before = directForecast(spec, 30).mean;
    const after = directForecast(
      { ...spec, y: changed(y), signals: [{ name: 'x', values: changed(x), lags: [0, 1] }] },
      30,
    ).mean;
    expect(after).toBe(before);
  });

  it('a test of signals refuses none, and shifts that turn nothing', () => {
    const options = { origins: [30, 31, 32, 33, 34, 35], shifts: [40], random: seededRandom(1) };
    expect(codeOf(() => signalTest({ y, horizon: 2 }, options))).toBe('empty: signals');
    expect(
      codeOf(() => signalTest({ y, horizon: 2, signals: [{ name: 'x', values: x, lags: [0] }] }, options)),
    ).toBe('out_of_range: shifts');
    expect(codeOf(() => directBacktest({ y, horizon: 2 }, [39]))).toBe('out_of_range: origins');
    expect([...circularShift([1, 2, 3, 4], 1)]).toEqual([4, 1, 2, 3]);
  });
});
