import { type Numbers, type Warning, refuse, requireInteger } from '../../core/index.ts';
import { type Minimum, minimise } from '../minimise.ts';
import { requirePositive, takeSeries } from '../series.ts';
import { type EtsBounds, isAdmissible } from './bounds.ts';
import { passOf, runEts } from './recursion.ts';
import { intoDomain, MOST_STARTS, type Space, spaceOf, startsOf, toSeriesUnit, unitOf } from './space.ts';
import {
  type EtsParameters,
  type EtsSpec,
  etsName,
  isMultiplicative,
  isUnstable,
  parameterCount,
  parseEts,
} from './spec.ts';

/** A fitted model of the ETS family with its states after the last value. */
export interface EtsFit {
  spec: EtsSpec;
  name: string;
  parameters: EtsParameters;
  /** Up to the constant −½n(ln 2π + 1 − ln n), as R's `forecast` prints it. */
  logLikelihood: number;
  aic: number;
  /** AIC with the small-sample term; +∞ where n leaves none. */
  aicc: number;
  bic: number;
  /** The variance of the innovations (relative for a multiplicative error), with divisor n − parameters. */
  sigma2: number;
  n: number;
  fitted: Float64Array;
  errors: Float64Array;
  /** Level, growth and the seasons ahead, in the order in which they come. */
  level: number;
  growth: number;
  season: Float64Array;
  warnings: readonly Warning[];
}

/** How a model is fitted. */
export interface EtsFitOptions {
  bounds?: EtsBounds;
  /** Number of starting points of the search, 1 to 6; 3 by default. */
  starts?: number;
  maxIterations?: number;
}

/**
 * Evaluates a model at given parameters: likelihood, fitted values and final states, without any search.
 * Refuses `length_mismatch`, `out_of_range`.
 */
export function etsAt(spec: EtsSpec, y: Numbers, parameters: EtsParameters): EtsFit {
  const values = takeSeries(y, 1, 2);
  if (spec.season !== 'N' && parameters.season.length !== spec.period)
    refuse('length_mismatch', 'parameters.season', `needs ${spec.period} states`);
  const run = runEts(spec, values, parameters, passOf(spec, values.length));
  if (run.cost === Infinity) refuse('out_of_range', 'parameters', 'a state leaves its domain on this series');
  const [n, k] = [values.length, parameterCount(spec) + 1];
  const logLikelihood = -run.cost / 2;
  const aic = 2 * k - 2 * logLikelihood;
  return {
    spec,
    name: etsName(spec),
    parameters,
    logLikelihood,
    aic,
    aicc: n - k - 1 > 0 ? aic + (2 * k * (k + 1)) / (n - k - 1) : Infinity,
    bic: k * Math.log(n) - 2 * logLikelihood,
    sigma2: run.sse / Math.max(n - k + 1, 1),
    n,
    fitted: run.fitted,
    errors: run.errors,
    level: run.level[n] as number,
    growth: run.growth[n] as number,
    season: run.season.slice(n),
    warnings: [],
  };
}

function requireFit(spec: EtsSpec, values: Float64Array): void {
  if (isMultiplicative(spec)) requirePositive('y', values);
  const needed = Math.max(4, spec.season === 'N' ? 0 : 2 * spec.period, parameterCount(spec) + 1);
  if (values.length < needed)
    refuse('too_few', 'y', `has ${values.length} values, ${etsName(spec)} needs at least ${needed}`);
}

const SPRINT = 25;

/**
 * Lets every start run a short way and the two best ones (with different values) to the end. Seasonal models
 * have flat stretches in which a start says little, so there all run to the end.
 */
function race(space: Space, starts: readonly Float64Array[], maxIterations: number): Minimum[] {
  const sprint = (starts[0]?.length ?? 0) > 5 ? maxIterations : Math.min(SPRINT, maxIterations);
  const short = starts
    .map((start) => minimise(space.objective, start, { maxIterations: sprint }))
    .sort((a, b) => a.value - b.value);
  const [first, ...others] = short;
  if (first === undefined) return [];
  const second = others.find(
    ({ value }) => Math.abs(value - first.value) > 1e-6 * (1 + Math.abs(first.value)),
  );
  const finish = (from: Minimum): Minimum =>
    from.isConverged ? from : minimise(space.objective, from.point, { maxIterations });
  return [finish(first), ...(second === undefined ? [] : [finish(second)]), ...others];
}

/**
 * Searches again inside the admissible region where the best point so far lies outside it: from the admissible
 * guesses, and from that point with its weights for season and trend lowered until it is admissible.
 */
function insideWall(
  spec: EtsSpec,
  y: Float64Array,
  guesses: readonly EtsParameters[],
  candidates: readonly Minimum[],
  maxIterations: number,
): Minimum[] {
  const walled = spaceOf(spec, y, 'both', true);
  const [best] = [...candidates]
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => a.value - b.value);
  if (best === undefined) return [];
  const found = walled.read(best.point);
  if (isAdmissible(spec, found)) return [];
  const lowered = (gamma: number, beta: number): EtsParameters | undefined =>
    Array.from({ length: 12 }, (_, k) => ({
      ...found,
      gamma: found.gamma * gamma ** k,
      beta: found.beta * beta ** k,
    })).find((at) => isAdmissible(spec, at));
  const starts = [lowered(0.5, 1), lowered(1, 0.5), lowered(0.5, 0.5), ...guesses].filter(
    (at): at is EtsParameters => at !== undefined && isAdmissible(spec, at),
  );
  return starts.map((at) => minimise(walled.objective, walled.write(at), { maxIterations }));
}

