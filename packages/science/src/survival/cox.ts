import {
  at,
  chiSquareTail,
  invertSymmetric,
  matrix,
  multiplyVector,
  refuse,
  requireLevel,
  requireSameLength,
  ScienceRefusal,
  type Check,
  type Matrix,
  type SymmetricInverse,
  type Warning,
} from '../core/index.ts';
import { type Coefficient, type Fitted, type TestResult } from '../regression/index.ts';
import { coefficientsOf, jointTestOrNull } from '../regression/coefficients.ts';
import { clusterMeat, fewClusters } from '../regression/covariance.ts';
import { concordanceOf, type Concordance } from './concordance.ts';
import { coxData, type CoxData, type CoxInput } from './cox-data.ts';
import { dfbeta } from './cox-residuals.ts';
import { linearPredictor, sweep } from './cox-sweep.ts';
import { proportionalHazards, type ProportionalHazards } from './proportional-hazards.ts';

const MOST_ITERATIONS = 40;
const STEP_TOLERANCE = 1e-8;
const MONOTONE = 15;

/** One log hazard ratio with its exponential. */
export interface CoxCoefficient extends Coefficient {
  readonly hazardRatio: number;
  readonly hazardRatioInterval: readonly [number, number];
}

/** A fitted Cox regression. */
export interface CoxFit extends Fitted {
  readonly coefficients: readonly CoxCoefficient[];
  readonly n: number;
  readonly eventCount: number;
  readonly errors: 'model' | 'robust';
  /** Log partial likelihood at zero and at the estimate. */
  readonly nullLogLikelihood: number;
  readonly logLikelihood: number;
  /** Likelihood-ratio, Wald and score tests that all coefficients are zero; no Wald test with fewer clusters than coefficients. */
  readonly likelihoodRatio: TestResult;
  readonly wald: TestResult | null;
  readonly score: TestResult;
  readonly concordance: Concordance | null;
  /** The Grambsch–Therneau test; null where the data cannot tell. Its global p-value is among the checks. */
  readonly proportionality: ProportionalHazards | null;
  readonly iterations: number;
  readonly condition: number;
  readonly checks: readonly Check[];
  readonly warnings: readonly Warning[];
  /** The validated data, for residuals and baseline hazards. */
  readonly data: CoxData;
  readonly beta: Float64Array;
}

interface Derivatives {
  readonly logLikelihood: number;
  readonly gradient: Float64Array;
  readonly information: Matrix;
}

function derivatives(data: CoxData, beta: Float64Array): Derivatives {
  const { p, x, weights } = data;
  const gradient = new Float64Array(p);
  const information = matrix(p, p);
  const logLikelihood = sweep(data, beta, (step) => {
    for (let j = 0; j < p; j++)
      gradient[j] = (gradient[j] as number) - step.weight * (step.mean[j] as number);
    for (let j = 0; j < p * p; j++)
      information.data[j] = (information.data[j] as number) + step.weight * (step.variance[j] as number);
    if (step.index > 0) return;
    for (const row of step.deaths) {
      const weight = weights === null ? 1 : (weights[row] as number);
      for (let j = 0; j < p; j++) gradient[j] = (gradient[j] as number) + weight * (x[row * p + j] as number);
    }
  });
  return { logLikelihood, gradient, information };
}

function requireFiniteMaximum(data: CoxData, beta: Float64Array, isLast: boolean): void {
  let [worst, largest] = ['', 0];
  data.names.forEach((name, j) => {
    const size = Math.abs((beta[j] as number) * (data.spread[j] as number));
    if (size > largest) [worst, largest] = [name, size];
  });
  if (largest > (isLast ? MONOTONE / 3 : MONOTONE))
    refuse('separation', worst, 'orders the events without fault: its coefficient grows without end');
}

function invert(data: CoxData, information: Matrix, beta: Float64Array): SymmetricInverse {
  try {
    return invertSymmetric(information, data.names);
  } catch (refusal) {
    if (refusal instanceof ScienceRefusal) requireFiniteMaximum(data, beta, true);
    throw refusal;
  }
}

interface Solution extends Derivatives {
  readonly beta: Float64Array;
  readonly inverse: SymmetricInverse;
  readonly first: Derivatives;
  readonly iterations: number;
}

/** Newton–Raphson from zero with step halving. */
function solve(data: CoxData): Solution {
  let beta = new Float64Array(data.p);
  const first = derivatives(data, beta);
  let here = first;
  for (let iteration = 1; iteration <= MOST_ITERATIONS; iteration++) {
    const inverse = invert(data, here.information, beta);
    const step = multiplyVector(inverse.inverse, here.gradient);
    const size = step.reduce(
      (most, value, j) => Math.max(most, Math.abs(value) / Math.sqrt(at(inverse.inverse, j, j))),
      0,
    );
    if (size < STEP_TOLERANCE) return { ...here, beta, inverse, first, iterations: iteration - 1 };
    let [factor, next, there] = [1, beta, here];
    for (let half = 0; half < 30; half++) {
      next = beta.map((value, j) => value + factor * (step[j] as number));
      there = derivatives(data, next);
      if (there.logLikelihood >= here.logLikelihood - 1e-10 * Math.abs(here.logLikelihood)) break;
      factor /= 2;
    }
    [beta, here] = [next, there];
    requireFiniteMaximum(data, beta, false);
  }
  requireFiniteMaximum(data, beta, true);
  return refuse('not_converged', 'predictors', `no maximum within ${MOST_ITERATIONS} iterations`);
}

