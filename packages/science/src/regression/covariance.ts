import { crossProduct, matrix, refuse, sandwich, type Matrix, type Warning } from '../core/index.ts';
import { code, type Labels } from './design.ts';

/**
 * The covariance estimators: `classical` (σ²(XᵀWX)⁻¹), heteroscedasticity-consistent `HC0` to `HC3`
 * (MacKinnon & White 1985, Journal of Econometrics 29), and clustered `CR0` and `CR1`, where CR1 multiplies
 * by G/(G−1)·(n−1)/(n−k) (Cameron & Miller 2015, Journal of Human Resources 50).
 */
export type CovarianceKind = 'classical' | 'HC0' | 'HC1' | 'HC2' | 'HC3' | 'CR0' | 'CR1';

/** Below so many clusters a cluster-robust error is too small more often than not. */
const FEW_CLUSTERS = 20;

/** The sum over clusters of the outer products of their summed scores (rows of `scores`). */
export function clusterMeat(
  scores: Matrix,
  clusters: Labels,
): { meat: Matrix; groups: number; codes: Int32Array } {
  const { levels, codes } = code('clusters', clusters);
  if (codes.length !== scores.rows)
    refuse('length_mismatch', 'clusters', `has ${codes.length} values, the model has ${scores.rows} rows`);
  if (levels.length < 2) refuse('too_few', 'clusters', 'has one cluster, needs at least 2');
  const p = scores.columns;
  const sums = matrix(levels.length, p);
  for (let i = 0; i < scores.rows; i++) {
    const g = codes[i] as number;
    for (let j = 0; j < p; j++)
      sums.data[g * p + j] = (sums.data[g * p + j] as number) + (scores.data[i * p + j] as number);
  }
  return { meat: crossProduct(sums), groups: levels.length, codes };
}

/** What a robust covariance of a linear model is made of. */
export interface RobustInput {
  readonly x: Matrix;
  readonly bread: Matrix;
  readonly residuals: Float64Array;
  readonly leverages: Float64Array;
  readonly weights: Float64Array | null;
  readonly kind: CovarianceKind;
  readonly clusters: Labels | null;
  /** Rows that count and coefficients, absorbed effects included. */
  readonly n: number;
  readonly k: number;
  /** Coefficients for the factor of CR1, where effects nested in clusters do not count. */
  readonly clusterK: number;
}

/** A covariance with the degrees of freedom of its t and what the reader must know. */
export interface Robust {
  readonly covariance: Matrix;
  readonly degrees: number;
  readonly warnings: readonly Warning[];
}

function hcFactor(kind: CovarianceKind, leverage: number, row: number): number {
  if (kind !== 'HC2' && kind !== 'HC3') return 1;
  const rest = 1 - leverage;
  if (!(rest > 1e-10))
    refuse('out_of_range', `row ${row}`, `has leverage 1, for which ${kind} is not defined`);
  return kind === 'HC2' ? 1 / Math.sqrt(rest) : 1 / rest;
}

function scale(a: Matrix, factor: number): Matrix {
  return { ...a, data: a.data.map((value) => value * factor) };
}

/** The covariance of the coefficients of a linear model. */
export function linearCovariance(input: RobustInput): Robust {
  const { x, bread, residuals, weights, kind, n, k } = input;
  const degrees = n - k;
  if (kind === 'classical') {
    let sum = 0;
    for (let i = 0; i < residuals.length; i++)
      sum += (weights === null ? 1 : (weights[i] as number)) * (residuals[i] as number) ** 2;
    return { covariance: scale(bread, sum / degrees), degrees, warnings: [] };
  }
  const scores = matrix(x.rows, x.columns);
  for (let i = 0; i < x.rows; i++) {
    const weight = weights === null ? 1 : (weights[i] as number);
    if (weight === 0) continue;
    const factor = weight * (residuals[i] as number) * hcFactor(kind, input.leverages[i] as number, i);
    for (let j = 0; j < x.columns; j++)
      scores.data[i * x.columns + j] = factor * (x.data[i * x.columns + j] as number);
  }
  if (kind !== 'CR0' && kind !== 'CR1') {
    const covariance = sandwich(bread, crossProduct(scores));
    return {
      covariance: kind === 'HC1' ? scale(covariance, n / degrees) : covariance,
      degrees,
      warnings: [],
    };
  }
  if (input.clusters === null) refuse('empty', 'clusters', `is needed by ${kind}`);
  const { meat, groups } = clusterMeat(scores, input.clusters);
  const factor = kind === 'CR1' ? (groups / (groups - 1)) * ((n - 1) / (n - input.clusterK)) : 1;
  return {
    covariance: scale(sandwich(bread, meat), factor),
    degrees: groups - 1,
    warnings: fewClusters(groups),
  };
}

/** The warning of few clusters, if there are few. */
export function fewClusters(groups: number): Warning[] {
  if (groups >= FEW_CLUSTERS) return [];
  return [
    {
      code: 'few_clusters',
      detail: `${groups} clusters: cluster-robust errors are too small below about ${FEW_CLUSTERS}`,
    },
  ];
}
