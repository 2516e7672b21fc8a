import { describe, expect, it } from 'vitest';
import { contrast } from '../../look/contrast.ts';
import { csvOf } from './csv.ts';
import { palettes } from './palette.ts';

describe('the colours of a chart', () => {
  it.each([
    ['light', '#ffffff'],
    ['dark', '#1c1f23'],
  ] as const)('stand out from a %s page by 3:1', (scheme, page) => {
    for (const colour of palettes[scheme])
      expect({ colour, ratio: contrast(colour, page) >= 3 }).toEqual({ colour, ratio: true });
  });

  it('that stand side by side differ in lightness, for those who do not see the hue', () => {
    for (const palette of Object.values(palettes))
      for (const [i, colour] of palette.slice(1).entries())
        expect(contrast(colour, palette[i] ?? '')).toBeGreaterThan(1.8);
  });
});

describe('the table behind a chart', () => {
  it('is CSV with quoted commas, quotes and line breaks', () => {
    const table = { columns: ['a', 'b, c'], rows: [['x "y"', 1.5] as const, ['two\nlines', null] as const] };
    expect(csvOf(table)).toBe('a,"b, c"\r\n"x ""y""",1.5\r\n"two\nlines",\r\n');
  });

  it('runs nothing in a spreadsheet, and leaves negative numbers alone', () => {
    const table = { columns: ['v'], rows: [['=HYPERLINK("x")'], ['@a'], [-3]] };
    expect(csvOf(table)).toBe('v\r\n"\'=HYPERLINK(""x"")"\r\n\'@a\r\n-3\r\n');
  });
});
