import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScienceRefusal } from '../core/index.ts';
import { adverseImpact, isBelowShare, wilsonInterval } from './index.ts';

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
