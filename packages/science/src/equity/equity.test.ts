import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScienceRefusal, seededRandom } from '../core/index.ts';
import { openSolver, solveMixedInteger, type Row } from '../choice/index.ts';
import { describeShared, numbers } from '../testing/shared.ts';
import {
  adverseImpact,
  chiSquareTest,
  concentrationIndex,
  fisherExact,
  fractionalRanks,
  gini,
  isBelowShare,
  isDominated,
  mantelHaenszel,
  oaxacaBlinder,
  rankMobility,
  suppressSmallCells,
  wilsonInterval,
  type TwoByTwo,
} from './index.ts';

const code = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return error instanceof ScienceRefusal ? error.code : String(error);
  }
  return 'no refusal';
};

describe('proportions', () => {
  it('E5: Wilson intervals of 4 of 10 and of 81 of 263 are (.168180, .687326) and (.255289, .366210)', () => {
    const [a, b] = [wilsonInterval(4, 10).interval, wilsonInterval(81, 263).interval];
    [a[0], a[1], b[0], b[1]].forEach((x, i) =>
      expect(x).toBeCloseTo([0.16818, 0.687326, 0.255289, 0.36621][i]!, 6),
    );
  });

  it('keeps Wilson intervals inside [0, 1] and around the rate', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), (n, k) => {
        fc.pre(k <= n);
        const { rate, interval } = wilsonInterval(k, n);
        expect(interval[0]).toBeGreaterThanOrEqual(0);
        expect(interval[1]).toBeLessThanOrEqual(1);
        expect(interval[0]).toBeLessThanOrEqual(rate);
        expect(interval[1]).toBeGreaterThanOrEqual(rate);
      }),
    );
  });

  it('E1: of the rates 60, 45, 48 and 51 % (EEOC questions and answers) only the ratio .75 is below four fifths', () => {
    const groups = [60, 45, 48, 51].map((selected, i) => ({ group: `g${i}`, selected, total: 100 }));
    const rows = adverseImpact(groups);
    [1, 0.75, 0.8, 0.85].forEach((ratio, i) => expect(rows[i]!.ratio).toBeCloseTo(ratio, 12));
    expect(rows.map((r) => r.isBelowFourFifths)).toEqual([false, true, false, false]);
    expect(rows.map((r) => r.verdict)).toEqual(['reference', 'flagged', 'not_flagged', 'not_flagged']);
    expect(
      adverseImpact(groups.map((g) => ({ ...g, selected: g.selected * 100, total: 10_000 }))).map(
        (r) => r.verdict,
      ),
    ).toEqual(['reference', 'flagged', 'not_flagged', 'not_flagged']);
  });

  it('E1: exactly four fifths is never below, in whatever numbers it is written', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 1, max: 900 }),
        (b, rest, k) => {
          const n = b + rest;
          expect(isBelowShare([4 * b, 5 * n], [b, n])).toBe(false);
          expect(isBelowShare([4 * b * k - 1, 5 * n * k], [b, n])).toBe(true);
        },
      ),
    );
  });

  it('a tiny group is insufficient, never fair, and never the reference', () => {
    const rows = adverseImpact([
      { group: 'many', selected: 300, total: 1000 },
      { group: 'few', selected: 10, total: 10 },
    ]);
    expect(rows[0]!.verdict).toBe('reference');
    expect(rows[1]!.verdict).toBe('insufficient');
    expect(rows[1]!.ratio).toBeNull();
    expect(code(() => adverseImpact([{ group: 'few', selected: 1, total: 10 }]))).toBe('too_few');
    expect(code(() => adverseImpact([]))).toBe('empty');
    expect(code(() => wilsonInterval(0, 0))).toBe('empty');
    expect(code(() => wilsonInterval(3, 2))).toBe('out_of_range');
    expect(code(() => wilsonInterval(NaN, 2))).toBe('not_finite');
  });
});

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

