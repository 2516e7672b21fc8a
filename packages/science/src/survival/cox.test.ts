import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../core/index.ts';
import { coefficient } from '../regression/index.ts';
import { refused } from '../testing/refused.ts';
import { baselineHazard, coxRegression, coxResiduals, kaplanMeier, proportionalHazards } from './index.ts';
import { sample } from '../testing/survival.ts';

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
