import type { ViewSpec } from '../../parts/table/view.ts';
import { permissionNames, roleNames } from './data.ts';

/** What the list of members can be narrowed to. */
export const membersView: ViewSpec = { filters: { words: 'text', role: roleNames }, sorts: [] };

/** The other lists are short or come in their own order. */
export const plainView: ViewSpec = { filters: {}, sorts: [] };

/** What the list of staff rights can be narrowed to. */
export const rightsView: ViewSpec = {
  filters: { words: 'text', level: ['organisation', 'department', 'badge'], permission: permissionNames },
  sorts: [],
};

/** What the rows of an access review can be narrowed to. */
export const reviewView: ViewSpec = {
  filters: {
    state: ['open', 'confirmed', 'withdrawn'],
    kind: ['role', 'staff_right', 'api_key', 'oauth_client'],
  },
  sorts: [],
};
