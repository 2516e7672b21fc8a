import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fixedEffects, linearRegression, logisticRegression } from '../regression/index.ts';
import { refusedOrWhole } from '../testing/nan.ts';
import {
  aalenJohansen,
  acceleratedFailure,
  coxRegression,
  discreteHazard,
  kaplanMeier,
  logRank,
  personPeriods,
} from './index.ts';

/** Rows of small integers, with a wild value now and then. */
const wild = fc.oneof(
  { weight: 40, arbitrary: fc.integer({ min: 0, max: 4 }) },
  { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -1, 1e308, 1e-308, 1e12, 0.5) },
);
const rows = fc.array(
  fc.record({
    time: wild,
    event: fc.integer({ min: 0, max: 1 }),
    x: wild,
    z: wild,
    g: fc.integer({ min: 0, max: 2 }),
  }),
  {
    maxLength: 25,
  },
);

it('whatever the table, every method answers without NaN or refuses by type', () => {
  let whole = 0;
  fc.assert(
    fc.property(rows, fc.boolean(), (table, isPlain) => {
      const [time, event, x, z, group] = [
        table.map((r) => r.time + 1),
        table.map((r) => r.event),
        table.map((r) => r.x),
        table.map((r) => r.z),
        table.map((r) => r.g),
      ];
      const predictors = isPlain ? { x } : { x, z };
      const calls: (() => unknown)[] = [
        () => kaplanMeier({ time, event }),
        () => logRank({ time, event, group }),
        () => coxRegression({ time, event, predictors }),
        () =>
          coxRegression({
            time,
            event,
            predictors,
            stratum: group,
            errors: 'robust',
            ties: 'breslow',
            weights: z,
          }),
        () =>
          coxRegression({
            time,
            event,
            predictors: { x },
            entry: time.map((t) => t - 1 - (t % 2)),
            clusters: group,
          }),
        () => aalenJohansen({ time, cause: group }),
        () => acceleratedFailure({ time, event, predictors, distribution: 'weibull' }),
        () => acceleratedFailure({ time, event, predictors: { x }, distribution: 'log-normal' }),
        () => discreteHazard({ rows: personPeriods({ time, event, predictors: { x } }) }).model,
        () => logisticRegression({ y: event, predictors, weights: time }),
        () => linearRegression({ y: z, predictors: { x }, errors: isPlain ? 'HC3' : 'HC1' }),
        () => linearRegression({ y: z, predictors: { x }, weights: time, clusters: group }),
        () => fixedEffects({ y: z, predictors: { x }, unit: group }),
      ];
      for (const call of calls) if (refusedOrWhole(call) === 'whole') whole++;
    }),
    { numRuns: process.env['RUNGS_TEST_DEEP'] === '1' ? 5000 : 250 },
  );
  expect(whole).toBeGreaterThan(500);
});
