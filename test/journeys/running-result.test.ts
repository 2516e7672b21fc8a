import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decide } from '../../platform/src/assessment/rules.ts';
import { runningResult } from '../../web/src/screens/assess/result.ts';

const rubrics = fc
  .record({
    criteria: fc.array(
      fc.record({
        weight: fc.integer({ min: 1, max: 10_000 }),
        points: fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 5 }),
        pick: fc.nat(),
        least: fc.option(fc.nat(), { nil: undefined }),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    denominator: fc.integer({ min: 1, max: 1000 }),
    part: fc.nat(),
  })
  .map(({ criteria, denominator, part }) => ({
    rubric: {
      criteria: criteria.map(({ weight, points, least }, i) => ({
        id: `c${String(i)}`,
        name: `Criterion ${String(i)}`,
        weight,
        ...(least === undefined ? {} : { mustPass: `l${String(least % points.length)}` }),
        levels: points.map((value, l) => ({
          id: `l${String(l)}`,
          name: `Level ${String(l)}`,
          points: value,
        })),
      })),
      thresholdNumerator: part % (denominator + 1),
      thresholdDenominator: denominator,
    },
    chosen: Object.fromEntries(
      criteria.map(({ points, pick }, i) => [`c${String(i)}`, `l${String(pick % points.length)}`]),
    ),
  }));

it('the running result of the assessor’s screen is what the server decides', () => {
  fc.assert(
    fc.property(rubrics, ({ rubric, chosen }) => {
      const shown = runningResult(rubric, chosen);
      const decided = decide(
        rubric,
        Object.entries(chosen).map(([criterionId, levelId]) => ({ criterionId, levelId })),
      );
      expect(shown.outcome).toBe(decided.outcome);
      expect(shown.isThresholdMet).toBe(decided.isThresholdMet);
      expect(shown.missed).toEqual(decided.missedCriteria);
      expect(shown.total.numerator * BigInt(decided.total.denominator)).toBe(
        BigInt(decided.total.numerator) * shown.total.denominator,
      );
      const [first] = rubric.criteria;
      const open = runningResult(rubric, { ...chosen, [first?.id ?? '']: undefined });
      expect(open.outcome).toBeNull();
      expect(open.open).toEqual([first?.id]);
    }),
  );
});
