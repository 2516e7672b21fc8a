import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScienceRefusal } from '../core/index.ts';
import { describeShared } from '../testing/shared.ts';
import { adverseImpact, chiSquareTest, fisherExact, mantelHaenszel, type TwoByTwo } from './index.ts';

const code = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return error instanceof ScienceRefusal ? error.code : String(error);
  }
  return 'no refusal';
};

describe('tables', () => {
  it("the tea taster's table has p .4857, conditional odds ratio 6.408320, interval .211736 to 626.2435 (Agresti 1990; figures of SciPy 1.17 contingency.odds_ratio)", () => {
    const test = fisherExact([
      [3, 1],
      [1, 3],
    ]);
    expect(test.p).toBeCloseTo(0.4857143, 7);
    // R's fisher.test prints 6.408309, .2117329 and 621.9337505: it searches its roots to 1.2e-4 only.
    expect(test.oddsRatio).toBeCloseTo(6.4083196582, 8);
    expect(test.interval[0]).toBeCloseTo(0.2117355954, 9);
    expect(test.interval[1]).toBeCloseTo(626.2435305888, 6);
  });

  it('the convictions of twins have p .0005367, odds ratio .04693664, interval .003317164 to .363189602 (Fisher 1962; figures of SciPy 1.17)', () => {
    const test = fisherExact([
      [2, 15],
      [10, 3],
    ]);
    expect(test.p).toBeCloseTo(0.0005367, 7);
    expect(test.oddsRatio).toBeCloseTo(0.04693663905, 10);
    expect(test.interval[0]).toBeCloseTo(0.00331716395, 10);
    expect(test.interval[1]).toBeCloseTo(0.36318960236, 10);
  });

  it("one-sided Fisher: tea p .2429 from .3135693 up, twins' convictions p .0004652 up to .2849601 (R 4.2.2, examples of fisher.test)", () => {
    const tea = fisherExact(
      [
        [3, 1],
        [1, 3],
      ],
      0.95,
      'greater',
    );
    expect(tea.p).toBeCloseTo(17 / 70, 12);
    expect(tea.interval[0]).toBeCloseTo(0.3135693, 5);
    expect(tea.interval[1]).toBe(Infinity);
    const twins = fisherExact(
      [
        [2, 15],
        [10, 3],
      ],
      0.95,
      'less',
    );
    expect(twins.p).toBeCloseTo(0.0004652, 7);
    expect(twins.interval[0]).toBe(0);
    expect(twins.interval[1]).toBeCloseTo(0.2849601, 4);
  });

  it('sparse strata with empty rows: rabbits and penicillin have odds ratio 7 (1.026713 to 47.725133), χ² 3.928571 (Agresti 1990, p. 231; R mantelhaen.test)', () => {
    const strata: TwoByTwo[] = [
      [
        [0, 6],
        [0, 5],
      ],
      [
        [3, 3],
        [0, 6],
      ],
      [
        [6, 0],
        [2, 4],
      ],
      [
        [5, 1],
        [6, 0],
      ],
      [
        [2, 0],
        [5, 0],
      ],
    ];
    const { oddsRatio, corrected, uncorrected } = mantelHaenszel(strata);
    expect(oddsRatio.estimate).toBeCloseTo(7, 12);
    expect(oddsRatio.interval[0]).toBeCloseTo(1.026712688, 8);
    expect(oddsRatio.interval[1]).toBeCloseTo(47.72513338, 6);
    expect(corrected.statistic).toBeCloseTo(3.928571429, 8);
    expect(corrected.p).toBeCloseTo(0.04747225514, 9);
    expect(uncorrected.statistic).toBeCloseTo(5.657142857, 8);
  });

  it("Fisher's p is a probability and does not change when rows or columns swap", () => {
    const cell = fc.nat(12);
    fc.assert(
      fc.property(cell, cell, cell, cell, (a, b, c, d) => {
        fc.pre(a + b + c + d > 0);
        const p = fisherExact([
          [a, b],
          [c, d],
        ]).p;
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(
          fisherExact([
            [c, d],
            [a, b],
          ]).p,
        ).toBeCloseTo(p, 10);
        expect(
          fisherExact([
            [b, a],
            [d, c],
          ]).p,
        ).toBeCloseTo(p, 10);
      }),
      { numRuns: 50 },
    );
  });

  it('Pearson’s test of party by gender is 30.07 on 2 degrees (Agresti 2007, table 2.5)', () => {
    const test = chiSquareTest([
      [762, 327, 468],
      [484, 239, 477],
    ]);
    expect(test.statistic).toBeCloseTo(30.07015, 5);
    expect(test.df).toBe(2);
    expect(test.p).toBeCloseTo(2.954e-7, 10);
  });

  it('refuses tables that say nothing', () => {
    expect(
      code(() =>
        fisherExact([
          [0, 0],
          [0, 0],
        ]),
      ),
    ).toBe('empty');
    expect(
      code(() =>
        fisherExact([
          [1.5, 0],
          [0, 0],
        ]),
      ),
    ).toBe('out_of_range');
    expect(
      code(() =>
        chiSquareTest([
          [1, 0],
          [1, 0],
        ]),
      ),
    ).toBe('constant');
    expect(
      code(() =>
        chiSquareTest([
          [1, NaN],
          [1, 0],
        ]),
      ),
    ).toBe('not_finite');
    expect(
      code(() =>
        mantelHaenszel([
          [
            [1, 0],
            [0, 0],
          ],
        ]),
      ),
    ).toBe('too_few');
    expect(
      code(() =>
        mantelHaenszel([
          [
            [5, 0],
            [5, 0],
          ],
        ]),
      ),
    ).toBe('constant');
    expect(code(() => mantelHaenszel([]))).toBe('empty');
    expect(
      chiSquareTest([
        [1, 2],
        [3, 4],
      ]).warnings[0]?.code,
    ).toBe('small_expected');
  });
});

