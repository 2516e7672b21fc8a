import {
  at,
  invertSymmetric,
  matrix,
  refuse,
  type Matrix,
  type Numbers,
  type Warning,
} from '../core/index.ts';
import { LOG_WEIGHTS, NODES, softplus, type ItemCurve } from './ability.ts';
import { collectPatterns, requireMixedItems, type Patterns } from './responses.ts';

/** A fitted item with the errors of its two numbers (delta method for the difficulty). */
export interface FittedItem extends ItemCurve {
  discriminationError: number;
  difficultyError: number;
}

/** A marginal fit with ability N(0, 1). */
export interface MarginalFit {
  items: FittedItem[];
  logLikelihood: number;
  parameters: number;
  aic: number;
  people: number;
  iterations: number;
  warnings: Warning[];
}

/**
 * Fits the two-parameter logistic model by marginal maximum likelihood (EM of Bock and Aitkin, finished by Newton
 * steps), errors from the observed information. With `discrimination` 'equal' all items share one (Rasch, marginal),
 * with 'one' it is fixed at 1.
 *
 * Source: Bock and Aitkin (1981), Psychometrika 46. Refuses `constant` items, `too_few` (people below 5 an item),
 * `not_converged`; warns `negative_discrimination`, where an item is answered right by the less able.
 */
export function fitTwoParameter(
  responses: readonly Numbers[],
  options: { discrimination?: 'free' | 'equal' | 'one' } = {},
): MarginalFit {
  const { discrimination = 'free' } = options;
  const patterns = collectPatterns(responses);
  requireMixedItems(patterns);
  const k = patterns.items;
  if (patterns.people < 5 * k) refuse('too_few', 'responses', `${patterns.people} people for ${k} items`);
  const shape = shapeOf(k, discrimination);
  let x = startOf(patterns, shape);
  let iterations = 0;
  let before = -Infinity;
  for (; iterations < 2000; iterations++) {
    const e = expectation(patterns, x, shape);
    if (e.logLikelihood - before < 1e-7 * Math.abs(e.logLikelihood) && iterations > 5) break;
    before = e.logLikelihood;
    x = maximise(x, e, shape);
  }
  x = polish(patterns, x, shape);
  const { logLikelihood, gradient } = expectation(patterns, x, shape);
  if (gradient.some((g) => Math.abs(g) > 1e-3 * Math.sqrt(patterns.people)))
    refuse('not_converged', 'responses', 'the likelihood has no maximum at finite values');
  const covariance = invertSymmetric(informationAt(patterns, x, shape)).inverse;
  const items = Array.from({ length: k }, (_, j) => describeItem(x, covariance, shape, j));
  const warnings: Warning[] = items.flatMap((item, j) =>
    item.discrimination < 0
      ? [{ code: 'negative_discrimination', detail: `item ${j}: ${item.discrimination.toFixed(3)}` }]
      : [],
  );
  return {
    items,
    logLikelihood,
    parameters: x.length,
    aic: 2 * x.length - 2 * logLikelihood,
    people: patterns.people,
    iterations,
    warnings,
  };
}

/** Parameters are intercepts of all items, then the slopes: k of them, one, or none. */
interface Shape {
  k: number;
  slopes: number;
  slopeAt: (x: Float64Array, j: number) => number;
  slopeIndex: (j: number) => number;
}

function shapeOf(k: number, discrimination: 'free' | 'equal' | 'one'): Shape {
  const slopes = discrimination === 'free' ? k : discrimination === 'equal' ? 1 : 0;
  const slopeIndex = (j: number): number => (slopes === 0 ? -1 : k + (slopes === 1 ? 0 : j));
  return { k, slopes, slopeIndex, slopeAt: (x, j) => (slopes === 0 ? 1 : x[slopeIndex(j)]!) };
}

function startOf(patterns: Patterns, shape: Shape): Float64Array {
  const x = new Float64Array(shape.k + shape.slopes).fill(1);
  for (let j = 0; j < shape.k; j++) {
    let right = 0;
    patterns.rows.forEach((row, i) => (right += row[j]! * patterns.counts[i]!));
    x[j] = 1.2 * Math.log((right + 0.5) / (patterns.people - right + 0.5));
  }
  return x;
}

interface Expectation {
  logLikelihood: number;
  gradient: Float64Array;
  /** Expected people at each node, and expected right answers by item and node. */
  people: Float64Array;
  right: Float64Array[];
}

