export {
  effectiveSize,
  propensityScores,
  propensityWeights,
  type Estimand,
  type PropensityWeights,
} from './propensity.ts';
export { balanceTable, type Balance } from './balance.ts';
export {
  aipwEffect,
  attEffect,
  weightedDifference,
  type EffectEstimate,
  type EffectInput,
} from './cross-section.ts';
export { type AttMethod } from './two-group.ts';
export { matchedEffect, nearestMatches, type Match, type MatchOn, type MatchOptions } from './matching.ts';
export { firstCrossing, type Panel, type PanelInput } from './panel.ts';
export {
  groupTimeEffects,
  type GroupTimeEffect,
  type GroupTimeEffects,
  type GroupTimeOptions,
} from './group-time.ts';
export { aggregateEffects, type AggregatedEffect, type Aggregation } from './aggregate.ts';
export { twoWayFixedEffects, type TwoWayFixedEffects } from './two-way.ts';
export {
  blockBootstrap,
  permutationTest,
  placeboTest,
  shuffleAdoption,
  type Blocks,
  type Bootstrap,
  type PermutationTest,
} from './resampling.ts';
export { asRiskRatio, eValue, minimumDetectableEffect, proportionsError } from './sensitivity.ts';
export {
  compareAtThreshold,
  compareGroups,
  exposureRateRatio,
  type Comparison,
  type ExposureRates,
} from './comparison.ts';
