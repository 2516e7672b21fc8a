import {
  at,
  chiSquareTail,
  fTail,
  matrix,
  multiplyVector,
  invertSymmetric,
  refuse,
  ScienceRefusal,
  tTwoSided,
  wald,
  type Estimate,
  type Matrix,
} from '../core/index.ts';

/** One coefficient with its test against zero. */
export interface Coefficient extends Estimate {
  readonly name: string;
  /** estimate ÷ standardError: t with finite degrees of freedom, z without. */
  readonly statistic: number;
  /** Two-sided. */
  readonly pValue: number;
}

/** A fitted model as far as tests of its coefficients need it. */
export interface Fitted {
  readonly coefficients: readonly Coefficient[];
  /** Covariance of the coefficients, in their order. */
  readonly covariance: Matrix;
  /** Degrees of freedom of t and F; Infinity where the normal and chi-square apply. */
  readonly degrees: number;
}

/** A test statistic with its reference distribution. */
export interface TestResult {
  readonly statistic: number;
  readonly degrees: number;
  /** Denominator degrees of freedom of an F statistic; Infinity for a chi-square statistic. */
  readonly residualDegrees: number;
  readonly pValue: number;
}

/** Builds the coefficients of a covariance matrix. */
export function coefficientsOf(
  names: readonly string[],
  estimates: Float64Array,
  covariance: Matrix,
  options: { n: number; level: number; degrees: number },
): Coefficient[] {
  return names.map((name, j) => {
    const estimate = estimates[j] as number;
    if (!Number.isFinite(estimate) || !Number.isFinite(at(covariance, j, j)))
      refuse('not_finite', name, 'has no finite estimate; rescale the data');
    const standardError = Math.sqrt(Math.max(0, at(covariance, j, j)));
    const statistic =
      standardError > 0 ? estimate / standardError : estimate === 0 ? 0 : Infinity * Math.sign(estimate);
    return {
      name,
      ...wald(estimate, standardError, { n: options.n, level: options.level, df: options.degrees }),
      statistic,
      pValue: tTwoSided(statistic, options.degrees),
    };
  });
}

/** The coefficient of a name. Refuses a name that the model does not have (`unknown_level`). */
export function coefficient(
  fit: { readonly coefficients: readonly Coefficient[] },
  name: string,
): Coefficient {
  const found = fit.coefficients.find((each) => each.name === name);
  if (found === undefined) refuse('unknown_level', 'name', `there is no coefficient ${name}`);
  return found;
}

/** `jointTest`, or null where the covariance is singular, as with fewer clusters than coefficients. */
export function jointTestOrNull(fit: Fitted, names: readonly string[]): TestResult | null {
  if (names.length === 0) return null;
  try {
    return jointTest(fit, names);
  } catch (refusal) {
    if (refusal instanceof ScienceRefusal && refusal.code === 'collinear') return null;
    throw refusal;
  }
}

/**
 * Tests that the named coefficients are all zero: Wald F with finite degrees of freedom, Wald
 * chi-square without. Refuses unknown names (`unknown_level`) and a singular covariance (`collinear`).
 */
export function jointTest(fit: Fitted, names: readonly string[]): TestResult {
  if (names.length === 0) refuse('empty', 'names', 'has no names');
  const places = names.map((name) => fit.coefficients.indexOf(coefficient(fit, name)));
  const q = places.length;
  const part = matrix(q, q);
  places.forEach((i, a) => places.forEach((j, b) => (part.data[a * q + b] = at(fit.covariance, i, j))));
  const values = places.map((i) => fit.coefficients[i]?.estimate as number);
  const weighted = multiplyVector(invertSymmetric(part, names).inverse, values);
  const statistic = values.reduce((sum, value, i) => sum + value * (weighted[i] as number), 0);
  if (fit.degrees === Infinity)
    return { statistic, degrees: q, residualDegrees: Infinity, pValue: chiSquareTail(statistic, q) };
  const f = statistic / q;
  return { statistic: f, degrees: q, residualDegrees: fit.degrees, pValue: fTail(f, q, fit.degrees) };
}