function expectation(patterns: Patterns, x: Float64Array, shape: Shape): Expectation {
  const { k } = shape;
  const Q = NODES.length;
  const eta = Array.from({ length: k }, (_, j) => NODES.map((t) => x[j]! + shape.slopeAt(x, j) * t));
  const base = LOG_WEIGHTS.map((w, q) => {
    let sum = w;
    for (let j = 0; j < k; j++) sum -= softplus(eta[j]![q]!);
    return sum;
  });
  const people = new Float64Array(Q);
  const right = Array.from({ length: k }, () => new Float64Array(Q));
  let logLikelihood = 0;
  const logs = new Float64Array(Q);
  patterns.rows.forEach((row, i) => {
    logs.set(base);
    for (let j = 0; j < k; j++) if (row[j] === 1) for (let q = 0; q < Q; q++) logs[q]! += eta[j]![q]!;
    let top = -Infinity;
    for (let q = 0; q < Q; q++) if (logs[q]! > top) top = logs[q]!;
    let total = 0;
    for (let q = 0; q < Q; q++) total += logs[q] = Math.exp(logs[q]! - top);
    const count = patterns.counts[i]!;
    logLikelihood += count * (top + Math.log(total));
    for (let q = 0; q < Q; q++) {
      const w = (count * logs[q]!) / total;
      people[q]! += w;
      for (let j = 0; j < k; j++) if (row[j] === 1) right[j]![q]! += w;
    }
  });
  const gradient = new Float64Array(x.length);
  for (let j = 0; j < k; j++)
    for (let q = 0; q < Q; q++) {
      const residual = right[j]![q]! - people[q]! / (1 + Math.exp(-eta[j]![q]!));
      gradient[j]! += residual;
      if (shape.slopes > 0) gradient[shape.slopeIndex(j)]! += residual * NODES[q]!;
    }
  return { logLikelihood, gradient, people, right };
}

/** One Newton step of the expected log-likelihood, items apart (a shared slope takes the sum of its parts). */
function maximise(x: Float64Array, e: Expectation, shape: Shape): Float64Array {
  const next = Float64Array.from(x);
  let [sharedGradient, sharedCurve] = [0, 0];
  for (let j = 0; j < shape.k; j++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0];
    for (let q = 0; q < NODES.length; q++) {
      const t = NODES[q]!;
      const p = 1 / (1 + Math.exp(-(x[j]! + shape.slopeAt(x, j) * t)));
      const residual = e.right[j]![q]! - e.people[q]! * p;
      const curve = e.people[q]! * p * (1 - p);
      g0 += residual;
      g1 += residual * t;
      h00 += curve;
      h01 += curve * t;
      h11 += curve * t * t;
    }
    if (shape.slopes === shape.k && shape.k > 1) {
      const d = h00 * h11 - h01 * h01;
      next[j]! += clamp((h11 * g0 - h01 * g1) / d);
      next[shape.slopeIndex(j)]! += clamp((h00 * g1 - h01 * g0) / d);
    } else {
      next[j]! += clamp(g0 / h00);
      sharedGradient += g1;
      sharedCurve += h11;
    }
  }
  if (shape.slopes === 1) next[shape.k]! += clamp(sharedGradient / sharedCurve);
  return next;
}

/** Newton steps on the marginal likelihood itself, kept only while they climb. */
function polish(patterns: Patterns, start: Float64Array, shape: Shape): Float64Array {
  let x = start;
  let now = expectation(patterns, x, shape);
  for (let step = 0; step < 8; step++) {
    const { inverse } = invertSymmetric(informationAt(patterns, x, shape));
    const next = x.map((v, a) => v + now.gradient.reduce((s, g, b) => s + at(inverse, a, b) * g, 0));
    const there = expectation(patterns, next, shape);
    if (!(there.logLikelihood >= now.logLikelihood - 1e-9)) break;
    const change = x.reduce((m, v, a) => Math.max(m, Math.abs(next[a]! - v)), 0);
    [x, now] = [next, there];
    if (change < 1e-8) break;
  }
  return x;
}

/** Observed information: central differences of the exact gradient. */
function informationAt(patterns: Patterns, x: Float64Array, shape: Shape): Matrix {
  const m = x.length;
  const h = 1e-4;
  const out = matrix(m, m);
  for (let a = 0; a < m; a++) {
    const [up, down] = [Float64Array.from(x), Float64Array.from(x)];
    up[a]! += h;
    down[a]! -= h;
    const [g1, g0] = [expectation(patterns, up, shape).gradient, expectation(patterns, down, shape).gradient];
    for (let b = 0; b < m; b++) out.data[a * m + b] = -(g1[b]! - g0[b]!) / (2 * h);
  }
  for (let a = 0; a < m; a++)
    for (let b = 0; b < a; b++) {
      const mean = (at(out, a, b) + at(out, b, a)) / 2;
      out.data[a * m + b] = mean;
      out.data[b * m + a] = mean;
    }
  return out;
}

function describeItem(x: Float64Array, covariance: Matrix, shape: Shape, j: number): FittedItem {
  const slope = shape.slopeAt(x, j);
  const difficulty = -x[j]! / slope;
  const v00 = at(covariance, j, j);
  const s = shape.slopeIndex(j);
  const v11 = s < 0 ? 0 : at(covariance, s, s);
  const v01 = s < 0 ? 0 : at(covariance, j, s);
  const [d0, d1] = [-1 / slope, x[j]! / (slope * slope)];
  return {
    discrimination: slope,
    difficulty,
    discriminationError: Math.sqrt(v11),
    difficultyError: Math.sqrt(Math.max(0, d0 * d0 * v00 + 2 * d0 * d1 * v01 + d1 * d1 * v11)),
  };
}

function clamp(step: number): number {
  return Math.max(-1, Math.min(1, step));
}
