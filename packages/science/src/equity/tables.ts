import {
  chiSquareTail,
  normalQuantile,
  refuse,
  requireInteger,
  requireLevel,
  type Estimate,
  type Warning,
} from '../core/index.ts';
import { requireTwoByTwo, type TwoByTwo } from './fisher.ts';

/** A chi-square test of independence. */
export interface ChiSquareTest {
  statistic: number;
  df: number;
  p: number;
  expected: number[][];
  warnings: Warning[];
}

/**
 * Pearson's chi-square test of a table of counts; Yates' correction (two by two only) takes at most ½ from each
 * deviation. Warns `small_expected` where an expected count is below 5.
 * Refuses `empty`, `length_mismatch`, `out_of_range`, and a row or column of zeros (`constant`).
 * Source: Pearson (1900); Yates (1934), Supplement to the JRSS 1.
 */
export function chiSquareTest(
  table: readonly (readonly number[])[],
  options: { yates?: boolean } = {},
): ChiSquareTest {
  if (table.length < 2 || table[0]!.length < 2) refuse('too_few', 'table', 'needs two rows and two columns');
  const columns = table[0]!.length;
  for (const row of table) {
    if (row.length !== columns) refuse('length_mismatch', 'table', 'rows differ in length');
    for (const x of row) requireInteger('table', x, 0);
  }
  const rowSums = table.map((row) => row.reduce((a, b) => a + b, 0));
  const columnSums = Array.from({ length: columns }, (_, j) => table.reduce((s, row) => s + row[j]!, 0));
  const n = rowSums.reduce((a, b) => a + b, 0);
  if (n === 0) refuse('empty', 'table', 'holds nobody');
  if ([...rowSums, ...columnSums].includes(0)) refuse('constant', 'table', 'a row or column holds nobody');
  const expected = rowSums.map((r) => columnSums.map((c) => (r * c) / n));
  if (options.yates === true && (table.length !== 2 || columns !== 2))
    refuse('out_of_range', 'yates', 'the correction is for two by two');
  const deviation = Math.abs(table[0]![0]! - expected[0]![0]!);
  const yates = options.yates === true ? Math.min(0.5, deviation) : 0;
  let statistic = 0;
  table.forEach((row, i) =>
    row.forEach((x, j) => (statistic += (Math.abs(x - expected[i]![j]!) - yates) ** 2 / expected[i]![j]!)),
  );
  const df = (table.length - 1) * (columns - 1);
  const least = Math.min(...expected.flat());
  const warnings: Warning[] =
    least < 5
      ? [{ code: 'small_expected', detail: `an expected count is ${least.toFixed(2)}, below 5` }]
      : [];
  return { statistic, df, p: chiSquareTail(statistic, df), expected, warnings };
}

/** The common odds ratio of strata with the tests that it is 1 and that it is common. */
export interface MantelHaenszel {
  /** Estimate and interval of the odds ratio; the standard error is that of its logarithm. */
  oddsRatio: Estimate;
  /** Tests that the common odds ratio is 1, one degree of freedom. */
  corrected: { statistic: number; p: number };
  uncorrected: { statistic: number; p: number };
  /** Woolf's test (½ added to each cell) that strata share one odds ratio, or null for a single stratum. */
  homogeneity: { statistic: number; df: number; p: number } | null;
}

/**
 * Mantel–Haenszel odds ratio and test over two-by-two strata, with and without continuity correction.
 *
 * Interval by Robins, Breslow and Greenland (1986), Biometrics 42; test by Mantel and Haenszel (1959), JNCI 22.
 * Warns `heterogeneous` where Woolf's test has p < 0.05. Refuses strata of fewer than 2 people (`too_few`) and tables
 * that carry no information about the ratio (`constant`).
 */
export function mantelHaenszel(strata: readonly TwoByTwo[], level = 0.95): MantelHaenszel {
  if (strata.length === 0) refuse('empty', 'strata', 'there are none');
  requireLevel(level);
  let [r, s, pr, psqr, qs, deviation, variance, n] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (const [[a, b], [c, d]] of strata.map(requireTwoByTwo)) {
    const t = a + b + c + d;
    if (t < 2) refuse('too_few', 'strata', 'a stratum has one person');
    const [p, q, rk, sk] = [(a + d) / t, (b + c) / t, (a * d) / t, (b * c) / t];
    r += rk;
    s += sk;
    pr += p * rk;
    psqr += p * sk + q * rk;
    qs += q * sk;
    deviation += a - ((a + b) * (a + c)) / t;
    variance += ((a + b) * (c + d) * (a + c) * (b + d)) / (t * t * (t - 1));
    n += t;
  }
  if (r === 0 || s === 0 || variance === 0)
    refuse(
      'constant',
      'strata',
      'no stratum has people in both cells of a diagonal, so the odds ratio has no bounds',
    );
  const ratio = r / s;
  const se = Math.sqrt(pr / (2 * r * r) + psqr / (2 * r * s) + qs / (2 * s * s));
  const z = normalQuantile(0.5 + level / 2);
  const gap = Math.abs(deviation);
  const corrected = (gap - (gap >= 0.5 ? 0.5 : 0)) ** 2 / variance;
  const uncorrected = gap ** 2 / variance;
  const homogeneity = woolf(strata);
  const warnings: Warning[] =
    homogeneity !== null && homogeneity.p < 0.05
      ? [
          {
            code: 'heterogeneous',
            detail: `strata differ in their odds ratios (Woolf p = ${homogeneity.p.toPrecision(3)})`,
          },
        ]
      : [];
  return {
    oddsRatio: {
      estimate: ratio,
      standardError: se,
      interval: [ratio * Math.exp(-z * se), ratio * Math.exp(z * se)],
      level,
      n,
      warnings,
    },
    corrected: { statistic: corrected, p: chiSquareTail(corrected, 1) },
    uncorrected: { statistic: uncorrected, p: chiSquareTail(uncorrected, 1) },
    homogeneity,
  };
}

function woolf(strata: readonly TwoByTwo[]): MantelHaenszel['homogeneity'] {
  if (strata.length < 2) return null;
  const half = strata.map((t) => t.flat().map((x) => x + 0.5) as [number, number, number, number]);
  const logs = half.map(([a, b, c, d]) => Math.log((a * d) / (b * c)));
  const weights = half.map(([a, b, c, d]) => 1 / (1 / a + 1 / b + 1 / c + 1 / d));
  const sum = weights.reduce((x, y) => x + y, 0);
  const mean = logs.reduce((x, l, i) => x + l * weights[i]!, 0) / sum;
  const statistic = logs.reduce((x, l, i) => x + weights[i]! * (l - mean) ** 2, 0);
  return { statistic, df: strata.length - 1, p: chiSquareTail(statistic, strata.length - 1) };
}
