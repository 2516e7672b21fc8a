import * as science from '@rungs/science';
import { x, outcome, weights, share, yes, series, error, seed, one } from './columns.ts';
import type { Subject } from './subject.ts';

/** Forecasts and their scores. */
export const forecasts: Subject[] = [
  ...(
    [
      ['naive', (y) => science.naive(y, 2).mean],
      ['seasonalNaive', (y) => science.seasonalNaive(y, 2, 4).mean],
      ['drift', (y) => science.drift(y, 2).mean],
      ['movingMean', (y) => science.movingMean(y, 2, 3).mean],
      ['naive2', (y) => science.naive2(y, 2, 4)],
      ['ses', (y) => science.ses(y, 2)],
      ['holt', (y) => science.holt(y, 2)],
      ['dampedTrend', (y) => science.dampedTrend(y, 2)],
      ['theta', (y) => science.theta(y, 2, { period: 4 })],
      ['comb', (y) => science.comb(y, 2, 4)],
      ['ets', (y) => science.ets(y, 2, { models: ['ANN', 'AAN'] })],
      ['fitEts', (y) => science.fitEts(y, science.parseEts('ANA', 4))],
      ['selectEts', (y) => science.selectEts(y, { models: ['ANN', 'AAN'] })],
      ['stl', (y) => science.stl(y, 4)],
      ['mstl', (y) => science.mstl(y, [4])],
      ['mstlForecast', (y) => science.mstlForecast(y, 2, { periods: [4], method: science.ses })],
      ['classicalDecomposition', (y) => science.classicalDecomposition(y, 4, 'additive').indices],
      ['deseasonalise', (y) => science.deseasonalise(y, 4)],
      ['seasonalityTest', (y) => science.seasonalityTest(y, 4)],
      ['autocorrelation', (y) => science.autocorrelation(y, 4)],
      ['onAdjusted', (y) => science.onAdjusted(y, 2, 4, science.ses)],
      ['directForecast', (y) => science.directForecast({ y, horizon: 2, ownLags: 1 })],
      [
        'directBacktest',
        (y) => science.directBacktest({ y, horizon: 2, ownLags: 1 }, [y.length - 4, y.length - 3]),
      ],
      ['circularShift', (y) => science.circularShift(y, 1)],
    ] as [keyof typeof science, (y: number[]) => unknown][]
  ).map(([name, run]): Subject => ({
    name,
    columns: { y: series },
    ...(name === 'circularShift' ? { told: { y: 'values' } } : {}),
    run: (c) => run(one(c, 'y')),
  })),
  ...(['mae', 'rmse', 'bias', 'mape', 'smape'] as const).map((name): Subject => ({
    name,
    columns: { actual: series, forecast: outcome },
    run: (c) => science[name](one(c, 'actual'), one(c, 'forecast')),
  })),
  ...(['mase', 'rmsse'] as const).map((name): Subject => ({
    name,
    columns: { history: series, actual: series, forecast: outcome },
    run: (c) => science[name](one(c, 'history'), one(c, 'actual'), one(c, 'forecast')),
  })),
  { name: 'scaleOf', columns: { history: series }, run: (c) => science.scaleOf(one(c, 'history'), 4) },
  {
    name: 'brier',
    columns: { happened: yes, probability: share },
    run: (c) => science.brier(one(c, 'happened') as (0 | 1)[], one(c, 'probability')),
  },
  {
    name: 'reliability',
    columns: { happened: yes, probability: share },
    run: (c) => science.reliability(one(c, 'happened') as (0 | 1)[], one(c, 'probability')),
  },
  {
    name: 'pinball',
    columns: { actual: series, forecast: outcome },
    run: (c) => science.pinball(one(c, 'actual'), one(c, 'forecast'), 0.9),
  },
  {
    name: 'coverage',
    columns: { actual: series, low: outcome },
    run: (c) =>
      science.coverage(
        one(c, 'actual'),
        one(c, 'low'),
        one(c, 'low').map((v) => v + 10),
      ),
  },
  {
    name: 'dieboldMariano',
    columns: { first: error, second: outcome },
    run: (c) => science.dieboldMariano(one(c, 'first'), one(c, 'second'), { horizon: 2 }),
  },
  {
    name: 'clarkWest',
    columns: { actual: series, small: outcome, large: error },
    run: (c) => science.clarkWest(one(c, 'actual'), one(c, 'small'), one(c, 'large'), { horizon: 2 }),
  },
  { name: 'placeboP', columns: { placebos: error }, run: (c) => science.placeboP(0.5, one(c, 'placebos')) },
  {
    name: 'crossCorrelation',
    columns: { x, y: series },
    run: (c) => science.crossCorrelation(one(c, 'x'), one(c, 'y'), 3),
  },
  { name: 'leadCheck', columns: { y: series, x }, run: (c) => science.leadCheck(one(c, 'y'), one(c, 'x')) },
  {
    name: 'conformalMargins',
    columns: { residuals: error },
    run: (c) => science.conformalMargins(one(c, 'residuals'), 0.8),
  },
  {
    name: 'conformalQuantiles',
    columns: { residuals: error },
    run: (c) => science.conformalQuantiles(1, one(c, 'residuals'), [0.1, 0.5, 0.9]),
  },
  {
    name: 'conformalBands',
    columns: { residuals: error },
    run: (c) => science.conformalBands([1], [one(c, 'residuals')], { levels: [0.8] }),
  },
  {
    name: 'combine',
    columns: { a: series, b: outcome },
    told: { a: 'paths[0]', b: 'paths[1]' },
    run: (c) => science.combine([one(c, 'a'), one(c, 'b')]),
  },
  {
    name: 'skillOf',
    columns: { a: share, b: weights },
    told: { a: 'without', b: 'withAddition' },
    run: (c) => science.skillOf([one(c, 'a')], [one(c, 'b')], { random: seed(), draws: 50 }),
  },
  {
    name: 'backtest',
    columns: { y: series },
    told: { y: 'series' },
    run: (c) =>
      science
        .backtest(
          [one(c, 'y')],
          { naive: (y, h) => science.naive(y, h).mean },
          { minimum: 20, horizon: 2, step: 10 },
        )
        .cases.map(({ forecasts }) => forecasts),
  },
  {
    name: 'shrinkCovariance',
    columns: { a: error, b: outcome },
    told: { a: 'residuals', b: 'residuals' },
    run: (c) => science.shrinkCovariance([one(c, 'a'), one(c, 'b')]),
  },
];
