import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf, readWanted, writeWanted } from './wanted.ts';

const text = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' });
const wanted = fc.record({
  framework: text,
  code: text,
  level: fc.integer({ min: 0, max: 10 }),
  people: fc.integer({ min: 1, max: 1_000_000 }),
});

describe('a list of wanted skills in an address', () => {
  it('comes back as it was written, whatever stands in the codes', () => {
    fc.assert(
      fc.property(fc.uniqueArray(wanted, { maxLength: 10, selector: keyOf }), (list) => {
        expect(readWanted(writeWanted(list))).toEqual(list);
      }),
    );
  });

  it('leaves out what is no wish, and keeps the rest', () => {
    const good = { framework: 'esco', code: 'S1.2.3', level: 4, people: 2 };
    for (const bad of ['', '11.2.esco.x', '4.0.esco.x', '4.2.esco', '.2.esco.x', '4.2.esco.%E0%A4', 'x'])
      expect(readWanted(`${bad}~${writeWanted([good])}`)).toEqual([good]);
  });

  it('holds a skill at a level once: the last line counts', () => {
    const first = { framework: 'onet', code: '2.B.1', level: 3, people: 2 };
    expect(readWanted(writeWanted([first, { ...first, people: 5 }]))).toEqual([{ ...first, people: 5 }]);
  });
});
