import { describe, expect, it } from 'vitest';
import { describeShared, numbers } from '../testing/shared.ts';
import {
  classicalDecomposition,
  drift,
  ets,
  etsAt,
  etsBands,
  fitEts,
  holt,
  mase,
  mstlForecast,
  naive,
  naive2,
  owa,
  parseEts,
  predictEts,
  scaleOf,
  seasonalNaive,
  seasonalityTest,
  selectEts,
  ses,
  smape,
  theta,
} from './index.ts';

const within = (value: number, expected: number, share: number): void => {
  expect(Math.abs(value / expected - 1), `${value} against ${expected}`).toBeLessThanOrEqual(share);
};

// Parameters that R's forecast 8.20 fitted to AirPassengers up to 1959-06: α, β, γ, φ, l, b, eleven seasons.
const FITTED = {
  MAdM: [
    0.759246900717334, 0.0245511296089963, 0.000111266666536956, 0.977533248529818, 120.554493278753,
    1.69321770304449, 0.90948841358964, 0.89193703065864, 1.02570884187367, 0.980917284089394,
    0.977765073455649, 1.10741660848467, 1.21914724694985, 1.20990441085233, 1.05963070285212,
    0.921331633320998, 0.799641966364664,
  ],
  MAM: [
    0.3886869778217, 0.0104165506442407, 0.451985422142419, 1, 118.885047612309, 2.03270369351897,
    0.909682254777231, 0.968850518827537, 1.05991110210103, 1.04016718182602, 0.975703214222053,
    1.08506416054108, 1.17208592182525, 1.16087004777955, 1.04246701603289, 0.903279398109515,
    0.781784871961661,
  ],
  AAA: [
    0.999884064778727, 0.000123304070975963, 0.000106649370853409, 1, 120.503429855201, 1.619070206782,
    -20.8679841947583, -30.0454240553077, 2.19972801201731, -6.96571646447765, -6.02474400852432,
    31.1938438718301, 57.9575483118956, 56.6120901273417, 15.5116500386363, -20.9928703061813,
    -51.070168194644,
  ],
} as const;

function parametersOf(model: keyof typeof FITTED) {
  const [alpha, beta, gamma, phi, level, growth, ...season] = FITTED[model] as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    ...number[],
  ];
  const total = season.reduce((a, b) => a + b, 0);
  const last = (model === 'AAA' ? 0 : 12) - total;
  return { alpha, beta, gamma, phi, level, growth, season: Float64Array.from([...season, last]) };
}

