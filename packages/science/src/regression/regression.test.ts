import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../core/index.ts';
import { refused } from '../testing/refused.ts';
import {
  coefficient,
  fixedEffects,
  indicators,
  jointTest,
  linearRegression,
  logisticRegression,
  type CovarianceKind,
} from './index.ts';

function panel(seed: number, units: number, periods: number) {
  const random = seededRandom(seed);
  const rows: { y: number; x: number; z: number; unit: string; time: number; w: number }[] = [];
  for (let u = 0; u < units; u++) {
    const effect = random.normal() * 2;
    for (let t = 0; t < periods; t++) {
      const x = random.normal() + effect / 2;
      const z = random.normal();
      const y = 1.5 * x - z + effect + 0.3 * t * t + random.normal();
      if (random.next() < 0.8) rows.push({ y, x, z, unit: `u${u}`, time: t, w: 0.5 + random.next() });
    }
  }
  const of = <K extends keyof (typeof rows)[0]>(key: K): (typeof rows)[0][K][] => rows.map((row) => row[key]);
  return {
    y: of('y'),
    predictors: { x: of('x'), z: of('z') },
    unit: of('unit'),
    time: of('time'),
    weights: of('w'),
  };
}

describe('least squares', () => {
  const { y, predictors, weights } = panel(3, 12, 5);
  it('weights of two count a row twice as much: coefficients equal those of repeated rows', () => {
    const twice = y.map((_, i) => (i % 3 === 0 ? 2 : 1));
    const repeat = (xs: number[]): number[] => xs.flatMap((x, i) => (twice[i] === 2 ? [x, x] : [x]));
    const a = linearRegression({ y, predictors, weights: twice });
    const b = linearRegression({
      y: repeat(y),
      predictors: { x: repeat(predictors.x), z: repeat(predictors.z) },
    });
    a.coefficients.forEach((c, j) => expect(c.estimate).toBeCloseTo(b.coefficients[j]!.estimate, 10));
  });
  it('every row its own cluster is HC0, and HC1 = HC0·n/(n−k)', () => {
    const clusters = y.map((_, i) => i);
    const se = (errors: CovarianceKind, clusters?: number[]): number =>
      coefficient(
        linearRegression({ y, predictors, weights, errors, ...(clusters ? { clusters } : {}) }),
        'x',
      ).standardError;
    expect(se('CR0', clusters)).toBeCloseTo(se('HC0'), 12);
    expect(se('HC1') / se('HC0')).toBeCloseTo(Math.sqrt(y.length / (y.length - 3)), 12);
    expect(se('HC3')).toBeGreaterThan(se('HC2'));
    const g = clusters.length;
    expect(se('CR1', clusters) / se('CR0', clusters)).toBeCloseTo(
      Math.sqrt((g / (g - 1)) * ((g - 1) / (g - 3))),
      12,
    );
  });
  it('is equivariant: shifting and scaling y and x moves the estimates accordingly', () => {
    const real = fc.double({ min: -100, max: 100, noNaN: true });
    const base = coefficient(linearRegression({ y, predictors }), 'x');
    fc.assert(
      fc.property(real, fc.double({ min: 0.1, max: 50, noNaN: true }), (shift, scale) => {
        const moved = linearRegression({
          y: y.map((v) => scale * v + shift),
          predictors: { x: predictors.x.map((v) => v * 7 - shift), z: predictors.z },
        });
        expect(coefficient(moved, 'x').estimate * 7).toBeCloseTo(base.estimate * scale, 7);
        expect(coefficient(moved, 'x').statistic).toBeCloseTo(base.statistic, 6);
      }),
      { numRuns: 50 },
    );
  });
  it('the joint test of one coefficient is the square of its t', () => {
    const fit = linearRegression({ y, predictors, errors: 'HC2' });
    expect(jointTest(fit, ['x']).statistic).toBeCloseTo(coefficient(fit, 'x').statistic ** 2, 8);
    expect(jointTest(fit, ['x']).pValue).toBeCloseTo(coefficient(fit, 'x').pValue, 10);
  });
  it('refuses bad input by name, and never answers NaN', () => {
    refused(() => linearRegression({ y: [], predictors: {} }), 'empty', 'y');
    refused(() => linearRegression({ y: [1], predictors: {} }), 'too_few', 'y');
    refused(() => linearRegression({ y: [1, NaN, 3], predictors: { x: [1, 2, 3] } }), 'not_finite', 'y');
    refused(() => linearRegression({ y: [1, 2, 4], predictors: { x: [1, Infinity, 3] } }), 'not_finite', 'x');
    refused(() => linearRegression({ y: [1, 2, 4], predictors: { x: [1, 2] } }), 'length_mismatch', 'x');
    refused(() => linearRegression({ y: [1, 2, 4], predictors: { x: [5, 5, 5] } }), 'constant', 'x');
    refused(() => linearRegression({ y: [1, 1, 1, 1], predictors: { x: [1, 2, 3, 5] } }), 'constant', 'y');
    refused(
      () => linearRegression({ y: [1, 2, 4, 4], predictors: { x: [1, 2, 3, 5], z: [2, 4, 6, 10] } }),
      'collinear',
      'z',
    );
    const near = [1, 2, 3, 5].map((v, i) => v + 1e-12 * i * i);
    refused(
      () => linearRegression({ y: [1, 2, 4, 4], predictors: { x: [1, 2, 3, 5], z: near } }),
      'collinear',
    );
    refused(
      () => linearRegression({ y: [1, 2, 4], predictors: { x: [1, 2, 3] }, weights: [1, -1, 1] }),
      'negative_weight',
      'weights',
    );
    refused(
      () => linearRegression({ y: [1, 2, 4], predictors: { x: [1, 2, 3], z: [1, 0, 2] } }),
      'too_few',
      'y',
    );
    refused(
      () => linearRegression({ y: [1, 2, 4], predictors: { x: [1, 2, 3] }, errors: 'CR1' }),
      'empty',
      'clusters',
    );
    refused(
      () => linearRegression({ y: [1, 2, 4], predictors: { x: [1, 2, 3] }, level: 1 }),
      'out_of_range',
      'level',
    );
    refused(
      () => linearRegression({ y: [1, 2, 4, 3], predictors: { x: [1, 0, 0, 0] }, errors: 'HC3' }),
      'out_of_range',
      'row 0',
    );
  });
  it('warns of few clusters and of an exact fit', () => {
    const codes = (fit: { warnings: readonly { code: string }[] }): string[] =>
      fit.warnings.map((w) => w.code);
    expect(codes(linearRegression({ y, predictors, clusters: y.map((_, i) => i % 5) }))).toContain(
      'few_clusters',
    );
    expect(codes(linearRegression({ y: [2, 4, 6, 8], predictors: { x: [1, 2, 3, 4] } }))).toContain(
      'exact_fit',
    );
  });
});

