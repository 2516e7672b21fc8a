import { cholesky, choleskySolve, fromRows, leastSquares, matrix, refuse } from '../core/index.ts';

/** A fitted linear rule: intercept and one coefficient a feature, in the features' own units. */
export interface LinearRule {
  intercept: number;
  coefficients: Float64Array;
}

/** The value of a rule at one row of features. */
export function applyRule({ intercept, coefficients }: LinearRule, row: Float64Array): number {
  let sum = intercept;
  for (let j = 0; j < row.length; j++) sum += (coefficients[j] as number) * (row[j] as number);
  return sum;
}

/**
 * Least squares with an unpenalised intercept and n·`penalty` on the squared coefficients of the standardised
 * features; 0 is plain least squares. Features that do not vary get the coefficient 0 under a penalty and are
 * refused without one (`collinear`). Source: Hoerl and Kennard (1970), Technometrics 12.
 */
export function fitRule(rows: readonly Float64Array[], target: Float64Array, penalty: number): LinearRule {
  const n = rows.length;
  const p = rows[0]?.length ?? 0;
  if (n < 2) refuse('too_few', 'rows', `has ${n} rows`);
  if (penalty === 0) {
    const { coefficients } = leastSquares(fromRows(rows.map((row) => [1, ...row])), target);
    return { intercept: coefficients[0] as number, coefficients: coefficients.slice(1) };
  }
  const [mean, spread] = [new Float64Array(p), new Float64Array(p)];
  for (const row of rows) for (let j = 0; j < p; j++) mean[j] = (mean[j] as number) + (row[j] as number) / n;
  for (const row of rows)
    for (let j = 0; j < p; j++)
      spread[j] = (spread[j] as number) + ((row[j] as number) - (mean[j] as number)) ** 2 / n;
  const scale = spread.map((value, j) =>
    value > 1e-20 * (mean[j] as number) ** 2 && value > 0 ? Math.sqrt(value) : 0,
  );
  let centre = 0;
  for (const value of target) centre += value / n;
  const [cross, moment] = [matrix(p, p), new Float64Array(p)];
  const z = new Float64Array(p);
  rows.forEach((row, i) => {
    for (let j = 0; j < p; j++)
      z[j] = scale[j] === 0 ? 0 : ((row[j] as number) - (mean[j] as number)) / (scale[j] as number);
    const y = (target[i] as number) - centre;
    for (let j = 0; j < p; j++) {
      moment[j] = (moment[j] as number) + (z[j] as number) * y;
      for (let k = 0; k <= j; k++)
        cross.data[j * p + k] = (cross.data[j * p + k] as number) + (z[j] as number) * (z[k] as number);
    }
  });
  for (let j = 0; j < p; j++) {
    for (let k = 0; k < j; k++) cross.data[k * p + j] = cross.data[j * p + k] as number;
    cross.data[j * p + j] = (cross.data[j * p + j] as number) + n * penalty;
  }
  const factor = cholesky(cross);
  if (factor === null) return refuse('collinear', 'rows', 'stay collinear under this penalty');
  const solved = choleskySolve(factor, moment);
  const coefficients = solved.map((value, j) => (scale[j] === 0 ? 0 : value / (scale[j] as number)));
  let intercept = centre;
  for (let j = 0; j < p; j++) intercept -= (coefficients[j] as number) * (mean[j] as number);
  return { intercept, coefficients };
}
