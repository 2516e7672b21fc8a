import {
  refuse,
  requireBinary,
  requireInteger,
  requireNumber,
  type Check,
  type Numbers,
  type Warning,
} from '../core/index.ts';

/** Knowledge-tracing parameters, each a probability: known at the start, learnt between answers, slip, guess. */
export interface TracingParameters {
  known: number;
  learn: number;
  slip: number;
  guess: number;
}

/** One learner's trace over a sequence of answers to one skill. */
export interface Trace {
  /** Probability of a right answer, before each answer. */
  predicted: Float64Array;
  /** Probability that the skill is known, given the answers up to and including each. */
  posterior: Float64Array;
  /** The same after the chance to learn that follows each answer. */
  next: Float64Array;
}

/**
 * Traces a skill over right (1) and wrong (0) answers; 0.95 is the usual mark of mastery.
 * Source: Corbett and Anderson (1995), User Modeling and User-Adapted Interaction 4. Refuses `out_of_range`.
 */
export function traceKnowledge(parameters: TracingParameters, answers: Numbers): Trace {
  checkParameters(parameters);
  if (answers.length > 0) requireBinary('answers', answers);
  const { known, learn, slip, guess } = parameters;
  const n = answers.length;
  const trace = { predicted: new Float64Array(n), posterior: new Float64Array(n), next: new Float64Array(n) };
  let p = known;
  for (let t = 0; t < n; t++) {
    const right = p * (1 - slip) + (1 - p) * guess;
    trace.predicted[t] = right;
    const chance = answers[t] === 1 ? right : 1 - right;
    if (chance <= 0) refuse('out_of_range', 'answers', `answer ${t} has probability 0 under the parameters`);
    // Rounding may lift a probability of almost one above it.
    const posterior = Math.min(1, (p * (answers[t] === 1 ? 1 - slip : slip)) / chance);
    trace.posterior[t] = posterior;
    p = Math.min(1, posterior + (1 - posterior) * learn);
    trace.next[t] = p;
  }
  return trace;
}

/** Bounds that keep a fit from calling wrong answers knowledge. */
export interface TracingBounds {
  /** Largest slip and guess; 0.1 and 0.3. */
  slip?: number;
  guess?: number;
}

/** A fitted skill. */
export interface TracingFit {
  parameters: TracingParameters;
  logLikelihood: number;
  iterations: number;
  learners: number;
  answers: number;
  checks: Check[];
  warnings: Warning[];
}

const STARTS: readonly TracingParameters[] = [
  { known: 0.4, learn: 0.1, slip: 0.08, guess: 0.2 },
  { known: 0.1, learn: 0.3, slip: 0.05, guess: 0.1 },
  { known: 0.7, learn: 0.05, slip: 0.05, guess: 0.25 },
];

/**
 * Fits one skill by expectation–maximisation over learners' answer sequences, best of three starts.
 *
 * Slip and guess stay within `bounds`; warns `at_bound` where the fit lies on one (the data want more) and
 * `no_growth` where no sequence is longer than one answer, so that learning cannot be seen.
 * Refuses `empty`, `constant` (all answers alike), `too_few` (fewer than `minimum`, 20, answers), `not_converged`.
 * Source: Corbett and Anderson (1995), User Modeling and User-Adapted Interaction 4.
 */
export function fitTracing(
  sequences: readonly Numbers[],
  options: { bounds?: TracingBounds; minimum?: number; iterations?: number; tolerance?: number } = {},
): TracingFit {
  const { minimum = 20, iterations = 500, tolerance = 1e-6 } = options;
  const bounds = { slip: options.bounds?.slip ?? 0.1, guess: options.bounds?.guess ?? 0.3 };
  requireNumber('bounds.slip', bounds.slip, 0, 1);
  requireNumber('bounds.guess', bounds.guess, 0, 1);
  requireInteger('iterations', iterations, 1);
  const used = sequences.filter((s) => s.length > 0);
  let [answers, right] = [0, 0];
  for (const s of used) {
    requireBinary('sequences', s);
    answers += s.length;
    for (let t = 0; t < s.length; t++) right += s[t]!;
  }
  if (answers === 0) refuse('empty', 'sequences', 'hold no answers');
  if (answers < minimum) refuse('too_few', 'sequences', `hold ${answers} answers, needs ${minimum}`);
  if (right === 0 || right === answers) refuse('constant', 'sequences', 'every answer is alike');
  let best: { parameters: TracingParameters; logLikelihood: number; iterations: number } | null = null;
  for (const start of STARTS) {
    const found = climb(used, start, bounds, iterations, tolerance);
    if (best === null || found.logLikelihood > best.logLikelihood) best = found;
  }
  const fit = best!;
  const warnings: Warning[] = [];
  const { slip, guess } = fit.parameters;
  if (slip >= bounds.slip - 1e-4 || guess >= bounds.guess - 1e-4)
    warnings.push({
      code: 'at_bound',
      detail: `slip ${slip.toFixed(3)}, guess ${guess.toFixed(3)} lie on their bounds`,
    });
  if (used.every((s) => s.length === 1))
    warnings.push({
      code: 'no_growth',
      detail: 'no learner has two answers, so learning cannot be told from knowing',
    });
  const converged = fit.iterations < iterations;
  if (!converged)
    warnings.push({ code: 'not_converged', detail: `still climbing after ${iterations} steps` });
  return {
    ...fit,
    learners: used.length,
    answers,
    checks: [{ name: 'converged', passed: converged, value: fit.iterations, detail: 'steps taken' }],
    warnings,
  };
}

