import type { CoxData, CoxStratum } from './cox-data.ts';

/** One step of a sweep: a share of the events at one time against its risk set. The arrays are re-used. */
export interface CoxStep {
  stratum: number;
  time: number;
  /** Row numbers of the events at this time; the same for every step of a tie. */
  deaths: readonly number[];
  /** The number of this step within the tie (from 0) and the share of the tied events that is left out. */
  index: number;
  share: number;
  /** Weight of the step: the mean weight of the tied events. */
  weight: number;
  /** weight ÷ Σ w·exp(η) over the risk set: the increment of the baseline hazard at the centred covariates. */
  hazard: number;
  /** Weighted mean of the covariates over the risk set. */
  mean: Float64Array;
  /** Weighted covariance of the covariates over the risk set, p × p. */
  variance: Float64Array;
}

interface Sums {
  zero: number;
  one: Float64Array;
  two: Float64Array;
}

function emptySums(p: number): Sums {
  return { zero: 0, one: new Float64Array(p), two: new Float64Array(p * p) };
}

function addRow(sums: Sums, x: Float64Array, from: number, p: number, risk: number): void {
  sums.zero += risk;
  const { one, two } = sums;
  for (let j = 0; j < p; j++) {
    const left = risk * (x[from + j] as number);
    one[j] = (one[j] as number) + left;
    for (let k = j; k < p; k++) two[j * p + k] = (two[j * p + k] as number) + left * (x[from + k] as number);
  }
}

function clear(sums: Sums): void {
  sums.zero = 0;
  sums.one.fill(0);
  sums.two.fill(0);
}

/** The linear predictor of every row at the centred covariates. */
export function linearPredictor(data: CoxData, beta: Float64Array): Float64Array {
  const { n, p, x } = data;
  const eta = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < p; j++) sum += (x[i * p + j] as number) * (beta[j] as number);
    eta[i] = sum;
  }
  return eta;
}

function emit(data: CoxData, sums: Sums, tied: Sums, step: CoxStep, visit: (step: CoxStep) => void): number {
  const { p, ties } = data;
  const d = step.deaths.length;
  let logSum = 0;
  for (let l = 0; l < d; l++) {
    step.index = l;
    step.share = ties === 'efron' ? l / d : 0;
    const zero = sums.zero - step.share * tied.zero;
    for (let j = 0; j < p; j++)
      step.mean[j] = ((sums.one[j] as number) - step.share * (tied.one[j] as number)) / zero;
    for (let j = 0; j < p; j++)
      for (let k = j; k < p; k++) {
        const two = (sums.two[j * p + k] as number) - step.share * (tied.two[j * p + k] as number);
        const value = two / zero - (step.mean[j] as number) * (step.mean[k] as number);
        step.variance[j * p + k] = value;
        step.variance[k * p + j] = value;
      }
    step.hazard = step.weight / zero;
    logSum += step.weight * Math.log(zero);
    visit(step);
  }
  return logSum;
}

/** Once the sums have fallen to this share of their peak by subtraction, they are added up afresh. */
const CANCELLED = 1e-6;

/** Adds up the rows that are still at risk at time t, which takes away the rounding of all subtractions before. */
function refill(data: CoxData, rows: Uint32Array, t: number, risk: Float64Array, sums: Sums): void {
  clear(sums);
  for (const row of rows)
    if (data.entry === null || (data.entry[row] as number) < t)
      addRow(sums, data.x, row * data.p, data.p, risk[row] as number);
}

/**
 * Sweeps one stratum from its last time to its first, keeping the sums of the risk set: each row is added once and,
 * with entries, taken out once, so that a sweep is linear after the sort. Returns the log partial
 * likelihood; −Infinity where a risk set has no weight left.
 */
function sweepStratum(
  data: CoxData,
  number: number,
  risk: Float64Array,
  eta: Float64Array,
  visit: (step: CoxStep) => void,
): number {
  const { x, p, time, entry, event, weights } = data;
  const { byTime, byEntry } = data.strata[number] as CoxStratum;
  const [sums, tied] = [emptySums(p), emptySums(p)];
  const step: CoxStep = {
    stratum: number,
    time: 0,
    deaths: [],
    index: 0,
    share: 0,
    weight: 0,
    hazard: 0,
    mean: new Float64Array(p),
    variance: new Float64Array(p * p),
  };
  let [logLikelihood, k, removed, inside, peak] = [0, 0, 0, 0, 0];
  while (k < byTime.length) {
    const t = time[byTime[k] as number] as number;
    while (removed < byEntry.length && ((entry as Float64Array)[byEntry[removed] as number] as number) >= t) {
      const row = byEntry[removed++] as number;
      inside--;
      if (inside === 0) clear(sums);
      else addRow(sums, x, row * p, p, -(risk[row] as number));
    }
    if (sums.zero < CANCELLED * peak) {
      refill(data, byTime.subarray(0, k), t, risk, sums);
      peak = sums.zero;
    }
    const deaths: number[] = [];
    let weight = 0;
    clear(tied);
    for (; k < byTime.length && time[byTime[k] as number] === t; k++) {
      const row = byTime[k] as number;
      inside++;
      addRow(sums, x, row * p, p, risk[row] as number);
      const own = weights === null ? 1 : (weights[row] as number);
      if (event[row] === 0 || own === 0) continue;
      deaths.push(row);
      weight += own;
      logLikelihood += own * (eta[row] as number);
    }
    peak = Math.max(peak, sums.zero);
    if (deaths.length === 0) continue;
    if (deaths.length > 1 && data.ties === 'efron')
      for (const row of deaths) addRow(tied, x, row * p, p, risk[row] as number);
    if (!(sums.zero > 0)) return -Infinity;
    step.time = t;
    step.deaths = deaths;
    step.weight = weight / deaths.length;
    logLikelihood -= emit(data, sums, tied, step, visit);
  }
  return logLikelihood;
}

/** Sweeps all strata at β and returns the log partial likelihood. */
export function sweep(data: CoxData, beta: Float64Array, visit: (step: CoxStep) => void): number {
  const eta = linearPredictor(data, beta);
  const top = eta.reduce((most, value) => Math.max(most, value), -Infinity);
  const { weights } = data;
  const risk = eta.map((value, i) => Math.exp(value - top) * (weights === null ? 1 : (weights[i] as number)));
  const shifted = eta.map((value) => value - top);
  let sum = 0;
  for (let s = 0; s < data.strata.length; s++) sum += sweepStratum(data, s, risk, shifted, visit);
  return sum;
}

/** The value that `sweep` takes off every linear predictor; hazards of a step are larger by exp of it. */
export function predictorShift(data: CoxData, beta: Float64Array): number {
  return linearPredictor(data, beta).reduce((most, value) => Math.max(most, value), -Infinity);
}
