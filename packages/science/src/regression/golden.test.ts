import { describe, expect, it } from 'vitest';
import { describeShared, numbers } from '../testing/shared.ts';
import {
  coefficient,
  fixedEffects,
  indicators,
  linearRegression,
  logisticRegression,
  type CovarianceKind,
} from './index.ts';

const column = (table: Record<string, string>[], names: readonly string[]): Record<string, number[]> =>
  Object.fromEntries(names.map((name) => [name, numbers(table, name)]));

describeShared(
  'C1: LaLonde NSW experiment, 185 treated and 260 controls [R; Dehejia & Wahba 1999]',
  'evaluation/lalonde_dw.csv.gz',
  (table) => {
    const y = numbers(table, 're78');
    const treat = { treat: numbers(table, 'treat') };
    const error = (errors: CovarianceKind): number =>
      coefficient(linearRegression({ y, predictors: treat, errors }), 'treat').standardError;

    it('means 4554.802 and 6349.145, difference 1794.343, OLS standard error 632.854', () => {
      const fit = linearRegression({ y, predictors: treat });
      const [control, difference] = fit.coefficients;
      expect(fit.n).toBe(445);
      expect(control!.estimate).toBeCloseTo(4554.802, 3);
      expect(difference!.estimate).toBeCloseTo(1794.343, 3);
      expect(control!.estimate + difference!.estimate).toBeCloseTo(6349.145, 2);
      expect(difference!.standardError).toBeCloseTo(632.854, 2);
    });
    it('HC2 670.997 and HC3 672.682', () => {
      expect(error('HC2')).toBeCloseTo(670.997, 2);
      expect(error('HC3')).toBeCloseTo(672.682, 2);
    });
    it('with covariates 1676.343 (638.682)', () => {
      const names = ['treat', 'age', 'educ', 'black', 'hisp', 'married', 'nodegr', 're74', 're75'];
      const fit = linearRegression({ y, predictors: column(table, names) });
      expect(coefficient(fit, 'treat').estimate).toBeCloseTo(1676.343, 2);
      expect(coefficient(fit, 'treat').standardError).toBeCloseTo(638.682, 2);
    });
    it('unemployment in 1978 −.110603 (.044189)', () => {
      const fit = linearRegression({ y: y.map((value) => (value === 0 ? 1 : 0)), predictors: treat });
      expect(coefficient(fit, 'treat').estimate).toBeCloseTo(-0.110603, 6);
      expect(coefficient(fit, 'treat').standardError).toBeCloseTo(0.044189, 5);
    });
  },
);

describeShared('C2: naive comparison, MatchIt 614 rows [R]', 'golden/lalonde_matchit.csv', (table) => {
  it('−635.026', () => {
    const fit = linearRegression({
      y: numbers(table, 're78'),
      predictors: { treat: numbers(table, 'treat') },
    });
    expect(coefficient(fit, 'treat').estimate).toBeCloseTo(-635.026, 3);
  });
  it('C3: propensity logit, nine coefficients and deviance 487.843931 [R][JS]', () => {
    const fit = logisticRegression({
      y: numbers(table, 'treat'),
      predictors: {
        ...column(table, ['age', 'educ']),
        ...indicators(
          'race',
          table.map((row) => row['race']!),
          'black',
        ),
        ...column(table, ['married', 'nodegree', 're74', 're75']),
      },
    });
    const expected: [string, number][] = [
      ['(intercept)', -1.663282],
      ['age', 0.015777],
      ['educ', 0.161307],
      ['race=hispan', -2.081734],
      ['race=white', -3.065368],
      ['married', -0.832113],
      ['nodegree', 0.707297],
      ['re74', -7.177669e-5],
      ['re75', 5.344645e-5],
    ];
    for (const [name, value] of expected)
      expect(Math.abs(coefficient(fit, name).estimate - value), name).toBeLessThan(
        Math.abs(value) < 1e-3 ? 6e-12 : 6e-7,
      );
    expect(fit.deviance).toBeCloseTo(487.843931, 6);
  });
});

describeShared(
  'C2: naive comparison, PSID, thousand dollars [R; manifest section 8]',
  'evaluation/jtrain3.csv.gz',
  (table) => {
    it('−15.2048', () => {
      const fit = linearRegression({
        y: numbers(table, 're78'),
        predictors: { train: numbers(table, 'train') },
      });
      expect(coefficient(fit, 'train').estimate).toBeCloseTo(-15.2048, 4);
    });
  },
);

