import type { OrgId } from '#kernel';
import type { ApiKeyId, OauthClientId, PersonId, UserId } from './model.ts';
import type { HeldRight } from './permissions.ts';
import { rightsOfPermissions } from './permissions.ts';

/** The roles that a member can have in an organisation; one member may have several. */
export const roles = ['issuer', 'assessor', 'learner', 'employer', 'hr', 'funder', 'registrar'] as const;

/** One of the seven roles. */
export type Role = (typeof roles)[number];

/** Everything that may be allowed; the scopes of an API key are the same words. */
export const rights = [
  'org:read',
  'org:manage',
  'badges:read',
  'badges:write',
  'assessment:read',
  'assessment:submit',
  'assessment:judge',
  'awards:read',
  'awards:issue',
  'awards:revoke',
  'stacks:read',
  'stacks:write',
  'inventory:read',
  'inventory:manage',
  'audit:read',
  'keys:manage',
  'verify',
  'verifications:read',
] as const;

/** One right. */
export type Right = (typeof rights)[number];

/** What everybody who belongs to an organisation may do in it. */
const everybody = ['org:read', 'badges:read', 'stacks:read', 'verify'] as const satisfies readonly Right[];

/**
 * What each role may do in its organisation. A learner is enrolled there and sees nobody else's work;
 * an issuer does not judge unless somebody gives them that role too.
 */
const table: Readonly<Record<Role, readonly Right[]>> = {
  issuer: [
    ...everybody,
    'org:manage',
    'badges:write',
    'assessment:read',
    'assessment:submit',
    'awards:read',
    'awards:issue',
    'awards:revoke',
    'stacks:write',
    'audit:read',
    'keys:manage',
    'verifications:read',
  ],
  assessor: [...everybody, 'assessment:read', 'assessment:submit', 'assessment:judge', 'awards:read'],
  learner: [...everybody, 'assessment:submit'],
  employer: [...everybody, 'verifications:read'],
  hr: [...everybody, 'org:manage', 'inventory:read', 'inventory:manage', 'audit:read', 'verifications:read'],
  funder: [...everybody, 'org:manage', 'audit:read'],
  registrar: [
    ...everybody,
    'org:manage',
    'assessment:read',
    'awards:read',
    'awards:issue',
    'awards:revoke',
    'stacks:write',
    'audit:read',
    'keys:manage',
    'verifications:read',
  ],
};

/** What a person may do in their own space: all that a learner may, and read what is kept there about them. */
export const ownSpaceRights: ReadonlySet<Right> = new Set<Right>([
  ...table.learner,
  'org:manage',
  'assessment:read',
  'awards:read',
  'audit:read',
  'verifications:read',
]);

/** The rights of a set of roles together. */
export function rightsOf(held: Iterable<Role>): ReadonlySet<Right> {
  const result = new Set<Right>();
  for (const role of held) for (const right of table[role]) result.add(right);
  return result;
}

/** What a user holds in one organisation. */
export interface Membership {
  readonly orgId: OrgId;
  readonly roles: readonly Role[];
  /** Rights in the organisation, a department or a badge, beside the roles. */
  readonly staffRights?: readonly HeldRight[];
}

/** A signed-in user, or a program with an API key. */
export type Principal =
  | {
      readonly kind: 'user';
      readonly userId: UserId;
      readonly personId: PersonId;
      /** Whether they run the instance; that gives no right in any organisation. */
      readonly isOperator: boolean;
      readonly memberships: readonly Membership[];
    }
  | ApiKeyPrincipal;

/** A program that showed a valid API key, or an access token of an OAuth client. */
export interface ApiKeyPrincipal {
  readonly kind: 'apiKey';
  readonly keyId: ApiKeyId | OauthClientId;
  readonly orgId: OrgId;
  readonly scopes: readonly Right[];
}

const nothing: ReadonlySet<Right> = new Set();

/** What a principal may do in one tenant; an empty set is answered with 404, never with 403. */
export function rightsIn(principal: Principal, orgId: OrgId): ReadonlySet<Right> {
  if (principal.kind === 'apiKey') return principal.orgId === orgId ? new Set(principal.scopes) : nothing;
  if (principal.personId === orgId) return ownSpaceRights;
  const result = new Set<Right>();
  for (const { roles: held, staffRights = [] } of principal.memberships.filter((m) => m.orgId === orgId)) {
    for (const right of rightsOf(held)) result.add(right);
    // Whoever holds a right in a part of the organisation belongs to it, and sees what everybody there sees.
    if (staffRights.length > 0) for (const right of everybody) result.add(right);
    for (const right of rightsOfPermissions(staffRights)) result.add(right);
  }
  return result;
}

/** The scopes that go beyond what their maker may do; empty when the key may be made. */
export function scopesBeyond(scopes: readonly Right[], maker: ReadonlySet<Right>): Right[] {
  return scopes.filter((scope) => !maker.has(scope));
}
