import { describe, expect, it } from 'vitest';
import * as science from '@rungs/science';
import { refused } from '../../src/testing/refused.ts';
import { event, group, outcome, seed, share, time, treated, unit, x, yes } from './columns.ts';

// Almost x: the scaled condition number of both is far over 1e10.
const almostX = x.map((v, i) => v + 1e-13 * (i % 2));
const tells = yes.map((v) => 2 * v - 1);
const single = treated.map((_, i) => (i === 0 ? 1 : 0));

type Case = readonly [what: string, code: science.RefusalCode, input: string | undefined, run: () => unknown];

const collinear: Case[] = [
  ['linearRegression', () => science.linearRegression({ y: outcome, predictors: { x, almostX } })],
  ['fixedEffects', () => science.fixedEffects({ y: outcome, predictors: { x, almostX }, unit })],
  ['logisticRegression', () => science.logisticRegression({ y: yes, predictors: { x, almostX } })],
  ['coxRegression', () => science.coxRegression({ time, event, predictors: { x, almostX } })],
  [
    'acceleratedFailure',
    () => science.acceleratedFailure({ time, event, predictors: { x, almostX }, distribution: 'weibull' }),
  ],
  ['propensityScores', () => science.propensityScores({ treated, covariates: { x, almostX } })],
  ['attEffect', () => science.attEffect({ outcome, treated, covariates: { x, almostX } })],
  ['aipwEffect', () => science.aipwEffect({ outcome, treated, covariates: { x, almostX } })],
  ['oaxacaBlinder', () => science.oaxacaBlinder({ outcome, inB: treated, covariates: { x, almostX } })],
].map(([what, run]) => [what as string, 'collinear', undefined, run as () => unknown]);

const separation: Case[] = [
  [
    'logisticRegression',
    'separation',
    'tells',
    () => science.logisticRegression({ y: yes, predictors: { tells } }),
  ],
  [
    'propensityScores',
    'separation',
    'tells',
    () => science.propensityScores({ treated: yes, covariates: { tells } }),
  ],
  [
    'coxRegression',
    'separation',
    'x',
    () => science.coxRegression({ time: x.map((v) => 10 - v), event: x.map(() => 1), predictors: { x } }),
  ],
  [
    'acceleratedFailure',
    'separation',
    'rare',
    () =>
      science.acceleratedFailure({
        time,
        event,
        predictors: { rare: event.map((e, i) => (e === 0 && i % 2 === 0 ? 1 : 0)) },
        distribution: 'weibull',
      }),
  ],
  [
    'propensityWeights',
    'no_overlap',
    'scores',
    () => science.propensityWeights({ treated: yes, scores: yes }),
  ],
];

const order: Case[] = [
  [
    'groupTimeEffects',
    'duplicate',
    'unit',
    () =>
      science.groupTimeEffects({
        unit: [1, 1, 1],
        period: [1, 1, 2],
        outcome: [1, 2, 3],
        firstTreated: [2, 2, 2],
      }),
  ],
  [
    'groupTimeEffects',
    'unsorted',
    'firstTreated',
    () => science.groupTimeEffects({ unit: [1, 1], period: [1, 2], outcome: [1, 2], firstTreated: [2, 0] }),
  ],
  ['naturalSpline', 'unsorted', 'knots', () => science.naturalSpline(x, [0, 2, 1])],
  ['crpsFromQuantiles', 'unsorted', 'probabilities', () => science.crpsFromQuantiles(1, [0.5, 0.2], [1, 2])],
  ['mstl', 'duplicate', 'periods', () => science.mstl(outcome, [4, 4])],
  [
    'asKnownAt',
    'duplicate',
    'observations',
    () =>
      science.asKnownAt(
        [
          { at: 1, recordedAt: 2, value: 3 },
          { at: 1, recordedAt: 2, value: 4 },
        ],
        5,
      ),
  ],
  [
    'adverseImpact',
    'duplicate',
    'groups',
    () =>
      science.adverseImpact([
        { group: 'a', selected: 40, total: 80 },
        { group: 'a', selected: 40, total: 80 },
      ]),
  ],
];

const tiny: Case[] = [
  [
    'compareGroups',
    'too_few',
    undefined,
    () => science.compareGroups({ outcome, treated: single, assignment: 'randomised' }),
  ],
  [
    'permutationTest',
    'too_few',
    'treated',
    () => science.permutationTest({ outcome, treated: single, random: seed(), replicates: 20 }),
  ],
  [
    'oaxacaBlinder',
    'too_few',
    'inB',
    () => science.oaxacaBlinder({ outcome, inB: single, covariates: { x } }),
  ],
  [
    'rankMobility',
    'too_few',
    'origin',
    () => science.rankMobility({ origin: x.slice(0, 29), outcome: share.slice(0, 29) }),
  ],
  [
    'adverseImpact',
    'too_few',
    'groups',
    () => science.adverseImpact([{ group: 'a', selected: 4, total: 8 }]),
  ],
  [
    'kaplanMeierByGroup',
    'too_few',
    undefined,
    () => science.kaplanMeierByGroup({ time, event, group: single }),
  ],
  ['fitTracing', 'too_few', 'sequences', () => science.fitTracing([[1, 0, 1]])],
  [
    'raschConditional',
    'too_few',
    'responses',
    () =>
      science.raschConditional([
        [1, 0, 0],
        [0, 1, 1],
      ]),
  ],
];

describe.each([
  ['a condition number over 1e10', collinear],
  ['separation and no overlap', separation],
  ['what is out of order or comes twice', order],
  ['groups below the minimum', tiny],
])('%s', (_, cases) => {
  it.each(cases)('%s refuses with %s', (_what, code, input, run) => refused(run, code, input));
});

describe('times in any order, with ties, are one and the same data', () => {
  const shuffled = seed().shuffle(time.map((_, i) => i));
  const pick = <T>(values: readonly T[]): T[] => shuffled.map((i) => values[i]!);

  it('Kaplan–Meier, log-rank and Cox do not depend on the order of rows', () => {
    const sorted = science.kaplanMeier({ time, event });
    expect(science.kaplanMeier({ time: pick(time), event: pick(event) }).survival).toEqual(sorted.survival);
    expect(
      science.logRank({ time: pick(time), event: pick(event), group: pick(group) }).statistic,
    ).toBeCloseTo(science.logRank({ time, event, group }).statistic, 10);
    const cox = (t: number[], e: number[], v: number[]): number =>
      science.coxRegression({ time: t, event: e, predictors: { x: v } }).coefficients[0]!.estimate;
    expect(cox(pick(time), pick(event), pick(x))).toBeCloseTo(cox(time, event, x), 10);
  });
});

it('below the stated number of units agreement gives counts, never a coefficient', () => {
  const few = science.cohenKappa([0, 1, 1], [0, 1, 0]);
  expect(few).toEqual({
    status: 'insufficient',
    units: 3,
    minimum: 30,
    counts: [
      [1, 0],
      [1, 1],
    ],
  });
});
