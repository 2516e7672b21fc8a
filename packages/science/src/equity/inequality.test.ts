import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScienceRefusal, seededRandom } from '../core/index.ts';
import { describeShared, numbers } from '../testing/shared.ts';
import { concentrationIndex, fractionalRanks, gini, oaxacaBlinder, rankMobility } from './index.ts';

const code = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return error instanceof ScienceRefusal ? error.code : String(error);
  }
  return 'no refusal';
};

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
