import {
  at,
  fromColumns,
  leastSquares,
  refuse,
  requireFinite,
  requireSameLength,
  type Check,
  type LeastSquares,
  type Numbers,
  type Warning,
} from '../core/index.ts';
import { coefficientsOf, type Fitted } from './coefficients.ts';
import { linearCovariance, type CovarianceKind } from './covariance.ts';
import { code, type Coded, type Labels, type Predictors } from './design.ts';
import { conditionCheck, errorKind, requireOutcome } from './linear-model.ts';
import {
  connectedComponents,
  isNested,
  levelMeans,
  levelWeights,
  redundantLevels,
  withinTransform,
} from './within.ts';

/** Up to so many levels the second factor enters as indicators, which is exact; above, by alternating projections. */
const MOST_INDICATORS = 60;

/** What a fixed-effects regression is given. */
export interface FixedEffectsInput {
  readonly y: Numbers;
  readonly predictors: Predictors;
  /** The unit of each row, such as a firm or a person. */
  readonly unit: Labels;
  /** The second factor of a two-way model, such as the period of each row. */
  readonly time?: Labels;
  /** Positive. */
  readonly weights?: Numbers;
  readonly errors?: CovarianceKind;
  /** The cluster of each row; with `errors: 'CR0' | 'CR1'` and no clusters the units are the clusters. */
  readonly clusters?: Labels;
  readonly level?: number;
}

/** A fitted fixed-effects model; the coefficients are those of the predictors alone. */
export interface FixedEffectsFit extends Fitted {
  readonly n: number;
  readonly units: number;
  readonly errors: CovarianceKind;
  readonly residuals: Float64Array;
  readonly sigma: number;
  readonly residualDegrees: number;
  /** Of the within-transformed outcome. */
  readonly withinRSquared: number;
  /** The effect of each unit, by its label; null in a two-way model, whose effects have no common zero. */
  readonly effects: ReadonlyMap<string, number> | null;
  readonly condition: number;
  readonly checks: readonly Check[];
  readonly warnings: readonly Warning[];
}

interface Absorbed {
  readonly columns: Float64Array[];
  readonly y: Float64Array;
  /** Predictors first, then the indicators of the second factor. */
  readonly slopes: number;
  /** Parameters that the factors take, indicators among the columns included. */
  readonly absorbed: number;
  readonly isExact: boolean;
}

function requireInput(input: FixedEffectsInput): void {
  requireOutcome(input.y, input.weights, input.level ?? 0.95);
  requireSameLength('y', input.y, 'unit', input.unit);
  if (input.time !== undefined) requireSameLength('y', input.y, 'time', input.time);
  for (let i = 0; i < (input.weights?.length ?? 0); i++)
    if (input.weights?.[i] === 0)
      refuse(
        'out_of_range',
        'weights',
        `value ${i} is 0: leave the row out, so that its unit is not counted`,
      );
  if (Object.keys(input.predictors).length === 0) refuse('empty', 'predictors', 'has no columns');
}

function absorb(input: FixedEffectsInput, unit: Coded, time: Coded | null): Absorbed {
  const weights = input.weights ?? null;
  const hasIndicators = time !== null && time.levels.length <= MOST_INDICATORS;
  const factors = time === null || hasIndicators ? [unit] : [unit, time];
  const columns: Float64Array[] = [];
  for (const [name, column] of Object.entries(input.predictors)) {
    requireFinite(name, column);
    requireSameLength('y', input.y, name, column);
    const made = withinTransform(name, column, factors, weights);
    const mean = Array.from(column).reduce((sum, value) => sum + value, 0) / column.length;
    let [before, after] = [0, 0];
    for (let i = 0; i < made.length; i++) {
      before += ((column[i] as number) - mean) ** 2;
      after += (made[i] as number) ** 2;
    }
    if (!(after > 1e-20 * before))
      refuse('constant', name, 'does not vary within the units, so their effects absorb it');
    columns.push(made);
  }
  const slopes = columns.length;
  let absorbed = unit.levels.length;
  if (time !== null) {
    const redundant = redundantLevels(unit, time);
    absorbed += time.levels.length - connectedComponents(unit, time);
    if (hasIndicators)
      for (let level = 0; level < time.levels.length; level++) {
        if (redundant.has(level)) continue;
        const indicator = Float64Array.from(time.codes, (value) => (value === level ? 1 : 0));
        columns.push(withinTransform(`time=${time.levels[level] as string}`, indicator, [unit], weights));
      }
  }
  const y = withinTransform('y', input.y, factors, weights);
  return { columns, y, slopes, absorbed, isExact: factors.length === 1 };
}

/** Predictor columns after the indicators are taken out, with the matching part of (XᵀWX)⁻¹. */
function slopePart(absorbed: Absorbed, solved: LeastSquares, weights: Float64Array | null, names: string[]) {
  const { columns, slopes } = absorbed;
  const inverse = { rows: slopes, columns: slopes, data: new Float64Array(slopes * slopes) };
  for (let i = 0; i < slopes; i++)
    for (let j = 0; j < slopes; j++) inverse.data[i * slopes + j] = at(solved.inverse, i, j);
  if (columns.length === slopes) return { x: fromColumns(columns), inverse };
  const others = fromColumns(columns.slice(slopes));
  const x = columns
    .slice(0, slopes)
    .map(
      (column, j) =>
        leastSquares(others, column, weights ?? undefined, [`${names[j] as string} on time`]).residuals,
    );
  return { x: fromColumns(x), inverse };
}

