import {
  fromColumns,
  leastSquares,
  refuse,
  requireAtLeast,
  requireFinite,
  requireInteger,
  requireSameLength,
  requireVariation,
  wald,
  at,
  type Estimate,
  type Numbers,
} from '../core/index.ts';
import { fractionalRanks } from './concentration.ts';
import { wilsonInterval, type Proportion } from './proportions.ts';

/** Movement between an origin and an outcome, both ranked over everyone. */
export interface Mobility {
  /** Slope of outcome rank on origin rank: 0 when origins do not matter, 1 when nobody changes place. */
  slope: Estimate;
  intercept: number;
  /** Expected outcome rank (0 to 1) of those at origin rank 0.25. */
  upwardFromQuarter: number;
  /** Share who rise by at least one class (quintile by default) among those who can: all but the top class. */
  risers: Proportion | null;
  /** People by origin class (row) and outcome class (column). */
  transitions: number[][];
}

/** What is compared; `group` splits people after ranks are taken over everyone. */
export interface MobilityInput {
  origin: Numbers;
  outcome: Numbers;
  group?: readonly string[];
  /** Number of equal classes; 5. */
  classes?: number;
  /** People below which a group is not described; 30. */
  minimum?: number;
  level?: number;
}

/**
 * Rank–rank mobility of everyone and of each group, groups below `minimum` as null.
 *
 * Ranks are fractional over everyone, ties share their mean; the slope's error is heteroskedasticity-robust (HC1)
 * and takes the ranks as given. Source: Chetty, Hendren, Kline and Saez (2014), QJE 129(4).
 * Refuses `empty`, `too_few` (fewer than `minimum`), `not_finite`, `length_mismatch`, `constant`.
 */
export function rankMobility(input: MobilityInput): { all: Mobility; groups: Map<string, Mobility | null> } {
  const { origin, outcome, group, classes = 5, minimum = 30, level = 0.95 } = input;
  requireInteger('classes', classes, 2);
  requireInteger('minimum', minimum, 3);
  requireAtLeast('origin', origin, minimum);
  requireFinite('origin', origin);
  requireFinite('outcome', outcome);
  requireSameLength('origin', origin, 'outcome', outcome);
  requireVariation('origin', origin);
  if (group !== undefined) requireSameLength('origin', origin, 'group', group);
  const from = fractionalRanks(origin);
  const to = fractionalRanks(outcome);
  const everyone = Array.from({ length: origin.length }, (_, i) => i);
  const groups = new Map<string, Mobility | null>();
  for (const name of new Set(group ?? [])) {
    const members = everyone.filter((i) => group![i] === name);
    const first = from[members[0]!];
    const fit = members.length >= minimum && members.some((i) => from[i] !== first);
    groups.set(name, fit ? describe(members, from, to, classes, level) : null);
  }
  return { all: describe(everyone, from, to, classes, level), groups };
}

function describe(
  members: number[],
  from: Float64Array,
  to: Float64Array,
  classes: number,
  level: number,
): Mobility {
  const n = members.length;
  if (n < 3) refuse('too_few', 'group', `${n} people`);
  const x = Float64Array.from(members, (i) => from[i]!);
  const y = Float64Array.from(members, (i) => to[i]!);
  const design = fromColumns([new Float64Array(n).fill(1), x]);
  const { coefficients, inverse, residuals } = leastSquares(design, y, undefined, ['intercept', 'origin']);
  let variance = 0;
  for (let i = 0; i < n; i++)
    variance += ((at(inverse, 1, 0) + at(inverse, 1, 1) * x[i]!) * residuals[i]!) ** 2;
  const se = Math.sqrt((variance * n) / (n - 2));
  const transitions = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  const classOf = (rank: number): number => Math.min(classes - 1, Math.floor(rank * classes));
  for (let i = 0; i < n; i++) transitions[classOf(x[i]!)]![classOf(y[i]!)]!++;
  let [able, rose] = [0, 0];
  for (let a = 0; a < classes - 1; a++)
    for (let b = 0; b < classes; b++) {
      able += transitions[a]![b]!;
      if (b > a) rose += transitions[a]![b]!;
    }
  const [intercept, slope] = [coefficients[0]!, coefficients[1]!];
  return {
    slope: wald(slope, se, { n, level, df: n - 2 }),
    intercept,
    upwardFromQuarter: intercept + 0.25 * slope,
    risers: able === 0 ? null : wilsonInterval(rose, able, level),
    transitions,
  };
}
