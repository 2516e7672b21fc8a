import {
  at,
  chiSquareTail,
  invertSymmetric,
  matrix,
  multiply,
  multiplyVector,
  refuse,
  type Matrix,
} from '../core/index.ts';
import type { TestResult } from '../regression/index.ts';
import type { CoxData } from './cox-data.ts';
import { sweep } from './cox-sweep.ts';
import { kaplanMeier } from './kaplan-meier.ts';
import { lastAtOrBefore } from './risk-table.ts';

/**
 * The function of time against which coefficients are tested: 1 − S(t−) of Kaplan–Meier, the rank among the times of all
 * rows, the time or its logarithm.
 */
export type TimeTransform = 'km' | 'rank' | 'identity' | 'log';

/** The test of one coefficient and of all together. */
export interface ProportionalHazards {
  readonly transform: TimeTransform;
  readonly terms: readonly (TestResult & { readonly name: string })[];
  readonly global: TestResult;
}

/** The transformed time of every event row, centred on its mean over the events; 0 in the other rows. */
function transformed(data: CoxData, transform: TimeTransform): Float64Array {
  const g = new Float64Array(data.n);
  const of = timeFunction(data, transform);
  let sum = 0;
  for (let i = 0; i < data.n; i++)
    if (data.event[i] === 1) {
      g[i] = of(data.time[i] as number);
      sum += g[i] as number;
    }
  const mean = sum / data.eventCount;
  return g.map((value, i) => (data.event[i] === 1 ? value - mean : 0));
}

function timeFunction(data: CoxData, transform: TimeTransform): (t: number) => number {
  if (transform === 'identity') return (t) => t;
  if (transform === 'log') return (t) => Math.log(Math.max(t, Number.MIN_VALUE));
  if (transform === 'km') {
    const curve = kaplanMeier({
      time: data.time,
      event: data.event,
      ...(data.entry === null ? {} : { entry: data.entry }),
      ...(data.weights === null ? {} : { weights: data.weights }),
    });
    return (t) => {
      const j = lastAtOrBefore(curve.times, t) - 1;
      return j < 0 ? 0 : 1 - (curve.survival[j] as number);
    };
  }
  // The middle rank of each run of ties, among the times of all rows: the censored count too.
  const times = Float64Array.from(data.time).sort();
  const first = new Int32Array(times.length);
  for (let k = 1; k < times.length; k++) first[k] = times[k] === times[k - 1] ? (first[k - 1] as number) : k;
  return (t) => {
    const last = lastAtOrBefore(times, t);
    return ((first[last] as number) + last) / 2 + 1;
  };
}

interface Accumulated {
  /** Score of the interactions x·g(t) at zero. */
  readonly score: Float64Array;
  /** Information of β, cross and interaction blocks. */
  readonly plain: Matrix;
  readonly cross: Matrix;
  readonly squared: Matrix;
}

function accumulate(data: CoxData, beta: Float64Array, g: Float64Array): Accumulated {
  const { p, x, weights } = data;
  const score = new Float64Array(p);
  const [plain, cross, squared] = [matrix(p, p), matrix(p, p), matrix(p, p)];
  sweep(data, beta, (step) => {
    const height = g[step.deaths[0] as number] as number;
    for (let j = 0; j < p; j++)
      score[j] = (score[j] as number) - height * step.weight * (step.mean[j] as number);
    for (let k = 0; k < p * p; k++) {
      const value = step.weight * (step.variance[k] as number);
      plain.data[k] = (plain.data[k] as number) + value;
      cross.data[k] = (cross.data[k] as number) + height * value;
      squared.data[k] = (squared.data[k] as number) + height * height * value;
    }
    if (step.index > 0) return;
    for (const row of step.deaths) {
      const weight = height * (weights === null ? 1 : (weights[row] as number));
      for (let j = 0; j < p; j++) score[j] = (score[j] as number) + weight * (x[row * p + j] as number);
    }
  });
  return { score, plain, cross, squared };
}

/**
 * Tests that coefficients do not change with time: the score test of adding x·g(t) to the fitted model, for
 * each predictor and for all. Refuses events at a single time (`too_few`). Source: Grambsch & Therneau (1994), Biometrika 81, in the exact form without
 * the approximation of a constant variance.
 */
export function proportionalHazards(
  fit: { readonly data: CoxData; readonly beta: Float64Array },
  transform: TimeTransform = 'km',
): ProportionalHazards {
  const { data, beta } = fit;
  const { p, names } = data;
  const g = transformed(data, transform);
  const test = (statistic: number, degrees: number): TestResult => ({
    statistic,
    degrees,
    residualDegrees: Infinity,
    pValue: chiSquareTail(statistic, degrees),
  });
  const { score, plain, cross, squared } = accumulate(data, beta, g);
  if (g.every((value) => Math.abs(value) < 1e-12))
    refuse('too_few', 'event', 'happen at one time, where no change over time can be seen');
  const { inverse } = invertSymmetric(plain, names);
  const explained = multiply(multiply(cross, inverse), cross);
  const rest = matrix(p, p);
  for (let k = 0; k < p * p; k++) rest.data[k] = (squared.data[k] as number) - (explained.data[k] as number);
  const solved = multiplyVector(invertSymmetric(rest, names).inverse, score);
  const total = solved.reduce((all, value, j) => all + value * (score[j] as number), 0);
  return {
    transform,
    terms: names.map((name, j) => ({ name, ...test((score[j] as number) ** 2 / at(rest, j, j), 1) })),
    global: test(total, p),
  };
}
