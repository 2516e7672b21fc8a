import {
  crossProduct,
  fromColumns,
  invertSymmetric,
  at,
  refuse,
  requireFinite,
  requireInteger,
  requireSameLength,
  wald,
  type Estimate,
  type Matrix,
  type Numbers,
  type Random,
  type Warning,
} from '../core/index.ts';
import type { Predictors } from '../regression/index.ts';
import { requireBothGroups } from './propensity.ts';

/** What is matched on: a score (its absolute difference) or covariates (their Mahalanobis distance). */
export type MatchOn = { score: Numbers } | { covariates: Predictors };

/** How matches are chosen. */
export interface MatchOptions {
  /** Controls for each treated row; 1. */
  ratio?: number;
  /** Whether a control may serve several treated rows; false. */
  replacement?: boolean;
  /** Largest distance allowed; with `standardDeviations`, in units of the pooled sd of the score. */
  caliper?: { distance: number } | { standardDeviations: number };
  /** Order in which treated rows choose, which matters without replacement; `largest` score first by default. */
  order?: 'largest' | 'smallest' | 'given' | { random: Random };
  /** With replacement, whether all controls at the distance of the last one count too; false. */
  keepsTies?: boolean;
  /** A control ties with the last one, at distance d, up to √(d² + tolerance²); 0. */
  tieTolerance?: number;
}

/** Matched sets, weights and what did not match. */
export interface Match {
  /** For each matched treated row: the row and its controls. */
  sets: { treated: number; controls: number[] }[];
  /** Treated rows without a control within the caliper. */
  unmatched: number[];
  /** Treated 1 where matched; controls the sum of 1 ÷ (controls of the set) over their sets. */
  weights: Float64Array;
  replacement: boolean;
  /** The distance between two rows, as used. */
  distance: (i: number, j: number) => number;
  warnings: Warning[];
}

/**
 * Greedy nearest-neighbour matching of treated to untreated rows. Ties go to the earlier row.
 * Dropping treated rows changes whose effect it is: a warning `unmatched` counts them.
 * Refuses `no_overlap` where nothing matches. Source: Stuart (2010), Statistical Science 25(1).
 */
export function nearestMatches(input: { treated: Numbers; on: MatchOn } & MatchOptions): Match {
  const { treated, on, ratio = 1, replacement = false, keepsTies = false, tieTolerance = 0 } = input;
  requireBothGroups(treated);
  requireInteger('ratio', ratio, 1);
  const n = treated.length;
  const distance = distanceOf(on, treated);
  const caliper = caliperOf(input);
  const controls = Array.from({ length: n }, (_, i) => i).filter((i) => treated[i] === 0);
  const isFree = new Uint8Array(n).fill(1);
  const found = new Map<number, number[]>();
  const order = orderOf(input);
  // A treated row takes one control a round, so that the last ones are not left with none when the ratio is above 1.
  const rounds = replacement ? 1 : ratio;
  for (let round = 0; round < rounds; round++)
    for (const i of order) {
      const near = nearest(
        i,
        controls,
        isFree,
        distance,
        caliper,
        replacement ? ratio : 1,
        replacement && keepsTies ? tieTolerance : null,
      );
      if (near.length === 0) continue;
      if (!replacement) for (const c of near) isFree[c] = 0;
      found.set(i, [...(found.get(i) ?? []), ...near]);
    }
  const rows = Array.from({ length: n }, (_, i) => i).filter((i) => treated[i] === 1);
  const sets = rows.flatMap((i) => (found.has(i) ? [{ treated: i, controls: found.get(i)! }] : []));
  if (sets.length === 0) refuse('no_overlap', 'caliper', 'no treated row has a control within it');
  const weights = new Float64Array(n);
  for (const set of sets) {
    weights[set.treated] = 1;
    for (const c of set.controls) weights[c]! += 1 / set.controls.length;
  }
  const unmatched = rows.filter((i) => !found.has(i));
  const warnings: Warning[] =
    unmatched.length === 0
      ? []
      : [
          {
            code: 'unmatched',
            detail: `${unmatched.length} of ${rows.length} treated rows have no match and do not count`,
          },
        ];
  return { sets, unmatched, weights, replacement, distance, warnings };
}

/**
 * The effect on the matched treated: the mean difference to their controls.
 *
 * With replacement the error is that of Abadie and Imbens (2006), Econometrica 74(1), residual variances by matching
 * within the group (`matched`, default) or one for all (`homoscedastic`); without, that of the set differences.
 * The bias of inexact matches is not removed. Refuses fewer than two sets (`too_few`).
 */
export function matchedEffect(input: {
  outcome: Numbers;
  treated: Numbers;
  match: Match;
  variance?: 'matched' | 'homoscedastic';
  level?: number;
}): Estimate {
  const { outcome, treated, match, variance = 'matched', level = 0.95 } = input;
  requireFinite('outcome', outcome);
  requireSameLength('outcome', outcome, 'treated', treated);
  requireSameLength('outcome', outcome, 'match', match.weights);
  const n1 = match.sets.length;
  if (n1 < 2) refuse('too_few', 'match', `${n1} matched set`);
  const differences = match.sets.map(
    (set) => outcome[set.treated]! - set.controls.reduce((s, c) => s + outcome[c]!, 0) / set.controls.length,
  );
  const att = differences.reduce((a, b) => a + b, 0) / n1;
  let spread = differences.reduce((s, d) => s + (d - att) ** 2, 0);
  if (!match.replacement) spread *= n1 / (n1 - 1);
  else {
    const pooled = variance === 'homoscedastic' ? pooledVariance(outcome, match, att) : null;
    const squares = new Float64Array(outcome.length);
    for (const set of match.sets) for (const c of set.controls) squares[c]! += 1 / set.controls.length ** 2;
    const controls = Array.from(treated, (_, i) => i).filter((i) => treated[i] === 0);
    for (const c of controls) {
      const k = match.weights[c]!;
      if (k > 0) spread += (k * k - squares[c]!) * (pooled ?? localVariance(outcome, c, controls, match));
    }
  }
  return wald(att, Math.sqrt(spread) / n1, { n: n1, level, warnings: match.warnings });
}

