import type { Permission } from '#parties';
import type { Route } from './route.ts';

/** What may be managed by whoever manages a department or a badge alone. */
const partsOnly =
  /\/(staff-rights(\/\{rightId\})?|departments\/\{departmentId\}|badges\/\{badgeId\}\/department)$/;

/**
 * The staff right that opens a route to somebody whose roles do not: what it does to the badge, award or
 * submission that it names. Null where only roles count, and for what everybody in the organisation sees.
 */
export function permissionOf(route: Pick<Route, 'access' | 'method' | 'path'>): Permission | null {
  switch (route.access) {
    case 'badges:write':
    case 'stacks:write':
      if (/\/publish$/.test(route.path)) return 'sign';
      if (/\/retire$/.test(route.path) || route.method === 'delete') return 'delete';
      return route.method === 'post' && /\/(badges|stacks)$/.test(route.path) ? 'create' : 'update';
    case 'assessment:read':
    case 'awards:read':
      return 'read';
    case 'assessment:submit':
    case 'assessment:judge':
    case 'awards:issue':
      return 'award';
    case 'awards:revoke':
      return 'sign';
    case 'org:manage':
      // Members and invitations carry roles of the whole organisation: no part of it can give those.
      return partsOnly.test(route.path) ? 'manage' : null;
    default:
      return null;
  }
}
