import * as science from '@rungs/science';
import { x, treated, outcome, event, weights, share, yes, rating, group, one } from './columns.ts';
import type { Subject } from './subject.ts';

/** Equity, mastery, money and choice. */
export const measures: Subject[] = [
  {
    name: 'concentrationIndex',
    columns: { outcome: share, orderBy: x, weights },
    run: (c) =>
      science.concentrationIndex({
        outcome: one(c, 'outcome'),
        orderBy: one(c, 'orderBy'),
        weights: one(c, 'weights'),
        bounds: [0, 1],
      }),
  },
  {
    name: 'gini',
    columns: { outcome: share, weights },
    run: (c) => science.gini(one(c, 'outcome'), { weights: one(c, 'weights') }),
  },
  {
    name: 'fractionalRanks',
    columns: { values: x, weights },
    run: (c) => science.fractionalRanks(one(c, 'values'), one(c, 'weights')),
  },
  {
    name: 'oaxacaBlinder',
    columns: { outcome, inB: treated, x },
    run: (c) =>
      science.oaxacaBlinder({
        outcome: one(c, 'outcome'),
        inB: one(c, 'inB'),
        covariates: { x: one(c, 'x') },
      }),
  },
  {
    name: 'rankMobility',
    columns: { origin: x, outcome },
    run: (c) => science.rankMobility({ origin: one(c, 'origin'), outcome: one(c, 'outcome') }),
  },
  {
    name: 'isDominated',
    columns: { contributions: share },
    emptyGives: 'nothing',
    run: (c) => Number(science.isDominated(one(c, 'contributions'))),
  },
  {
    name: 'areaUnderCurve',
    columns: { predicted: share, outcome: yes },
    run: (c) => science.areaUnderCurve(one(c, 'predicted'), one(c, 'outcome')),
  },
  {
    name: 'logLoss',
    columns: { predicted: share, outcome: yes },
    run: (c) => science.logLoss(one(c, 'predicted'), one(c, 'outcome')),
  },
  {
    name: 'calibration',
    columns: { predicted: share, outcome: yes },
    run: (c) => science.calibration(one(c, 'predicted'), one(c, 'outcome')),
  },
  {
    name: 'cohenKappa',
    columns: { first: rating, second: group },
    emptyGives: 'insufficient',
    run: (c) => science.cohenKappa(one(c, 'first'), one(c, 'second')),
  },
  {
    name: 'krippendorffAlpha',
    columns: { ratings: rating },
    emptyGives: 'insufficient',
    run: (c) => science.krippendorffAlpha(one(c, 'ratings').map((v, i) => [v, group[i]!])),
  },
  {
    name: 'fleissKappa',
    columns: { counts: rating },
    emptyGives: 'insufficient',
    run: (c) => science.fleissKappa(one(c, 'counts').map((v) => [v, 2 - v])),
  },
  {
    name: 'fitTracing',
    columns: { sequences: yes },
    run: (c) => science.fitTracing([one(c, 'sequences')]),
  },
  {
    name: 'traceKnowledge',
    columns: { answers: yes },
    emptyGives: 'nothing',
    run: (c) => science.traceKnowledge({ known: 0.3, learn: 0.1, slip: 0.1, guess: 0.2 }, one(c, 'answers')),
  },
  {
    name: 'fitPractice',
    columns: { sequences: yes },
    run: (c) => science.fitPractice([one(c, 'sequences')]),
  },
  {
    name: 'predictPractice',
    columns: { answers: yes },
    emptyGives: 'nothing',
    run: (c) => science.predictPractice({ intercept: 0, right: 0.1, wrong: -0.1 }, one(c, 'answers')),
  },
  ...(['raschConditional', 'raschJoint', 'fitTwoParameter'] as const).map((name): Subject => ({
    name,
    columns: { responses: yes },
    run: (c) => science[name](one(c, 'responses').map((v, i) => [v, treated[i]!, event[i]!, (i >> 1) % 2])),
  })),
  ...(['abilityMle', 'abilityEap'] as const).map((name): Subject => ({
    name,
    columns: { answers: yes },
    run: (c) =>
      science[name](
        one(c, 'answers').map((_, j) => ({ discrimination: 1, difficulty: x[j]! })),
        one(c, 'answers'),
      ),
  })),
  {
    name: 'netPresentValue',
    columns: { flows: outcome },
    run: (c) => science.netPresentValue(0.05, one(c, 'flows')),
  },
  {
    name: 'internalRate',
    columns: { flows: outcome },
    run: (c) => science.internalRate(one(c, 'flows').map((v, i) => (i === 0 ? v - 100 : v + 2))),
  },
  {
    name: 'projectStocks',
    columns: { start: share },
    run: (c) => {
      const start = one(c, 'start');
      const transition = start.map((_, i) => start.map((__, j) => (i === j ? 0.5 : 0)));
      return science.projectStocks({ transition, start, recruits: [start.map(() => 1)], periods: 3 });
    },
  },
  {
    name: 'steadyStocks',
    columns: { recruits: share },
    run: (c) => {
      const recruits = one(c, 'recruits');
      return science.steadyStocks(
        recruits.map((_, i) => recruits.map((__, j) => (i === j ? 0.5 : 0))),
        recruits,
      );
    },
  },
  {
    name: 'expectedStays',
    columns: { transition: share },
    run: (c) => {
      const diagonal = one(c, 'transition');
      return science.expectedStays(diagonal.map((v, i) => diagonal.map((_, j) => (i === j ? v : 0))));
    },
  },
  {
    name: 'criticalPath',
    columns: { duration: share },
    emptyGives: 'nothing',
    run: (c) =>
      science.criticalPath(
        one(c, 'duration').map((_, i) => (i === 0 ? [] : [i - 1])),
        one(c, 'duration'),
      ),
  },
  {
    name: 'jointTest',
    columns: { y: outcome, x },
    run: (c) =>
      science.jointTest(science.linearRegression({ y: one(c, 'y'), predictors: { x: one(c, 'x') } }), ['x']),
  },
  {
    name: 'leastSquares',
    columns: { x, y: outcome },
    run: (c) => science.leastSquares(science.fromColumns([one(c, 'x')]), one(c, 'y')),
  },
];
