import { normalDensity, normalTail } from '../core/index.ts';

/** The distributions of an accelerated failure time: of the error ε in log T = xβ + σε. */
export type TimeDistribution = 'exponential' | 'weibull' | 'log-normal' | 'log-logistic';

/** Log density or log survival of ε at z with its first two derivatives. */
export interface LogTerm {
  readonly value: number;
  readonly first: number;
  readonly second: number;
}

/** φ(z)/Q(z) of the normal, without underflow far in the tail (continued fraction of Laplace). */
export function inverseMills(z: number): number {
  if (z < 5) return normalDensity(z) / normalTail(z);
  let fraction = 0;
  for (let k = 60; k >= 1; k--) fraction = k / (z + fraction);
  return z + fraction;
}

const LOG_ROOT_TWO_PI = 0.9189385332046727;

/** The term of an event: log f(z). */
export function eventTerm(distribution: TimeDistribution, z: number): LogTerm {
  if (distribution === 'log-normal') return { value: -0.5 * z * z - LOG_ROOT_TWO_PI, first: -z, second: -1 };
  const e = Math.exp(z);
  if (distribution === 'log-logistic') {
    const p = z > 0 ? 1 / (1 + Math.exp(-z)) : e / (1 + e);
    const log = z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(e);
    return { value: z - 2 * log, first: 1 - 2 * p, second: -2 * p * (1 - p) };
  }
  return { value: z - e, first: 1 - e, second: -e };
}

/** The term of a censored row: log S(z). */
export function censoredTerm(distribution: TimeDistribution, z: number): LogTerm {
  if (distribution === 'log-normal') {
    const mills = inverseMills(z);
    const value = z < 5 ? Math.log(normalTail(z)) : -0.5 * z * z - LOG_ROOT_TWO_PI - Math.log(mills);
    return { value, first: -mills, second: -mills * (mills - z) };
  }
  const e = Math.exp(z);
  if (distribution === 'log-logistic') {
    const p = z > 0 ? 1 / (1 + Math.exp(-z)) : e / (1 + e);
    return { value: z > 0 ? -z - Math.log1p(Math.exp(-z)) : -Math.log1p(e), first: -p, second: -p * (1 - p) };
  }
  return { value: -e, first: -e, second: -e };
}
