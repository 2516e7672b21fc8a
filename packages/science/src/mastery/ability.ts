import { refuse, requireFinite, wald, type Estimate, type Numbers } from '../core/index.ts';

/** P(right) = logistic(slope·(θ − difficulty)), written as logistic(intercept + slope·θ). */
export interface ItemCurve {
  discrimination: number;
  difficulty: number;
}

/** Quadrature of N(0, 1): 121 equal steps on [−7.5, 7.5]; for smooth curves the error is far below the last digit. */
export const NODES = Float64Array.from({ length: 121 }, (_, q) => -7.5 + q * 0.125);
/** Logarithms of the weights of `NODES`. */
export const LOG_WEIGHTS = NODES.map((x) => -0.5 * x * x - 0.5 * Math.log(2 * Math.PI) + Math.log(0.125));

/**
 * Maximum-likelihood ability of one answer pattern with its error from the test information.
 * Refuses `separation` for all right or all wrong (and patterns alike): they have no finite maximum; see `abilityEap`.
 * Source: Lord (1980), Applications of Item Response Theory, chapter 4.
 */
export function abilityMle(items: readonly ItemCurve[], answers: Numbers, level = 0.95): Estimate {
  checkAnswers(items, answers);
  let score = 0;
  let [least, most] = [0, 0];
  items.forEach(({ discrimination: a }, j) => {
    score += a * answers[j]!;
    least += Math.min(0, a);
    most += Math.max(0, a);
  });
  if (!(score > least && score < most))
    refuse('separation', 'answers', 'have no finite maximum: all right or all wrong');
  let [low, high] = [-60, 60];
  let theta = 0;
  let information = 0;
  for (let i = 0; i < 300; i++) {
    let slope = 0;
    information = 0;
    items.forEach(({ discrimination: a, difficulty: b }, j) => {
      const p = 1 / (1 + Math.exp(-a * (theta - b)));
      slope += a * (answers[j]! - p);
      information += a * a * p * (1 - p);
    });
    if (slope > 0) low = theta;
    else high = theta;
    let next = theta + slope / information;
    if (!(next > low && next < high)) next = (low + high) / 2;
    if (Math.abs(next - theta) < 1e-12) break;
    theta = next;
  }
  return wald(theta, 1 / Math.sqrt(information), { n: items.length, level });
}

/**
 * Expected ability of an answer pattern with a N(0, 1) prior; the error is the posterior standard deviation.
 * Source: Bock and Mislevy (1982), Applied Psychological Measurement 6.
 */
export function abilityEap(items: readonly ItemCurve[], answers: Numbers, level = 0.95): Estimate {
  checkAnswers(items, answers);
  const logs = NODES.map((theta, q) => {
    let sum = LOG_WEIGHTS[q]!;
    items.forEach(({ discrimination: a, difficulty: b }, j) => {
      const eta = a * (theta - b);
      sum += answers[j]! * eta - softplus(eta);
    });
    return sum;
  });
  const top = logs.reduce((a, b) => Math.max(a, b));
  const density = logs.map((l) => Math.exp(l - top));
  const total = density.reduce((a, b) => a + b, 0);
  const mean = density.reduce((s, d, q) => s + d * NODES[q]!, 0) / total;
  const variance = density.reduce((s, d, q) => s + d * (NODES[q]! - mean) ** 2, 0) / total;
  return wald(mean, Math.sqrt(variance), { n: items.length, level });
}

function checkAnswers(items: readonly ItemCurve[], answers: Numbers): void {
  requireFinite('answers', answers);
  if (answers.length !== items.length)
    refuse('length_mismatch', 'answers', `${answers.length} for ${items.length} items`);
  for (let j = 0; j < answers.length; j++)
    if (answers[j] !== 0 && answers[j] !== 1)
      refuse('out_of_range', 'answers', `answer ${j} is ${answers[j]!}`);
  requireFinite(
    'items',
    items.flatMap((i) => [i.discrimination, i.difficulty]),
  );
}

/** ln(1 + eˣ) without overflow. */
export function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}
