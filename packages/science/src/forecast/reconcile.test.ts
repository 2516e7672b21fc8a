import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../core/index.ts';
import { type Hierarchy, reconcile, type Reconciliation, shrinkCovariance, summingMatrix } from './index.ts';

const tree: Hierarchy = {
  bottom: 4,
  sums: [
    [0, 1, 2, 3],
    [0, 1],
    [2, 3],
  ],
};
const random = seededRandom('reconcile');
const residuals = Array.from({ length: 7 }, (_, i) =>
  Float64Array.from({ length: 40 }, () => (1 + i / 3) * random.normal()),
);
const METHODS: Reconciliation[] = ['bottomUp', 'ols', 'wlsStructural', 'wlsVariance', 'mintShrink'];

const adds = (forecasts: readonly Float64Array[]): void => {
  const bottom = forecasts.slice(3);
  tree.sums.forEach((members, i) =>
    expect(forecasts[i]?.[0]).toBeCloseTo(
      members.reduce((sum, j) => sum + (bottom[j]?.[0] as number), 0),
      6,
    ),
  );
};

describe('reconciliation', () => {
  const base = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 7, maxLength: 7 });

  it.each(METHODS)('%s makes any base forecasts add up', (method) => {
    fc.assert(
      fc.property(base, (values) => {
        adds(
          reconcile(
            tree,
            values.map((value) => [value]),
            { method, residuals },
          ).forecasts,
        );
      }),
    );
  });

  it.each(METHODS)('%s leaves forecasts alone that add up already', (method) => {
    const coherent = [10, 3, 7, 1, 2, 3, 4].map((value) => [value]);
    const { forecasts } = reconcile(tree, coherent, { method, residuals });
    forecasts.forEach((path, i) => expect(path[0]).toBeCloseTo(coherent[i]?.[0] as number, 8));
  });

  it.each(METHODS)('%s keeps bottom series at or above zero where asked, and still adds up', (method) => {
    fc.assert(
      fc.property(base, (values) => {
        const { forecasts } = reconcile(
          tree,
          values.map((value) => [value]),
          { method, residuals, isNonNegative: true },
        );
        forecasts.slice(3).forEach((path) => expect(path[0]).toBeGreaterThanOrEqual(0));
        adds(forecasts);
      }),
    );
  });

  it('the non-negative answer is optimal: its gradient is zero or pushes against the bound', () => {
    fc.assert(
      fc.property(base, (values) => {
        const s = summingMatrix(tree);
        const { forecasts } = reconcile(
          tree,
          values.map((value) => [value]),
          { method: 'ols', isNonNegative: true },
        );
        const gap = forecasts.map((path, i) => (values[i] as number) - (path[0] as number));
        for (let j = 0; j < 4; j++) {
          const pull = gap.reduce((sum, g, i) => sum + g * (s.data[i * 4 + j] as number), 0);
          if ((forecasts[3 + j]?.[0] as number) > 1e-9) expect(Math.abs(pull)).toBeLessThan(1e-6);
          else expect(pull).toBeLessThan(1e-6);
        }
      }),
    );
  });

  it('OLS of a two-leaf sum by hand: the gap of 3 is shared equally', () => {
    const { forecasts } = reconcile({ bottom: 2, sums: [[0, 1]] }, [[10], [3], [4]], { method: 'ols' });
    expect(forecasts.map((path) => path[0])).toEqual(
      [9, 4, 5].map((value) => expect.closeTo(value, 10) as number),
    );
  });

  it('structural weights trust the sum half as much', () => {
    const { forecasts } = reconcile({ bottom: 2, sums: [[0, 1]] }, [[10], [3], [4]], {
      method: 'wlsStructural',
    });
    expect(forecasts.map((path) => path[0])).toEqual(
      [8.5, 3.75, 4.75].map((value) => expect.closeTo(value, 10) as number),
    );
  });

  it('the shrunk covariance keeps the variances and shrinks independent series to the diagonal', () => {
    const { covariance, lambda } = shrinkCovariance(residuals);
    expect(lambda).toBeGreaterThan(0.5);
    residuals.forEach((values, i) =>
      expect(covariance.data[i * 8]).toBeCloseTo(values.reduce((sum, r) => sum + r * r, 0) / 40, 10),
    );
    const line = Float64Array.from({ length: 40 }, () => random.normal());
    expect(shrinkCovariance([line, line.map((r) => 2 * r + 0.01)]).lambda).toBeLessThan(0.1);
  });
});
