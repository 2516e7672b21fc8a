import { isId, type OrgId } from '#kernel';
import { rightsIn } from '#parties';
import { errors } from './errors.ts';
import type { Principal } from './principal.ts';
import type { Access } from './route.ts';

/**
 * Decides whether a principal may use a route, and in which tenant it then works. Who does not belong to
 * the organisation gets `not_found`, as if it did not exist. Errors: credentials_missing, person_required,
 * not_found, right_missing.
 */
export function allow(principal: Principal, access: Access, pathOrgId: string | undefined): OrgId {
  if (access === 'open') return (pathOrgId ?? '') as OrgId;
  if (principal.kind === 'none')
    throw errors.fail('credentials_missing', 'The request does not say who sends it.');
  if (access === 'account') return principal.kind === 'user' ? principal.personId : principal.orgId;
  if (access === 'person') {
    if (principal.kind === 'user') return principal.personId;
    throw errors.fail('person_required', 'An API key has no personal space.');
  }
  if (access === 'operator') {
    // Nothing of the instance lies in their own space, but a request that is done once is kept there.
    if (principal.kind === 'user' && principal.isOperator) return principal.personId;
    throw errors.fail('right_missing', 'Only an operator of this instance may do this.', { right: access });
  }
  if (pathOrgId === undefined || !isId('org', pathOrgId)) throw unseen();
  const rights = rightsIn(principal, pathOrgId);
  if (rights.size === 0) throw unseen();
  if (!rights.has(access))
    throw errors.fail('right_missing', `This needs the right ${access}.`, { right: access });
  return pathOrgId;
}

function unseen(): Error {
  return errors.fail('not_found', 'There is no such organisation, or you do not belong to it.');
}
