import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  expectedStays,
  internalRate,
  netPresentValue,
  projectStocks,
  roundRatio,
  splitByLargestRemainder,
  steadyStocks,
} from './index.ts';
import { ScienceRefusal } from '../core/index.ts';

const code = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return error instanceof ScienceRefusal ? error.code : String(error);
  }
  return 'no refusal';
};

describe('splits', () => {
  it('F6: £1,666.67 at 45/35/20 splits into 750.00, 583.34 and 333.33 exactly', () => {
    expect(splitByLargestRemainder(166_667n, [45n, 35n, 20n])).toEqual([75_000n, 58_334n, 33_333n]);
  });

  it('F6: £250 m over 150,000 gives 100,000 parts of £1,666.67 and 50,000 of £1,666.66, the cap used up exactly', () => {
    const parts = splitByLargestRemainder(25_000_000_000n, new Array<bigint>(150_000).fill(1n));
    expect(parts.filter((p) => p === 166_667n)).toHaveLength(100_000);
    expect(parts.filter((p) => p === 166_666n)).toHaveLength(50_000);
    expect(150_000n * 166_667n - 25_000_000_000n).toBe(50_000n);
  });

  it('F6: the break-even rate £1,497.6466 rounds up to the nearest penny and down to what may be paid', () => {
    // U* = B ÷ (starts·(.45 + .35c + .20·c·o)), starts = 150,000 ÷ .7, c = .7, o = .6
    const [numerator, denominator] = [25_000_000_000n * 7n * 1000n, 1_500_000n * 779n];
    expect(roundRatio(numerator, denominator, 'half_up')).toBe(149_765n);
    expect(roundRatio(numerator, denominator, 'floor')).toBe(149_764n);
  });

  it('F6: forgiveness at u = .75 asks £83.33 a quarter and £41.67 at half employment; 15/24 of £916.67 is £572.92', () => {
    expect(roundRatio(166_667n * 4n, 8n * 10n, 'half_up')).toBe(8_333n);
    expect(roundRatio(166_667n * 4n, 8n * 20n, 'half_up')).toBe(4_167n);
    expect(roundRatio(91_667n * 15n, 24n, 'half_up')).toBe(57_292n);
  });

  it('always sums to the whole, each part within one unit of its exact share, a zero weight gets nothing', () => {
    fc.assert(
      fc.property(
        fc.bigInt(-(10n ** 15n), 10n ** 15n),
        fc.array(fc.bigInt(0n, 10n ** 6n), { minLength: 1 }),
        (total, ws) => {
          fc.pre(ws.some((w) => w > 0n));
          const parts = splitByLargestRemainder(total, ws);
          const sum = ws.reduce((a, b) => a + b, 0n);
          expect(parts.reduce((a, b) => a + b, 0n)).toBe(total);
          parts.forEach((p, i) => {
            const gap = p * sum - total * ws[i]!;
            expect(gap < sum && gap > -sum).toBe(true);
            if (ws[i] === 0n) expect(p).toBe(0n);
          });
        },
      ),
    );
  });

  it('rounds halves by the named rule on both sides of zero', () => {
    const half = (n: bigint): bigint[] =>
      (['half_up', 'half_even', 'floor', 'ceiling'] as const).map((r) => roundRatio(n, 2n, r));
    expect(half(5n)).toEqual([3n, 2n, 2n, 3n]);
    expect(half(3n)).toEqual([2n, 2n, 1n, 2n]);
    expect(half(-5n)).toEqual([-3n, -2n, -3n, -2n]);
    expect(code(() => roundRatio(1n, 0n, 'floor'))).toBe('out_of_range');
  });

  it('refuses nothing to split by, weights below zero and weights of zero', () => {
    expect(code(() => splitByLargestRemainder(1n, []))).toBe('empty');
    expect(code(() => splitByLargestRemainder(1n, [1n, -1n]))).toBe('negative_weight');
    expect(code(() => splitByLargestRemainder(1n, [0n]))).toBe('out_of_range');
  });
});

describe('returns', () => {
  it('C10: −1000, 300, 400, 500 return 8.896339 %, and are worth 80.444876 at 5 %', () => {
    const flows = [-1000, 300, 400, 500];
    expect(internalRate(flows).rate * 100).toBeCloseTo(8.896339, 6);
    expect(internalRate(flows).isUnique).toBe(true);
    expect(netPresentValue(0.05, flows)).toBeCloseTo(80.444876, 6);
  });

  it('shows every root when flows change sign twice, and says that the rate ranks nothing', () => {
    const { roots, isUnique } = internalRate([-100, 230, -132]);
    expect(isUnique).toBe(false);
    expect(roots).toHaveLength(2);
    expect(roots[0]).toBeCloseTo(0.1, 9);
    expect(roots[1]).toBeCloseTo(0.2, 9);
  });

  it('is the rate at which the value is zero', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1, max: 1000, noNaN: true }), { minLength: 1, maxLength: 20 }),
        (income) => {
          const flows = [-500, ...income];
          const { rate } = internalRate(flows);
          const scale = flows.reduce((s, f, t) => s + Math.abs(f) / (1 + rate) ** t, 0);
          expect(Math.abs(netPresentValue(rate, flows)) / scale).toBeLessThan(1e-9);
        },
      ),
    );
  });

  it('refuses flows of one sign, flows that are not numbers, and a rate of −100 %', () => {
    expect(code(() => internalRate([1, 2]))).toBe('out_of_range');
    expect(code(() => internalRate([-1]))).toBe('too_few');
    expect(code(() => netPresentValue(0.1, [NaN]))).toBe('not_finite');
    expect(code(() => netPresentValue(0.1, []))).toBe('empty');
    expect(code(() => netPresentValue(-1, [1]))).toBe('out_of_range');
  });
});

describe('stock-flow', () => {
  const transition = [
    [0.7, 0.2],
    [0, 0.75],
  ];

  it('T7: N = [3.3333 2.6667; 0 4], stays 6 and 4, n(3) = (100, 67.34375), steady (100, 80)', () => {
    const { fundamental, expectedStay } = expectedStays(transition);
    [10 / 3, 8 / 3, 0, 4].forEach((x, i) => expect(fundamental.data[i]).toBeCloseTo(x, 12));
    expect(expectedStay[0]).toBeCloseTo(6, 12);
    expect(expectedStay[1]).toBeCloseTo(4, 12);
    const stocks = projectStocks({ transition, start: [100, 50], recruits: [[30, 0]], periods: 3 });
    expect(stocks.data[6]).toBeCloseTo(100, 12);
    expect(stocks.data[7]).toBeCloseTo(67.34375, 12);
    const steady = steadyStocks(transition, [30, 0]).stocks;
    expect(steady[0]).toBeCloseTo(100, 10);
    expect(steady[1]).toBeCloseTo(80, 10);
  });

  it('refuses rows above one, rows of another length, and a state that is never left', () => {
    expect(
      code(() =>
        expectedStays([
          [0.7, 0.4],
          [0, 1],
        ]),
      ),
    ).toBe('out_of_range');
    expect(code(() => expectedStays([[0.7], [0, 1]]))).toBe('length_mismatch');
    expect(
      code(() =>
        expectedStays([
          [0.5, 0.5],
          [0, 1],
        ]),
      ),
    ).toBe('collinear');
    expect(code(() => projectStocks({ transition, start: [1], recruits: [[0, 0]], periods: 1 }))).toBe(
      'length_mismatch',
    );
    expect(code(() => projectStocks({ transition, start: [1, NaN], recruits: [[0, 0]], periods: 1 }))).toBe(
      'not_finite',
    );
  });
});