describeShared(
  'Michigan training grants, Wooldridge example 14.1 [manifest section 8]',
  'evaluation/jtrain.csv.gz',
  (all) => {
    const table = all.filter((row) => row['lscrap'] !== '');
    const input = {
      y: numbers(table, 'lscrap'),
      predictors: column(table, ['d88', 'd89', 'grant', 'grant_1']),
      unit: table.map((row) => row['fcode']!),
    };
    it('firm effects: −.080 (.109), −.247 (.133), −.252 (.151), −.422 (.210), n = 162, 54 firms', () => {
      const fit = fixedEffects(input);
      expect([fit.n, fit.units, fit.residualDegrees]).toEqual([162, 54, 104]);
      const printed = fit.coefficients.map((c) => `${c.estimate.toFixed(3)} (${c.standardError.toFixed(3)})`);
      expect(printed).toEqual(['-0.080 (0.109)', '-0.247 (0.133)', '-0.252 (0.151)', '-0.422 (0.210)']);
      expect(fit.withinRSquared).toBeCloseTo(0.201, 3);
    });
    it('the same slopes with time as a second factor, and warns of nothing', () => {
      const twoWay = fixedEffects({
        y: input.y,
        predictors: column(table, ['grant', 'grant_1']),
        unit: input.unit,
        time: table.map((row) => row['year']!),
      });
      const oneWay = fixedEffects(input);
      for (const name of ['grant', 'grant_1']) {
        expect(coefficient(twoWay, name).estimate).toBeCloseTo(coefficient(oneWay, name).estimate, 10);
        expect(coefficient(twoWay, name).standardError).toBeCloseTo(
          coefficient(oneWay, name).standardError,
          10,
        );
      }
      expect(twoWay.warnings).toEqual([]);
    });
  },
);

describe('Longley, certified values of the NIST Statistical Reference Datasets (higher difficulty)', () => {
  const text = `60323 83 234289 2356 1590 107608 1947;61122 88.5 259426 2325 1456 108632 1948;60171 88.2 258054 3682 1616 109773 1949;
61187 89.5 284599 3351 1650 110929 1950;63221 96.2 328975 2099 3099 112075 1951;63639 98.1 346999 1932 3594 113270 1952;
64989 99 365385 1870 3547 115094 1953;63761 100 363112 3578 3350 116219 1954;66019 101.2 397469 2904 3048 117388 1955;
67857 104.6 419180 2822 2857 118734 1956;68169 108.4 442769 2936 2798 120445 1957;66513 110.8 444546 4681 2637 121950 1958;
68655 112.6 482704 3813 2552 123366 1959;69564 114.2 502601 3931 2514 125368 1960;69331 115.7 518173 4806 2572 127852 1961;
70551 116.9 554894 4007 2827 130081 1962`;
  const rows = text.split(';').map((line) => line.trim().split(' ').map(Number));
  const names = ['deflator', 'gnp', 'unemployed', 'forces', 'population', 'year'];
  const fit = linearRegression({
    y: rows.map((row) => row[0]!),
    predictors: Object.fromEntries(names.map((name, j) => [name, rows.map((row) => row[j + 1]!)])),
  });
  it('gives coefficients and standard errors to nine digits', () => {
    const certified: [number, number][] = [
      [-3482258.63459582, 890420.383607373],
      [15.0618722713733, 84.9149257747669],
      [-0.035819179292591, 0.0334910077722432],
      [-2.02022980381683, 0.488399681651699],
      [-1.03322686717359, 0.214274163161675],
      [-0.0511041056535807, 0.22607320006937],
      [1829.15146461355, 455.478499142212],
    ];
    certified.forEach(([estimate, error], j) => {
      expect(fit.coefficients[j]!.estimate / estimate).toBeCloseTo(1, 9);
      expect(fit.coefficients[j]!.standardError / error).toBeCloseTo(1, 9);
    });
    expect(fit.sigma / 304.854073561965).toBeCloseTo(1, 10);
    expect(fit.rSquared).toBeCloseTo(0.995479004577296, 12);
    expect(fit.overall!.statistic / 330.285339234588).toBeCloseTo(1, 9);
  });
});
