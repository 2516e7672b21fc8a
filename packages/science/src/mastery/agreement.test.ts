import { describe, expect, it } from 'vitest';
import { ScienceRefusal, seededRandom } from '../core/index.ts';
import { cohenKappa, fleissKappa, krippendorffAlpha } from './index.ts';

const code = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return error instanceof ScienceRefusal ? error.code : String(error);
  }
  return 'no refusal';
};

describe('agreement', () => {
  const pairs = (table: number[][]): [number[], number[]] => {
    const [a, b]: [number[], number[]] = [[], []];
    table.forEach((row, i) =>
      row.forEach((c, j) => {
        for (let k = 0; k < c; k++) {
          a.push(i);
          b.push(j);
        }
      }),
    );
    return [a, b];
  };

  it("Cohen's kappa of 20 5 10 15 is .4; 45 15 25 15 is .1304 and 25 35 5 35 is .2593 (Wikipedia's worked examples)", () => {
    const of = (t: number[][]): number => {
      const k = cohenKappa(...pairs(t));
      return k.status === 'estimated' ? k.coefficient : NaN;
    };
    expect(
      of([
        [20, 5],
        [10, 15],
      ]),
    ).toBeCloseTo(0.4, 12);
    expect(
      of([
        [45, 15],
        [25, 15],
      ]),
    ).toBeCloseTo(0.1304, 4);
    expect(
      of([
        [25, 35],
        [5, 35],
      ]),
    ).toBeCloseTo(0.2593, 4);
  });

  it('kappa of psychiatric diagnoses is .676 with error .088 (Fleiss, Levin and Paik 2003, tables 18.1 and 18.3)', () => {
    const k = cohenKappa(
      ...pairs([
        [75, 1, 4],
        [5, 4, 1],
        [0, 0, 10],
      ]),
    );
    expect(k.status === 'estimated' && k.coefficient).toBeCloseTo(0.676, 3);
    expect(k.status === 'estimated' && k.standardError).toBeCloseTo(0.088, 3);
  });

  it('quadratic weights on two categories change nothing, and on ordered ones forgive near misses', () => {
    const near = pairs([
      [20, 8, 0],
      [8, 20, 8],
      [0, 8, 20],
    ]);
    const value = (weights: 'none' | 'linear' | 'quadratic', p = near): number => {
      const k = cohenKappa(...p, { weights });
      return k.status === 'estimated' ? k.coefficient : NaN;
    };
    expect(value('quadratic')).toBeGreaterThan(value('linear'));
    expect(value('linear')).toBeGreaterThan(value('none'));
    const two = pairs([
      [20, 5],
      [10, 15],
    ]);
    expect(value('quadratic', two)).toBeCloseTo(value('none', two), 12);
  });

  it.each(['none', 'linear', 'quadratic'] as const)(
    'the error of kappa with %s weights is that of the multinomial delta method, by finite differences',
    (weights) => {
      const table = [
        [11, 3, 1, 0],
        [2, 9, 4, 1],
        [0, 3, 12, 2],
        [1, 0, 4, 7],
      ];
      const [first, second]: [number[], number[]] = [[], []];
      table.forEach((row, a) =>
        row.forEach((count, b) => {
          for (let i = 0; i < count; i++) {
            first.push(a);
            second.push(b);
          }
        }),
      );
      const power = { none: 0, linear: 1, quadratic: 2 }[weights];
      const weight = (a: number, b: number): number =>
        power === 0 ? (a === b ? 1 : 0) : 1 - (Math.abs(a - b) / 3) ** power;
      const n = first.length;
      const kappa = (p: number[][]): number => {
        const total = p.flat().reduce((x, y) => x + y, 0);
        const rows = p.map((row) => row.reduce((x, y) => x + y, 0) / total);
        const columns = p.map((_, j) => p.reduce((s, row) => s + row[j]!, 0) / total);
        let [seen, chance] = [0, 0];
        p.forEach((row, a) =>
          row.forEach((x, b) => {
            seen += (weight(a, b) * x) / total;
            chance += weight(a, b) * rows[a]! * columns[b]!;
          }),
        );
        return (seen - chance) / (1 - chance);
      };
      const p = table.map((row) => row.map((count) => count / n));
      const moved = (a: number, b: number, by: number): number[][] =>
        p.map((row, i) => row.map((x, j) => (i === a && j === b ? x + by : x)));
      let [mean, square] = [0, 0];
      p.forEach((row, a) =>
        row.forEach((x, b) => {
          const slope = (kappa(moved(a, b, 1e-6)) - kappa(moved(a, b, -1e-6))) / 2e-6;
          mean += x * slope;
          square += x * slope * slope;
        }),
      );
      const got = cohenKappa(first, second, { weights });
      expect(got.status === 'estimated' && got.coefficient).toBeCloseTo(kappa(p), 12);
      expect(got.status === 'estimated' && got.standardError).toBeCloseTo(
        Math.sqrt((square - mean * mean) / n),
        7,
      );
    },
  );

  it("Fleiss' kappa of ten units by fourteen raters is .210 (Wikipedia's worked example)", () => {
    const counts = [
      [0, 0, 0, 0, 14],
      [0, 2, 6, 4, 2],
      [0, 0, 3, 5, 6],
      [0, 3, 9, 2, 0],
      [2, 2, 8, 1, 1],
      [7, 7, 0, 0, 0],
      [3, 2, 6, 3, 0],
      [2, 5, 3, 2, 2],
      [6, 5, 2, 1, 0],
      [0, 2, 2, 3, 7],
    ];
    const k = fleissKappa(counts, { minimum: 10 });
    expect(k.status === 'estimated' && k.coefficient).toBeCloseTo(0.21, 3);
    expect(k.status === 'estimated' && k.observed).toBeCloseTo(0.378, 3);
    expect(k.status === 'estimated' && k.expected).toBeCloseTo(0.213, 3);
  });

  it("Krippendorff's alpha of four observers is .743 nominal, .815 ordinal, .849 interval, .797 ratio (Krippendorff 2011, section C)", () => {
    const n = null;
    const observers = [
      [1, 2, 3, 3, 2, 1, 4, 1, 2, n, n, n],
      [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, n, 3],
      [n, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, n],
      [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, n],
    ];
    const units = observers[0]!.map((_, u) => observers.map((o) => o[u]!));
    const of = (metric: 'nominal' | 'ordinal' | 'interval' | 'ratio'): number => {
      const a = krippendorffAlpha(units, { metric, minimum: 5 });
      return a.status === 'estimated' ? a.coefficient : NaN;
    };
    expect(of('nominal')).toBeCloseTo(0.743, 3);
    expect(of('ordinal')).toBeCloseTo(0.815, 3);
    expect(of('interval')).toBeCloseTo(0.849, 3);
    expect(of('ratio')).toBeCloseTo(0.797, 3);
  });

  it('below the stated number of units there are counts and "insufficient", never a coefficient', () => {
    const [a, b] = pairs([
      [10, 2],
      [2, 10],
    ]);
    for (const result of [
      cohenKappa(a, b),
      fleissKappa([
        [2, 0],
        [1, 1],
      ]),
      krippendorffAlpha([
        [1, 1],
        [2, 1],
      ]),
    ]) {
      expect(result.status).toBe('insufficient');
      expect(result).not.toHaveProperty('coefficient');
      expect(result.counts.length).toBeGreaterThan(0);
    }
  });

  it('perfect agreement is 1, one category alone refuses, and bootstrap intervals repeat with the seed', () => {
    const units = Array.from({ length: 40 }, (_, u) => [u % 3, u % 3, u % 3]);
    const perfect = krippendorffAlpha(units);
    expect(perfect.status === 'estimated' && perfect.coefficient).toBe(1);
    expect(code(() => krippendorffAlpha(units.map(() => [1, 1])))).toBe('constant');
    expect(code(() => cohenKappa(new Array<number>(40).fill(0), new Array<number>(40).fill(0)))).toBe(
      'constant',
    );
    expect(code(() => cohenKappa([0, 1], [0]))).toBe('length_mismatch');
    const noisy = units.map((u, i) => (i % 5 === 0 ? [0, 1, 2] : u));
    const run = () =>
      krippendorffAlpha(noisy, { bootstrap: { random: seededRandom('alpha'), replicates: 100 } });
    expect(run()).toEqual(run());
    const result = run();
    expect(result.status === 'estimated' && result.interval![0]).toBeLessThan(
      result.status === 'estimated' ? result.coefficient : 0,
    );
  });
});
