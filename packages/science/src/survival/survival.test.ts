import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom, type Random } from '../core/index.ts';
import { coefficient } from '../regression/index.ts';
import { refused } from '../testing/refused.ts';
import {
  aalenJohansen,
  acceleratedFailure,
  baselineHazard,
  coxRegression,
  coxResiduals,
  discreteHazard,
  incidenceAt,
  kaplanMeier,
  kaplanMeierByGroup,
  logRank,
  personPeriods,
  proportionalHazards,
  restrictedMean,
  restrictedMeanDifference,
  splitAtSwitch,
  survivalAt,
  survivalOfHazard,
  survivalQuantile,
  timeQuantile,
} from './index.ts';

interface Sample {
  time: number[];
  event: number[];
  x: number[];
  z: number[];
  group: string[];
}

/** Exponential times with hazard ratio e^x, rounded to give ties, censored at random. */
function sample(random: Random, n: number, isRounded = true): Sample {
  const made: Sample = { time: [], event: [], x: [], z: [], group: [] };
  for (let i = 0; i < n; i++) {
    const [x, z] = [random.normal(), random.int(2)];
    const t = (-Math.log(1 - random.next()) * 10) / Math.exp(0.7 * x);
    const c = 3 + 20 * random.next();
    const end = Math.min(t, c);
    made.time.push(isRounded ? Math.ceil(end) : end);
    made.event.push(t <= c ? 1 : 0);
    made.x.push(x);
    made.z.push(z);
    made.group.push('abc'[random.int(3)]!);
  }
  return made;
}

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