describeShared('Berkeley admissions', 'golden/ucb_admissions.csv', (rows) => {
  const count = (dept: string, gender: string, admit: string): number =>
    rows
      .filter((r) => (dept === '' || r['dept'] === dept) && r['gender'] === gender && r['admit'] === admit)
      .reduce((s, r) => s + Number(r['freq']), 0);
  const groups = (dept: string): { group: string; selected: number; total: number }[] =>
    ['Male', 'Female'].map((group) => {
      const selected = count(dept, group, 'Admitted');
      return { group, selected, total: selected + count(dept, group, 'Rejected') };
    });
  const table = (dept: string): TwoByTwo => [
    [count(dept, 'Male', 'Admitted'), count(dept, 'Female', 'Admitted')],
    [count(dept, 'Male', 'Rejected'), count(dept, 'Female', 'Rejected')],
  ];
  const depts = ['A', 'B', 'C', 'D', 'E', 'F'];

  it('E2: rates .445188 and .303542, ratio .681830, χ² 92.2053, z 9.6024 (UCBAdmissions)', () => {
    const [male, female] = adverseImpact(groups(''));
    expect(male!.rate.rate).toBeCloseTo(0.445188, 6);
    expect(female!.rate.rate).toBeCloseTo(0.303542, 6);
    expect(female!.ratio).toBeCloseTo(0.68183, 6);
    expect(female!.verdict).toBe('flagged');
    expect(Math.abs(female!.z!)).toBeCloseTo(9.6024, 4);
    expect(chiSquareTest(table('')).statistic).toBeCloseTo(92.2053, 4);
  });

  it('E2: by department female over male is 1.3279 1.0788 .9226 1.0556 .8620 1.1933', () => {
    const ratios = depts.map((d) => {
      const [m, f] = groups(d);
      return f!.selected / f!.total / (m!.selected / m!.total);
    });
    ratios.forEach((r, i) => expect(r).toBeCloseTo([1.3279, 1.0788, 0.9226, 1.0556, 0.862, 1.1933][i]!, 4));
  });

  it('E2: Mantel–Haenszel odds ratio .904697, χ² 1.42695, p .2323; R prints the interval .7719074 to 1.0603298', () => {
    const test = mantelHaenszel(depts.map(table));
    expect(test.oddsRatio.estimate).toBeCloseTo(0.904697, 6);
    expect(test.corrected.statistic).toBeCloseTo(1.42695, 5);
    expect(test.corrected.p).toBeCloseTo(0.2323, 4);
    expect(test.uncorrected.statistic).toBeGreaterThan(test.corrected.statistic);
    expect(test.oddsRatio.interval[0]).toBeCloseTo(0.7719074, 6);
    expect(test.oddsRatio.interval[1]).toBeCloseTo(1.0603298, 6);
    expect(test.homogeneity!.p).toBeCloseTo(0.0034, 4);
    expect(test.oddsRatio.warnings[0]?.code).toBe('heterogeneous');
  });
});
