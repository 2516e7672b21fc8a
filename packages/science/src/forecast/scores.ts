import { type Numbers, refuse, requireInteger, requireLevel } from '../core/index.ts';
import { owa, scaleOf } from './accuracy.ts';
import { type Backtest, type BacktestCase } from './backtest.ts';
import { conformalMargins, conformalMinimum, type ConformalKind } from './conformal.ts';
import { wis } from './probabilistic.ts';

/** The accuracy of one method over a range of horizons. */
export interface MethodScore {
  method: string;
  /** First and last horizon, from 1. */
  horizons: readonly [number, number];
  /** Forecasts scored. */
  n: number;
  mae: number;
  rmse: number;
  smape: number;
  bias: number;
  /** Mean over the cases that have a scale; null where none has. */
  mase: number | null;
  /** Cases left out of MASE for want of a scale. */
  withoutScale: number;
  /** MASE relative to the baseline's over the same cases: below 1 where the method does better. */
  relativeMase: number | null;
  /** Against Naive2, where a method of the name `naive2` ran. */
  owa: number | null;
}

interface Sums {
  n: number;
  absolute: number;
  square: number;
  smape: number;
  bias: number;
  scaled: number;
  cases: number;
  withoutScale: number;
}

function add(
  sums: Sums,
  one: BacktestCase,
  forecast: Float64Array,
  range: readonly [number, number],
  scale: number | null,
): void {
  let absolute = 0;
  for (let h = range[0] - 1; h < range[1]; h++) {
    const [y, f] = [one.actual[h] as number, forecast[h] as number];
    const [miss, size] = [Math.abs(y - f), Math.abs(y) + Math.abs(f)];
    absolute += miss;
    sums.square += miss * miss;
    sums.smape += size === 0 ? 0 : (200 * miss) / size;
    sums.bias += f - y;
  }
  const steps = range[1] - range[0] + 1;
  sums.n += steps;
  sums.absolute += absolute;
  if (scale === null) sums.withoutScale++;
  else {
    sums.scaled += absolute / steps / scale;
    sums.cases++;
  }
}

/**
 * Scores a back-test, method by range of horizons. The MASE scale of a case is the mean absolute change over `period`
 * within its own history, with the fallback of `scaleOf`. Refuses a baseline that did not run (`unknown_level`).
 */
export function scoreBacktest(
  run: Backtest,
  options: { period?: number; horizons?: readonly (readonly [number, number])[]; baseline?: string } = {},
): MethodScore[] {
  const { period = 1, horizons = [[1, run.horizon]], baseline = run.methods[0] ?? '' } = options;
  if (!run.methods.includes(baseline))
    refuse('unknown_level', 'baseline', `"${baseline}" is not among the methods`);
  const scales = run.cases.map(({ history }) => scaleOf(history, period).value);
  return horizons.flatMap((range) => {
    requireInteger('horizons', range[0], 1, run.horizon);
    requireInteger('horizons', range[1], range[0], run.horizon);
    const scored = run.methods.map((method) => {
      const sums: Sums = {
        n: 0,
        absolute: 0,
        square: 0,
        smape: 0,
        bias: 0,
        scaled: 0,
        cases: 0,
        withoutScale: 0,
      };
      run.cases.forEach((one, i) =>
        add(sums, one, one.forecasts[method] as Float64Array, range, scales[i] ?? null),
      );
      return {
        method,
        horizons: range,
        n: sums.n,
        mae: sums.absolute / sums.n,
        rmse: Math.sqrt(sums.square / sums.n),
        smape: sums.smape / sums.n,
        bias: sums.bias / sums.n,
        mase: sums.cases === 0 ? null : sums.scaled / sums.cases,
        withoutScale: sums.withoutScale,
      };
    });
    const maseOf = (name: string): number | null =>
      scored.find(({ method }) => method === name)?.mase ?? null;
    const [base, two] = [maseOf(baseline), scored.find(({ method }) => method === 'naive2')];
    return scored.map((score) => ({
      ...score,
      relativeMase: score.mase === null || base === null || base === 0 ? null : score.mase / base,
      owa:
        two === undefined || two.mase === null || score.mase === null || !(two.mase > 0 && two.smape > 0)
          ? null
          : owa({ smape: score.smape, mase: score.mase }, { smape: two.smape, mase: two.mase }),
    }));
  });
}

/** How intervals from earlier origins did at later ones. */
export interface IntervalScore {
  level: number;
  /** Horizon, from 1. */
  horizon: number;
  n: number;
  /** Share of later values inside. */
  coverage: number;
  meanWidth: number;
  /** Weighted interval score of the forecast (as median) with this one interval. */
  wis: number;
}

/**
 * Tries split-conformal intervals as they would have been published: at each origin of a series the margins come
 * from residuals of that series whose target was known by then. Origins with too few of them are left out.
 * Refuses `out_of_range`, `unknown_level`, `too_few`.
 */
export function scoreIntervals(
  run: Backtest,
  method: string,
  options: { levels?: readonly number[]; horizons?: readonly number[]; kind?: ConformalKind } = {},
): IntervalScore[] {
  const { levels = [0.5, 0.8], horizons = [run.horizon], kind = 'symmetric' } = options;
  if (!run.methods.includes(method))
    refuse('unknown_level', 'method', `"${method}" is not among the methods`);
  levels.forEach((level) => requireLevel(level));
  return horizons.flatMap((horizon) => {
    requireInteger('horizons', horizon, 1, run.horizon);
    return levels.map((level) => {
      const least = conformalMinimum(level, kind);
      let [n, inside, width, score] = [0, 0, 0, 0];
      run.cases.forEach((one) => {
        const residuals: Numbers = run.cases
          .filter(({ series, origin }) => series === one.series && origin + horizon <= one.origin)
          .map(
            ({ actual, forecasts }) =>
              (actual[horizon - 1] as number) - (forecasts[method]?.[horizon - 1] as number),
          );
        if (residuals.length < least) return;
        const [low, high] = conformalMargins(residuals, level, kind);
        const [y, f] = [one.actual[horizon - 1] as number, one.forecasts[method]?.[horizon - 1] as number];
        n++;
        if (y >= f + low && y <= f + high) inside++;
        width += high - low;
        score += wis(y, f, [{ level, low: f + low, high: f + high }]);
      });
      if (n === 0) refuse('too_few', 'run', `no origin has ${least} earlier residuals at horizon ${horizon}`);
      return { level, horizon, n, coverage: inside / n, meanWidth: width / n, wis: score / n };
    });
  });
}
