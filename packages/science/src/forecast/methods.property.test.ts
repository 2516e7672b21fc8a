import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Random, seededRandom } from '../core/index.ts';
import { gradientOfEts, passOf, runEts } from './ets/recursion.ts';
import {
  comb,
  combine,
  dampedTrend,
  drift,
  ets,
  etsBands,
  etsVariance,
  fitEts,
  holt,
  isAdmissible,
  isUsual,
  mstl,
  mstlForecast,
  movingMean,
  naive,
  naive2,
  parseEts,
  predictEts,
  seasonalNaive,
  ses,
  simulateEts,
  stl,
  theta,
} from './index.ts';

/** A positive series with a wandering level, and a season of period 4 where asked. */
function draw(random: Random, n: number, season: number): Float64Array {
  let level = 100;
  return Float64Array.from({ length: n }, (_, t) => {
    level = Math.max(level + 0.3 + random.normal(), 50);
    return level * (1 + season * ((t % 4) - 1.5)) + random.normal();
  });
}

const METHODS: Record<string, (y: Float64Array, h: number) => Float64Array> = {
  naive: (y, h) => naive(y, h).mean,
  'seasonal naive': (y, h) => seasonalNaive(y, h, 4).mean,
  drift: (y, h) => drift(y, h).mean,
  'moving mean': (y, h) => movingMean(y, h, 3).mean,
  ses: (y, h) => ses(y, h).mean,
  holt: (y, h) => holt(y, h).mean,
  damped: (y, h) => dampedTrend(y, h).mean,
  theta: (y, h) => theta(y, h).mean,
  'theta with drift': (y, h) => theta(y, h, { form: 'drift' }).mean,
  comb: (y, h) => comb(y, h).mean,
  'ETS(A,N,A)': (y, h) => predictEts(fitEts(y, parseEts('ANA', 4)), h),
  mstl: (y, h) => mstlForecast(y, h, { periods: [4], method: holt }).mean,
};
const MULTIPLICATIVE: Record<string, (y: Float64Array, h: number) => Float64Array> = {
  naive2: (y, h) => naive2(y, h, 4).mean,
  'seasonal theta': (y, h) => theta(y, h, { period: 4 }).mean,
  'ETS(M,A,M)': (y, h) => predictEts(fitEts(y, parseEts('MAM', 4)), h),
  'ETS(M,M,N)': (y, h) => predictEts(fitEts(y, parseEts('MMN')), h),
  ets: (y, h) => ets(y, h, { starts: 2 }).mean,
};

const far = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs((a[i] as number) - (b[i] as number)));
  return most;
};

describe('equivariance', () => {
  const cases = fc.record({
    seed: fc.integer({ min: 1, max: 1e6 }),
    season: fc.constantFrom(0, 0.1),
    scale: fc.constantFrom(0.001, 0.37, 12, 1000),
  });

  it.each(Object.entries({ ...METHODS, ...MULTIPLICATIVE }))('%s follows a change of unit', (_, method) => {
    fc.assert(
      fc.property(cases, ({ seed, season, scale }) => {
        const y = draw(seededRandom(seed), 40, season);
        const plain = method(y, 6);
        const scaled = method(
          y.map((value) => value * scale),
          6,
        ).map((value) => value / scale);
        expect(far(plain, scaled)).toBeLessThan(0.02);
      }),
      { numRuns: 8 },
    );
  });

  it.each(Object.entries(METHODS))('%s follows a shift', (_, method) => {
    fc.assert(
      fc.property(cases, ({ seed, season, scale }) => {
        const y = draw(seededRandom(seed), 40, season);
        const shifted = method(
          y.map((value) => value - 300 * scale),
          6,
        ).map((value) => value + 300 * scale);
        expect(far(method(y, 6), shifted)).toBeLessThan(0.02);
      }),
      { numRuns: 8 },
    );
  });
});

