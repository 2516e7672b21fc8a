import { describe, expect, it } from 'vitest';
import { seededRandom } from '../core/index.ts';
import { coefficient } from '../regression/index.ts';
import { refused } from '../testing/refused.ts';
import {
  acceleratedFailure,
  coxRegression,
  discreteHazard,
  kaplanMeier,
  personPeriods,
  splitAtSwitch,
  survivalAt,
  survivalOfHazard,
  survivalQuantile,
  timeQuantile,
} from './index.ts';
import { sample } from '../testing/survival.ts';

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
