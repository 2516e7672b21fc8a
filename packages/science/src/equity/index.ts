export {
  wilsonInterval,
  isBelowShare,
  twoProportionZ,
  adverseImpact,
  type AdverseImpact,
  type AdverseImpactOptions,
  type GroupCount,
  type Proportion,
} from './proportions.ts';
export { fisherExact, type FisherTest, type OddsAlternative, type TwoByTwo } from './fisher.ts';
export { chiSquareTest, mantelHaenszel, type ChiSquareTest, type MantelHaenszel } from './tables.ts';
export { oaxacaBlinder, type GapPart, type Oaxaca, type OaxacaInput, type TwoFold } from './oaxaca.ts';
export {
  concentrationIndex,
  fractionalRanks,
  gini,
  type Concentration,
  type ConcentrationInput,
  type Gini,
} from './concentration.ts';
export { rankMobility, type Mobility, type MobilityInput } from './mobility.ts';
export {
  isDominated,
  suppressSmallCells,
  type SuppressedTable,
  type SuppressionOptions,
} from './suppression.ts';
