import { expect, it } from 'vitest';
import { describeShared, numbers } from '../testing/shared.ts';
import { coefficient } from '../regression/index.ts';
import {
  coxRegression,
  kaplanMeier,
  kaplanMeierByGroup,
  logRank,
  restrictedMean,
  survivalAt,
  survivalQuantile,
} from './index.ts';

describeShared('Rossi recidivism, 432 rows and 114 events (survival 3.5-3)', 'golden/rossi.csv', (table) => {
  const get = (name: string): number[] => numbers(table, name);
  const [time, event] = [get('week'), get('arrest')];
  const predictors = {
    fin: get('fin'),
    age: get('age'),
    other: get('race').map((v) => 1 - v),
    wexp: get('wexp'),
    unmarried: get('mar').map((v) => 1 - v),
    paro: get('paro'),
    prio: get('prio'),
  };
  const efron = coxRegression({ time, event, predictors });

  it('T1: Cox with Efron ties, coefficients (standard errors), likelihoods, LR, concordance [R][JS]', () => {
    const expected: Record<string, [number, number]> = {
      fin: [-0.379422, 0.191379],
      age: [-0.057438, 0.021999],
      other: [-0.3139, 0.307993],
      wexp: [-0.149796, 0.212224],
      unmarried: [0.433704, 0.381868],
      paro: [-0.084871, 0.195757],
      prio: [0.091497, 0.028649],
    };
    expect([efron.n, efron.eventCount]).toEqual([432, 114]);
    for (const [name, [estimate, error]] of Object.entries(expected)) {
      expect(Math.abs(coefficient(efron, name).estimate - estimate), name).toBeLessThan(6e-7);
      expect(Math.abs(coefficient(efron, name).standardError - error), name).toBeLessThan(6e-7);
    }
    expect(Math.abs(efron.nullLogLikelihood + 675.380633)).toBeLessThan(1e-6);
    expect(efron.logLikelihood).toBeCloseTo(-658.747659, 6);
    expect(efron.likelihoodRatio.statistic).toBeCloseTo(33.2659, 4);
    expect(efron.concordance!.estimate).toBeCloseTo(0.640329, 6);
    expect(efron.concordance!.standardError).toBeCloseTo(0.027, 3);
  });
  it('T2: Breslow ties [R]', () => {
    const fit = coxRegression({ time, event, predictors, ties: 'breslow' });
    expect(coefficient(fit, 'fin').estimate).toBeCloseTo(-0.379022, 6);
    expect(coefficient(fit, 'prio').estimate).toBeCloseTo(0.091112, 6);
    expect(fit.logLikelihood).toBeCloseTo(-659.120606, 6);
  });
  it('T3: Kaplan–Meier by financial aid, restricted mean, log-rank [R]', () => {
    const curves = kaplanMeierByGroup({ time, event, group: predictors.fin });
    const [none, aid] = [survivalAt(curves.get('0')!, 52), survivalAt(curves.get('1')!, 52)];
    expect(none.estimate).toBeCloseTo(0.694444, 6);
    expect(none.standardError).toBeCloseTo(0.031343, 6);
    expect(aid.estimate).toBeCloseTo(0.777778, 6);
    expect(aid.standardError).toBeCloseTo(0.028288, 6);
    const overall = kaplanMeier({ time, event });
    expect(survivalAt(overall, 52).estimate).toBeCloseTo(0.736111, 6);
    expect(restrictedMean(overall, 52).estimate).toBeCloseTo(45.854167, 6);
    expect(restrictedMean(overall, 52).standardError).toBeCloseTo(0.608509, 6);
    expect(logRank({ time, event, group: predictors.fin }).statistic).toBeCloseTo(3.83757, 6);
  });
  it('T4: proportional-hazards test, age 5.97 (p .0145), global 17.69 on 7 (p .0134), and the warning [R]', () => {
    const { terms, global } = efron.proportionality!;
    const age = terms.find((term) => term.name === 'age')!;
    expect(age.statistic.toFixed(2)).toBe('5.97');
    expect(age.pValue.toFixed(4)).toBe('0.0145');
    expect([global.statistic.toFixed(2), global.degrees, global.pValue.toFixed(4)]).toEqual([
      '17.69',
      7,
      '0.0134',
    ]);
    expect(efron.warnings.map((w) => w.code)).toContain('hazards_not_proportional');
  });
});

describeShared('Turnover, 784 rows [manifest section 9]', 'hr/turnover_babushkin.csv.gz', (table) => {
  it('406 exits, Kaplan–Meier median 51.88 months', () => {
    const curve = kaplanMeier({ time: numbers(table, 'stag'), event: numbers(table, 'event') });
    expect([curve.n, curve.eventCount]).toEqual([784, 406]);
    expect(survivalQuantile(curve).estimate!.toFixed(2)).toBe('51.88');
  });
});
