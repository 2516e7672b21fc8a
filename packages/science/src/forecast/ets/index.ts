export {
  type ComponentKind,
  type ErrorKind,
  type EtsParameters,
  type EtsSpec,
  etsName,
  isUnstable,
  parameterCount,
  parseEts,
} from './spec.ts';
export { type EtsBounds, discountRadius, isAdmissible, isUsual } from './bounds.ts';
export { etsLogLikelihood } from './recursion.ts';
export {
  type EtsChoice,
  type EtsFit,
  type EtsFitOptions,
  type EtsSelection,
  etsAt,
  etsCandidates,
  fitEts,
  selectEts,
} from './fit.ts';
export {
  type Band,
  type EtsForecast,
  ets,
  etsBands,
  etsVariance,
  hasClosedVariance,
  predictEts,
  simulateEts,
} from './predict.ts';
