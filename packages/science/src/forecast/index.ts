export { type Forecast, type Forecaster } from './series.ts';
export { drift, movingMean, naive, seasonalNaive } from './naive.ts';
export {
  autocorrelation,
  centredMovingAverage,
  classicalDecomposition,
  type Decomposition,
  type Deseasonalised,
  deseasonalise,
  type SeasonalityTest,
  seasonalityTest,
} from './seasonality.ts';
export { ses, type SesForecast } from './ses.ts';
export { dampedTrend, holt, type TrendForecast } from './holt.ts';
export * from './ets/index.ts';
export { naive2, onAdjusted, theta, type ThetaForm } from './theta.ts';
export { stl, type StlOptions, type StlParts } from './stl.ts';
export { mstl, mstlForecast, type MstlOptions, type MstlParts } from './mstl.ts';
export { comb, type Combination, combine } from './combine.ts';
export {
  bias,
  brier,
  mae,
  mape,
  mase,
  owa,
  reliability,
  type ReliabilityBin,
  rmse,
  rmsse,
  type Scale,
  scaleOf,
  type Scores,
  smape,
} from './accuracy.ts';
export { coverage, crpsFromQuantiles, type Interval, intervalScore, pinball, wis } from './probabilistic.ts';
export { type AccuracyTest, type Alternative, clarkWest, dieboldMariano, placeboP } from './compare.ts';
export { applyRule, fitRule, type LinearRule } from './ridge.ts';
export {
  directBacktest,
  type DirectBacktest,
  directDesign,
  type DirectDesign,
  directForecast,
  type DirectForecast,
  type DirectSpec,
  rollingPenalty,
  type Signal,
} from './direct.ts';
export { crossCorrelation, leadCheck, type LeadCheck } from './lead.ts';
export { type Skill, skillOf } from './skill.ts';
export { circularShift, signalTest, type SignalTest, type SignalTestOptions } from './signal-test.ts';
export {
  conformalBands,
  type ConformalKind,
  conformalMargins,
  conformalMinimum,
  conformalQuantiles,
} from './conformal.ts';
export {
  asKnownAt,
  backtest,
  type Backtest,
  type BacktestCase,
  type BacktestOptions,
  type BacktestRefusal,
  enoughHistory,
  type Observation,
} from './backtest.ts';
export { type IntervalScore, type MethodScore, scoreBacktest, scoreIntervals } from './scores.ts';
export {
  type Hierarchy,
  reconcile,
  type Reconciled,
  type Reconciliation,
  shrinkCovariance,
  type ShrunkCovariance,
  summingMatrix,
} from './reconcile.ts';
