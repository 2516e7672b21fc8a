import {
  chiSquareTail,
  invertSymmetric,
  leastSquares,
  matrix,
  multiplyVector,
  at,
  normalQuantile,
  refuse,
  requireLevel,
  ScienceRefusal,
  wald,
  type Estimate,
  type Matrix,
  type Numbers,
  type Warning,
} from '../core/index.ts';
import {
  designOf,
  type Coefficient,
  type Design,
  type Fitted,
  type Predictors,
  type TestResult,
} from '../regression/index.ts';
import { coefficientsOf } from '../regression/coefficients.ts';
import { censoredTerm, eventTerm, type TimeDistribution } from './log-time.ts';
import { requireEvents, requireTimes } from './risk-table.ts';

const MOST_ITERATIONS = 100;

/** What an accelerated failure time regression is given; the intercept is always in the model. */
export interface AcceleratedInput {
  /** Positive. */
  readonly time: Numbers;
  readonly event: Numbers;
  readonly predictors?: Predictors;
  readonly weights?: Numbers;
  readonly distribution: TimeDistribution;
  readonly level?: number;
}

/** One coefficient of log time with its exponential: above 1 the time is longer. */
export interface TimeCoefficient extends Coefficient {
  readonly timeRatio: number;
  readonly timeRatioInterval: readonly [number, number];
}

/** A fitted accelerated failure time regression. */
export interface AcceleratedFit extends Fitted {
  readonly coefficients: readonly TimeCoefficient[];
  readonly distribution: TimeDistribution;
  /** σ of log T = xβ + σε; 1 for the exponential. The Weibull shape is 1/σ. */
  readonly scale: Estimate;
  readonly logLikelihood: number;
  /** With the intercept (and scale) alone. */
  readonly nullLogLikelihood: number;
  readonly overall: TestResult | null;
  readonly aic: number;
  readonly n: number;
  readonly eventCount: number;
  readonly iterations: number;
  readonly warnings: readonly Warning[];
}

interface Problem {
  readonly design: Design;
  readonly logTime: Float64Array;
  readonly event: Numbers;
  readonly weights: Numbers | null;
  readonly distribution: TimeDistribution;
}

interface Point {
  readonly logLikelihood: number;
  readonly gradient: Float64Array;
  readonly information: Matrix;
}

/** Log likelihood with derivatives in β and log σ. */
function evaluate(problem: Problem, theta: Float64Array): Point {
  const { design, logTime, event, weights, distribution } = problem;
  const { rows, columns: p, data } = design.x;
  const isFixed = distribution === 'exponential';
  const sigma = isFixed ? 1 : Math.exp(theta[p] as number);
  const size = isFixed ? p : p + 1;
  const gradient = new Float64Array(size);
  const information = matrix(size, size);
  let logLikelihood = 0;
  const slope = new Float64Array(size);
  for (let i = 0; i < rows; i++) {
    const w = weights === null ? 1 : (weights[i] as number);
    if (w === 0) continue;
    let mean = 0;
    for (let j = 0; j < p; j++) mean += (data[i * p + j] as number) * (theta[j] as number);
    const z = ((logTime[i] as number) - mean) / sigma;
    const isEvent = event[i] === 1;
    const { value, first, second } = isEvent ? eventTerm(distribution, z) : censoredTerm(distribution, z);
    logLikelihood += w * (value - (isEvent ? Math.log(sigma) + (logTime[i] as number) : 0));
    for (let j = 0; j < p; j++) slope[j] = -(data[i * p + j] as number) / sigma;
    if (!isFixed) slope[p] = -z;
    for (let j = 0; j < size; j++) {
      gradient[j] = (gradient[j] as number) + w * first * (slope[j] as number);
      for (let k = j; k < size; k++)
        information.data[j * size + k] =
          (information.data[j * size + k] as number) -
          w * second * (slope[j] as number) * (slope[k] as number);
    }
    if (isFixed) continue;
    // Second derivatives of z itself: ∂²z/∂β∂log σ = x/σ, ∂²z/∂(log σ)² = z.
    for (let j = 0; j < p; j++)
      information.data[j * size + p] =
        (information.data[j * size + p] as number) + w * first * (slope[j] as number);
    information.data[p * size + p] = (information.data[p * size + p] as number) - w * first * z;
    if (isEvent) gradient[p] = (gradient[p] as number) - w;
  }
  for (let j = 0; j < size; j++)
    for (let k = 0; k < j; k++) information.data[j * size + k] = at(information, k, j);
  return { logLikelihood, gradient, information };
}

