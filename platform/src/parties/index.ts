export {
  apiKeyDraftSchema,
  departmentDraftSchema,
  emailSchema,
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
  type Member,
  type Operator,
  type Org,
  type OrgDraft,
  type OrgPatch,
  type PersonDraft,
  type PersonId,
  type UserId,
} from './model.ts';
export {
  ownSpaceRights,
  rights,
  rightsIn,
  rightsOf,
  roles,
  type ApiKeyPrincipal,
  type Principal,
  type Right,
  type Role,
} from './rights.ts';
export { createOrg, findOrg, findOrgBySlug, listOrgs, updateOrg } from './orgs.ts';
export { ensurePeople, findPerson } from './people.ts';
export { findContacts, listContacts, rememberContacts } from './contacts.ts';
export { listAudit, listInstanceAudit, recordAudit, recordInstanceAudit } from './audit.ts';
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
export { authenticateApiKey, createApiKey, listApiKeys, revokeApiKey, type ApiKeyCheck } from './api-keys.ts';
export { createDepartment, listDepartments } from './departments.ts';
export { openIdentity, type Identity, type Session } from './identity.ts';
export type { IdentityOptions } from './auth.ts';
export { createSetupToken, needsSetup, redeemSetupToken, setUp, type SetupInput } from './setup.ts';
export { events } from './events.ts';
export { errors } from './errors.ts';
