import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { type EtsParameters, type EtsSpec } from './spec.ts';

/**
 * The region of the smoothing weights: `usual` (0 < β < α < 1, 0 < γ < 1 − α), `admissible` (the forecasts forget
 * the distant past) or `both`.
 */
export type EtsBounds = 'usual' | 'admissible' | 'both';

/** The limits of each weight: 0 and 1 exclusive, and the damping from 0.8 to 0.98. */
export const LIMITS = { low: 1e-4, high: 0.9999, phiLow: 0.8, phiHigh: 0.98 } as const;

/** Whether the weights lie in the usual region. */
export function isUsual(spec: EtsSpec, { alpha, beta, gamma, phi }: EtsParameters): boolean {
  const inside = (value: number, low: number, high: number): boolean => value > low && value < high;
  return (
    inside(alpha, 0, 1) &&
    (spec.trend === 'N' || inside(beta, 0, alpha)) &&
    (spec.season === 'N' || inside(gamma, 0, 1 - alpha)) &&
    (!spec.isDamped || inside(phi, 0, 1))
  );
}

/** The coefficients of the characteristic polynomial of the discount matrix, highest power first. */
function characteristic(spec: EtsSpec, at: EtsParameters): number[] {
  const { alpha } = at;
  const beta = spec.trend === 'N' ? 0 : at.beta;
  const phi = spec.trend === 'N' ? 1 : spec.isDamped ? at.phi : 1;
  if (spec.season === 'N') {
    if (spec.trend === 'N') return [1, alpha - 1];
    return [1, alpha + beta - 1 - phi, phi * (1 - alpha)];
  }
  const { gamma } = at;
  const middle = alpha + beta - alpha * phi;
  return [
    1,
    alpha + beta - phi,
    ...Array.from({ length: spec.period - 2 }, () => middle),
    middle + gamma - 1,
    phi * (1 - alpha - gamma),
  ];
}

/** The largest modulus among the roots of the characteristic polynomial. */
export function discountRadius(spec: EtsSpec, at: EtsParameters): number {
  const [, ...tail] = characteristic(spec, at);
  const n = tail.length;
  const companion = Matrix.zeros(n, n);
  tail.forEach((coefficient, j) => companion.set(0, j, -coefficient));
  for (let i = 1; i < n; i++) companion.set(i, i - 1, 1);
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(companion);
  return Math.max(...realEigenvalues.map((real, i) => Math.hypot(real, imaginaryEigenvalues[i] ?? 0)));
}

/**
 * Whether the weights are admissible: no root of the characteristic equation lies outside the unit circle (to 1e-5), so the
 * weight of a value does not grow with its age. For a multiplicative model the test is that of its additive twin.
 * Source: Hyndman, Akram, Archibald (2008), "The admissible parameter space for exponential smoothing models".
 */
export function isAdmissible(spec: EtsSpec, at: EtsParameters): boolean {
  return discountRadius(spec, at) <= 1 + 1e-5;
}