function climb(
  sequences: readonly Numbers[],
  start: TracingParameters,
  bounds: Required<TracingBounds>,
  most: number,
  tolerance: number,
): { parameters: TracingParameters; logLikelihood: number; iterations: number } {
  let parameters: TracingParameters = {
    ...start,
    slip: Math.min(start.slip, bounds.slip / 2),
    guess: Math.min(start.guess, bounds.guess / 2),
  };
  let before = -Infinity;
  for (let step = 1; step <= most; step++) {
    const sums = expect(sequences, parameters);
    if (sums.logLikelihood - before < tolerance * Math.max(1, Math.abs(before)) * 1e-2 && step > 1)
      return { parameters, logLikelihood: sums.logLikelihood, iterations: step };
    before = sums.logLikelihood;
    const ratio = (a: number, b: number, low: number, high: number): number =>
      b > 0 ? Math.min(high, Math.max(low, a / b)) : low;
    parameters = {
      known: ratio(sums.knownFirst, sequences.length, 1e-4, 1 - 1e-4),
      learn: ratio(sums.learned, sums.couldLearn, 1e-6, 1 - 1e-4),
      slip: ratio(sums.slipped, sums.known, Math.min(1e-4, bounds.slip), bounds.slip),
      guess: ratio(sums.guessed, sums.unknown, Math.min(1e-4, bounds.guess), bounds.guess),
    };
  }
  return { parameters, logLikelihood: before, iterations: most };
}

interface Expected {
  logLikelihood: number;
  knownFirst: number;
  learned: number;
  couldLearn: number;
  known: number;
  slipped: number;
  unknown: number;
  guessed: number;
}

/** Forward filter and backward smoother of the two-state chain that never forgets. */
function expect(sequences: readonly Numbers[], { known, learn, slip, guess }: TracingParameters): Expected {
  const sums: Expected = {
    logLikelihood: 0,
    knownFirst: 0,
    learned: 0,
    couldLearn: 0,
    known: 0,
    slipped: 0,
    unknown: 0,
    guessed: 0,
  };
  let filtered = new Float64Array(64);
  for (const answers of sequences) {
    const n = answers.length;
    if (filtered.length < n) filtered = new Float64Array(2 * n);
    let p = known;
    for (let t = 0; t < n; t++) {
      const a = p * (answers[t] === 1 ? 1 - slip : slip);
      const b = (1 - p) * (answers[t] === 1 ? guess : 1 - guess);
      sums.logLikelihood += Math.log(a + b);
      filtered[t] = a / (a + b);
      p = filtered[t]! + (1 - filtered[t]!) * learn;
    }
    let smooth = filtered[n - 1]!;
    for (let t = n - 1; t >= 0; t--) {
      if (t < n - 1) {
        const f = filtered[t]!;
        const forecast = f + (1 - f) * learn;
        // Of the chance that it is known at t + 1, the part that was learnt just then.
        const learnedNow = forecast > 0 ? (smooth * (1 - f) * learn) / forecast : 0;
        const before = smooth - learnedNow;
        sums.learned += learnedNow;
        sums.couldLearn += 1 - before;
        smooth = before;
      }
      sums.known += smooth;
      sums.unknown += 1 - smooth;
      if (answers[t] === 1) sums.guessed += 1 - smooth;
      else sums.slipped += smooth;
    }
    sums.knownFirst += smooth;
  }
  return sums;
}

function checkParameters(parameters: TracingParameters): void {
  for (const [name, value] of Object.entries(parameters)) requireNumber(name, value as number, 0, 1);
}