describe('fixed effects', () => {
  const data = panel(11, 15, 6);
  const { time, ...oneWay } = data;
  const dummies = (isTwoWay: boolean): Record<string, ArrayLike<number>> => ({
    ...data.predictors,
    ...indicators('unit', data.unit),
    ...(isTwoWay ? indicators('time', data.time) : {}),
  });
  for (const isTwoWay of [false, true])
    for (const errors of ['classical', 'HC0', 'HC1', 'HC2', 'HC3'] as const)
      it(`${isTwoWay ? 'two-way' : 'one-way'} within equals indicator variables, weighted, ${errors}`, () => {
        const within = fixedEffects({ ...oneWay, ...(isTwoWay ? { time } : {}), errors });
        const full = linearRegression({
          y: data.y,
          predictors: dummies(isTwoWay),
          weights: data.weights,
          errors,
        });
        for (const name of ['x', 'z']) {
          expect(coefficient(within, name).estimate).toBeCloseTo(coefficient(full, name).estimate, 9);
          expect(coefficient(within, name).standardError).toBeCloseTo(
            coefficient(full, name).standardError,
            9,
          );
        }
        expect(within.residualDegrees).toBe(full.residualDegrees);
      });
  it('many periods by alternating projections give the slopes of the indicators', () => {
    const wide = panel(5, 20, 90);
    const { x, z } = wide.predictors;
    const within = fixedEffects(wide);
    const full = linearRegression({
      y: wide.y,
      predictors: { x, z, ...indicators('unit', wide.unit), ...indicators('time', wide.time) },
      weights: wide.weights,
    });
    expect(coefficient(within, 'x').estimate).toBeCloseTo(coefficient(full, 'x').estimate, 8);
    expect(coefficient(within, 'x').standardError).toBeCloseTo(coefficient(full, 'x').standardError, 8);
    refused(() => fixedEffects({ ...wide, errors: 'HC3' }), 'out_of_range', 'errors');
  });
  it('clusters default to the units, whose nested effects do not count in the factor', () => {
    const { weights: _, time: __, ...plain } = data;
    const a = fixedEffects({ ...plain, errors: 'CR1' });
    const b = fixedEffects({ ...plain, errors: 'CR0' });
    const [g, n] = [a.units, a.n];
    const factor = (g / (g - 1)) * ((n - 1) / (n - 3));
    expect(coefficient(a, 'x').standardError / coefficient(b, 'x').standardError).toBeCloseTo(
      Math.sqrt(factor),
      10,
    );
    expect(a.degrees).toBe(g - 1);
    expect(a.effects!.get('u0')).toBeTypeOf('number');
  });
  it('refuses a predictor that its units absorb', () => {
    const { predictors, ...rest } = data;
    const fixed = data.unit.map((u) => Number(u.slice(1)));
    refused(() => fixedEffects({ ...rest, predictors: { ...predictors, fixed } }), 'constant', 'fixed');
    refused(() => fixedEffects({ ...rest, predictors: {} }), 'empty', 'predictors');
    refused(() => fixedEffects({ ...rest, predictors, unit: data.unit.map(() => 'a') }), 'too_few', 'unit');
  });
});