describeShared('AirPassengers to 1959-06, h = 18', 'golden/air_passengers.csv', (table) => {
  const all = numbers(table, 'passengers');
  const [train, test] = [all.slice(0, 126), all.slice(126)];
  const check = (mean: ArrayLike<number>, [m, s]: readonly [number, number], share: number): void => {
    within(mase(train, test, mean, 12) as number, m, share);
    within(smape(test, mean), s, share);
  };

  it('P4: the MASE scale is 29.0877193', () => expect(scaleOf(train, 12).value).toBeCloseTo(29.0877193, 7));

  it.each([
    ['naive', naive(train, 18).mean, [2.158223, 13.218177]],
    ['seasonal naive', seasonalNaive(train, 18, 12).mean, [2.387415, 16.031975]],
    ['drift', drift(train, 18).mean, [2.49926, 15.234298]],
    ['Naive2', naive2(train, 18, 12).mean, [1.509258, 9.500932]],
    ['classic Theta', theta(train, 18, { period: 12 }).mean, [1.136716, 6.979202]],
  ] as const)('P4: %s reaches the printed MASE and sMAPE (R forecast 8.20)', (_, mean, figures) =>
    check(mean, figures, 1e-6),
  );

  it('P4: Theta as SES with drift is R thetaf within its optimiser', () =>
    check(theta(train, 18, { period: 12, form: 'drift' }).mean, [1.137804, 6.986399], 1e-4));

  it('P4: MSTL with Holt is R stlf AAN within 1 %', () =>
    check(mstlForecast(train, 18, { periods: [12], method: holt }).mean, [0.887812, 5.158727], 0.01));

  it.each([
    ['MAdM', -570.925589949684],
    ['MAM', -579.108392084835],
    ['AAA', -637.242576779499],
  ] as const)(
    'P5a: the recursion of ETS %s has the log-likelihood of R at its parameters',
    (model, expected) => {
      within(etsAt(parseEts(model, 12), train, parametersOf(model)).logLikelihood, expected, 1e-12);
    },
  );

  it.each([
    ['MAM', [535.396025, 531.556689, 436.180583, 382.449376]],
    ['AAA', [500.401343, 500.686054, 461.219557, 426.350221]],
    ['MAdM', [521.6051, 519.9064, 457.2635, 399.2251]],
  ] as const)('P5a, P5b: ETS %s forecasts the textbook path from those parameters', (model, expected) => {
    const path = predictEts(etsAt(parseEts(model, 12), train, parametersOf(model)), 18);
    expected.forEach((value, h) => expect(path[h]).toBeCloseTo(value, model === 'MAdM' ? 4 : 6));
  });

  it('P4, P5b: the pointwise paths of those parameters score as printed', () => {
    const at = (model: keyof typeof FITTED): Float64Array =>
      predictEts(etsAt(parseEts(model, 12), train, parametersOf(model)), 18);
    check(at('MAdM'), [1.01343, 6.157055], 1e-6);
    check(at('MAM'), [1.093234, 7.139583], 1e-6);
    check(at('AAA'), [1.162347, 6.964807], 1e-6);
  });

  it.each([
    ['MAdM', -570.925589949684, -570.277],
    ['MAM', -579.108392084835, -567.428],
    ['AAA', -637.242576779499, -612.442],
  ] as const)('P5c: the search for ETS %s is at least as good as the best on record', (model, r, best) => {
    const fit = fitEts(train, parseEts(model, 12));
    expect(fit.logLikelihood).toBeGreaterThanOrEqual(r - 0.01);
    expect(fit.logLikelihood).toBeGreaterThanOrEqual(best - 0.01);
  });

  it('P5c: the choice by AICc does not depend on the number of starts', () => {
    const names = [2, 4, 6].map((starts) => selectEts(train, { period: 12, starts }).best);
    expect(new Set(names.map(({ name }) => name))).toEqual(new Set(['ETS(M,A,M)']));
    names.forEach(({ aicc }) => expect(aicc).toBeLessThanOrEqual(1174.53));
    check(ets(train, 18, { period: 12 }).mean, [0.93414, 5.6692], 0.01);
  });

  it('P6: the classical seasonal indices and the seasonality test are those of R', () => {
    const expected = [
      0.910771, 0.891699, 1.020722, 0.977062, 0.976647, 1.110652, 1.221117, 1.212574, 1.060023, 0.92099,
      0.799539, 0.898204,
    ];
    const { indices } = classicalDecomposition(train, 12);
    expected.forEach((value, k) => expect(indices[k]).toBeCloseTo(value, 6));
    const { isSeasonal, autocorrelation, limit } = seasonalityTest(train, 12);
    expect(isSeasonal).toBe(true);
    expect(autocorrelation).toBeCloseTo(0.745024, 6);
    expect(limit).toBeCloseTo(0.535246, 6);
  });
});

describeShared('Nile, annual flow', 'golden/nile.csv', (table) => {
  const flow = numbers(table, 'flow');

  it('P7: SES finds the weight and the level of R (optimiser within 1 %)', () => {
    const { alpha, mean } = ses(flow, 1);
    within(alpha, 0.245668, 0.01);
    within(mean[0] as number, 805.336, 1e-4);
  });

  it('P7: ETS(A,N,N) and its 95 % interval, ETS(M,N,N)', () => {
    const fit = fitEts(flow, parseEts('ANN'));
    within(predictEts(fit, 1)[0] as number, 805.381, 1e-3);
    const [band] = etsBands(fit, 1, { levels: [0.95] });
    within(band?.low[0] as number, 522.69, 1e-3);
    within(band?.high[0] as number, 1088.07, 1e-3);
    within(predictEts(fitEts(flow, parseEts('MNN')), 1)[0] as number, 838.875, 1e-3);
  });

  it('P7: Theta (as SES with drift)', () => {
    const { mean } = theta(flow, 3, { form: 'drift' });
    [799.812, 798.455, 797.098].forEach((value, h) => within(mean[h] as number, value, 1e-4));
  });
});

describe('P3: published totals of M4', () => {
  const naive2Totals = { smape: 13.564, mase: 1.912 };
  it.each([
    ['seasonal naive', 14.657, 2.057, 1.078],
    ['Theta', 12.309, 1.696, 0.897],
    ['damped', 12.661, 1.683, 0.907],
    ['SES', 13.087, 1.885, 0.975],
    ['Holt', 13.775, 1.772, 0.971],
    ['comb', 12.555, 1.663, 0.898],
    ['Smyl', 11.374, 1.536, 0.821],
  ] as const)('OWA of %s follows from its sMAPE and MASE', (_, s, m, expected) => {
    expect(owa({ smape: s, mase: m }, naive2Totals)).toBeCloseTo(expected, 3);
  });
});
