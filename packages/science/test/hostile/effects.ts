import * as science from '@rungs/science';
import {
  x,
  z,
  treated,
  outcome,
  time,
  event,
  weights,
  share,
  unit,
  period,
  first,
  seed,
  one,
} from './columns.ts';
import type { Subject } from './subject.ts';

/** Treatment effects. */
export const effects: Subject[] = [
  {
    name: 'propensityScores',
    columns: { treated, x, z },
    run: (c) =>
      science.propensityScores({
        treated: one(c, 'treated'),
        covariates: { x: one(c, 'x'), z: one(c, 'z') },
      }),
  },
  {
    name: 'propensityWeights',
    columns: { treated, scores: share },
    run: (c) => science.propensityWeights({ treated: one(c, 'treated'), scores: one(c, 'scores') }),
  },
  {
    name: 'effectiveSize',
    columns: { weights },
    run: (c) => science.effectiveSize(one(c, 'weights')),
  },
  {
    name: 'balanceTable',
    columns: { treated, x, weights },
    run: (c) =>
      science.balanceTable({
        treated: one(c, 'treated'),
        covariates: { x: one(c, 'x') },
        weights: one(c, 'weights'),
      }),
  },
  {
    name: 'weightedDifference',
    columns: { outcome, treated, weights },
    run: (c) =>
      science.weightedDifference({
        outcome: one(c, 'outcome'),
        treated: one(c, 'treated'),
        weights: one(c, 'weights'),
      }),
  },
  {
    name: 'attEffect',
    columns: { outcome, treated, x, z },
    run: (c) =>
      science.attEffect({
        outcome: one(c, 'outcome'),
        treated: one(c, 'treated'),
        covariates: { x: one(c, 'x'), z: one(c, 'z') },
      }),
  },
  {
    name: 'aipwEffect',
    columns: { outcome, treated, x, z },
    run: (c) =>
      science.aipwEffect({
        outcome: one(c, 'outcome'),
        treated: one(c, 'treated'),
        covariates: { x: one(c, 'x'), z: one(c, 'z') },
      }),
  },
  {
    name: 'nearestMatches',
    columns: { treated, score: share },
    run: (c) =>
      science.nearestMatches({
        treated: one(c, 'treated'),
        on: { score: one(c, 'score') },
        replacement: true,
      }),
  },
  {
    name: 'matchedEffect',
    columns: { outcome, treated },
    run: (c) => {
      const [y, d] = [one(c, 'outcome'), one(c, 'treated')];
      const match = science.nearestMatches({
        treated: d,
        on: { score: share.slice(0, d.length) },
        replacement: true,
      });
      return science.matchedEffect({ outcome: y, treated: d, match });
    },
  },
  {
    name: 'compareGroups',
    columns: { outcome, treated, x },
    run: (c) =>
      science.compareGroups({
        outcome: one(c, 'outcome'),
        treated: one(c, 'treated'),
        assignment: 'chosen',
        covariates: { x: one(c, 'x') },
      }),
  },
  {
    name: 'compareAtThreshold',
    columns: { outcome, value: x },
    run: (c) =>
      science.compareAtThreshold({ outcome: one(c, 'outcome'), value: one(c, 'value'), threshold: 0 }),
  },
  {
    name: 'exposureRateRatio',
    columns: { exit: time, event },
    run: (c) =>
      science.exposureRateRatio({
        exit: one(c, 'exit'),
        event: one(c, 'event'),
        exposedAt: one(c, 'exit').map((t, i) => (i % 2 === 0 ? t / 2 : Infinity)),
        minimumEvents: 1,
      }),
  },
  {
    name: 'groupTimeEffects',
    columns: { outcome, period, weights },
    run: (c) =>
      science.groupTimeEffects({
        unit: unit.slice(0, one(c, 'outcome').length),
        period: one(c, 'period'),
        outcome: one(c, 'outcome'),
        firstTreated: first.slice(0, one(c, 'outcome').length),
        weights: one(c, 'weights'),
      }),
  },
  {
    name: 'twoWayFixedEffects',
    columns: { outcome, period },
    run: (c) =>
      science.twoWayFixedEffects({
        unit: unit.slice(0, one(c, 'outcome').length),
        period: one(c, 'period'),
        outcome: one(c, 'outcome'),
        firstTreated: first.slice(0, one(c, 'outcome').length),
      }),
  },
  {
    name: 'firstCrossing',
    columns: { period, value: x },
    run: (c) =>
      science.firstCrossing({
        unit: unit.slice(0, one(c, 'period').length),
        period: one(c, 'period'),
        value: one(c, 'value'),
        threshold: 1,
      }),
  },
  {
    name: 'permutationTest',
    columns: { outcome, treated },
    run: (c) =>
      science.permutationTest({
        outcome: one(c, 'outcome'),
        treated: one(c, 'treated'),
        random: seed(),
        replicates: 20,
      }),
  },
  {
    name: 'shuffleAdoption',
    columns: { firstTreated: first },
    neverIn: ['firstTreated'],
    run: (c) =>
      science.shuffleAdoption(unit.slice(0, one(c, 'firstTreated').length), one(c, 'firstTreated'), seed()),
  },
  {
    name: 'blockBootstrap',
    columns: { outcome },
    told: { outcome: 'statistic' },
    run: (c) =>
      science.blockBootstrap({
        blocks: { rows: one(c, 'outcome').length, length: 2 },
        statistic: (rows) => rows.reduce((s, i) => s + one(c, 'outcome')[i]!, 0) / rows.length,
        random: seed(),
        replicates: 20,
      }),
  },
];
