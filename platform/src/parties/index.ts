export {
  apiKeyDraftSchema,
  departmentDraftSchema,
  departmentPatchSchema,
  emailSchema,
  invitationDraftSchema,
  nameSchema,
  staffRightDraftSchema,
  employmentDraftSchema,
  orgDraftSchema,
  orgPatchSchema,
  personDraftSchema,
  rolesSchema,
  scopesSchema,
  type ApiKey,
  type ApiKeyId,
  type AuditEntry,
  type AuditId,
  type Contact,
  type Department,
  type DepartmentId,
  type Employment,
  type EmploymentId,
  type EmploymentState,
  type InvitationId,
  type Member,
  type OauthClientId,
  type Operator,
  type Org,
  type OrgDraft,
  type OrgPatch,
  type PersonDraft,
  type PersonId,
  type ReviewId,
  type StaffRightId,
  type UserId,
} from './model.ts';
export {
  ownSpaceRights,
  rights,
  rightsIn,
  rightsOf,
  roles,
  type ApiKeyPrincipal,
  type Membership,
  type Principal,
  type Right,
  type Role,
} from './rights.ts';
export { createOrg, findOrg, findOrgBySlug, listOrgs, updateOrg } from './orgs.ts';
export { ensurePeople, findPerson } from './people.ts';
export { findContacts, listContacts, rememberContacts } from './contacts.ts';
export { type AuditFilter, listAudit, listInstanceAudit, recordAudit, recordInstanceAudit } from './audit.ts';
export { addMember, findUser, listMembers, principalOfUser, removeMember, setRoles } from './members.ts';
export { addOperator, listOperators, removeOperator } from './operators.ts';
export {
  confirmEmployment,
  endEmployment,
  isLinked,
  listEmployers,
  listEmployments,
  startEmployment,
} from './employment.ts';
export {
  authenticateApiKey,
  createApiKey,
  listApiKeys,
  revokeApiKey,
  rotateApiKey,
  type ApiKeyCheck,
} from './api-keys.ts';
export {
  accessTokenSeconds,
  authenticateAccessToken,
  createOauthClient,
  grantToken,
  isAccessToken,
  listOauthClients,
  revokeOauthClient,
  rotateOauthClient,
  type OauthClient,
  type TokenAnswer,
} from './oauth.ts';
export {
  levels,
  permissions,
  permissionsAt,
  wholeOrganisation,
  type HeldRight,
  type Level,
  type Permission,
  type Subject,
} from './permissions.ts';
export {
  findStaffRight,
  giveStaffRight,
  listPlaces,
  listStaffRights,
  noteUse,
  placeBadge,
  subjectAt,
  takeStaffRight,
  type StaffRight,
} from './staff-rights.ts';
export {
  acceptInvitation,
  invite,
  listInvitations,
  lookAtInvitation,
  resendInvitation,
  revokeInvitation,
  type Invitation,
  type InvitationState,
  type InvitationView,
} from './invitations.ts';
export { accept, type Accepted } from './accept-invitation.ts';
export {
  closeReview,
  decideReviewItem,
  findReview,
  listReviewItems,
  listReviews,
  startReview,
  type Review,
  type ReviewItem,
} from './reviews.ts';
export { contrastRatio, themeOf, type Theme } from './colours.ts';
export { languageOf, languages, type Language } from './mail-words.ts';
export {
  languageFor,
  languageSetting,
  partyJobs,
  requestLink,
  strangersOf,
  type LinkPolicy,
} from './link-requests.ts';
export {
  createRecoveryLink,
  redeemEmail,
  redeemPassword,
  redeemSignIn,
  requestEmailProof,
  tellOwner,
} from './redeem.ts';
export { createDepartment, listDepartments, removeDepartment, updateDepartment } from './departments.ts';
export { openIdentity, type Identity } from './identity.ts';
export type { Account, DeviceSession } from './account.ts';
export type { Session } from './auth-calls.ts';
export type { Caller, SignedIn } from './sign-in.ts';
export type { IdentityOptions } from './auth.ts';
export { createSetupToken, needsSetup, redeemSetupToken, setUp, type SetupInput } from './setup.ts';
export { events } from './events.ts';
export { errors } from './errors.ts';
