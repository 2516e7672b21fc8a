import { describe, expect, it } from 'vitest';
import { kolmogorovTail, normalCdf, philox, seededRandom } from './index.ts';

const ONES = 0xffffffff;

describe('the seeded generator', () => {
  it('gives the known answers of Philox4x32-10 (Random123, kat_vectors)', () => {
    expect(philox([0, 0, 0, 0], [0, 0])).toEqual([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
    expect(philox([ONES, ONES, ONES, ONES], [ONES, ONES])).toEqual([
      0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd,
    ]);
    expect(philox([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0])).toEqual([
      0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1,
    ]);
  });
  it('repeats itself, and its splits depend on seed and label alone', () => {
    const [a, b] = [seededRandom(7), seededRandom(7)];
    const first = Array.from({ length: 50 }, () => a.next());
    expect(Array.from({ length: 50 }, () => b.next())).toEqual(first);
    expect(a.split('x').next()).toBe(seededRandom(7).split('x').next());
    expect(
      new Set([a.split('x'), a.split('y'), a.split(1), a.split('1'), seededRandom('7')].map((r) => r.next()))
        .size,
    ).toBe(5);
  });
  it('draws uniform and normal numbers (Kolmogorov–Smirnov on 20,000)', () => {
    const random = seededRandom('shape');
    const n = 20_000;
    const distance = (values: number[]): number =>
      Math.max(
        ...values
          .sort((x, y) => x - y)
          .map((v, i) => Math.max(Math.abs(v - i / n), Math.abs((i + 1) / n - v))),
      );
    expect(
      kolmogorovTail(Math.sqrt(n) * distance(Array.from({ length: n }, () => random.next()))),
    ).toBeGreaterThan(0.001);
    expect(
      kolmogorovTail(Math.sqrt(n) * distance(Array.from({ length: n }, () => normalCdf(random.normal())))),
    ).toBeGreaterThan(0.001);
  });
  it('shuffles without loss and draws integers in range', () => {
    const random = seededRandom(1);
    expect(random.shuffle([3, 1, 2]).sort()).toEqual([1, 2, 3]);
    const counts = [0, 0, 0];
    for (let i = 0; i < 9000; i++) counts[random.int(3)]!++;
    for (const count of counts) expect(Math.abs(count - 3000)).toBeLessThan(200);
    expect(() => random.int(0)).toThrow('out_of_range');
  });
});
