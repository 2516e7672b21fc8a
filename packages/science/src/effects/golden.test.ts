import { describe, expect, it } from 'vitest';
import { indicators } from '../regression/index.ts';
import { describeShared, numbers } from '../testing/shared.ts';
import {
  aggregateEffects,
  aipwEffect,
  attEffect,
  balanceTable,
  compareGroups,
  eValue,
  groupTimeEffects,
  matchedEffect,
  minimumDetectableEffect,
  nearestMatches,
  propensityScores,
  propensityWeights,
  proportionsError,
  twoWayFixedEffects,
  weightedDifference,
  asRiskRatio,
} from './index.ts';
import { seededRandom } from '../core/index.ts';

describe('arithmetic', () => {
  it('C9: the E-value of a risk ratio of 1.3 is 1.924500 (VanderWeele and Ding 2017), of 1 ÷ 1.3 the same', () => {
    expect(eValue(1.3).estimate).toBeCloseTo(1.9245, 6);
    expect(eValue(1 / 1.3).estimate).toBeCloseTo(1.9245, 6);
    expect(eValue(1.3, [0.9, 1.9]).limit).toBe(1);
  });

  it('a risk ratio of 10.73 with interval 8.02 to 14.36 has E-values 20.95 and 15.5 (VanderWeele and Ding 2017, smoking and lung cancer)', () => {
    const e = eValue(10.73, [8.02, 14.36]);
    expect(e.estimate).toBeCloseTo(20.95, 2);
    expect(e.limit).toBeCloseTo(15.52, 2);
    expect(asRiskRatio(4, 'odds')).toBe(2);
  });

  it('two shares near .5 of 1,000 people each show a difference of 6.26 points or more (science.md 4.2)', () => {
    expect(minimumDetectableEffect(proportionsError(0.5, 1000, 1000)) * 100).toBeCloseTo(6.26, 2);
  });
});

describeShared('the trial of 1975 to 1977', 'evaluation/lalonde_dw.csv.gz', (rows) => {
  const outcome = numbers(rows, 're78');
  const treated = numbers(rows, 'treat');

  it('C1: means 4554.802 and 6349.145, difference 1794.343, Welch error 670.997 (LaLonde 1986; MANIFEST 8: 1,794.34, 671.0)', () => {
    const result = compareGroups({ outcome, treated, assignment: 'randomised' });
    expect(result.meanControl).toBeCloseTo(4554.802, 2);
    expect(result.meanTreated).toBeCloseTo(6349.145, 2);
    expect(result.estimate).toBeCloseTo(1794.343, 2);
    expect(result.standardError).toBeCloseTo(670.997, 2);
    expect(result.isCausal).toBe(true);
    expect(result.warnings).toEqual([]);
  });

  it('unemployment in 1978 falls by .110603 (C1)', () => {
    const result = compareGroups({
      outcome: outcome.map((y) => (y === 0 ? 1 : 0)),
      treated,
      assignment: 'randomised',
    });
    expect(result.estimate).toBeCloseTo(-0.110603, 6);
  });

  it('one-to-one matching with replacement and ties on the quadratic score gives 2153.3 (825.4) from 346 pairs (Sekhon 2011, R Matching, example of Match)', () => {
    const square = (xs: number[]): number[] => xs.map((x) => x * x);
    const column = (name: string): number[] => numbers(rows, name);
    const { scores } = propensityScores({
      treated,
      covariates: {
        age: column('age'),
        age2: square(column('age')),
        educ: column('educ'),
        educ2: square(column('educ')),
        black: column('black'),
        hisp: column('hisp'),
        married: column('married'),
        nodegr: column('nodegr'),
        re74: column('re74'),
        re742: square(column('re74')),
        re75: column('re75'),
        re752: square(column('re75')),
        u74: column('u74'),
        u75: column('u75'),
      },
    });
    // That package holds squared distances in standard deviations for equal up to 1e-5.
    const mean = scores.reduce((a, b) => a + b, 0) / scores.length;
    const variance = scores.reduce((a, b) => a + (b - mean) ** 2, 0) / (scores.length - 1);
    const tieTolerance = Math.sqrt(1e-5 * variance);
    const match = nearestMatches({
      treated,
      on: { score: scores },
      replacement: true,
      keepsTies: true,
      tieTolerance,
    });
    expect(match.sets.reduce((s, set) => s + set.controls.length, 0)).toBe(346);
    const effect = matchedEffect({ outcome, treated, match, variance: 'homoscedastic' });
    expect(effect.estimate).toBeCloseTo(2153.3, 1);
    expect(effect.standardError).toBeCloseTo(825.4, 1);
  });
});