describeShared('wages of 1982', 'golden/psid1982.csv', (rows) => {
  const experience = numbers(rows, 'experience');
  const input = {
    outcome: numbers(rows, 'wage').map(Math.log),
    inB: rows.map((r) => (r['gender'] === 'female' ? 1 : 0)),
    covariates: {
      education: numbers(rows, 'education'),
      experience,
      experienceSquared: experience.map((x) => x * x),
    },
  };

  it('E3: gap .473722 = endowments .013467 + coefficients .445920 + interaction .014335 (PSID1982)', () => {
    const { gap, threeFold, nA, nB } = oaxacaBlinder(input);
    expect([nA, nB]).toEqual([528, 67]);
    expect(gap).toBeCloseTo(0.473722, 6);
    expect(threeFold.endowments.total).toBeCloseTo(0.013467, 6);
    expect(threeFold.coefficients.total).toBeCloseTo(0.44592, 6);
    expect(threeFold.interaction.total).toBeCloseTo(0.014335, 6);
  });

  it('E3: two-fold explained: male .027801, female .013467, pooled with group .026547, Neumark .030960', () => {
    const { twoFold, gap } = oaxacaBlinder(input);
    const explained = Object.fromEntries(twoFold.map((t) => [t.reference, t.explained.total]));
    expect(explained['a']).toBeCloseTo(0.027801, 6);
    expect(explained['b']).toBeCloseTo(0.013467, 6);
    expect(explained['pooled_with_group']).toBeCloseTo(0.026547, 6);
    expect(explained['pooled']).toBeCloseTo(0.03096, 6);
    for (const t of twoFold) expect(t.explained.total + t.unexplained.total).toBeCloseTo(gap, 12);
  });

  it('gives bootstrap errors that the same seed repeats', () => {
    const run = (): number =>
      oaxacaBlinder({ ...input, bootstrap: { random: seededRandom('oaxaca'), replicates: 40 } }).threeFold
        .coefficients.estimate!.standardError;
    expect(run()).toBe(run());
    expect(run()).toBeGreaterThan(0.03);
    expect(run()).toBeLessThan(0.15);
  });

  it('refuses groups that are too small and covariates that repeat each other', () => {
    expect(code(() => oaxacaBlinder({ ...input, inB: input.inB.map((_, i) => (i < 4 ? 1 : 0)) }))).toBe(
      'too_few',
    );
    expect(code(() => oaxacaBlinder({ ...input, covariates: { a: experience, b: experience } }))).toBe(
      'collinear',
    );
    expect(
      code(() => oaxacaBlinder({ ...input, outcome: input.outcome.map((x, i) => (i === 3 ? NaN : x)) })),
    ).toBe('not_finite');
  });
});

