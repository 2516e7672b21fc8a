import type { ViewSpec } from '../../parts/table/view.ts';

/** What the lists of programs can be narrowed to. */
export const programsView: ViewSpec = { filters: { state: ['active', 'expired', 'revoked'] }, sorts: [] };
