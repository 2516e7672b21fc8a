import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../core/index.ts';
import { refused } from '../testing/refused.ts';
import {
  aalenJohansen,
  coxRegression,
  incidenceAt,
  kaplanMeier,
  kaplanMeierByGroup,
  logRank,
  restrictedMean,
  restrictedMeanDifference,
  survivalAt,
  survivalQuantile,
} from './index.ts';
import { sample } from '../testing/survival.ts';

const survivalData = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 1 })), {
    minLength: 2,
    maxLength: 40,
  })
  .map((rows) => ({ time: rows.map((r) => r[0]), event: rows.map((r) => r[1]) }));

describe('Kaplan–Meier', () => {
  it('falls, stays in [0, 1] inside its band, and does not depend on the order of rows', () => {
    fc.assert(
      fc.property(
        survivalData,
        fc.constantFrom('plain' as const, 'log' as const, 'log-log' as const),
        ({ time, event }, scale) => {
          const curve = kaplanMeier({ time, event, scale });
          let before = 1;
          curve.survival.forEach((s, j) => {
            expect(s).toBeLessThanOrEqual(before);
            expect(curve.lower[j]!).toBeLessThanOrEqual(s + 1e-12);
            expect(curve.upper[j]!).toBeGreaterThanOrEqual(s - 1e-12);
            expect(Number.isFinite(curve.standardError[j])).toBe(true);
            before = s;
          });
          const turned = kaplanMeier({ time: [...time].reverse(), event: [...event].reverse(), scale });
          expect(turned.survival).toEqual(curve.survival);
        },
      ),
    );
  });
  it('without censoring it is the empirical distribution with binomial errors', () => {
    const time = [1, 2, 2, 3, 5, 8, 9, 9, 9, 10];
    const curve = kaplanMeier({ time, event: time.map(() => 1) });
    const at5 = survivalAt(curve, 5);
    expect(at5.estimate).toBeCloseTo(0.5, 12);
    expect(at5.standardError).toBeCloseTo(Math.sqrt(0.25 / 10), 12);
    expect(survivalQuantile(curve).estimate).toBe(6.5);
    expect(restrictedMean(curve, 10).estimate).toBeCloseTo(time.reduce((a, b) => a + b) / 10, 12);
    expect(survivalAt(curve, 99).estimate).toBe(0);
  });
  it('weights count rows, and an entry only takes time before it away', () => {
    const { time, event } = sample(seededRandom(1), 30);
    const twice = kaplanMeier({ time: [...time, ...time], event: [...event, ...event] });
    const weighted = kaplanMeier({ time, event, weights: time.map(() => 2) });
    expect(weighted.survival).toEqual(twice.survival);
    const split = kaplanMeier({
      time: [...time.map((t) => Math.min(t, 4)), ...time.filter((t) => t > 4)],
      event: [...event.map((e, i) => (time[i]! <= 4 ? e : 0)), ...event.filter((_, i) => time[i]! > 4)],
      entry: [...time.map(() => 0), ...time.filter((t) => t > 4).map(() => 4)],
    });
    const whole = kaplanMeier({ time, event });
    for (const t of [2, 4, 7, 12])
      expect(survivalAt(split, t).estimate).toBeCloseTo(survivalAt(whole, t).estimate, 12);
  });
  it('refuses bad input by name', () => {
    refused(() => kaplanMeier({ time: [], event: [] }), 'empty', 'time');
    refused(() => kaplanMeier({ time: [1], event: [1] }), 'too_few', 'time');
    refused(() => kaplanMeier({ time: [1, NaN], event: [1, 0] }), 'not_finite', 'time');
    refused(() => kaplanMeier({ time: [1, -2], event: [1, 0] }), 'out_of_range', 'time');
    refused(() => kaplanMeier({ time: [1, 2], event: [1, 2] }), 'out_of_range', 'event');
    refused(() => kaplanMeier({ time: [1, 2], event: [1] }), 'length_mismatch', 'event');
    refused(() => kaplanMeier({ time: [1, 2], event: [1, 1], entry: [0, 2] }), 'out_of_range', 'entry');
    refused(
      () => kaplanMeier({ time: [1, 2], event: [1, 1], weights: [1, -1] }),
      'negative_weight',
      'weights',
    );
    const curve = kaplanMeier({ time: [1, 2, 3], event: [1, 0, 0] });
    refused(() => restrictedMean(curve, 4), 'out_of_range', 'horizon');
    refused(() => survivalAt(curve, 4), 'out_of_range', 't');
    expect(survivalQuantile(curve).estimate).toBeNull();
    expect(kaplanMeier({ time: [1, 2], event: [0, 0] }).warnings[0]!.code).toBe('no_events');
    refused(
      () => kaplanMeierByGroup({ time: [1, 2, 3], event: [1, 1, 1], group: ['a', 'a', 'b'] }),
      'too_few',
      'group b',
    );
  });
  it('the difference of restricted means changes sign with the groups', () => {
    const { time, event, z } = sample(seededRandom(2), 80);
    const curves = kaplanMeierByGroup({ time, event, group: z });
    const [a, b] = [curves.get('0')!, curves.get('1')!];
    const [there, back] = [restrictedMeanDifference(a, b, 8), restrictedMeanDifference(b, a, 8)];
    expect(there.estimate).toBeCloseTo(-back.estimate, 12);
    expect(there.pValue).toBeCloseTo(back.pValue, 12);
  });
});

