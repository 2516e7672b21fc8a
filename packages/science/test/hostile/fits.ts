import * as science from '@rungs/science';
import { x, z, outcome, time, event, weights, share, yes, group, one } from './columns.ts';
import type { Subject } from './subject.ts';

/** Regression and survival. */
export const fits: Subject[] = [
  {
    name: 'linearRegression',
    columns: { y: outcome, x, z, weights },
    run: (c) =>
      science.linearRegression({
        y: one(c, 'y'),
        predictors: { x: one(c, 'x'), z: one(c, 'z') },
        weights: one(c, 'weights'),
      }),
  },
  {
    name: 'fixedEffects',
    columns: { y: outcome, x, z },
    run: (c) =>
      science.fixedEffects({
        y: one(c, 'y'),
        predictors: { x: one(c, 'x'), z: one(c, 'z') },
        unit: group.slice(0, one(c, 'y').length),
      }),
  },
  {
    name: 'logisticRegression',
    columns: { y: yes, x, z, weights },
    run: (c) =>
      science.logisticRegression({
        y: one(c, 'y'),
        predictors: { x: one(c, 'x'), z: one(c, 'z') },
        weights: one(c, 'weights'),
      }),
  },
  {
    name: 'kaplanMeier',
    columns: { time, event, weights },
    run: (c) =>
      science.kaplanMeier({ time: one(c, 'time'), event: one(c, 'event'), weights: one(c, 'weights') }),
  },
  {
    name: 'kaplanMeierByGroup',
    columns: { time, event },
    run: (c) =>
      science.kaplanMeierByGroup({
        time: one(c, 'time'),
        event: one(c, 'event'),
        group: group.slice(0, one(c, 'time').length),
      }),
  },
  {
    name: 'logRank',
    columns: { time, event },
    run: (c) =>
      science.logRank({
        time: one(c, 'time'),
        event: one(c, 'event'),
        group: group.slice(0, one(c, 'time').length),
      }),
  },
  {
    name: 'coxRegression',
    columns: { time, event, x, z, weights },
    run: (c) =>
      science.coxRegression({
        time: one(c, 'time'),
        event: one(c, 'event'),
        predictors: { x: one(c, 'x'), z: one(c, 'z') },
        weights: one(c, 'weights'),
      }),
  },
  {
    name: 'aalenJohansen',
    columns: { time, weights },
    run: (c) =>
      science.aalenJohansen({
        time: one(c, 'time'),
        cause: group.slice(0, one(c, 'time').length),
        weights: one(c, 'weights'),
      }),
  },
  {
    name: 'personPeriods',
    columns: { time, event, x },
    run: (c) =>
      science.personPeriods({ time: one(c, 'time'), event: one(c, 'event'), predictors: { x: one(c, 'x') } }),
  },
  {
    name: 'discreteHazard',
    columns: { time, event, x },
    run: (c) =>
      science.discreteHazard({
        rows: science.personPeriods({
          time: one(c, 'time'),
          event: one(c, 'event'),
          predictors: { x: one(c, 'x') },
        }),
      }).model,
  },
  {
    name: 'splitAtSwitch',
    columns: { time, event },
    run: (c) =>
      science.splitAtSwitch({
        time: one(c, 'time'),
        event: one(c, 'event'),
        switchAt: one(c, 'time').map(() => Infinity),
      }),
  },
  {
    name: 'survivalOfHazard',
    columns: { hazard: share },
    run: (c) => science.survivalOfHazard(one(c, 'hazard')),
  },
  {
    name: 'acceleratedFailure',
    columns: { time, event, x, weights },
    run: (c) =>
      science.acceleratedFailure({
        time: one(c, 'time'),
        event: one(c, 'event'),
        predictors: { x: one(c, 'x') },
        weights: one(c, 'weights'),
        distribution: 'weibull',
      }),
  },
  {
    name: 'naturalSpline',
    columns: { x },
    run: (c) => science.naturalSpline(one(c, 'x'), [-1, 0, 1]),
  },
];