describe('inequality', () => {
  const order = [1, 2, 3, 4, 5];

  it('E4: concentration index of (1,0,1,1,1), (0,0,0,0,1) and (1,0,0,0,0) is .1, .8 and −.8', () => {
    const c = (outcome: number[]): number => concentrationIndex({ outcome, orderBy: order }).index.estimate;
    expect(c([1, 0, 1, 1, 1])).toBeCloseTo(0.1, 12);
    expect(c([0, 0, 0, 0, 1])).toBeCloseTo(0.8, 12);
    expect(c([1, 0, 0, 0, 0])).toBeCloseTo(-0.8, 12);
  });

  it('the corrected indexes are 4μC and C ÷ (1 − μ) for a share (Erreygers 2009, Wagstaff 2005)', () => {
    const result = concentrationIndex({ outcome: [1, 0, 1, 1, 1], orderBy: order, bounds: [0, 1] });
    expect(result.erreygers!.estimate).toBeCloseTo(4 * 0.8 * 0.1, 12);
    expect(result.wagstaff!.estimate).toBeCloseTo(0.1 / 0.2, 12);
  });

  it('E6: the Gini coefficient of the ten incomes is .462091, times n ÷ (n − 1) .513435', () => {
    const result = gini([541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]);
    expect(result.gini.estimate).toBeCloseTo(0.462091, 6);
    expect(result.corrected).toBeCloseTo(0.513435, 6);
  });

  it('weights count people: weight 3 is three equal people', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.integer({ min: 1, max: 50 }),
            fc.integer({ min: 0, max: 9 }),
            fc.integer({ min: 1, max: 4 }),
          ),
          { minLength: 2, maxLength: 12 },
        ),
        (people) => {
          const long = people.flatMap(([h, r, w]) => Array.from({ length: w }, () => [h, r] as const));
          const weighted = concentrationIndex({
            outcome: people.map((p) => p[0]),
            orderBy: people.map((p) => p[1]),
            weights: people.map((p) => p[2]),
          });
          const repeated = concentrationIndex({
            outcome: long.map((p) => p[0]),
            orderBy: long.map((p) => p[1]),
          });
          expect(weighted.index.estimate).toBeCloseTo(repeated.index.estimate, 10);
        },
      ),
    );
  });

  it('the error of the index covers as an interval should (200 samples)', () => {
    const random = seededRandom('concentration');
    let covered = 0;
    for (let r = 0; r < 200; r++) {
      const rank = Array.from({ length: 400 }, () => random.next());
      const outcome = rank.map((u) => 0.5 + u + random.next());
      // C = 2·cov ÷ μ = 2·(1/12) ÷ 1.5 = 1/9
      const { interval } = concentrationIndex({ outcome, orderBy: rank }).index;
      if (interval[0] <= 1 / 9 && interval[1] >= 1 / 9) covered++;
    }
    expect(covered / 200).toBeGreaterThan(0.9);
    expect(covered / 200).toBeLessThan(0.99);
  });

  it('refuses outcomes without a mean, outside their bounds, or not numbers', () => {
    expect(code(() => concentrationIndex({ outcome: [0, 0], orderBy: [1, 2] }))).toBe('out_of_range');
    expect(code(() => concentrationIndex({ outcome: [0, 2], orderBy: [1, 2], bounds: [0, 1] }))).toBe(
      'out_of_range',
    );
    expect(code(() => concentrationIndex({ outcome: [0, NaN], orderBy: [1, 2] }))).toBe('not_finite');
    expect(code(() => concentrationIndex({ outcome: [1, 2], orderBy: [1] }))).toBe('length_mismatch');
    expect(code(() => concentrationIndex({ outcome: [1, 2], orderBy: [1, 2], weights: [1, -1] }))).toBe(
      'negative_weight',
    );
    expect(code(() => gini([-1, 2]))).toBe('out_of_range');
    expect(code(() => gini([1]))).toBe('too_few');
  });
});

describe('mobility', () => {
  it('is 1 when everyone keeps their place, 0 for independent places, and reversed order gives −1', () => {
    const random = seededRandom('mobility');
    const origin = Array.from({ length: 400 }, () => random.normal());
    expect(rankMobility({ origin, outcome: origin.map((x) => 3 * x + 1) }).all.slope.estimate).toBeCloseTo(
      1,
      12,
    );
    expect(rankMobility({ origin, outcome: origin.map((x) => -x) }).all.slope.estimate).toBeCloseTo(-1, 12);
    const free = rankMobility({ origin, outcome: random.shuffle(origin) }).all;
    expect(Math.abs(free.slope.estimate)).toBeLessThan(3 * free.slope.standardError);
    expect(free.transitions.flat().reduce((a, b) => a + b, 0)).toBe(400);
  });

  it('ranks people over everyone, then describes groups, tiny ones as null', () => {
    const random = seededRandom('groups');
    const origin = Array.from({ length: 100 }, () => random.next());
    const group = origin.map((_, i) => (i < 4 ? 'tiny' : 'large'));
    const { groups } = rankMobility({ origin, outcome: origin, group });
    expect(groups.get('tiny')).toBeNull();
    expect(groups.get('large')!.slope.n).toBe(96);
    expect([...fractionalRanks([5, 5, 1])]).toEqual([2 / 3, 2 / 3, 1 / 6]);
  });

  it('refuses few people, constants and gaps', () => {
    expect(code(() => rankMobility({ origin: [1, 2], outcome: [1, 2] }))).toBe('too_few');
    expect(
      code(() =>
        rankMobility({ origin: new Array<number>(40).fill(1), outcome: new Array<number>(40).fill(1) }),
      ),
    ).toBe('constant');
    expect(code(() => rankMobility({ origin: [], outcome: [] }))).toBe('empty');
  });
});