/** The inverse of an information matrix, with a ridge added where it is not positive definite away from the maximum. */
function newtonDirection(
  information: Matrix,
  gradient: Float64Array,
  names: readonly string[],
): { step: Float64Array; inverse: Matrix; isPlain: boolean } {
  const size = information.rows;
  let ridge = 0;
  for (let attempt = 0; attempt < 25; attempt++) {
    const raised = { ...information, data: Float64Array.from(information.data) };
    for (let j = 0; j < size; j++) {
      const own = at(information, j, j);
      raised.data[j * size + j] = own + ridge * Math.max(Math.abs(own), 1e-8);
    }
    try {
      const { inverse } = invertSymmetric(raised, names);
      return { step: multiplyVector(inverse, gradient), inverse, isPlain: ridge === 0 };
    } catch (refusal) {
      if (!(refusal instanceof ScienceRefusal)) throw refusal;
      ridge = ridge === 0 ? 1e-3 : ridge * 4;
    }
  }
  return refuse('collinear', names.join(', '), 'the information matrix cannot be inverted');
}

function startOf(problem: Problem, isFixed: boolean): Float64Array {
  const { design, logTime, weights } = problem;
  const p = design.names.length;
  const theta = new Float64Array(isFixed ? p : p + 1);
  const solved = leastSquares(design.x, logTime, weights ?? undefined, design.names);
  theta.set(solved.coefficients);
  const variance = solved.residuals.reduce((sum, e) => sum + e * e, 0) / solved.residuals.length;
  if (!isFixed) theta[p] = 0.5 * Math.log(Math.max(variance, 1e-4));
  return theta;
}

function solve(problem: Problem): { theta: Float64Array; point: Point; inverse: Matrix; iterations: number } {
  const isFixed = problem.distribution === 'exponential';
  const names = isFixed ? problem.design.names : [...problem.design.names, 'log scale'];
  let theta = startOf(problem, isFixed);
  let point = evaluate(problem, theta);
  for (let iteration = 1; iteration <= MOST_ITERATIONS; iteration++) {
    const { step, inverse, isPlain } = newtonDirection(point.information, point.gradient, names);
    const size = step.reduce(
      (most, value, j) => Math.max(most, Math.abs(value) / Math.sqrt(at(inverse, j, j))),
      0,
    );
    if (isPlain && size < 1e-9) return { theta, point, inverse, iterations: iteration - 1 };
    let [factor, next, there] = [1, theta, point];
    for (let half = 0; half < 40; half++) {
      next = theta.map((value, j) => value + factor * (step[j] as number));
      there = evaluate(problem, next);
      if (there.logLikelihood >= point.logLikelihood - 1e-12 * Math.abs(point.logLikelihood)) break;
      factor /= 2;
    }
    [theta, point] = [next, there];
  }
  return refuse('not_converged', 'time', `no maximum within ${MOST_ITERATIONS} iterations`);
}

function requireSpread(event: Numbers, design: Design): void {
  const { columns, data } = design.x;
  const rows = Array.from(event, (value, i) => (value === 1 ? i : -1)).filter((i) => i >= 0);
  design.names.forEach((name, j) => {
    if (j === 0) return;
    const first = data[(rows[0] as number) * columns + j];
    if (rows.every((i) => data[i * columns + j] === first))
      refuse('separation', name, 'has one value among the events: its coefficient has no finite estimate');
  });
}

/**
 * Fits log T = xβ + σε by maximum likelihood with right censoring. Refuses times that are not positive, data without
 * events, and predictors of one value among the events (`separation`). Source: Kalbfleisch & Prentice
 * (2002), "The Statistical Analysis of Failure Time Data", chapter 3.
 */
