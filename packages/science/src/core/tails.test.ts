import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  betaCdf,
  betaQuantile,
  betaTail,
  chiSquareCdf,
  chiSquareQuantile,
  chiSquareTail,
  erf,
  erfc,
  fCdf,
  fQuantile,
  fTail,
  gammaQuantile,
  kolmogorovTail,
  logGamma,
  normalCdf,
  normalDensity,
  normalQuantile,
  normalTail,
  ScienceRefusal,
  tCdf,
  tDensity,
  tQuantile,
  tTail,
  tTwoSided,
} from './index.ts';

const close = (got: number, want: number, relative = 1e-10): void => {
  expect(Math.abs(got - want), `${got} against ${want}`).toBeLessThanOrEqual(relative * Math.abs(want));
};
/** Closed forms, which need no table: t with 1, 2 degrees, F with 2, chi-square with 2 and 4. */
const arctanTail = (t: number): number => Math.atan(1 / t) / Math.PI;

describe('tails against closed forms and printed tables', () => {
  it('the normal agrees with Abramowitz & Stegun (1964), tables 26.1 and 26.2', () => {
    close(normalCdf(1), 0.841344746068543);
    close(normalCdf(-1), 0.158655253931457, 1e-12);
    close(normalTail(2), 0.0227501319481792);
    close(normalTail(5), 2.866515718791939e-7);
    close(normalTail(10), 7.61985302416047e-24);
    // The asymptotic series, Abramowitz & Stegun 26.2.12.
    close(
      normalTail(37),
      (normalDensity(37) / 37) * (1 - 37 ** -2 + 3 * 37 ** -4 - 15 * 37 ** -6 + 105 * 37 ** -8),
      1e-12,
    );
    close(normalQuantile(0.975), 1.959963984540054, 1e-14);
    close(normalQuantile(0.995), 2.575829303548901, 1e-14);
    close(normalQuantile(1e-20), -9.26234008979841, 1e-13);
    close(erf(0.5), 0.5204998778130465, 1e-13);
    close(erfc(-1), 1.842700792949715, 1e-14);
    close(erfc(3), 2.209049699858544e-5, 1e-13);
  });
  it('Student t has the closed forms of 1, 2 and 4 degrees of freedom, far into the tail', () => {
    for (const t of [0.01, 0.5, 1, 3, 30, 1e4]) close(tTail(t, 1), arctanTail(t), 1e-13);
    for (const t of [0.1, 2, 50]) {
      const s = Math.sqrt(2 + t * t);
      close(tTail(t, 2), 1 / (s * (s + t)), 1e-13);
    }
    close(tQuantile(0.975, 10), 2.2281388519862735, 1e-12);
    close(tQuantile(0.975, 1), Math.tan(0.475 * Math.PI), 1e-12);
    // Cornish–Fisher, Abramowitz & Stegun 26.7.5.
    const z = normalQuantile(0.975);
    const [a, b] = [(z ** 3 + z) / 4, (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96];
    const c = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
    close(tQuantile(0.975, 2000), z + a / 2000 + b / 2000 ** 2 + c / 2000 ** 3, 1e-12);
    close(tDensity(0, 1), 1 / Math.PI, 1e-13);
    close(tCdf(-1.5, 7), tTail(1.5, 7));
    // The first term of the expansion in 1/ν, far beyond where the next one matters.
    close(tTwoSided(2, 1e9), 2 * normalTail(2) + (2 * normalDensity(2) * 10) / 4e9, 1e-12);
    close(tTwoSided(6, 1e8), 2 * normalTail(6) + (2 * normalDensity(6) * 222) / 4e8, 1e-10);
    close(tQuantile(1e-12, 3), -tQuantile(1 - 1e-12, 3), 1e-4);
  });
  it('chi-square has the closed forms of 1, 2 and 4 degrees of freedom', () => {
    for (const x of [1e-8, 0.5, 3, 40, 900]) {
      close(chiSquareTail(x, 2), Math.exp(-x / 2), 1e-13);
      close(chiSquareTail(x, 4), Math.exp(-x / 2) * (1 + x / 2), 1e-13);
      close(chiSquareTail(x, 1), erfc(Math.sqrt(x / 2)), 1e-13);
    }
    close(chiSquareCdf(1e-8, 2), -Math.expm1(-5e-9), 1e-13);
    close(chiSquareQuantile(0.95, 1), 3.841458820694124, 1e-13);
    close(chiSquareQuantile(0.95, 7), 14.067140449340169, 1e-13);
    close(gammaQuantile(0.5, 1), Math.LN2, 1e-13);
    // Wilson and Hilferty is good to four digits at a million degrees of freedom.
    close(
      chiSquareQuantile(0.99, 1e6),
      1e6 * (1 - 2 / 9e6 + 2.3263478740408408 * Math.sqrt(2 / 9e6)) ** 3,
      1e-8,
    );
  });
  it('F and beta have the closed forms of 2 degrees of freedom and of integer shapes', () => {
    for (const x of [0.01, 1, 7, 300]) close(fTail(x, 2, 10), (1 + x / 5) ** -5, 1e-12);
    for (const t of [0.2, 1.7, 6]) close(fTail(t * t, 1, 9), tTwoSided(t, 9), 1e-12);
    close(fTail(2, 3, Infinity), chiSquareTail(6, 3), 1e-13);
    close(fQuantile(0.95, 5, 2), 19.29640965, 1e-8);
    close(betaCdf(0.3, 1, 4), 1 - 0.7 ** 4, 1e-12);
    close(betaTail(0.3, 2, 2), 1 - (3 * 0.09 - 2 * 0.027), 1e-12);
    close(betaQuantile(0.5, 2, 2), 0.5, 1e-13);
    close(betaQuantile(0.025, 0.5, 0.5), Math.sin((Math.PI * 0.025) / 2) ** 2, 1e-12);
    close(betaQuantile(1e-30, 1, 3), 1e-30 / 3, 1e-12);
  });
  it('log-gamma meets factorials and the reflection at one half', () => {
    close(logGamma(0.5), 0.5 * Math.log(Math.PI), 1e-13);
    close(logGamma(11), Math.log(3_628_800), 1e-13);
    close(logGamma(1e6), 12_815_504.569147902, 1e-13);
  });
  it('Kolmogorov: the two series meet at 1 and give the critical value 1.358 at 5 %', () => {
    close(kolmogorovTail(1 - 1e-12), kolmogorovTail(1), 1e-10);
    close(kolmogorovTail(1.3580986393225505), 0.05, 1e-9);
    close(kolmogorovTail(0.5), 0.9639452436648751, 1e-10);
  });
});

describe('tails hold together', () => {
  const shape = fc.double({ min: 0.5, max: 2000, noNaN: true });
  const probability = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true });
  it('a quantile put back gives its probability', () => {
    fc.assert(
      fc.property(shape, shape, probability, (a, b, p) => {
        const near = (got: number): boolean => Math.abs(got - p) < 1e-10 * Math.max(p, 1e-3) + 1e-12;
        expect(near(tCdf(tQuantile(p, a + 0.5), a + 0.5))).toBe(true);
        expect(near(chiSquareCdf(chiSquareQuantile(p, a), a))).toBe(true);
        expect(near(normalCdf(normalQuantile(p)))).toBe(true);
        expect(near(fCdf(fQuantile(p, a + 1, b + 1), a + 1, b + 1))).toBe(true);
        expect(near(betaCdf(betaQuantile(p, a + 0.5, b + 0.5), a + 0.5, b + 0.5))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
  it('the beta function is symmetric and complementary', () => {
    fc.assert(
      fc.property(shape, shape, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (a, b, x) => {
        expect(betaCdf(x, a, b) + betaTail(x, a, b)).toBeCloseTo(1, 12);
        expect(betaCdf(x, a, b)).toBeCloseTo(betaTail(1 - x, b, a), 9);
      }),
    );
  });
  it('refuses what is no probability or no shape', () => {
    for (const call of [
      () => normalQuantile(1.1),
      () => normalQuantile(Number.NaN),
      () => tTail(1, 0),
      () => chiSquareTail(Number.NaN, 2),
      () => fTail(1, -1, 2),
      () => betaCdf(0.5, 0, 1),
      () => logGamma(-1),
    ])
      expect(call).toThrow(ScienceRefusal);
  });
});