describe('small cells', () => {
  it('hides a small count and what would give it away by difference', () => {
    const { cells, rowTotals, columnTotals, total, primary, secondary } = suppressSmallCells([
      [40, 3, 60],
      [20, 30, 25],
      [80, 90, 70],
    ]);
    expect(primary).toEqual([[0, 1]]);
    expect(secondary).toHaveLength(3);
    expect(cells[0]![1]).toBeNull();
    expect([...rowTotals, ...columnTotals, total].every((x) => x !== null)).toBe(true);
  });

  it('leaves no small count that equations over the shown figures pin down', () => {
    const table = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })).chain(([r, c]) =>
      fc.array(fc.array(fc.oneof(fc.nat(12), fc.nat(80)), { minLength: c, maxLength: c }), {
        minLength: r,
        maxLength: r,
      }),
    );
    fc.assert(
      fc.property(table, (counts) => {
        const out = suppressSmallCells(counts);
        const all = [
          ...out.cells.map((row, i) => [...row, out.rowTotals[i]!]),
          [...out.columnTotals, out.total],
        ];
        expect(out.primary.every(([i, j]) => all[i]![j] === null)).toBe(true);
        counts.forEach((row, i) =>
          row.forEach((x, j) => {
            if (x < 10) expect(all[i]![j]).toBeNull();
          }),
        );
        // Strip rows and columns (of the table with its margins) that hold one hidden cell: whatever is stripped is revealed.
        for (const line of [...all, ...all[0]!.map((_, j) => all.map((row) => row[j]!))])
          expect(line.filter((x) => x === null).length).not.toBe(1);
      }),
      { numRuns: 200 },
    );
  });

  it('leaves every hidden small count a range as wide as the threshold, by linear programs over the shown figures', async () => {
    const solver = await openSolver(readFileSync(createRequire(import.meta.url).resolve('highs/runtime')));
    const random = seededRandom('audit');
    for (let run = 0; run < 12; run++) {
      const [r, c] = [2 + random.int(3), 2 + random.int(3)];
      const counts = Array.from({ length: r }, () =>
        Array.from({ length: c }, () => (random.next() < 0.3 ? random.int(12) : 10 + random.int(60))),
      );
      const out = suppressSmallCells(counts);
      const shown = [
        ...out.cells.map((row, i) => [...row, out.rowTotals[i]!]),
        [...out.columnTotals, out.total],
      ].flat();
      const at = (i: number, j: number): number => i * (c + 1) + j;
      const sums: Row[] = [];
      for (let i = 0; i <= r; i++)
        sums.push({
          terms: Array.from({ length: c + 1 }, (_, j) => [at(i, j), j === c ? -1 : 1] as const),
          low: 0,
          high: 0,
        });
      for (let j = 0; j <= c; j++)
        sums.push({
          terms: Array.from({ length: r + 1 }, (_, i) => [at(i, j), i === r ? -1 : 1] as const),
          low: 0,
          high: 0,
        });
      shown.forEach((x, e) => x !== null && sums.push({ terms: [[e, 1]], low: x, high: x }));
      for (const [i, j] of out.primary) {
        const objective = shown.map((_, e) => (e === at(i, j) ? 1 : 0));
        const program = {
          objective,
          rows: sums,
          upper: shown.map(() => 10_000),
          integer: shown.map(() => 0),
        };
        const least = solveMixedInteger(solver, { ...program, sense: 'minimise' });
        const most = solveMixedInteger(solver, { ...program, sense: 'maximise' });
        if (least.status !== 'optimal' || most.status !== 'optimal') throw new Error('no solution');
        expect(most.objective - least.objective).toBeGreaterThanOrEqual(9 - 1e-6);
      }
    }
  });

  it('rounds what is shown, can keep zeros, and marks dominated sums', () => {
    const out = suppressSmallCells(
      [
        [0, 43],
        [57, 68],
      ],
      { hidesZeros: false, roundTo: 10 },
    );
    expect(out.cells).toEqual([
      [0, 40],
      [60, 70],
    ]);
    expect(isDominated([90, 5, 5])).toBe(true);
    expect(isDominated([40, 30, 30])).toBe(false);
    expect(code(() => suppressSmallCells([]))).toBe('empty');
    expect(code(() => suppressSmallCells([[1], [1, 2]]))).toBe('length_mismatch');
    expect(code(() => suppressSmallCells([[-1]]))).toBe('out_of_range');
  });
});