describe('Cox regression', () => {
  const data = sample(seededRandom(8), 120);
  const predictors = { x: data.x, z: data.z };
  const base = { time: data.time, event: data.event };
  it('cutting rows into intervals changes nothing, with Efron and Breslow', () => {
    for (const ties of ['efron', 'breslow'] as const) {
      const whole = coxRegression({ ...base, predictors, ties });
      const cut = data.time.map((t) => t / 2 + 0.1);
      const twice = <T>(v: T[]): T[] => [...v, ...v];
      const halves = coxRegression({
        time: [...cut.map((c, i) => Math.min(c, data.time[i]!)), ...data.time],
        event: [...data.event.map(() => 0), ...data.event],
        entry: [...data.time.map(() => 0), ...cut],
        predictors: { x: twice(data.x), z: twice(data.z) },
        ties,
        clusters: twice(data.x.map((_, i) => i)),
      });
      const robust = coxRegression({ ...base, predictors, ties, errors: 'robust' });
      whole.coefficients.forEach((c, j) => {
        expect(halves.coefficients[j]!.estimate).toBeCloseTo(c.estimate, 9);
        expect(halves.coefficients[j]!.standardError).toBeCloseTo(robust.coefficients[j]!.standardError, 9);
      });
      expect(halves.logLikelihood).toBeCloseTo(whole.logLikelihood, 8);
      expect(halves.concordance!.estimate).toBeCloseTo(whole.concordance!.estimate, 12);
      expect(halves.proportionality!.global.statistic).toBeCloseTo(
        whole.proportionality!.global.statistic,
        7,
      );
    }
  });
  it('concordance counts every pair once (against all pairs)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const s = sample(seededRandom(seed), 25);
        const score = s.x.map((v) => Math.round(v));
        if (!s.event.includes(1) || new Set(score).size < 2) return;
        const fit = coxRegression({ time: s.time, event: s.event, predictors: { z: s.x }, ties: 'breslow' });
        const risk = s.x.map((v) => v * Math.sign(fit.coefficients[0]!.estimate));
        let [c, d] = [0, 0];
        for (let i = 0; i < 25; i++)
          for (let j = 0; j < 25; j++) {
            const isEarlier = s.time[i]! < s.time[j]! || (s.time[i] === s.time[j] && s.event[j] === 0);
            if (i === j || s.event[i] === 0 || !isEarlier) continue;
            if (risk[i]! > risk[j]!) c++;
            else d++;
          }
        expect([fit.concordance!.concordant, fit.concordance!.discordant]).toEqual([c, d]);
      }),
      { numRuns: 30 },
    );
  });
  it('scaling a predictor scales its coefficient; a monotone change of time changes nothing', () => {
    const a = coxRegression({ ...base, predictors });
    const b = coxRegression({
      time: data.time.map((t) => t * t),
      event: data.event,
      predictors: { x: data.x.map((v) => 1000 * v + 5), z: data.z },
    });
    expect(coefficient(b, 'x').estimate * 1000).toBeCloseTo(coefficient(a, 'x').estimate, 9);
    expect(b.logLikelihood).toBeCloseTo(a.logLikelihood, 8);
  });
  it('martingale and score residuals add up to zero; weights of two equal a repeated row under Breslow', () => {
    const fit = coxRegression({ ...base, predictors, stratum: data.group });
    const { martingale, score } = coxResiduals(fit.data, fit.beta);
    expect(martingale.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 8);
    for (const j of [0, 1]) {
      let sum = 0;
      for (let i = 0; i < fit.n; i++) sum += score.data[i * 2 + j]!;
      expect(sum).toBeCloseTo(0, 7);
    }
    const twice = <T>(v: T[]): T[] => [...v, ...v];
    const repeated = coxRegression({
      time: twice(data.time),
      event: twice(data.event),
      predictors: { x: twice(data.x) },
      ties: 'breslow',
    });
    const weighted = coxRegression({
      ...base,
      predictors: { x: data.x },
      weights: data.x.map(() => 2),
      ties: 'breslow',
    });
    expect(weighted.coefficients[0]!.estimate).toBeCloseTo(repeated.coefficients[0]!.estimate, 9);
    expect(weighted.coefficients[0]!.standardError).toBeCloseTo(repeated.coefficients[0]!.standardError, 9);
  });
  it('score residuals give the change of the estimate with the weight of a row, with Efron and Breslow ties', () => {
    const small = {
      time: data.time.slice(0, 40),
      event: data.event.slice(0, 40),
      predictors: { x: data.x.slice(0, 40) },
    };
    for (const ties of ['efron', 'breslow'] as const) {
      const fit = coxRegression({ ...small, ties });
      const { score } = coxResiduals(fit.data, fit.beta);
      for (const row of [0, 7, 21, 33]) {
        const beta = (step: number): number =>
          coxRegression({ ...small, ties, weights: small.time.map((_, i) => (i === row ? 1 + step : 1)) })
            .beta[0]!;
        const slope = (beta(1e-4) - beta(-1e-4)) / 2e-4;
        expect(score.data[row]! * fit.covariance.data[0]!).toBeCloseTo(slope, 7);
      }
    }
  });
  it('the baseline hazard of a model without effect is that of Nelson and Aalen', () => {
    const fit = coxRegression({ ...base, predictors: { z: data.z }, ties: 'breslow' });
    const flat = { data: fit.data, beta: new Float64Array(1) };
    const curve = kaplanMeier(base);
    let sum = 0;
    const expected = Array.from(
      curve.times,
      (t, j) => [t, (sum += curve.events[j]! / curve.atRisk[j]!)] as const,
    ).filter((_, j) => curve.events[j]! > 0);
    const [found] = baselineHazard(flat);
    expected.forEach(([t, h], k) => {
      expect(found!.times[k]).toBe(t);
      expect(found!.cumulativeHazard[k]).toBeCloseTo(h, 10);
    });
  });
  it('the transforms of the proportional-hazards test agree on ranks for evenly spaced events', () => {
    const time = data.time.map((_, i) => i + 1);
    const fit = coxRegression({ time, event: time.map(() => 1), predictors: { x: data.x } });
    const [a, b] = [proportionalHazards(fit, 'rank'), proportionalHazards(fit, 'identity')];
    expect(a.global.statistic).toBeCloseTo(b.global.statistic, 8);
    expect(proportionalHazards(fit, 'log').global.statistic).toBeGreaterThanOrEqual(0);
  });
  it('a row of enormous risk that enters late leaves no rounding behind', () => {
    const n = data.x.length;
    const extreme = (isThere: boolean) =>
      coxRegression({
        time: [...data.time, ...(isThere ? [60, 61] : [])],
        event: [...data.event, ...(isThere ? [0, 0] : [])],
        entry: [...data.time.map(() => 0), ...(isThere ? [50, 50] : [])],
        predictors: { x: [...data.x, ...(isThere ? [60, 61] : [])] },
      });
    const [a, b] = [extreme(false), extreme(true)];
    expect(b.n).toBe(n + 2);
    expect(b.coefficients[0]!.estimate).toBeCloseTo(a.coefficients[0]!.estimate, 8);
    expect(b.coefficients[0]!.standardError).toBeCloseTo(a.coefficients[0]!.standardError, 8);
  });
  it('refuses bad input by name', () => {
    const cox = (extra: object) => () => coxRegression({ ...base, predictors, ...extra });
    refused(cox({ predictors: {} }), 'empty', 'predictors');
    refused(cox({ predictors: { c: data.x.map(() => 3) } }), 'constant', 'c');
    refused(cox({ predictors: { x: data.x, twice: data.x.map((v) => 2 * v) } }), 'collinear');
    refused(cox({ predictors: { x: data.x.map((v, i) => (i === 3 ? NaN : v)) } }), 'not_finite', 'x');
    refused(cox({ predictors: { x: [1] } }), 'length_mismatch', 'x');
    refused(cox({ event: data.event.map(() => 0) }), 'too_few', 'event');
    refused(cox({ entry: data.time }), 'out_of_range', 'entry');
    refused(cox({ weights: data.time.map(() => -1) }), 'negative_weight', 'weights');
    refused(cox({ knownAt: { nobody: data.time } }), 'unknown_level', 'knownAt');
    refused(
      () =>
        coxRegression({
          time: [1, 2, 3, 4, 5, 6],
          event: [1, 1, 1, 0, 0, 0],
          predictors: { x: [1, 1, 1, 0, 0, 0] },
        }),
      'separation',
      'x',
    );
    refused(
      () =>
        coxRegression({
          time: [1, 2, 3, 4, 5, 6],
          event: [1, 1, 1, 1, 1, 1],
          predictors: { x: [1, 2, 3, 4, 5, 6] },
        }),
      'separation',
      'x',
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

describe('discrete-time hazard', () => {
  const { time, event, z, x } = sample(seededRandom(21), 300);
  it('one level a period gives the life table: hazards d/n and the Kaplan–Meier curve', () => {
    const capped = time.map((t) => Math.min(t, 6));
    const ended = event.map((e, i) => (time[i]! <= 6 ? e : 0));
    const rows = personPeriods({ time: capped, event: ended });
    const fit = discreteHazard({ rows, baseline: 'periods' });
    const curve = kaplanMeier({ time: capped, event: ended });
    const survival = survivalOfHazard(fit.hazard({}, 6));
    survival.forEach((s, t) => expect(s).toBeCloseTo(survivalAt(curve, t + 1).estimate, 7));
  });
  it('recovers a planted effect with a spline in time, near the Cox estimate', () => {
    const rows = personPeriods({ time, event, predictors: { x, z } });
    const fit = discreteHazard({ rows });
    const cox = coxRegression({ time, event, predictors: { x, z } });
    expect(fit.knots.length).toBeGreaterThanOrEqual(3);
    expect(Math.abs(coefficient(fit.model, 'x').estimate - coefficient(cox, 'x').estimate)).toBeLessThan(
      0.12,
    );
    for (const h of fit.hazard({ x: 0, z: 1 }, 10)) expect(h > 0 && h < 1).toBe(true);
    refused(() => fit.hazard({ nobody: 1 }, 3), 'unknown_level', 'at');
  });
  it('switches count from their own period, and intervals split where the status turns', () => {
    const rows = personPeriods({ time: [4, 2], event: [1, 0], switchAt: { badge: [3, Infinity] } });
    expect([...rows.predictors['badge']!]).toEqual([0, 0, 1, 1, 0, 0]);
    expect([...rows.event]).toEqual([0, 0, 0, 1, 0, 0]);
    const cut = splitAtSwitch({ time: [4, 2, 5], event: [1, 0, 1], switchAt: [3, Infinity, 0] });
    expect([...cut.subject]).toEqual([0, 0, 1, 2]);
    expect([...cut.entry]).toEqual([0, 3, 0, 0]);
    expect([...cut.switched]).toEqual([0, 1, 0, 1]);
    refused(() => personPeriods({ time: [1.5, 2], event: [1, 1] }), 'out_of_range', 'time');
  });
});

describe('accelerated failure time', () => {
  it('recovers planted coefficients of every distribution and gives the right median', () => {
    const random = seededRandom(33);
    const draws = {
      exponential: () => Math.log(-Math.log(1 - random.next())),
      weibull: () => Math.log(-Math.log(1 - random.next())),
      'log-normal': () => random.normal(),
      'log-logistic': () => {
        const u = random.next();
        return Math.log(u / (1 - u));
      },
    };
    for (const distribution of ['exponential', 'weibull', 'log-normal', 'log-logistic'] as const) {
      const sigma = distribution === 'exponential' ? 1 : 0.6;
      const x = Array.from({ length: 3000 }, () => random.normal());
      const t = x.map((v) => Math.exp(2 - 0.25 * v + sigma * draws[distribution]()));
      const c = x.map(() => 30 * random.next() + 1);
      const fit = acceleratedFailure({
        time: t.map((v, i) => Math.min(v, c[i]!)),
        event: t.map((v, i) => (v <= c[i]! ? 1 : 0)),
        predictors: { x },
        distribution,
      });
      const effect = fit.coefficients[1]!;
      expect(Math.abs(effect.estimate + 0.25) / effect.standardError, distribution).toBeLessThan(4);
      expect(Math.abs(fit.scale.estimate - sigma)).toBeLessThan(0.05);
      const median = kaplanMeier({ time: t, event: t.map(() => 1) });
      expect(timeQuantile(fit, { x: 0 }) / survivalQuantile(median).estimate!).toBeCloseTo(1, 0);
    }
  });
  it('a change of units moves the intercept alone', () => {
    const { time, event, x } = sample(seededRandom(4), 100);
    for (const distribution of ['weibull', 'log-normal'] as const) {
      const a = acceleratedFailure({ time, event, predictors: { x }, distribution });
      const b = acceleratedFailure({ time: time.map((t) => 30 * t), event, predictors: { x }, distribution });
      expect(b.coefficients[1]!.estimate).toBeCloseTo(a.coefficients[1]!.estimate, 7);
      expect(b.coefficients[0]!.estimate - a.coefficients[0]!.estimate).toBeCloseTo(Math.log(30), 7);
      // Two Weibull parametrisations are one model: log hazard ratio = −β/σ.
      if (distribution === 'weibull') expect(a.coefficients[1]!.timeRatio).toBeLessThan(1);
    }
  });
  it('refuses bad input by name', () => {
    const call = (extra: object) => () =>
      acceleratedFailure({
        time: [1, 2, 3, 4, 5],
        event: [1, 1, 1, 0, 1],
        predictors: { x: [1, 3, 2, 5, 4] },
        distribution: 'weibull',
        ...extra,
      });
    refused(call({ time: [0, 1, 2, 3, 4] }), 'out_of_range', 'time');
    refused(call({ event: [0, 0, 0, 0, 0] }), 'too_few', 'event');
    refused(call({ predictors: { x: [1, 1, 1, 0, 1] } }), 'separation', 'x');
    refused(call({ predictors: { x: [1, 1, 1, 1, 1] } }), 'constant', 'x');
  });
});
