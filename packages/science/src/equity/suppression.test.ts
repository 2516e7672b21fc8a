import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScienceRefusal, seededRandom } from '../core/index.ts';
import { openSolver, solveMixedInteger, type Row } from '../choice/index.ts';
import { isDominated, suppressSmallCells } from './index.ts';

const code = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return error instanceof ScienceRefusal ? error.code : String(error);
  }
  return 'no refusal';
};

describe('small cells', () => {
  it('hides a small count and what would give it away by difference', () => {
    const { cells, rowTotals, columnTotals, total, primary, secondary } = suppressSmallCells([
      [40, 3, 60],
      [20, 30, 25],
      [80, 90, 70],
    ]);
    expect(primary).toEqual([[0, 1]]);
    expect(secondary).toHaveLength(3);
    expect(cells[0]![1]).toBeNull();
    expect([...rowTotals, ...columnTotals, total].every((x) => x !== null)).toBe(true);
  });

  it('leaves no small count that equations over the shown figures pin down', () => {
    const table = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })).chain(([r, c]) =>
      fc.array(fc.array(fc.oneof(fc.nat(12), fc.nat(80)), { minLength: c, maxLength: c }), {
        minLength: r,
        maxLength: r,
      }),
    );
    fc.assert(
      fc.property(table, (counts) => {
        const out = suppressSmallCells(counts);
        const all = [
          ...out.cells.map((row, i) => [...row, out.rowTotals[i]!]),
          [...out.columnTotals, out.total],
        ];
        expect(out.primary.every(([i, j]) => all[i]![j] === null)).toBe(true);
        counts.forEach((row, i) =>
          row.forEach((x, j) => {
            if (x < 10) expect(all[i]![j]).toBeNull();
          }),
        );
        // Strip rows and columns (of the table with its margins) that hold one hidden cell: whatever is stripped is revealed.
        for (const line of [...all, ...all[0]!.map((_, j) => all.map((row) => row[j]!))])
          expect(line.filter((x) => x === null).length).not.toBe(1);
      }),
      { numRuns: 200 },
    );
  });

  it('leaves every hidden small count a range as wide as the threshold, by linear programs over the shown figures', async () => {
    const solver = await openSolver(readFileSync(createRequire(import.meta.url).resolve('highs/runtime')));
    const random = seededRandom('audit');
    for (let run = 0; run < 12; run++) {
      const [r, c] = [2 + random.int(3), 2 + random.int(3)];
      const counts = Array.from({ length: r }, () =>
        Array.from({ length: c }, () => (random.next() < 0.3 ? random.int(12) : 10 + random.int(60))),
      );
      const out = suppressSmallCells(counts);
      const shown = [
        ...out.cells.map((row, i) => [...row, out.rowTotals[i]!]),
        [...out.columnTotals, out.total],
      ].flat();
      const at = (i: number, j: number): number => i * (c + 1) + j;
      const sums: Row[] = [];
      for (let i = 0; i <= r; i++)
        sums.push({
          terms: Array.from({ length: c + 1 }, (_, j) => [at(i, j), j === c ? -1 : 1] as const),
          low: 0,
          high: 0,
        });
      for (let j = 0; j <= c; j++)
        sums.push({
          terms: Array.from({ length: r + 1 }, (_, i) => [at(i, j), i === r ? -1 : 1] as const),
          low: 0,
          high: 0,
        });
      shown.forEach((x, e) => x !== null && sums.push({ terms: [[e, 1]], low: x, high: x }));
      for (const [i, j] of out.primary) {
        const objective = shown.map((_, e) => (e === at(i, j) ? 1 : 0));
        const program = {
          objective,
          rows: sums,
          upper: shown.map(() => 10_000),
          integer: shown.map(() => 0),
        };
        const least = solveMixedInteger(solver, { ...program, sense: 'minimise' });
        const most = solveMixedInteger(solver, { ...program, sense: 'maximise' });
        if (least.status !== 'optimal' || most.status !== 'optimal') throw new Error('no solution');
        expect(most.objective - least.objective).toBeGreaterThanOrEqual(9 - 1e-6);
      }
    }
  });

  it('rounds what is shown, can keep zeros, and marks dominated sums', () => {
    const out = suppressSmallCells(
      [
        [0, 43],
        [57, 68],
      ],
      { hidesZeros: false, roundTo: 10 },
    );
    expect(out.cells).toEqual([
      [0, 40],
      [60, 70],
    ]);
    expect(isDominated([90, 5, 5])).toBe(true);
    expect(isDominated([40, 30, 30])).toBe(false);
    expect(code(() => suppressSmallCells([]))).toBe('empty');
    expect(code(() => suppressSmallCells([[1], [1, 2]]))).toBe('length_mismatch');
    expect(code(() => suppressSmallCells([[-1]]))).toBe('out_of_range');
  });
});