describe('log-rank', () => {
  const data = sample(seededRandom(5), 150, false);
  it('is the score test of Cox without ties, for three groups and within strata', () => {
    const predictors = {
      b: data.group.map((g) => (g === 'b' ? 1 : 0)),
      c: data.group.map((g) => (g === 'c' ? 1 : 0)),
    };
    for (const stratum of [undefined, data.z]) {
      const extra = stratum === undefined ? {} : { stratum };
      const test = logRank({ time: data.time, event: data.event, group: data.group, ...extra });
      const cox = coxRegression({ time: data.time, event: data.event, predictors, ...extra });
      expect(test.statistic).toBeCloseTo(cox.score.statistic, 9);
      expect(test.degrees).toBe(2);
      const sum = (pick: 'observed' | 'expected'): number => test.groups.reduce((all, g) => all + g[pick], 0);
      expect(sum('observed')).toBeCloseTo(sum('expected'), 9);
    }
  });
  it('does not know the names or the order of groups, nor a monotone change of time', () => {
    const a = logRank({ ...data });
    const b = logRank({
      time: data.time.map((t) => t ** 3),
      event: data.event,
      group: data.group.map((g) => `new ${g}`),
    });
    expect(b.statistic).toBeCloseTo(a.statistic, 9);
    expect(logRank({ ...data, rho: 1 }).statistic).not.toBeCloseTo(a.statistic, 3);
  });
  it('refuses one group and groups that never meet', () => {
    refused(() => logRank({ time: [1, 2], event: [1, 1], group: ['a', 'a'] }), 'too_few', 'group');
    refused(() => logRank({ time: [1, 2], event: [0, 0], group: ['a', 'b'] }), 'too_few', 'event');
    refused(
      () =>
        logRank({
          time: [1, 2, 5, 6],
          event: [1, 1, 1, 1],
          entry: [0, 0, 4, 4],
          group: ['a', 'a', 'b', 'b'],
        }),
      'no_overlap',
    );
  });
});

describe('Aalen–Johansen', () => {
  const causes = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 2 })), {
      minLength: 3,
      maxLength: 40,
    })
    .filter((rows) => rows.some((r) => r[1] > 0));
  it('causes and the event-free share add up to 1; one cause alone is 1 − Kaplan–Meier with its errors', () => {
    fc.assert(
      fc.property(causes, (rows) => {
        const [time, cause] = [rows.map((r) => r[0]), rows.map((r) => r[1])];
        const risks = aalenJohansen({ time, cause });
        risks.times.forEach((_, j) => {
          const total = risks.causes.reduce((sum, c) => sum + c.incidence[j]!, risks.eventFree[j]!);
          expect(total).toBeCloseTo(1, 12);
        });
        const any = cause.map((c) => (c > 0 ? 1 : 0));
        const [one, curve] = [
          aalenJohansen({ time, cause: any }).causes[0]!,
          kaplanMeier({ time, event: any }),
        ];
        curve.survival.forEach((s, j) => {
          expect(one.incidence[j]).toBeCloseTo(1 - s, 12);
          expect(Math.abs(one.standardError[j]! - curve.standardError[j]!)).toBeLessThan(1e-7);
        });
      }),
    );
  });
  it('standard errors are those of the infinitesimal jackknife', () => {
    const { time, event, z } = sample(seededRandom(14), 40);
    const cause = event.map((e, i) => (e === 1 ? 1 + z[i]! : 0));
    const of = (row: number, step: number): Float64Array =>
      aalenJohansen({ time, cause, weights: time.map((_, i) => (i === row ? 1 + step : 1)) }).causes[0]!
        .incidence;
    const { standardError } = aalenJohansen({ time, cause }).causes[0]!;
    const variance = standardError.map(() => 0);
    for (let row = 0; row < time.length; row++) {
      const [up, down] = [of(row, 1e-5), of(row, -1e-5)];
      up.forEach((value, j) => (variance[j]! += ((value - down[j]!) / 2e-5) ** 2));
    }
    standardError.forEach((error, j) => expect(Math.sqrt(variance[j]!)).toBeCloseTo(error, 7));
  });
  it('without censoring it is the share of each cause with binomial errors, never 1 − KM of one cause', () => {
    const time = [1, 2, 3, 4, 5, 6, 7, 8];
    const cause = ['quit', 'fired', 'quit', 'quit', 'fired', 'quit', 'fired', 'quit'];
    const risks = aalenJohansen({ time, cause, censored: 'none' });
    const quit = incidenceAt(risks, 'quit', 6);
    expect(quit.estimate).toBeCloseTo(4 / 8, 12);
    expect(quit.standardError).toBeCloseTo(Math.sqrt(0.25 / 8), 12);
    const alone = kaplanMeier({ time, event: cause.map((c) => (c === 'quit' ? 1 : 0)) });
    expect(1 - survivalAt(alone, 6).estimate).toBeGreaterThan(quit.estimate + 0.05);
    expect(quit.interval[0]).toBeLessThan(0.5);
    expect(quit.interval[1]).toBeGreaterThan(0.5);
  });
  it('refuses unknown causes, times beyond the data, and data without events', () => {
    const risks = aalenJohansen({ time: [1, 2, 3], cause: [1, 2, 0] });
    refused(() => incidenceAt(risks, 3, 1), 'unknown_level', 'cause');
    refused(() => incidenceAt(risks, 1, 9), 'out_of_range', 't');
    refused(() => aalenJohansen({ time: [1, 2], cause: [0, 0] }), 'too_few', 'cause');
    refused(() => aalenJohansen({ time: [1, 2], cause: [0] }), 'length_mismatch', 'cause');
  });
});
