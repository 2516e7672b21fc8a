import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accentContrast, contrast, leastContrast, readable, textOn } from '../../look/contrast.ts';
import { addressOf, patchOf, valuesOf } from './values.ts';

const colour = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);

describe('the brand of an organisation', () => {
  it('is offered a colour that can be read, the same one where it can be read already', () => {
    fc.assert(
      fc.property(colour, (chosen) => {
        for (const palette of ['light', 'dark'] as const) {
          const offered = readable(chosen, palette);
          expect(accentContrast(offered, palette)).toBeGreaterThanOrEqual(leastContrast);
          if (accentContrast(chosen, palette) >= leastContrast) expect(offered).toBe(chosen);
          expect(contrast(textOn(offered), offered)).toBeGreaterThanOrEqual(leastContrast);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('sends what was changed, and takes away what was emptied', () => {
    const before = { name: 'Harbour', email: 'a@example.org', url: 'https://harbour.example' };
    expect(patchOf(before, valuesOf(before))).toEqual({});
    const values = { ...valuesOf(before), email: ' ', url: 'school.example', accentColour: '#1f4e79' };
    expect(patchOf(before, values)).toEqual({
      email: null,
      url: 'https://school.example',
      accentColour: '#1f4e79',
    });
  });

  it('takes a web address without a scheme as https, and leaves every other one as it is', () => {
    expect([addressOf(' example.org '), addressOf('http://example.org'), addressOf('')]).toEqual([
      'https://example.org',
      'http://example.org',
      '',
    ]);
  });
});
