import { describe, expect, it } from 'vitest';
import { coefficient } from '../regression/index.ts';
import { describeShared, numbers } from '../testing/shared.ts';
import {
  acceleratedFailure,
  coxRegression,
  kaplanMeierByGroup,
  logRank,
  survivalAt,
  survivalQuantile,
} from './index.ts';

const parse = (text: string): { time: number[]; event: number[] } => {
  const cells = text.trim().split(/\s+/);
  return {
    time: cells.map((cell) => parseInt(cell, 10)),
    event: cells.map((cell) => (cell.endsWith('+') ? 0 : 1)),
  };
};
const join = (a: string, b: string, names: [string, string]) => {
  const [x, y] = [parse(a), parse(b)];
  return {
    time: [...x.time, ...y.time],
    event: [...x.event, ...y.event],
    group: [...x.time.map(() => names[0]), ...y.time.map(() => names[1])],
  };
};

describe('Remission of leukaemia, 6-MP against placebo (Freireich et al. 1963; Kleinbaum & Klein, tables 1.1 and 2.1)', () => {
  const data = join(
    '6 6 6 7 10 13 16 22 23 6+ 9+ 10+ 11+ 17+ 19+ 20+ 25+ 32+ 32+ 34+ 35+',
    '1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23',
    ['6-MP', 'placebo'],
  );
  const placebo = data.group.map((g) => (g === 'placebo' ? 1 : 0));
  it('Kaplan–Meier .857 .807 .753 .690 .627 .538 .448 with Greenwood errors', () => {
    const curve = kaplanMeierByGroup(data).get('6-MP')!;
    const printed = [6, 7, 10, 13, 16, 22, 23].map((t) => survivalAt(curve, t));
    expect(printed.map((e) => e.estimate.toFixed(3))).toEqual([
      '0.857',
      '0.807',
      '0.753',
      '0.690',
      '0.627',
      '0.538',
      '0.448',
    ]);
    expect(printed.map((e) => e.standardError.toFixed(4))).toEqual([
      '0.0764',
      '0.0869',
      '0.0963',
      '0.1068',
      '0.1141',
      '0.1282',
      '0.1346',
    ]);
    expect(survivalQuantile(curve).estimate).toBe(23);
  });
  it('log-rank 16.79; Cox 1.572 (.412) Efron, 1.509 (.410) Breslow', () => {
    expect(logRank(data).statistic).toBeCloseTo(16.79, 2);
    const cox = (ties: 'efron' | 'breslow') =>
      coefficient(coxRegression({ ...data, predictors: { placebo }, ties }), 'placebo');
    expect(cox('efron').estimate).toBeCloseTo(1.572, 3);
    expect(cox('efron').standardError).toBeCloseTo(0.412, 3);
    expect(cox('breslow').estimate).toBeCloseTo(1.509, 3);
    expect(cox('breslow').standardError).toBeCloseTo(0.41, 3);
  });
  it('Weibull 1.267 (.311), scale .732; exponential log rate ratio is that of events over time at risk', () => {
    const mp = placebo.map((v) => 1 - v);
    const weibull = acceleratedFailure({ ...data, predictors: { mp }, distribution: 'weibull' });
    expect(coefficient(weibull, 'mp').estimate).toBeCloseTo(1.267, 3);
    expect(coefficient(weibull, 'mp').standardError).toBeCloseTo(0.311, 3);
    expect(coefficient(weibull, '(intercept)').estimate).toBeCloseTo(2.248, 3);
    expect(weibull.scale.estimate).toBeCloseTo(0.732, 3);
    expect(weibull.logLikelihood).toBeCloseTo(-106.6, 1);
    expect(weibull.nullLogLikelihood).toBeCloseTo(-116.4, 1);
    const exponential = acceleratedFailure({ ...data, predictors: { mp }, distribution: 'exponential' });
    expect(coefficient(exponential, 'mp').estimate).toBeCloseTo(Math.log(21 / 182 / (9 / 359)), 9);
    expect(coefficient(exponential, 'mp').standardError).toBeCloseTo(Math.sqrt(1 / 21 + 1 / 9), 9);
  });
});

describe('Maintenance of acute myelogenous leukaemia (Miller 1981, p. 49)', () => {
  const data = join('9 13 13+ 18 23 28+ 31 34 45+ 48 161+', '5 5 8 8 12 16+ 23 27 30 33 43 45', [
    'yes',
    'no',
  ]);
  it('survival, medians 31 and 23, log-rank 3.396, Cox .9155 (.5119)', () => {
    const curves = kaplanMeierByGroup(data);
    const yes = curves.get('yes')!;
    expect([9, 13, 18, 23, 31, 34, 48].map((t) => survivalAt(yes, t).estimate.toFixed(3))).toEqual([
      '0.909',
      '0.818',
      '0.716',
      '0.614',
      '0.491',
      '0.368',
      '0.184',
    ]);
    expect(survivalAt(yes, 48).standardError).toBeCloseTo(0.1535, 4);
    expect(survivalQuantile(yes).estimate).toBe(31);
    expect(survivalQuantile(yes).interval).toEqual([18, null]);
    expect(survivalQuantile(curves.get('no')!).estimate).toBe(23);
    expect(logRank(data).statistic).toBeCloseTo(3.396, 3);
    const fit = coxRegression({ ...data, predictors: { no: data.group.map((g) => (g === 'no' ? 1 : 0)) } });
    expect(fit.coefficients[0]!.estimate).toBeCloseTo(0.9155, 4);
    expect(fit.coefficients[0]!.standardError).toBeCloseTo(0.5119, 4);
  });
});

describeShared('Rossi recidivism, accelerated failure time', 'golden/rossi.csv', (table) => {
  const names = ['fin', 'age', 'race', 'wexp', 'mar', 'paro', 'prio'];
  const input = {
    time: numbers(table, 'week'),
    event: numbers(table, 'arrest'),
    predictors: Object.fromEntries(names.map((name) => [name, numbers(table, name)])),
  };
  it('Weibull, as the manual of lifelines prints it: fin .272 (.138), age .041 (.016), prio −.066 (.021), log-likelihood −679.917', () => {
    const fit = acceleratedFailure({ ...input, distribution: 'weibull' });
    const printed = ['fin', 'age', 'prio', '(intercept)'].map((name) => {
      const c = coefficient(fit, name);
      return `${c.estimate.toFixed(3)} (${c.standardError.toFixed(3)})`;
    });
    expect(printed).toEqual(['0.272 (0.138)', '0.041 (0.016)', '-0.066 (0.021)', '3.990 (0.419)']);
    expect(-Math.log(fit.scale.estimate)).toBeCloseTo(0.339, 3);
    expect(fit.logLikelihood).toBeCloseTo(-679.917, 3);
  });
});