export function acceleratedFailure(input: AcceleratedInput): AcceleratedFit {
  const { time, event, distribution, level = 0.95 } = input;
  requireLevel(level);
  requireTimes(time, undefined, input.weights);
  requireEvents(time, event);
  for (let i = 0; i < time.length; i++)
    if (!((time[i] as number) > 0)) refuse('out_of_range', 'time', `value ${i} is not positive`);
  const n = time.length;
  const design = designOf(input.predictors ?? {}, n, true);
  const p = design.names.length;
  const isFixed = distribution === 'exponential';
  if (n <= p + 1) refuse('too_few', 'time', `has ${n} rows for ${p} coefficients`);
  requireSpread(event, design);
  const common = {
    logTime: Float64Array.from(time, Math.log),
    event,
    weights: input.weights ?? null,
    distribution,
  };
  const { theta, point, inverse, iterations } = solve({ ...common, design });
  const nullPoint = p === 1 ? point : solve({ ...common, design: designOf({}, n, true) }).point;
  const covariance = matrix(p, p);
  for (let j = 0; j < p; j++) for (let k = 0; k < p; k++) covariance.data[j * p + k] = at(inverse, j, k);
  const coefficients = coefficientsOf(design.names, theta.slice(0, p), covariance, {
    n,
    level,
    degrees: Infinity,
  }).map((c) => ({
    ...c,
    timeRatio: Math.exp(c.estimate),
    timeRatioInterval: [Math.exp(c.interval[0]), Math.exp(c.interval[1])] as const,
  }));
  let eventCount = 0;
  for (let i = 0; i < n; i++) eventCount += event[i] as number;
  const statistic = Math.max(0, 2 * (point.logLikelihood - nullPoint.logLikelihood));
  const warnings: Warning[] =
    eventCount < 10 * p ? [{ code: 'few_events', detail: `${eventCount} events for ${p} coefficients` }] : [];
  return {
    coefficients,
    covariance,
    degrees: Infinity,
    distribution,
    scale: scaleOf(theta, inverse, p, isFixed, n, level),
    logLikelihood: point.logLikelihood,
    nullLogLikelihood: nullPoint.logLikelihood,
    overall:
      p === 1
        ? null
        : { statistic, degrees: p - 1, residualDegrees: Infinity, pValue: chiSquareTail(statistic, p - 1) },
    aic: 2 * (p + (isFixed ? 0 : 1)) - 2 * point.logLikelihood,
    n,
    eventCount,
    iterations,
    warnings,
  };
}

/** σ with its delta-method error and an interval symmetric in log σ. */
function scaleOf(
  theta: Float64Array,
  inverse: Matrix,
  p: number,
  isFixed: boolean,
  n: number,
  level: number,
): Estimate {
  if (isFixed) return { estimate: 1, standardError: 0, interval: [1, 1], level, n, warnings: [] };
  const log = wald(theta[p] as number, Math.sqrt(at(inverse, p, p)), { n, level });
  const estimate = Math.exp(log.estimate);
  return {
    ...log,
    estimate,
    standardError: estimate * log.standardError,
    interval: [Math.exp(log.interval[0]), Math.exp(log.interval[1])],
  };
}

/** The time by which a share q has had the event, at given predictors (0 where not given). Refuses unknown names (`unknown_level`). */
export function timeQuantile(fit: AcceleratedFit, at: Readonly<Record<string, number>>, q = 0.5): number {
  requireLevel(q, 'q');
  for (const name of Object.keys(at))
    if (!fit.coefficients.some((c) => c.name === name))
      refuse('unknown_level', 'at', `there is no predictor ${name}`);
  const mean = fit.coefficients.reduce(
    (sum, c, j) => sum + c.estimate * (j === 0 ? 1 : (at[c.name] ?? 0)),
    0,
  );
  const quantiles: Record<TimeDistribution, () => number> = {
    exponential: () => Math.log(-Math.log1p(-q)),
    weibull: () => Math.log(-Math.log1p(-q)),
    'log-normal': () => normalQuantile(q),
    'log-logistic': () => Math.log(q / (1 - q)),
  };
  return Math.exp(mean + fit.scale.estimate * quantiles[fit.distribution]());
}