describeShared('the same trainees against a survey', 'evaluation/jtrain3.csv.gz', (rows) => {
  it('C2: the naive difference is −15.2048 thousand dollars, marked as naive and not causal (MANIFEST 8: −15.20)', () => {
    const result = compareGroups({
      outcome: numbers(rows, 're78'),
      treated: numbers(rows, 'train'),
      assignment: 'chosen',
      covariates: { re75: numbers(rows, 're75'), educ: numbers(rows, 'educ') },
    });
    expect(result.estimate).toBeCloseTo(-15.2048, 4);
    expect(result.isCausal).toBe(false);
    expect(result.warnings[0]?.code).toBe('naive_comparison');
    expect(result.warnings[0]?.detail).toContain('re75');
  });
});

describeShared('trainees and survey, MatchIt form', 'golden/lalonde_matchit.csv', (rows) => {
  const outcome = numbers(rows, 're78');
  const treated = numbers(rows, 'treat');
  const column = (name: string): number[] => numbers(rows, name);
  const covariates = {
    age: column('age'),
    educ: column('educ'),
    ...indicators(
      'race',
      rows.map((r) => r['race']!),
      'black',
    ),
    married: column('married'),
    nodegree: column('nodegree'),
    re74: column('re74'),
    re75: column('re75'),
  };
  const black = rows.map((r) => (r['race'] === 'black' ? 1 : 0));
  const { scores } = propensityScores({ treated, covariates });
  const { weights, effectiveControl } = propensityWeights({ treated, scores });

  it('C2: the naive difference is −635.026', () => {
    expect(compareGroups({ outcome, treated, assignment: 'chosen' }).estimate).toBeCloseTo(-635.026, 3);
  });

  it('C4: the effect on the treated by odds weights is 1214.0712, HC0 error 824.0517, control effective size 99.815', () => {
    const effect = weightedDifference({ outcome, treated, weights });
    expect(effect.estimate).toBeCloseTo(1214.0712, 3);
    expect(effect.standardError).toBeCloseTo(824.0517, 3);
    expect(effectiveControl).toBeCloseTo(99.815, 3);
  });

  it('C4: standardised differences go from 1.7568 to −.0061 (black), −.8241 to .0474 (married), −.3094 to .1188 (age)', () => {
    const table = balanceTable({ treated, covariates: { black, ...covariates }, weights });
    const of = (name: string) => table.find((b) => b.covariate === name)!;
    expect(of('black').before).toBeCloseTo(1.7568, 4);
    expect(of('black').after).toBeCloseTo(-0.0061, 4);
    expect(of('married').before).toBeCloseTo(-0.8241, 4);
    expect(of('married').after).toBeCloseTo(0.0474, 4);
    expect(of('age').before).toBeCloseTo(-0.3094, 4);
    expect(of('age').after).toBeCloseTo(0.1188, 4);
  });

  it('odds weighting by influence function has the same estimate; regression and doubly robust forms lie near it', () => {
    const ipw = attEffect({ outcome, treated, covariates, method: 'ipw' });
    expect(ipw.estimate).toBeCloseTo(1214.0712, 3);
    expect(ipw.standardError).toBeGreaterThan(500);
    const robust = attEffect({ outcome, treated, covariates });
    const regression = attEffect({ outcome, treated, covariates, method: 'regression' });
    for (const e of [robust, regression]) expect(Math.abs(e.estimate - 1214)).toBeLessThan(1000);
    const aipw = aipwEffect({ outcome, treated, covariates });
    expect(aipw.standardError).toBeGreaterThan(0);
    expect(aipw.warnings.length + robust.warnings.length).toBeGreaterThanOrEqual(0);
  });

  it('weighted regression with covariates adjusts what weighting left, HC0', () => {
    const effect = weightedDifference({ outcome, treated, weights, covariates });
    expect(effect.estimate).toBeGreaterThan(1000);
    expect(effect.estimate).toBeLessThan(1500);
  });

  it('one-to-one matching without replacement leaves the score .9739 sd apart and age .0718 (Ho, Imai, King and Stuart, MatchIt vignette)', () => {
    const match = nearestMatches({ treated, on: { score: scores } });
    expect(match.sets).toHaveLength(185);
    const table = balanceTable({
      treated,
      covariates: { distance: scores, black, ...covariates },
      weights: match.weights,
    });
    const after = Object.fromEntries(table.map((b) => [b.covariate, b.after]));
    expect(after['distance']).toBeCloseTo(0.9739, 4);
    expect(after['age']).toBeCloseTo(0.0718, 4);
    expect(after['educ']).toBeCloseTo(-0.129, 4);
    expect(after['re74']).toBeCloseTo(-0.0505, 4);
    expect(after['re75']).toBeCloseTo(-0.0257, 4);
  });

  it('a caliper drops treated people without a near control and says how many', () => {
    const match = nearestMatches({ treated, on: { score: scores }, caliper: { standardDeviations: 0.1 } });
    expect(match.unmatched.length).toBeGreaterThan(0);
    expect(match.warnings[0]?.code).toBe('unmatched');
    for (const set of match.sets) expect(match.distance(set.treated, set.controls[0]!)).toBeLessThan(0.05);
  });
});

