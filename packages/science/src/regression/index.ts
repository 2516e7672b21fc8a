export {
  code,
  designOf,
  indicators,
  INTERCEPT,
  type Coded,
  type Design,
  type Labels,
  type Predictors,
} from './design.ts';
export { coefficient, jointTest, type Coefficient, type Fitted, type TestResult } from './coefficients.ts';
export { type CovarianceKind } from './covariance.ts';
export { linearRegression, type LinearFit, type LinearInput } from './linear-model.ts';
export { fixedEffects, type FixedEffectsFit, type FixedEffectsInput } from './fixed-effects.ts';
export { logistic } from './logit.ts';
export { logisticRegression, type LogisticFit, type LogisticInput } from './logistic.ts';