/**
 * Fits y = Xβ + unit effect (+ time effect) + e by the within transformation, for balanced and
 * unbalanced panels. Degrees of freedom count every absorbed effect; in the factor of CR1 effects nested in the
 * clusters count as one constant (Cameron & Miller 2015). Refuses predictors that do not vary within
 * units (`constant`) and everything that `linearRegression` refuses. Source: Wooldridge (2010),
 * "Econometric Analysis of Cross Section and Panel Data", section 10.5.
 */
export function fixedEffects(input: FixedEffectsInput): FixedEffectsFit {
  requireInput(input);
  const unit = code('unit', input.unit);
  if (unit.levels.length < 2) refuse('too_few', 'unit', 'has one level, needs at least 2');
  const time = input.time === undefined ? null : code('time', input.time);
  const wantsClusters = input.errors === 'CR0' || input.errors === 'CR1';
  const clusters = input.clusters ?? (wantsClusters ? input.unit : undefined);
  const kind = errorKind(input.errors, clusters);
  const weights = input.weights === undefined ? null : Float64Array.from(input.weights);
  const names = Object.keys(input.predictors);
  const absorbed = absorb(input, unit, time);
  const { columns, slopes } = absorbed;
  const labels = columns.map((_, j) => names[j] ?? `time effect ${j - slopes}`);
  const n = input.y.length;
  const k = slopes + absorbed.absorbed;
  if (n - k < 1) refuse('too_few', 'y', `has ${n} rows for ${k} coefficients, effects included`);
  const solved = leastSquares(fromColumns(columns), absorbed.y, input.weights, labels);
  if ((kind === 'HC2' || kind === 'HC3') && !absorbed.isExact)
    refuse(
      'out_of_range',
      'errors',
      `${kind} needs leverages, which more than ${MOST_INDICATORS} periods do not give`,
    );
  const part = slopePart(absorbed, solved, weights, names);
  const totals = levelWeights(unit, weights);
  const leverages = solved.leverages.map(
    (h, i) =>
      h +
      (weights === null ? 1 : (weights[i] as number)) / ((totals[unit.codes[i] as number] as number) || 1),
  );
  const robust = linearCovariance({
    x: part.x,
    bread: part.inverse,
    residuals: solved.residuals,
    leverages,
    weights,
    kind,
    clusters: clusters ?? null,
    n,
    k,
    clusterK: clusterCount(clusters, unit, time, slopes, absorbed.absorbed),
  });
  return describeFit(input, {
    unit,
    time,
    absorbed,
    solved,
    weights,
    n,
    k,
    kind,
    names,
    part,
    robust,
    totals,
  });
}

function clusterCount(
  clusters: Labels | undefined,
  unit: Coded,
  time: Coded | null,
  slopes: number,
  absorbed: number,
): number {
  if (clusters === undefined) return slopes + absorbed;
  const coded = code('clusters', clusters);
  if (coded.codes.length !== unit.codes.length) return slopes + absorbed;
  let count = absorbed;
  if (isNested(unit, coded)) count -= unit.levels.length - 1;
  else if (time !== null && isNested(time, coded)) count -= time.levels.length - 1;
  return slopes + count;
}

interface Parts {
  readonly unit: Coded;
  readonly time: Coded | null;
  readonly absorbed: Absorbed;
  readonly solved: LeastSquares;
  readonly weights: Float64Array | null;
  readonly n: number;
  readonly k: number;
  readonly kind: CovarianceKind;
  readonly names: string[];
  readonly part: ReturnType<typeof slopePart>;
  readonly robust: ReturnType<typeof linearCovariance>;
  readonly totals: Float64Array;
}

function describeFit(input: FixedEffectsInput, parts: Parts): FixedEffectsFit {
  const { unit, time, absorbed, solved, weights, n, k, robust, names } = parts;
  let [rest, all] = [0, 0];
  for (let i = 0; i < solved.residuals.length; i++) {
    const w = weights === null ? 1 : (weights[i] as number);
    rest += w * (solved.residuals[i] as number) ** 2;
    all += w * (absorbed.y[i] as number) ** 2;
  }
  const slopes = solved.coefficients.slice(0, absorbed.slopes);
  const { covariance, degrees } = robust;
  const counts = levelWeights(unit, null);
  const singletons = counts.filter((count) => count === 1).length;
  const warnings = [...robust.warnings];
  if (singletons > 0)
    warnings.push({
      code: 'singleton_units',
      detail: `${singletons} units have one row and tell nothing about the slopes`,
    });
  return {
    coefficients: coefficientsOf(names, slopes, covariance, { n, level: input.level ?? 0.95, degrees }),
    covariance,
    degrees,
    n,
    units: unit.levels.length,
    errors: parts.kind,
    residuals: solved.residuals,
    sigma: Math.sqrt(rest / (n - k)),
    residualDegrees: n - k,
    withinRSquared: all > 0 ? 1 - rest / all : 0,
    effects: time === null ? unitEffects(input, unit, slopes, weights, parts.totals) : null,
    condition: solved.condition,
    checks: [conditionCheck(solved.condition)],
    warnings,
  };
}

function unitEffects(
  input: FixedEffectsInput,
  unit: Coded,
  slopes: Float64Array,
  weights: Float64Array | null,
  totals: Float64Array,
): Map<string, number> {
  const columns = Object.values(input.predictors);
  const rest = Float64Array.from(input.y, (value, i) =>
    columns.reduce((left, column, j) => left - (slopes[j] as number) * (column[i] as number), value),
  );
  const means = levelMeans(rest, unit, weights, totals);
  return new Map(unit.levels.map((level, g) => [level, means[g] as number]));
}
