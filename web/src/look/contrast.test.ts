import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrast, tintOf } from './contrast.ts';

const colour = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);

describe('the tint of an accent', () => {
  it.each(['#fbfbfa', '#15171a'])('never takes its readability on %s', (page) => {
    fc.assert(
      fc.property(
        colour.filter((hex) => contrast(hex, page) >= 4.5),
        (accent) => {
          expect(contrast(accent, tintOf(accent, page))).toBeGreaterThanOrEqual(4.5);
        },
      ),
    );
  });

  it('is a tenth of the accent where there is room for it', () => {
    expect(tintOf('#000000', '#ffffff')).toBe('#e6e6e6');
  });
});

it('contrast is what WCAG says: black on white is 21, and the order does not matter', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  expect(contrast('#ffffff', '#777777')).toBeCloseTo(4.48, 2);
});
