import { refuse, requireFinite, requireSameLength, requireWeights, type Numbers } from '../core/index.ts';
import type { Predictors } from '../regression/index.ts';
import { requireBothGroups } from './propensity.ts';

/** How alike the groups are in one covariate; differences are in standard deviations of the unweighted sample. */
export interface Balance {
  covariate: string;
  meanTreated: number;
  meanControl: number;
  /** (mean treated − mean control) ÷ sd, unweighted and weighted. */
  before: number;
  after: number;
  /** Variance of treated over that of controls, weighted; null where a group does not vary. */
  varianceRatio: number | null;
}

/**
 * Standardised mean differences before and after weighting, largest absolute one after weighting first where sorted
 * by the caller. The divisor is the unweighted standard deviation (n − 1) of the `treated` (for effects on the
 * treated) or the root mean of both variances (`pooled`). |difference| below 0.1 is the usual mark of balance.
 * Source: Austin (2009), Statistics in Medicine 28. Refuses `constant` where the divisor would be 0 and means differ.
 */
export function balanceTable(input: {
  treated: Numbers;
  covariates: Predictors;
  weights?: Numbers;
  divisor?: 'treated' | 'pooled';
}): Balance[] {
  const { treated, covariates, divisor = 'treated' } = input;
  requireBothGroups(treated);
  const n = treated.length;
  const flat = new Float64Array(n).fill(1);
  const weights = input.weights ?? flat;
  requireWeights('weights', weights);
  requireSameLength('treated', treated, 'weights', weights);
  return Object.entries(covariates).map(([covariate, x]) => {
    requireFinite(covariate, x);
    requireSameLength('treated', treated, covariate, x);
    const [one, zero] = [moments(x, treated, flat, 1), moments(x, treated, flat, 0)];
    const [weightedOne, weightedZero] = [moments(x, treated, weights, 1), moments(x, treated, weights, 0)];
    const sd = Math.sqrt(divisor === 'treated' ? one.variance : (one.variance + zero.variance) / 2);
    const standard = (difference: number): number => {
      if (difference === 0) return 0;
      if (!(sd > 0)) return refuse('constant', covariate, 'does not vary among the rows that scale it');
      return difference / sd;
    };
    return {
      covariate,
      meanTreated: weightedOne.mean,
      meanControl: weightedZero.mean,
      before: standard(one.mean - zero.mean),
      after: standard(weightedOne.mean - weightedZero.mean),
      varianceRatio:
        weightedOne.variance > 0 && weightedZero.variance > 0
          ? weightedOne.variance / weightedZero.variance
          : null,
    };
  });
}

/** Weighted mean, and variance with the n − 1 of the effective size, of the rows of one group. */
function moments(
  x: Numbers,
  treated: Numbers,
  w: Numbers,
  group: number,
): { mean: number; variance: number } {
  let [sum, squares, total] = [0, 0, 0];
  for (let i = 0; i < x.length; i++)
    if (treated[i] === group) {
      total += w[i]!;
      squares += w[i]! ** 2;
      sum += w[i]! * x[i]!;
    }
  if (total === 0)
    refuse('no_overlap', 'weights', `the ${group === 1 ? 'treated' : 'untreated'} have no weight`);
  const mean = sum / total;
  let spread = 0;
  for (let i = 0; i < x.length; i++) if (treated[i] === group) spread += w[i]! * (x[i]! - mean) ** 2;
  const left = total - squares / total;
  return { mean, variance: left > 0 ? spread / left : 0 };
}