/**
 * Fits one model by maximum likelihood: BFGS on the exact gradient from several starts, in the unit of the series'
 * own spread. Refuses a short series, values at or below zero for a multiplicative part, and a constant series.
 * Source: Hyndman, Koehler, Ord, Snyder (2008), chapter 5.
 */
export function fitEts(y: Numbers, spec: EtsSpec, options: EtsFitOptions = {}): EtsFit {
  const { bounds = 'both', starts = 3, maxIterations = 300 } = options;
  requireInteger('starts', starts, 1, MOST_STARTS);
  const values = takeSeries(y, 1);
  requireFit(spec, values);
  if (values.every((value) => value === values[0]))
    refuse('constant', 'y', 'a constant series has no likelihood');
  const unit = unitOf(spec, values);
  const scaled = values.map((value) => (value - unit.origin) / unit.scale);
  const space = spaceOf(spec, scaled, bounds);
  const guesses = startsOf(spec, scaled, starts).map((guess) => intoDomain(spec, scaled, guess));
  const candidates = race(space, guesses.map(space.write), maxIterations);
  if (bounds === 'both') candidates.push(...insideWall(spec, scaled, guesses, candidates, maxIterations));
  const [best] = candidates
    .filter(
      ({ value, point }) =>
        Number.isFinite(value) && (bounds !== 'both' || isAdmissible(spec, space.read(point))),
    )
    .sort((a, b) => a.value - b.value);
  if (best === undefined) {
    if (candidates.some(({ value }) => value === -Infinity))
      refuse('constant', 'y', `${etsName(spec)} fits it without error, which has no likelihood`);
    return refuse('not_converged', 'y', `${etsName(spec)} found no parameters within its bounds`);
  }
  const fit = etsAt(spec, values, toSeriesUnit(spec, space.read(best.point), unit));
  const warnings: Warning[] = [];
  if (!best.isConverged)
    warnings.push({ code: 'not_converged', detail: `the search stopped after ${maxIterations} steps` });
  if (isUnstable(spec))
    warnings.push({
      code: 'unstable_model',
      detail: 'an additive error on a multiplicative part divides by small states',
    });
  return { ...fit, warnings };
}

/** What a choice among models looks at. */
export interface EtsChoice extends EtsFitOptions {
  period?: number;
  criterion?: 'aicc' | 'aic' | 'bic';
  /** Whether multiplicative trends and unstable models compete too; both false by default. */
  allowsMultiplicativeTrend?: boolean;
  allowsUnstable?: boolean;
  /** The models that compete, such as ['ANN', 'AAdN']; all that suit the series by default. */
  models?: readonly string[];
}

/** The chosen model with every competitor's figure. */
export interface EtsSelection {
  best: EtsFit;
  /** Each model tried and its criterion, best first; a refused one carries the reason instead. */
  table: readonly { name: string; criterion: number | null; reason: string | null }[];
}

/** The models that compete for a series, simple ones first. */
export function etsCandidates(y: Float64Array, choice: EtsChoice = {}): EtsSpec[] {
  const { period = 1, models, allowsMultiplicativeTrend = false, allowsUnstable = false } = choice;
  if (models !== undefined) return models.map((text) => parseEts(text, period));
  const isPositive = y.every((value) => value > 0);
  const trends = ['N', 'A', 'Ad', ...(allowsMultiplicativeTrend ? ['M', 'Md'] : [])];
  const seasons = period > 1 && y.length >= 2 * period ? ['N', 'A', 'M'] : ['N'];
  return seasons
    .flatMap((season) =>
      trends.flatMap((trend) => ['A', 'M'].map((error) => parseEts(error + trend + season, period))),
    )
    .filter((spec) => (isPositive || !isMultiplicative(spec)) && (allowsUnstable || !isUnstable(spec)));
}

/**
 * Chooses among the ETS models by an information criterion, AICc by default. A series too short for any model's
 * AICc is refused (`too_few`).
 * Source: Hyndman, Koehler, Snyder, Grose (2002), IJF 18, 439–454.
 */
export function selectEts(y: Numbers, choice: EtsChoice = {}): EtsSelection {
  const values = takeSeries(y, 1, 4);
  if (values.every((value) => value === values[0]))
    refuse('constant', 'y', 'a constant series has no likelihood');
  const criterion = choice.criterion ?? 'aicc';
  const table: { name: string; criterion: number | null; reason: string | null }[] = [];
  let best: EtsFit | null = null;
  for (const spec of etsCandidates(values, choice)) {
    const name = etsName(spec);
    if (values.length - parameterCount(spec) - 2 <= 0) {
      table.push({ name, criterion: null, reason: 'too_few' });
      continue;
    }
    try {
      const fit = fitEts(values, spec, choice);
      table.push({ name, criterion: fit[criterion], reason: null });
      if (best === null || fit[criterion] < best[criterion]) best = fit;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      table.push({ name, criterion: null, reason: String(error.code) });
    }
  }
  if (best === null) return refuse('too_few', 'y', `no model fits ${values.length} values`);
  table.sort((a, b) => (a.criterion ?? Infinity) - (b.criterion ?? Infinity));
  return { best, table };
}
