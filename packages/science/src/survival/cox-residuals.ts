import { at, matrix, type Matrix } from '../core/index.ts';
import type { CoxData, CoxStratum } from './cox-data.ts';
import { linearPredictor, sweep } from './cox-sweep.ts';
import { lastAtOrBefore } from './risk-table.ts';

/** Running sums of one stratum over its event times, ascending. */
interface Path {
  readonly times: Float64Array;
  /** Cumulative baseline hazard Λ up to and with each time; entry 0 is 0. */
  readonly hazard: Float64Array;
  /** Cumulative Σ x̄·dΛ, p columns. */
  readonly mean: Float64Array;
  /** What a tied event is spared at its own time: Σ share·dΛ and Σ share·x̄·dΛ, and the mean x̄ of the tie. */
  readonly spared: Float64Array;
  readonly sparedMean: Float64Array;
  readonly average: Float64Array;
}

/** The sums of one event time. */
interface Row {
  time: number;
  hazard: number;
  spared: number;
  mean: Float64Array;
  sparedMean: Float64Array;
  average: Float64Array;
}

function paths(data: CoxData, beta: Float64Array): Path[] {
  const { p } = data;
  const rows: Row[][] = data.strata.map(() => []);
  const shift = Math.exp(
    -linearPredictor(data, beta).reduce((most, value) => Math.max(most, value), -Infinity),
  );
  sweep(data, beta, (step) => {
    const own = rows[step.stratum] as Row[];
    if (step.index === 0)
      own.push({
        time: step.time,
        hazard: 0,
        spared: 0,
        mean: new Float64Array(p),
        sparedMean: new Float64Array(p),
        average: new Float64Array(p),
      });
    const row = own[own.length - 1] as Row;
    const hazard = step.hazard * shift;
    row.hazard += hazard;
    row.spared += step.share * hazard;
    for (let j = 0; j < p; j++) {
      const mean = step.mean[j] as number;
      row.mean[j] = (row.mean[j] as number) + mean * hazard;
      row.sparedMean[j] = (row.sparedMean[j] as number) + step.share * mean * hazard;
      row.average[j] = (row.average[j] as number) + mean / step.deaths.length;
    }
  });
  return rows.map((own) => pathOf(own.reverse(), p));
}

function pathOf(own: readonly Row[], p: number): Path {
  const m = own.length;
  const hazard = new Float64Array(m + 1);
  const mean = new Float64Array((m + 1) * p);
  own.forEach((row, k) => {
    hazard[k + 1] = (hazard[k] as number) + row.hazard;
    for (let j = 0; j < p; j++) mean[(k + 1) * p + j] = (mean[k * p + j] as number) + (row.mean[j] as number);
  });
  const flat = (pick: (row: Row) => Float64Array): Float64Array => {
    const made = new Float64Array(m * p);
    own.forEach((row, k) => made.set(pick(row), k * p));
    return made;
  };
  return {
    times: Float64Array.from(own, (row) => row.time),
    hazard,
    mean,
    spared: Float64Array.from(own, (row) => row.spared),
    sparedMean: flat((row) => row.sparedMean),
    average: flat((row) => row.average),
  };
}

/** Martingale residuals and score residuals (n × p, not weighted) of a Cox fit. */
export interface CoxResiduals {
  readonly martingale: Float64Array;
  readonly score: Matrix;
}

/** Residuals of every row. Source: Therneau & Grambsch (2000), "Modeling Survival Data", chapter 4, and appendix for Efron's ties. */
export function coxResiduals(data: CoxData, beta: Float64Array): CoxResiduals {
  const { n, p, x } = data;
  const eta = linearPredictor(data, beta);
  const martingale = new Float64Array(n);
  const score = matrix(n, p);
  const own = paths(data, beta);
  data.strata.forEach((stratum: CoxStratum, s) => {
    const path = own[s] as Path;
    for (const row of stratum.byTime) {
      const last = lastAtOrBefore(path.times, data.time[row] as number);
      const first = data.entry === null ? 0 : lastAtOrBefore(path.times, data.entry[row] as number) + 1;
      const isEvent = data.event[row] === 1 && (data.weights === null || (data.weights[row] as number) > 0);
      const spared = isEvent ? (path.spared[last] as number) : 0;
      const risk = Math.exp(eta[row] as number);
      const hazard = (path.hazard[last + 1] as number) - (path.hazard[first] as number) - spared;
      martingale[row] = (isEvent ? 1 : 0) - risk * hazard;
      for (let j = 0; j < p; j++) {
        const value = x[row * p + j] as number;
        let mean = (path.mean[(last + 1) * p + j] as number) - (path.mean[first * p + j] as number);
        if (isEvent) mean -= path.sparedMean[last * p + j] as number;
        const jump = isEvent ? value - (path.average[last * p + j] as number) : 0;
        score.data[row * p + j] = jump - risk * (value * hazard - mean);
      }
    }
  });
  return { martingale, score };
}

/** The approximate change of each coefficient when a row is left out (n × p), weighted. */
export function dfbeta(data: CoxData, beta: Float64Array, inverse: Matrix): Matrix {
  const { score } = coxResiduals(data, beta);
  const { n, p, weights } = data;
  const made = matrix(n, p);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < p; j++) {
      let sum = 0;
      for (let k = 0; k < p; k++) sum += (score.data[i * p + k] as number) * at(inverse, k, j);
      made.data[i * p + j] = sum * (weights === null ? 1 : (weights[i] as number));
    }
  return made;
}

/** The cumulative baseline hazard of one stratum at its event times. */
export interface BaselineHazard {
  readonly stratum: string;
  readonly times: Float64Array;
  /** At covariates of zero. */
  readonly cumulativeHazard: Float64Array;
  readonly survival: Float64Array;
}

/**
 * The cumulative baseline hazard of each stratum at the covariates `at`, zero by default: Breslow's estimator, or Efron's form
 * of it where the fit has Efron ties.
 * Source: Breslow (1974), Biometrics 30; Efron (1977), JASA 72.
 */
export function baselineHazard(
  fit: { readonly data: CoxData; readonly beta: Float64Array },
  at: Readonly<Record<string, number>> = {},
): BaselineHazard[] {
  const { data, beta } = fit;
  const shift = data.names.reduce(
    (sum, name, j) => sum + ((at[name] ?? 0) - (data.means[j] as number)) * (beta[j] as number),
    0,
  );
  return paths(data, beta).map((path, s) => {
    const cumulativeHazard = path.hazard.slice(1).map((value) => value * Math.exp(shift));
    return {
      stratum: data.stratumLevels[s] as string,
      times: path.times,
      cumulativeHazard,
      survival: cumulativeHazard.map((value) => Math.exp(-value)),
    };
  });
}