describeShared('county employment and the minimum wage', 'golden/mpdta.csv', (rows) => {
  const panel = {
    unit: numbers(rows, 'countyreal'),
    period: numbers(rows, 'year'),
    outcome: numbers(rows, 'lemp'),
    firstTreated: numbers(rows, 'first.treat'),
  };
  const withPopulation = { ...panel, covariates: { lpop: numbers(rows, 'lpop') } };
  const effects = groupTimeEffects(panel);
  const att = (source: typeof effects, g: number, t: number) =>
    source.effects.find((e) => e.group === g && e.period === t)!;

  it('C6: ATT(g, t) without covariates, all twelve, with errors (Callaway and Sant’Anna, did package: mpdta, xformla ~1)', () => {
    const printed: [number, number, number, number][] = [
      [2004, 2004, -0.0105, 0.0233],
      [2004, 2005, -0.0704, 0.031],
      [2004, 2006, -0.1373, 0.0364],
      [2004, 2007, -0.1008, 0.0344],
      [2006, 2004, 0.0065, 0.0233],
      [2006, 2005, -0.0028, 0.0196],
      [2006, 2006, -0.0046, 0.0178],
      [2006, 2007, -0.0412, 0.0202],
      [2007, 2004, 0.0305, 0.015],
      [2007, 2005, -0.0027, 0.0164],
      [2007, 2006, -0.0311, 0.0179],
      [2007, 2007, -0.0261, 0.0167],
    ];
    expect(effects.effects).toHaveLength(12);
    for (const [g, t, estimate, error] of printed) {
      expect(att(effects, g, t).estimate).toBeCloseTo(estimate, 4);
      // The package prints bootstrapped errors.
      expect(Math.abs(att(effects, g, t).standardError / error - 1)).toBeLessThan(0.1);
    }
  });

  it('C6: simple −.039951 (.012034), dynamic −.077240, group −.031018; event times 0 to 3', () => {
    const simple = aggregateEffects(effects, 'simple').overall;
    expect(simple.estimate).toBeCloseTo(-0.039951, 6);
    expect(simple.standardError).toBeCloseTo(0.012034, 6);
    const dynamic = aggregateEffects(effects, 'dynamic');
    expect(dynamic.overall.estimate).toBeCloseTo(-0.07724, 6);
    expect(aggregateEffects(effects, 'group').overall.estimate).toBeCloseTo(-0.031018, 6);
    [-0.0199, -0.051, -0.1373, -0.1008].forEach((x, e) =>
      expect(dynamic.parts.find((p) => p.key === e)!.estimate).toBeCloseTo(x, 4),
    );
  });

  it('the pre-test of parallel trends has p .16812, and .23267 with log population (did package)', () => {
    expect(effects.preTrend!.p).toBeCloseTo(0.16812, 5);
    expect(groupTimeEffects(withPopulation).preTrend!.p).toBeCloseTo(0.23267, 5);
  });

  it('doubly robust ATT(g, t) given log population, all twelve (did package: mpdta, xformla ~lpop)', () => {
    const printed: [number, number, number][] = [
      [2004, 2004, -0.0145],
      [2004, 2005, -0.0764],
      [2004, 2006, -0.1404],
      [2004, 2007, -0.1069],
      [2006, 2004, -0.0005],
      [2006, 2005, -0.0062],
      [2006, 2006, 0.001],
      [2006, 2007, -0.0413],
      [2007, 2004, 0.0267],
      [2007, 2005, -0.0046],
      [2007, 2006, -0.0284],
      [2007, 2007, -0.0288],
    ];
    const given = groupTimeEffects(withPopulation);
    for (const [g, t, estimate] of printed) expect(att(given, g, t).estimate).toBeCloseTo(estimate, 4);
  });

  it('not-yet treated controls, regression and weighting forms stay within a tenth of an error of one another', () => {
    for (const control of ['never', 'not_yet'] as const) {
      const found = (['regression', 'ipw', 'doubly_robust'] as const).map(
        (method) => aggregateEffects(groupTimeEffects(withPopulation, { method, control }), 'simple').overall,
      );
      for (const f of found)
        expect(Math.abs(f.estimate - found[2]!.estimate)).toBeLessThan(0.1 * f.standardError);
    }
  });

  it('not-yet treated controls without covariates are differences of mean changes, also of a panel with gaps', () => {
    const changed = rows.map((r) => [Number(r['countyreal']), Number(r['year'])] as const);
    // Every ninth county loses a year: the estimate is that of the counties with all five.
    const isKept = changed.map(([county, year]) => county % 9 !== 0 || year !== 2003 + (county % 5));
    const pick = <T>(values: readonly T[]): T[] => values.filter((_, i) => isKept[i]);
    const gaps = {
      unit: pick(panel.unit),
      period: pick(panel.period),
      outcome: pick(panel.outcome),
      firstTreated: pick(panel.firstTreated),
    };
    for (const data of [panel, gaps]) {
      const byUnit = new Map<number, { first: number; y: Map<number, number> }>();
      data.unit.forEach((u, i) => {
        const one = byUnit.get(u) ?? { first: data.firstTreated[i]!, y: new Map<number, number>() };
        byUnit.set(u, one);
        one.y.set(data.period[i]!, data.outcome[i]!);
      });
      const whole = [...byUnit.values()].filter(({ y }) => y.size === 5);
      const found = groupTimeEffects(data, { control: 'not_yet' });
      expect(found.warnings.map((w) => w.code)).toEqual(data === gaps ? ['unbalanced'] : []);
      for (const { group, period, base, estimate } of found.effects) {
        const change = (isIn: (first: number) => boolean): number => {
          const own = whole.filter(({ first }) => isIn(first));
          return own.reduce((s, { y }) => s + y.get(period)! - y.get(base)!, 0) / own.length;
        };
        const treated = change((first) => first === group);
        const control = change((first) => first === 0 || (first > Math.max(period, base) && first !== group));
        expect(estimate, `${group}, ${period}`).toBeCloseTo(treated - control, 12);
      }
    }
  });

  it('calendar aggregation, universal base and simultaneous bands hold together', () => {
    const calendar = aggregateEffects(effects, 'calendar');
    expect(calendar.parts.map((p) => p.key)).toEqual([2004, 2005, 2006, 2007]);
    expect(calendar.parts[0]!.estimate).toBeCloseTo(att(effects, 2004, 2004).estimate, 12);
    const universal = groupTimeEffects(panel, {
      base: 'universal',
      simultaneous: { random: seededRandom(1), replicates: 200 },
    });
    expect(att(universal, 2007, 2003).estimate).toBeCloseTo(
      -(
        att(effects, 2007, 2004).estimate +
        att(effects, 2007, 2005).estimate +
        att(effects, 2007, 2006).estimate
      ),
      10,
    );
    expect(universal.criticalValue).toBeGreaterThan(2);
    expect(universal.criticalValue).toBeLessThan(3.5);
  });

  it('two-way fixed effects give −.0365, shown with the weights that make it differ (did package vignette)', () => {
    const result = twoWayFixedEffects(panel);
    expect(result.estimate).toBeCloseTo(-0.0365, 4);
    expect(result.standardError).toBeGreaterThan(0.01);
  });
});

describeShared('New Jersey and Pennsylvania', 'golden/card_krueger_means.csv', (rows) => {
  it('C8: 20.44 to 21.03 against 23.33 to 21.17 is 2.75 (Card and Krueger 1994)', () => {
    // Two copies of each state give the layout; the difference of differences is that of the four means.
    const copies = [0, 1].flatMap((k) => rows.map((r) => ({ ...r, k })));
    const effect = aggregateEffects(
      groupTimeEffects(
        {
          unit: copies.map((r) => `${(r as Record<string, unknown>)['state'] as string} ${r.k}`),
          period: copies.map((r) => ((r as Record<string, unknown>)['period'] === 'before' ? 1 : 2)),
          outcome: copies.map((r) => Number((r as Record<string, unknown>)['mean_fte'])),
          firstTreated: copies.map((r) => ((r as Record<string, unknown>)['state'] === 'New Jersey' ? 2 : 0)),
        },
        { minimumGroup: 1 },
      ),
      'simple',
    );
    expect(effect.overall.estimate).toBeCloseTo(2.75, 10);
  });
});
