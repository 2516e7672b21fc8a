import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toggled } from './selection.ts';
import { orderQuery, tableSearch } from './view.ts';
import { rowHeight, visibleRange } from './window.ts';

const spec = { filters: { state: ['active', 'revoked'], q: 'text' as const }, sorts: ['issued'] };

describe('a view in the address', () => {
  it('keeps what the table knows and drops the rest', () => {
    const search = { state: 'active', q: 'data', order: '-issued', columns: 'a.b', open: 'awd_1', evil: '1' };
    const { evil: _evil, ...kept } = search;
    expect(tableSearch(spec)(search)).toEqual(kept);
    expect(tableSearch(spec)({ state: 'nonsense', order: 'secret', q: '', open: 7 })).toEqual({});
  });

  it('reads a number that somebody searches for as words', () => {
    expect(tableSearch(spec)({ q: 2013 })).toEqual({ q: '2013' });
  });

  it('asks the server in its own words', () => {
    expect(orderQuery('-issued')).toEqual({ sort: 'issued', direction: 'desc' });
    expect(orderQuery('issued')).toEqual({ sort: 'issued', direction: 'asc' });
    expect(orderQuery('')).toEqual({});
  });
});

describe('a long table', () => {
  it('draws every row that can be seen, and no more than a screen and some', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200_000 }),
        fc.integer({ min: 100, max: 2_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (count, height, part) => {
          const scrollTop = Math.max(0, part * (count * rowHeight - height));
          const { start, end } = visibleRange(scrollTop, height, count);
          expect(start).toBeLessThanOrEqual(Math.floor(scrollTop / rowHeight));
          expect(end).toBeGreaterThanOrEqual(Math.min(count, Math.ceil((scrollTop + height) / rowHeight)));
          expect(end - start).toBeLessThanOrEqual(Math.max(200, height / rowHeight + 42));
        },
      ),
    );
  });
});

describe('a selection', () => {
  it('toggled twice is as before', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string()), fc.string(), (ids, id) => {
        const before = new Set(ids);
        expect(toggled(toggled(before, id), id)).toEqual(before);
        expect(toggled(before, id).has(id)).toBe(!before.has(id));
      }),
    );
  });
});
