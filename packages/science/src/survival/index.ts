export { type RiskTable, type TimesInput } from './risk-table.ts';
export {
  kaplanMeier,
  kaplanMeierByGroup,
  restrictedMean,
  restrictedMeanDifference,
  survivalAt,
  survivalQuantile,
  type IntervalScale,
  type KaplanMeierInput,
  type SurvivalCurve,
  type SurvivalQuantile,
} from './kaplan-meier.ts';
export { logRank, type GroupEvents, type LogRankInput, type LogRankResult } from './log-rank.ts';
export { coxRegression, type CoxCoefficient, type CoxFit } from './cox.ts';
export { type CoxInput, type Ties } from './cox-data.ts';
export { baselineHazard, coxResiduals, type BaselineHazard, type CoxResiduals } from './cox-residuals.ts';
export { type Concordance } from './concordance.ts';
export { proportionalHazards, type ProportionalHazards, type TimeTransform } from './proportional-hazards.ts';
export {
  aalenJohansen,
  incidenceAt,
  type CompetingRisks,
  type CompetingRisksInput,
  type CumulativeIncidence,
} from './aalen-johansen.ts';
export {
  discreteHazard,
  naturalSpline,
  personPeriods,
  splitAtSwitch,
  survivalOfHazard,
  type Baseline,
  type DiscreteHazardFit,
  type DiscreteHazardInput,
  type PersonPeriods,
  type SubjectsInput,
  type SwitchIntervals,
} from './discrete-time.ts';
export { type TimeDistribution } from './log-time.ts';
export {
  acceleratedFailure,
  timeQuantile,
  type AcceleratedFit,
  type AcceleratedInput,
  type TimeCoefficient,
} from './accelerated-failure.ts';
