import {
  refuse,
  requireFinite,
  requireLevel,
  requireNumber,
  requireSameLength,
  requireWeights,
  wald,
  type Estimate,
  type Numbers,
  type Warning,
} from '../core/index.ts';

/** Order and weights of people for a concentration index. */
export interface ConcentrationInput {
  /** The outcome whose spread is measured. */
  outcome: Numbers;
  /** What people are ordered by, lowest first; equal values share their mean rank. */
  orderBy: Numbers;
  weights?: Numbers;
  /** Bounds of the outcome; needed for the two corrected indexes, 0 and 1 for a share or a yes/no outcome. */
  bounds?: readonly [number, number];
  level?: number;
}

/** A concentration index: above 0 the outcome sits with those high in the order, below 0 with those low in it. */
export interface Concentration {
  index: Estimate;
  mean: number;
  /** Erreygers' index 4μC ÷ (b − a), null without bounds. */
  erreygers: Estimate | null;
  /** Wagstaff's index C·μ·(b − a) ÷ ((b − μ)(μ − a)), null without bounds or where everyone is at a bound. */
  wagstaff: Estimate | null;
}

/**
 * The concentration index C = 2·cov(h, R) ÷ μ over fractional ranks R = (i − ½) ÷ n, with a large-sample error.
 *
 * Sources: Kakwani, Wagstaff and van Doorslaer (1997), J. Econometrics 77 (error); Erreygers (2009), J. Health
 * Economics 28; Wagstaff (2005), Health Economics 14. Errors of the corrected indexes take μ as fixed.
 * Refuses `empty`, `not_finite`, `length_mismatch`, `negative_weight`, `too_few`, a mean of 0 (`out_of_range`) and
 * outcomes outside `bounds` (`out_of_range`). Warns `negative_outcome`: C then has no bound of 1.
 */
export function concentrationIndex(input: ConcentrationInput): Concentration {
  const { outcome, orderBy, bounds, level = 0.95 } = input;
  requireFinite('outcome', outcome);
  requireFinite('orderBy', orderBy);
  requireSameLength('outcome', outcome, 'orderBy', orderBy);
  requireLevel(level);
  const n = outcome.length;
  if (n < 2) refuse('too_few', 'outcome', 'has one person');
  const weights = input.weights ?? new Float64Array(n).fill(1);
  requireWeights('weights', weights);
  requireSameLength('outcome', outcome, 'weights', weights);
  const rank = fractionalRanks(orderBy, weights);
  const total = sum(n, (i) => weights[i]!);
  const mean = sum(n, (i) => weights[i]! * outcome[i]!) / total;
  if (mean === 0) refuse('out_of_range', 'outcome', 'has mean 0, so its share of the mean is undefined');
  const covariance = sum(n, (i) => weights[i]! * (outcome[i]! - mean) * (rank[i]! - 0.5)) / total;
  const c = (2 * covariance) / mean;
  const influence = kakwani(input, weights, rank, mean, c);
  const se = Math.sqrt(sum(n, (i) => (weights[i]! * influence[i]!) ** 2)) / total;
  const warnings: Warning[] = [];
  for (let i = 0; i < n; i++)
    if (outcome[i]! < 0) {
      warnings.push({ code: 'negative_outcome', detail: 'the index may leave [−1, 1]' });
      break;
    }
  const made = (factor: number): Estimate => wald(c * factor, se * Math.abs(factor), { n, level, warnings });
  if (bounds === undefined) return { index: made(1), mean, erreygers: null, wagstaff: null };
  const [a, b] = bounds;
  requireNumber('bounds', a);
  requireNumber('bounds', b);
  if (!(b > a)) refuse('out_of_range', 'bounds', `${a} to ${b}`);
  for (let i = 0; i < n; i++)
    if (outcome[i]! < a || outcome[i]! > b)
      refuse('out_of_range', 'outcome', `value ${i} lies outside ${a} to ${b}`);
  return {
    index: made(1),
    mean,
    erreygers: made((4 * mean) / (b - a)),
    wagstaff: mean === a || mean === b ? null : made((mean * (b - a)) / ((b - mean) * (mean - a))),
  };
}

/** The Gini coefficient, uncorrected and with the small-sample factor n ÷ (n − 1). */
export interface Gini {
  gini: Estimate;
  /** gini·n ÷ (n − 1), which an even sample of one owner brings to 1. */
  corrected: number;
}

/**
 * The Gini coefficient: the concentration index of an outcome over its own order.
 * Refuses as `concentrationIndex` does, and negative outcomes (`out_of_range`).
 * Source: Gini (1912).
 */
export function gini(outcome: Numbers, options: { weights?: Numbers; level?: number } = {}): Gini {
  requireFinite('outcome', outcome);
  for (let i = 0; i < outcome.length; i++)
    if (outcome[i]! < 0) refuse('out_of_range', 'outcome', `value ${i} is negative`);
  const { index } = concentrationIndex({ outcome, orderBy: outcome, ...options });
  return { gini: index, corrected: (index.estimate * index.n) / (index.n - 1) };
}

/**
 * Fractional ranks in (0, 1): the share of weight below plus half one's own; equal values share the mean.
 * The weighted mean of the ranks is ½. Refuses `empty`, `not_finite`, `negative_weight`, `length_mismatch`.
 */
export function fractionalRanks(values: Numbers, weights?: Numbers): Float64Array {
  requireFinite('values', values);
  if (weights !== undefined) {
    requireWeights('weights', weights);
    requireSameLength('values', values, 'weights', weights);
  }
  const n = values.length;
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => values[i]! - values[j]!);
  const total = sum(n, (i) => weights?.[i] ?? 1);
  const rank = new Float64Array(n);
  let below = 0;
  for (let k = 0; k < n;) {
    let end = k;
    let own = 0;
    for (; end < n && values[order[end]!] === values[order[k]!]; end++) own += weights?.[order[end]!] ?? 1;
    for (; k < end; k++) rank[order[k]!] = (below + own / 2) / total;
    below += own;
  }
  return rank;
}

/** Influence a_i − 1 − C of each person; within ties the curve of shares is a straight line. */
function kakwani(
  input: ConcentrationInput,
  weights: Numbers,
  rank: Float64Array,
  mean: number,
  c: number,
): Float64Array {
  const { outcome, orderBy } = input;
  const n = outcome.length;
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => orderBy[i]! - orderBy[j]!);
  const whole = sum(n, (i) => weights[i]! * outcome[i]!);
  const influence = new Float64Array(n);
  let before = 0;
  for (let k = 0; k < n;) {
    let end = k;
    let own = 0;
    while (end < n && orderBy[order[end]!] === orderBy[order[k]!]) {
      own += weights[order[end]!]! * outcome[order[end]!]!;
      end++;
    }
    for (; k < end; k++) {
      const i = order[k]!;
      const q = (2 * before + own) / whole;
      influence[i] = (outcome[i]! / mean) * (2 * rank[i]! - 1 - c) + 2 - q - (1 + c);
    }
    before += own;
  }
  return influence;
}

function sum(n: number, term: (i: number) => number): number {
  let s = 0;
  for (let i = 0; i < n; i++) s += term(i);
  return s;
}
