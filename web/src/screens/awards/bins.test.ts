import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binned, daysBefore, kinds, type Counted } from './bins.ts';

const to = '2028-03-01';
const count = fc.nat({ max: 1_000 });
const counts = fc.record({
  back: fc.nat({ max: 364 }),
  ...{ issued: count, claimed: count, viewed: count, shared: count, verified: count },
});

describe('statistics by spans of days', () => {
  it('lose nothing, whatever the span', () => {
    fc.assert(
      fc.property(fc.array(counts), fc.integer({ min: 1, max: 31 }), (list, size) => {
        const days: Counted[] = list.map(({ back, ...rest }) => ({ ...rest, day: daysBefore(to, back) }));
        const bins = binned(days, daysBefore(to, 364), to, size);
        expect(bins).toHaveLength(Math.ceil(365 / size));
        for (const kind of kinds) {
          const sum = (of: readonly Counted[]): number => of.reduce((total, one) => total + one[kind], 0);
          expect(sum(bins)).toBe(sum(days));
        }
      }),
    );
  });

  it('go over the end of February in a leap year', () => {
    const bins = binned([], daysBefore(to, 2), to, 1);
    expect(bins.map(({ day }) => day)).toEqual(['2028-02-28', '2028-02-29', '2028-03-01']);
  });
});
