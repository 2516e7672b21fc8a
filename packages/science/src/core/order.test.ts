import fc from 'fast-check';
import { expect, it } from 'vitest';
import { orderBy, seededRandom } from './index.ts';

it('orders as a stable comparison sort does, for short and long inputs, ties and both signs', () => {
  const value = fc.oneof(
    fc.integer({ min: -3, max: 3 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  );
  fc.assert(
    fc.property(fc.array(value, { maxLength: 60 }), fc.boolean(), (part, isLong) => {
      const random = seededRandom(part.length);
      const values = isLong ? [...part, ...Array.from({ length: 2500 }, () => random.int(40) / 7 - 2)] : part;
      const expected = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b);
      expect(Array.from(orderBy(values))).toEqual(expected);
    }),
  );
});