describe('ETS', () => {
  const models = [
    'ANN',
    'AAN',
    'AAdN',
    'MNN',
    'MAdN',
    'ANA',
    'AAdA',
    'MAM',
    'MAdM',
    'MNA',
    'MMN',
    'MMdM',
    'AMN',
    'AAM',
  ];

  it.each(models)('%s: the gradient is that of finite differences', (model) => {
    const spec = parseEts(model, 4);
    const y = draw(seededRandom(model), 30, 0.1).map((value) => value / 100);
    const season = spec.season === 'M' ? [0.9, 1, 1.1, 1] : spec.season === 'A' ? [-0.1, 0, 0.1, 0] : [];
    const at = {
      alpha: 0.4,
      beta: spec.trend === 'N' ? 0 : 0.1,
      gamma: 0.2,
      phi: spec.isDamped ? 0.9 : 1,
      level: 1,
      growth: spec.trend === 'M' ? 1.01 : spec.trend === 'A' ? 0.01 : 0,
      season: Float64Array.from(season),
    };
    const costAt = (change: Partial<typeof at>): number =>
      runEts(spec, y, { ...at, ...change }, passOf(spec, 30)).cost;
    const gradient = gradientOfEts(spec, y, at, runEts(spec, y, at, passOf(spec, 30)));
    const step = 1e-6;
    const slope = (up: Partial<typeof at>, down: Partial<typeof at>): number =>
      (costAt(up) - costAt(down)) / (2 * step);
    const kappa = at.beta / at.alpha;
    const near = (own: number, expected: number): void =>
      expect(Math.abs(own - expected)).toBeLessThan(1e-3 * (1 + Math.abs(expected)));
    near(
      gradient.alpha,
      slope(
        { alpha: at.alpha + step, beta: kappa * (at.alpha + step) },
        { alpha: at.alpha - step, beta: kappa * (at.alpha - step) },
      ),
    );
    near(gradient.level, slope({ level: 1 + step }, { level: 1 - step }));
    if (spec.trend !== 'N') {
      near(gradient.kappa, slope({ beta: (kappa + step) * at.alpha }, { beta: (kappa - step) * at.alpha }));
      near(gradient.growth, slope({ growth: at.growth + step }, { growth: at.growth - step }));
    }
    if (spec.isDamped) near(gradient.phi, slope({ phi: at.phi + step }, { phi: at.phi - step }));
    if (spec.season !== 'N') {
      near(gradient.gamma, slope({ gamma: at.gamma + step }, { gamma: at.gamma - step }));
      const moved = (by: number) => ({ season: at.season.map((value, k) => (k === 1 ? value + by : value)) });
      near(gradient.season[1] as number, slope(moved(step), moved(-step)));
    }
  });

  it('an additive season that grows with the level does not keep a multiplicative error from a first guess', () => {
    const random = seededRandom('growing season');
    const y = Array.from(
      { length: 84 },
      (_, t) => Math.exp(-0.4 + 0.038 * t) * [1, 1.05, 1.1, 0.85][t % 4]! * (1 + 0.05 * random.normal()),
    );
    for (const model of ['MAA', 'MAdA', 'MNA']) {
      const fit = fitEts(y, parseEts(model, 4), { starts: 2 });
      expect(Number.isFinite(fit.logLikelihood)).toBe(true);
      expect(Math.min(...fit.fitted)).toBeGreaterThan(0);
    }
  });

  it('the admissible region is that of the published inequalities where there is no season', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 2.2, noNaN: true }),
        fc.double({ min: 0.001, max: 4, noNaN: true }),
        fc.double({ min: 0.8, max: 0.98, noNaN: true }),
        (alpha, beta, phi) => {
          // Hyndman et al. (2008), table 10.2: 1 − 1/φ < α < 1 + 1/φ and α(φ − 1) < β < (1 + φ)(2 − α).
          const margin = Math.min(1 + 1 / phi - alpha, (1 + phi) * (2 - alpha) - beta);
          fc.pre(Math.abs(margin) > 1e-3);
          const at = { alpha, beta, gamma: 0, phi, level: 0, growth: 0, season: new Float64Array(0) };
          expect(isAdmissible(parseEts('AAdN'), at)).toBe(margin > 0);
        },
      ),
    );
    const at = { alpha: 1.5, beta: 0, gamma: 0, phi: 1, level: 0, growth: 0, season: new Float64Array(0) };
    expect(isAdmissible(parseEts('ANN'), at)).toBe(true);
    expect(isUsual(parseEts('ANN'), at)).toBe(false);
    expect(isAdmissible(parseEts('ANN'), { ...at, alpha: 2.1 })).toBe(false);
  });

  it('the wider admissible box never fits worse than the usual one', () => {
    const y = Float64Array.from({ length: 60 }, (_, t) => (t % 2 === 0 ? 1 : -1) + Math.sin(t));
    for (const model of ['ANN', 'AAN', 'ANA']) {
      const usual = fitEts(y, parseEts(model, 4), { bounds: 'usual' });
      const wide = fitEts(y, parseEts(model, 4), { bounds: 'admissible' });
      expect(wide.logLikelihood).toBeGreaterThan(usual.logLikelihood - 0.05);
      expect(isAdmissible(wide.spec, wide.parameters)).toBe(true);
    }
  });

  it('bands are nested and widen with the horizon where states add', () => {
    for (const model of ['ANN', 'AAdN', 'MAN', 'ANA', 'MNA']) {
      const fit = fitEts(draw(seededRandom(model), 60, 0.05), parseEts(model, 4));
      const [narrow, wide] = etsBands(fit, 12, { levels: [0.5, 0.9] });
      narrow?.low.forEach((low, h) => {
        expect(wide?.low[h]).toBeLessThan(low);
        expect(wide?.high[h]).toBeGreaterThan(narrow.high[h] as number);
      });
      const variance = etsVariance(fit, 12);
      if (fit.spec.error === 'A') expect([...variance]).toEqual([...variance].sort((a, b) => a - b));
    }
  });

  it.each(['AAdA', 'MAN', 'MNA'])('%s: the closed variance is that of simulated paths', (model) => {
    const fit = fitEts(draw(seededRandom(model), 60, 0.05), parseEts(model, 4));
    const random = seededRandom('paths');
    const paths = Array.from({ length: 4_000 }, () => simulateEts(fit, 6, random));
    const variance = etsVariance(fit, 6);
    for (let h = 0; h < 6; h++) {
      const mean = paths.reduce((sum, path) => sum + (path[h] as number), 0) / paths.length;
      const spread = paths.reduce((sum, path) => sum + ((path[h] as number) - mean) ** 2, 0) / paths.length;
      expect(Math.abs(spread / (variance[h] as number) - 1)).toBeLessThan(0.1);
    }
  });

  it('simulated bands serve the models without a closed variance', () => {
    const fit = fitEts(draw(seededRandom('m'), 60, 0.1), parseEts('MAM', 4));
    const [narrow, wide] = etsBands(fit, 4, { levels: [0.5, 0.9], random: seededRandom(1), paths: 500 });
    expect(wide?.low[0]).toBeLessThan(narrow?.low[0] as number);
    expect(() => etsBands(fit, 4)).toThrow(/out_of_range: random/);
  });

  it('95 % bands cover the next value of the model that made the series', () => {
    const runs = process.env['RUNGS_TEST_DEEP'] === '1' ? 500 : 120;
    let inside = 0;
    for (let run = 0; run < runs; run++) {
      const random = seededRandom(`coverage ${run}`);
      let level = 0;
      const y = Float64Array.from({ length: 81 }, () => {
        const error = random.normal();
        const value = level + error;
        level += 0.3 * error;
        return value;
      });
      const [band] = etsBands(fitEts(y.subarray(0, 80), parseEts('ANN')), 1, { levels: [0.95] });
      if ((y[80] as number) >= (band?.low[0] as number) && (y[80] as number) <= (band?.high[0] as number))
        inside++;
    }
    const [low, high] = runs === 500 ? [0.925, 0.975] : [0.88, 0.99];
    expect(inside / runs).toBeGreaterThanOrEqual(low);
    expect(inside / runs).toBeLessThanOrEqual(high);
  });
});

