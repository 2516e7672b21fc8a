export { createMemory, type DocumentMemory } from './memory.ts';
export { verify, type VerifyOptions } from './verify.ts';
export { prepare, complete, issue, type IssueOptions, type PrepareOptions, type Prepared } from './issue.ts';
export { present, type PresentOptions } from './present.ts';
export { bakePng, bakeSvg } from './images/index.ts';
export type { FetchLike } from './fetch.ts';
export { CredentialRefused } from './refusal.ts';
export {
  ALL_SUITES,
  DEFAULT_LIMITS,
  type Limits,
  type SuiteName,
  type VerificationPolicy,
} from './policy.ts';
export {
  CHECK_ORDER,
  FAILURE_CODES,
  FORMATS,
  type CheckId,
  type FailureCode,
  type Format,
  type ProofFinding,
  type Securing,
  type VerificationCheck,
  type VerificationReport,
} from './report.ts';
export type { Signer, SignerAlgorithm } from './signer.ts';
