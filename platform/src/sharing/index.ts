export {
  consentSchema,
  visibilitySchema,
  type Consent,
  type ConsentId,
  type CredentialFile,
  type OwnCredential,
  type PublicCredential,
  type Share,
  type SharedAlignment,
  type ShareState,
  type View,
  type ViewId,
  type Visibility,
} from './model.ts';
export { receive } from './receive.ts';
export {
  credentialFile,
  findCredential,
  listCredentials,
  publicCredential,
  setVisibility,
} from './credentials.ts';
export { endConsent, grantConsent, listConsents, sharingJobs } from './consent.ts';
export { listShares, listViews, openShare, recordView } from './views.ts';
export {
  claim,
  declineClaim,
  listClaimMails,
  lookAtClaim,
  sendClaimLink,
  takeClaim,
  type ClaimMail,
  type ClaimView,
} from './claim.ts';
export { listReach, type IssuerReach } from './reach.ts';
export { countShare, countUse, issuerOfShare, listTallies, type TallyRow } from './tally.ts';
export { errors } from './errors.ts';