describe('decomposition', () => {
  it('the parts of STL and MSTL add up to the series', () => {
    const y = draw(seededRandom('stl'), 80, 0.1);
    const parts = stl(y, 4, { outer: 3 });
    expect(
      far(
        y,
        y.map(
          (_, t) =>
            (parts.trend[t] as number) + (parts.seasonal[t] as number) + (parts.remainder[t] as number),
        ),
      ),
    ).toBeLessThan(1e-9);
    const many = mstl(y, [4, 6]);
    const sum = y.map(
      (_, t) =>
        (many.trend[t] as number) +
        (many.remainder[t] as number) +
        many.seasonal.reduce((s, season) => s + (season[t] as number), 0),
    );
    expect(far(y, sum)).toBeLessThan(1e-9);
  });

  it('STL finds a planted line and season', () => {
    const y = Float64Array.from({ length: 96 }, (_, t) => 10 + 0.5 * t + [3, -1, -4, 2][t % 4]!);
    const { trend, seasonal, remainder } = stl(y, 4, { inner: 20 });
    expect(
      far(
        trend,
        Float64Array.from({ length: 96 }, (_, t) => 10 + 0.5 * t),
      ),
    ).toBeLessThan(1e-3);
    expect(far(seasonal.subarray(0, 4), [3, -1, -4, 2])).toBeLessThan(1e-3);
    expect(Math.max(...remainder.map(Math.abs))).toBeLessThan(1e-3);
  });
});

it('a combination lies between its parts', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 3, maxLength: 3 }), {
        minLength: 1,
        maxLength: 6,
      }),
      fc.constantFrom('mean' as const, 'median' as const),
      (paths, how) => {
        const joined = combine(paths, how);
        joined.forEach((value, h) => {
          const at = paths.map((path) => path[h] as number);
          expect(value).toBeGreaterThanOrEqual(Math.min(...at) - 1e-6);
          expect(value).toBeLessThanOrEqual(Math.max(...at) + 1e-6);
        });
      },
    ),
  );
});
