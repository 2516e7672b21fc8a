export {
  fitTracing,
  traceKnowledge,
  type Trace,
  type TracingBounds,
  type TracingFit,
  type TracingParameters,
} from './tracing.ts';
export { raschConditional, raschJoint, type RaschFit } from './rasch.ts';
export { abilityEap, abilityMle, type ItemCurve } from './ability.ts';
export { fitTwoParameter, type FittedItem, type MarginalFit } from './two-parameter.ts';
export { recency } from './recency.ts';
export { fitPractice, predictPractice, type PracticeModel } from './baseline.ts';
export { areaUnderCurve, calibration, logLoss, type Calibration, type CalibrationBand } from './scoring.ts';
export {
  cohenKappa,
  fleissKappa,
  krippendorffAlpha,
  type Agreement,
  type AgreementOptions,
  type AlphaMetric,
} from './agreement.ts';
