import {
  at,
  invertSymmetric,
  matrix,
  refuse,
  requireNumber,
  solveSymmetric,
  wald,
  type Estimate,
  type Matrix,
  type Numbers,
  type Warning,
} from '../core/index.ts';
import { collectPatterns, requireMixedItems, type Patterns } from './responses.ts';

/** A fitted Rasch model; easiness sums to zero over items, difficulty is its negative. */
export interface RaschFit {
  easiness: Estimate[];
  logLikelihood: number;
  /** Ability by raw score 0 … items; null at 0 and the full score, which have no finite estimate. */
  abilities: ({ ability: number; standardError: number } | null)[];
  /** People who count: those with neither no nor only right answers. */
  informative: number;
  iterations: number;
  warnings: Warning[];
}

/**
 * Fits a Rasch model by conditional maximum likelihood: items are compared within people of one raw score, so no
 * distribution of ability is assumed. Abilities by raw score are maximum-likelihood at the fitted easiness.
 *
 * Source: Andersen (1972), JRSS B 34; Fischer and Molenaar (1995), Rasch Models, chapter 3. Refuses `constant` items,
 * `too_few` informative people and data in which items do not connect (`collinear`, `not_converged`).
 */
export function raschConditional(responses: readonly Numbers[], level = 0.95): RaschFit {
  const patterns = collectPatterns(responses);
  requireMixedItems(patterns);
  const { items } = patterns;
  const { byScore, right, informative } = scoreCounts(patterns);
  if (informative < items)
    refuse('too_few', 'responses', `${informative} people with a mixed pattern for ${items} items`);
  let beta = Float64Array.from(right, (r) => Math.log((r + 0.5) / (informative - r + 0.5)));
  centre(beta);
  let state = conditional(beta, byScore, right);
  let iterations = 0;
  for (; iterations < 100; iterations++) {
    const step = stepOf(state.information, state.gradient);
    let scale = 1;
    let next = state;
    let moved = beta;
    for (let half = 0; half < 40; half++, scale /= 2) {
      moved = beta.map((b, j) => b + scale * step[j]!);
      centre(moved);
      next = conditional(moved, byScore, right);
      if (next.logLikelihood >= state.logLikelihood - 1e-12) break;
    }
    const change = Math.max(...step.map((s) => Math.abs(s * scale)));
    [beta, state] = [moved, next];
    if (change < 1e-10) break;
  }
  if (iterations === 100 || beta.some((b) => Math.abs(b) > 15))
    refuse(
      'not_converged',
      'responses',
      'easiness runs away: some items are always right where others are wrong',
    );
  const covariance = sumZeroCovariance(state.information);
  return {
    easiness: Array.from(beta, (b, j) => wald(b, Math.sqrt(at(covariance, j, j)), { n: informative, level })),
    logLikelihood: state.logLikelihood,
    abilities: Array.from({ length: items + 1 }, (_, r) =>
      r === 0 || r === items ? null : abilityOfScore(beta, r),
    ),
    informative,
    iterations: iterations + 1,
    warnings: [],
  };
}

const jointBias = [
  { code: 'joint_bias', detail: 'joint estimates do not settle on the truth as people are added' },
];

/**
 * Fits a Rasch model by joint maximum likelihood of items and people, which is biased: for few items easiness comes
 * out too spread. With `corrected` (true) it is multiplied by (items − 1) ÷ items; the warning `joint_bias` stays.
 * Source: Wright and Douglas (1977), Educational and Psychological Measurement 37. Refuses as `raschConditional`.
 */
export function raschJoint(
  responses: readonly Numbers[],
  options: { corrected?: boolean; level?: number } = {},
): RaschFit {
  const { corrected = true, level = 0.95 } = options;
  const patterns = collectPatterns(responses);
  requireMixedItems(patterns);
  const { items } = patterns;
  const { byScore, right, informative } = scoreCounts(patterns);
  if (informative < items)
    refuse('too_few', 'responses', `${informative} people with a mixed pattern for ${items} items`);
  const beta = Float64Array.from(right, (r) => Math.log((r + 0.5) / (informative - r + 0.5)));
  centre(beta);
  const ability = (): Float64Array =>
    byScore.map((_, r) => (r === 0 || r === items ? 0 : abilityOfScore(beta, r).ability));
  let iterations = 0;
  let information = new Float64Array(items);
  for (let change = Infinity; change > 1e-10; iterations++) {
    if (iterations === 5000) refuse('not_converged', 'responses', 'items and people do not settle');
    const theta = ability();
    information = new Float64Array(items);
    change = 0;
    for (let j = 0; j < items; j++) {
      let expected = 0;
      for (let r = 1; r < items; r++) {
        const p = 1 / (1 + Math.exp(-(theta[r]! + beta[j]!)));
        expected += byScore[r]! * p;
        information[j]! += byScore[r]! * p * (1 - p);
      }
      const step = (right[j]! - expected) / information[j]!;
      beta[j]! += Math.max(-1, Math.min(1, step));
      change = Math.max(change, Math.abs(step));
    }
    centre(beta);
  }
  const logLikelihood = jointLogLikelihood(patterns, beta, ability());
  const factor = corrected ? (items - 1) / items : 1;
  const scaled = beta.map((b) => b * factor);
  return {
    easiness: Array.from(scaled, (b, j) =>
      wald(b, factor / Math.sqrt(information[j]!), { n: informative, level, warnings: jointBias }),
    ),
    logLikelihood,
    abilities: Array.from({ length: items + 1 }, (_, r) =>
      r === 0 || r === items ? null : abilityOfScore(scaled, r),
    ),
    informative,
    iterations,
    warnings: jointBias,
  };
}