/** Rows whose predictor was learnt only after they came under observation: the bias of immortal time. */
function immortalTime(input: CoxInput): { checks: Check[]; warnings: Warning[] } {
  const [checks, warnings]: [Check[], Warning[]] = [[], []];
  for (const [name, known] of Object.entries(input.knownAt ?? {})) {
    if (input.predictors[name] === undefined)
      refuse('unknown_level', 'knownAt', `there is no predictor ${name}`);
    requireSameLength('time', input.time, `knownAt.${name}`, known);
    let late = 0;
    for (let i = 0; i < known.length; i++) if ((known[i] as number) > (input.entry?.[i] ?? 0)) late++;
    const detail = `${late} of ${known.length} rows carry a value of ${name} that was known only after their entry`;
    checks.push({ name: `known_at_entry: ${name}`, passed: late === 0, value: late, detail });
    if (late > 0)
      warnings.push({
        code: 'immortal_time',
        detail: `${detail}: the time before counts as safe and the hazard ratio is biased; use intervals that begin when it is known`,
      });
  }
  return { checks, warnings };
}

function robustCovariance(
  data: CoxData,
  solution: Solution,
  input: CoxInput,
): { covariance: Matrix; warnings: Warning[] } {
  const influence = dfbeta(data, solution.beta, solution.inverse.inverse);
  const clusters = input.clusters ?? Array.from({ length: data.n }, (_, i) => i);
  const { meat, groups } = clusterMeat(influence, clusters);
  return { covariance: meat, warnings: input.clusters === undefined ? [] : fewClusters(groups) };
}

function chiSquare(statistic: number, degrees: number): TestResult {
  return { statistic, degrees, residualDegrees: Infinity, pValue: chiSquareTail(statistic, degrees) };
}

/**
 * Fits the proportional-hazards model h(t|x) = h₀(t)·exp(xβ) by the partial likelihood, one sweep of the sorted rows an
 * iteration. Refuses data without two events, constant or collinear predictors, and a monotone
 * likelihood, where no finite estimate exists (`separation`). Source: Cox (1972), JRSS B 34; Andersen & Gill (1982) for
 * (entry, time] intervals.
 */
export function coxRegression(input: CoxInput): CoxFit {
  const level = input.level ?? 0.95;
  requireLevel(level);
  const errors = input.errors ?? (input.clusters === undefined ? 'model' : 'robust');
  if (errors === 'model' && input.clusters !== undefined)
    refuse('out_of_range', 'errors', 'is model, which ignores the given clusters');
  const data = coxData(input);
  const solution = solve(data);
  const { beta, inverse, first } = solution;
  const { p, n } = data;
  const robust = errors === 'robust' ? robustCovariance(data, solution, input) : null;
  const covariance = robust?.covariance ?? inverse.inverse;
  const plain = coefficientsOf(data.names, beta, covariance, { n, level, degrees: Infinity });
  const coefficients = plain.map((c) => ({
    ...c,
    hazardRatio: Math.exp(c.estimate),
    hazardRatioInterval: [Math.exp(c.interval[0]), Math.exp(c.interval[1])] as const,
  }));
  const base = { coefficients, covariance, degrees: Infinity };
  const { proportionality, check, warnings: changing } = proportionalityOf(data, beta);
  const known = immortalTime(input);
  const warnings = [...known.warnings, ...changing, ...(robust?.warnings ?? []), ...eventWarnings(data)];
  const firstStep = multiplyVector(invertSymmetric(first.information, data.names).inverse, first.gradient);
  const score = firstStep.reduce((sum, value, j) => sum + value * (first.gradient[j] as number), 0);
  return {
    ...base,
    n,
    eventCount: data.eventCount,
    errors,
    nullLogLikelihood: first.logLikelihood,
    logLikelihood: solution.logLikelihood,
    likelihoodRatio: chiSquare(Math.max(0, 2 * (solution.logLikelihood - first.logLikelihood)), p),
    wald: jointTestOrNull(base, data.names),
    score: chiSquare(score, p),
    concordance: concordanceOf(data, linearPredictor(data, beta)),
    proportionality,
    iterations: solution.iterations,
    condition: inverse.condition,
    checks: [
      check,
      {
        name: 'condition_number',
        passed: inverse.condition < 1e6,
        value: inverse.condition,
        detail: 'scaled, of the information matrix',
      },
      ...known.checks,
    ],
    warnings,
    data,
    beta,
  };
}

/** The proportional-hazards test as a check; data with too few event times cannot tell. */
function proportionalityOf(
  data: CoxData,
  beta: Float64Array,
): { proportionality: ProportionalHazards | null; check: Check; warnings: Warning[] } {
  const name = 'proportional_hazards';
  try {
    const proportionality = proportionalHazards({ data, beta });
    const { pValue } = proportionality.global;
    const detail = `Grambsch–Therneau global p-value ${pValue.toPrecision(3)}`;
    const check = { name, passed: pValue >= 0.05, value: pValue, detail };
    const warning = {
      code: 'hazards_not_proportional',
      detail: `${detail}: the hazard ratios change over time`,
    };
    return { proportionality, check, warnings: check.passed ? [] : [warning] };
  } catch (refusal) {
    if (!(refusal instanceof ScienceRefusal)) throw refusal;
    return { proportionality: null, check: { name, passed: null, detail: refusal.detail }, warnings: [] };
  }
}

function eventWarnings(data: CoxData): Warning[] {
  const each = data.eventCount / data.p;
  if (each >= 10) return [];
  return [
    {
      code: 'few_events',
      detail: `${each.toFixed(1)} events a predictor: estimates are unsteady below about 10`,
    },
  ];
}
