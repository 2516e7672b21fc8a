import type { ViewSpec } from '../../parts/table/index.ts';

/** Where a submission stands. */
export const states = ['submitted', 'returned', 'decided'] as const;

/** The queue can be narrowed to one badge; its order is that of waiting. */
export const queueView: ViewSpec = { filters: { badgeId: 'text' }, sorts: [] };

/** All submissions can be narrowed to one badge, one state or one person. */
export const submissionsView: ViewSpec = {
  filters: { badgeId: 'text', state: states, personId: 'text' },
  sorts: [],
};