/** Maximum-likelihood ability of a raw score strictly between 0 and the number of items. */
function abilityOfScore(easiness: Numbers, score: number): { ability: number; standardError: number } {
  requireNumber('score', score, 1, easiness.length - 1);
  let [low, high] = [-60, 60];
  let theta = 0;
  let information = 0;
  for (let i = 0; i < 200; i++) {
    let expected = 0;
    information = 0;
    for (let j = 0; j < easiness.length; j++) {
      const p = 1 / (1 + Math.exp(-(theta + easiness[j]!)));
      expected += p;
      information += p * (1 - p);
    }
    if (expected > score) high = theta;
    else low = theta;
    let next = theta + (score - expected) / information;
    if (!(next > low && next < high)) next = (low + high) / 2;
    if (Math.abs(next - theta) < 1e-13) break;
    theta = next;
  }
  return { ability: theta, standardError: 1 / Math.sqrt(information) };
}

function scoreCounts(patterns: Patterns): {
  byScore: Float64Array;
  right: Float64Array;
  informative: number;
} {
  const byScore = new Float64Array(patterns.items + 1);
  const right = new Float64Array(patterns.items);
  let informative = 0;
  patterns.rows.forEach((row, k) => {
    const score = row.reduce((a, b) => a + b, 0);
    byScore[score]! += patterns.counts[k]!;
    if (score === 0 || score === patterns.items) return;
    informative += patterns.counts[k]!;
    row.forEach((x, j) => (right[j]! += x * patterns.counts[k]!));
  });
  return { byScore, right, informative };
}

/** Elementary symmetric functions γ_0 … γ_k of ε, leaving out up to two items; all terms are positive, so it is stable. */
function symmetric(epsilon: Float64Array, without = -1, also = -1): Float64Array {
  const gamma = new Float64Array(epsilon.length + 1);
  gamma[0] = 1;
  let order = 0;
  for (let j = 0; j < epsilon.length; j++) {
    if (j === without || j === also) continue;
    order++;
    for (let r = order; r >= 1; r--) gamma[r]! += gamma[r - 1]! * epsilon[j]!;
  }
  return gamma;
}

function conditional(
  beta: Float64Array,
  byScore: Float64Array,
  right: Float64Array,
): { logLikelihood: number; gradient: Float64Array; information: Matrix } {
  const k = beta.length;
  const epsilon = beta.map(Math.exp);
  const gamma = symmetric(epsilon);
  const single = Array.from({ length: k }, (_, j) => symmetric(epsilon, j));
  let logLikelihood = 0;
  for (let j = 0; j < k; j++) logLikelihood += right[j]! * beta[j]!;
  for (let r = 1; r < k; r++) logLikelihood -= byScore[r]! * Math.log(gamma[r]!);
  const p = (j: number, r: number): number => (epsilon[j]! * single[j]![r - 1]!) / gamma[r]!;
  const gradient = Float64Array.from({ length: k }, (_, j) => {
    let sum = right[j]!;
    for (let r = 1; r < k; r++) sum -= byScore[r]! * p(j, r);
    return sum;
  });
  const information = matrix(k, k);
  for (let i = 0; i < k; i++)
    for (let j = i; j < k; j++) {
      const both = i === j ? null : symmetric(epsilon, i, j);
      let sum = 0;
      for (let r = 1; r < k; r++) {
        const joint =
          both === null ? p(i, r) : r < 2 ? 0 : (epsilon[i]! * epsilon[j]! * both[r - 2]!) / gamma[r]!;
        sum += byScore[r]! * (joint - p(i, r) * p(j, r));
      }
      information.data[i * k + j] = sum;
      information.data[j * k + i] = sum;
    }
  return { logLikelihood, gradient, information };
}

/** The information is singular along (1, …, 1); adding that direction gives the step within the sum-zero plane. */
function bordered(information: Matrix): Matrix {
  const k = information.rows;
  const size = Array.from({ length: k }, (_, j) => at(information, j, j)).reduce((a, b) => a + b, 0) / k;
  return matrix(
    k,
    k,
    information.data.map((x) => x + size / k),
  );
}

function stepOf(information: Matrix, gradient: Float64Array): Float64Array {
  return solveSymmetric(bordered(information), gradient);
}

function sumZeroCovariance(information: Matrix): Matrix {
  const k = information.rows;
  const full = invertSymmetric(bordered(information)).inverse;
  // Project on the plane of sum zero, where the added direction has no part.
  const means = Array.from({ length: k }, (_, i) => {
    let s = 0;
    for (let j = 0; j < k; j++) s += at(full, i, j) / k;
    return s;
  });
  const all = means.reduce((a, b) => a + b, 0) / k;
  const out = matrix(k, k);
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) out.data[i * k + j] = at(full, i, j) - means[i]! - means[j]! + all;
  return out;
}

function centre(beta: Float64Array): void {
  const mean = beta.reduce((a, b) => a + b, 0) / beta.length;
  for (let j = 0; j < beta.length; j++) beta[j]! -= mean;
}

function jointLogLikelihood(patterns: Patterns, beta: Float64Array, theta: Float64Array): number {
  const { items } = patterns;
  let logLikelihood = 0;
  patterns.rows.forEach((row, k) => {
    const r = row.reduce((a, b) => a + b, 0);
    if (r === 0 || r === items) return;
    for (let j = 0; j < items; j++) {
      const eta = theta[r]! + beta[j]!;
      logLikelihood += patterns.counts[k]! * (row[j]! * eta - Math.log1p(Math.exp(eta)));
    }
  });
  return logLikelihood;
}