describe('logistic regression', () => {
  const y = [0, 0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 1];
  const x = [1, 2, 3, 4, 5, 6, 1, 5, 7, 2, 3, 4];
  it('one indicator gives the log odds ratio of the table and its Woolf error', () => {
    const treated = [...Array<number>(40).fill(1), ...Array<number>(60).fill(0)];
    const outcome = treated.map((_, i) => (i < 25 || i >= 85 ? 1 : 0));
    const fit = logisticRegression({ y: outcome, predictors: { treated } });
    const c = coefficient(fit, 'treated');
    expect(c.estimate).toBeCloseTo(Math.log(25 / 15 / (15 / 45)), 10);
    expect(c.standardError).toBeCloseTo(Math.sqrt(1 / 25 + 1 / 15 + 1 / 15 + 1 / 45), 9);
  });
  it('swapping the outcome flips the signs; rescaling a predictor rescales its coefficient', () => {
    const a = logisticRegression({ y, predictors: { x } });
    const b = logisticRegression({ y: y.map((v) => 1 - v), predictors: { x: x.map((v) => v * 1e6) } });
    expect(coefficient(b, 'x').estimate * 1e6).toBeCloseTo(-coefficient(a, 'x').estimate, 9);
    expect(b.logLikelihood).toBeCloseTo(a.logLikelihood, 9);
  });
  it('case weights count rows', () => {
    const weights = y.map((_, i) => 1 + (i % 3));
    const repeat = (v: number[]): number[] => v.flatMap((value, i) => Array<number>(weights[i]!).fill(value));
    const a = logisticRegression({ y, predictors: { x }, weights });
    const b = logisticRegression({ y: repeat(y), predictors: { x: repeat(x) } });
    expect(coefficient(a, 'x').standardError).toBeCloseTo(coefficient(b, 'x').standardError, 9);
  });
  it('refuses complete and quasi-complete separation, naming the predictor', () => {
    const line = Array.from({ length: 20 }, (_, i) => i);
    refused(
      () => logisticRegression({ y: line.map((v) => (v >= 10 ? 1 : 0)), predictors: { line } }),
      'separation',
      'line',
    );
    refused(
      () =>
        logisticRegression({
          y: line.map((v) => (v >= 10 ? 1 : 0)),
          predictors: { line: line.map((v) => v * 1e5) },
        }),
      'separation',
    );
    const flag = line.map((v) => (v < 4 ? 1 : 0));
    refused(
      () => logisticRegression({ y: line.map((v) => (v < 4 || v % 2 === 0 ? 1 : 0)), predictors: { flag } }),
      'separation',
      'flag',
    );
  });
  it('refuses bad input by name', () => {
    refused(() => logisticRegression({ y: [0, 0, 0], predictors: { x: [1, 2, 3] } }), 'constant', 'y');
    refused(() => logisticRegression({ y: [0, 2, 1], predictors: { x: [1, 2, 3] } }), 'out_of_range', 'y');
    refused(() => logisticRegression({ y, predictors: { x, again: x } }), 'collinear');
    refused(() => logisticRegression({ y, predictors: { x }, weights: y.map((v) => -v) }), 'negative_weight');
    refused(() => indicators('g', ['a', 'b'], 'c'), 'unknown_level', 'g');
  });
});
