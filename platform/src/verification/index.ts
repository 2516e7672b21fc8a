export {
  trustedIssuerSchema,
  verifySchema,
  type LogState,
  type PlainCheck,
  type Recognised,
  type Shown,
  type Surroundings,
  type TrustedIssuer,
  type Verdict,
  type VerdictWord,
  type Verification,
} from './model.ts';
export { verifyDocument, verifyUrl } from './verify.ts';
export { isProven, verdictOf } from './verdict.ts';
export { domainOf, shownOf } from './shown.ts';
export { addTrustedIssuer, listTrustedIssuers, recogniseIssuer, removeTrustedIssuer } from './trust.ts';
export {
  entryOf,
  listHistory,
  recordVerification,
  type HistoryEntry,
  type VerificationId,
} from './history.ts';
export { documentsOf } from './documents.ts';
export { errors } from './errors.ts';