/** Half the mean squared difference of matched pairs about the effect: one residual variance for all. */
function pooledVariance(outcome: Numbers, match: Match, att: number): number {
  let sum = 0;
  for (const set of match.sets)
    for (const c of set.controls)
      sum += (outcome[set.treated]! - outcome[c]! - att) ** 2 / set.controls.length;
  return sum / (2 * match.sets.length);
}

/** Residual variance at one row from the nearest row of its own group: half the squared difference. */
function localVariance(outcome: Numbers, i: number, group: number[], match: Match): number {
  let best = Infinity;
  let near: number[] = [];
  for (const j of group) {
    if (j === i) continue;
    const d = match.distance(i, j);
    if (d < best) [best, near] = [d, [j]];
    else if (d === best) near.push(j);
  }
  if (near.length === 0) return 0;
  const mean = near.reduce((s, j) => s + outcome[j]!, 0) / near.length;
  return (near.length / (near.length + 1)) * (outcome[i]! - mean) ** 2;
}

function nearest(
  i: number,
  controls: readonly number[],
  isFree: Uint8Array,
  distance: (i: number, j: number) => number,
  caliper: number,
  count: number,
  ties: number | null,
): number[] {
  if (count === 1 && ties === null) {
    let [best, at] = [Infinity, -1];
    for (const c of controls) {
      if (isFree[c] === 0) continue;
      const d = distance(i, c);
      if (d < best && d <= caliper) [best, at] = [d, c];
    }
    return at === -1 ? [] : [at];
  }
  const near = controls
    .filter((c) => isFree[c] === 1)
    .map((c) => [distance(i, c), c] as const)
    .filter(([d]) => d <= caliper)
    .sort(([a, x], [b, y]) => a - b || x - y);
  const last = near[Math.min(count, near.length) - 1]?.[0] ?? 0;
  return near
    .filter(([d], k) => k < count || (ties !== null && d <= Math.hypot(last, ties) * (1 + 1e-12)))
    .map(([, c]) => c);
}

function distanceOf(on: MatchOn, treated: Numbers): (i: number, j: number) => number {
  if ('score' in on) {
    const { score } = on;
    requireFinite('score', score);
    requireSameLength('treated', treated, 'score', score);
    return (i, j) => Math.abs(score[i]! - score[j]!);
  }
  const names = Object.keys(on.covariates);
  if (names.length === 0) refuse('empty', 'covariates', 'has none');
  for (const name of names) {
    requireFinite(name, on.covariates[name]!);
    requireSameLength('treated', treated, name, on.covariates[name]!);
  }
  const columns = names.map((name) => on.covariates[name]!);
  const inverse = pooledInverse(columns, treated, names);
  return (i, j) => {
    let sum = 0;
    for (let a = 0; a < columns.length; a++)
      for (let b = 0; b < columns.length; b++)
        sum += (columns[a]![i]! - columns[a]![j]!) * at(inverse, a, b) * (columns[b]![i]! - columns[b]![j]!);
    return Math.sqrt(Math.max(0, sum));
  };
}

/** Inverse of the covariance pooled within the two groups. */
function pooledInverse(columns: readonly Numbers[], treated: Numbers, names: readonly string[]): Matrix {
  const n = treated.length;
  const centred = columns.map((x) => {
    const means = [0, 1].map((g) => {
      const own = Array.from(x).filter((_, i) => treated[i] === g);
      return own.reduce((a, b) => a + b, 0) / own.length;
    });
    return Float64Array.from(x, (v, i) => (v - means[treated[i]!]!) / Math.sqrt(n - 2));
  });
  return invertSymmetric(crossProduct(fromColumns(centred)), names).inverse;
}

function caliperOf({ treated, on, caliper }: { treated: Numbers; on: MatchOn } & MatchOptions): number {
  if (caliper === undefined) return Infinity;
  const width = 'distance' in caliper ? caliper.distance : caliper.standardDeviations;
  if (!(width >= 0)) refuse('out_of_range', 'caliper', `is ${width}`);
  if ('distance' in caliper) return width;
  if (!('score' in on))
    return refuse('out_of_range', 'caliper', 'is in standard deviations of a score, and there is none');
  const variances = [0, 1].map((g) => {
    const own = Array.from(on.score).filter((_, i) => treated[i] === g);
    const mean = own.reduce((a, b) => a + b, 0) / own.length;
    return own.length < 2 ? 0 : own.reduce((s, v) => s + (v - mean) ** 2, 0) / (own.length - 1);
  });
  return width * Math.sqrt((variances[0]! + variances[1]!) / 2);
}

function orderOf({
  treated,
  on,
  order = 'largest',
}: { treated: Numbers; on: MatchOn } & MatchOptions): number[] {
  const rows = Array.from(treated, (_, i) => i).filter((i) => treated[i] === 1);
  if (typeof order === 'object') return order.random.shuffle(rows);
  if (order === 'given' || !('score' in on)) return rows;
  const sign = order === 'largest' ? -1 : 1;
  return rows.sort((i, j) => sign * (on.score[i]! - on.score[j]!) || i - j);
}
