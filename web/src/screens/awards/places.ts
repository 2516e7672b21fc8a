import type { PlaceSpec } from '../../shell/places.ts';

export const places: readonly PlaceSpec[] = [
  { group: 'issue', to: '/orgs/$orgId/awards', label: 'awards', right: 'awards:read', order: 20 },
  {
    group: 'issue',
    to: '/orgs/$orgId/award-actions',
    label: 'awardActions',
    right: 'awards:revoke',
    order: 30,
  },
  { group: 'issue', to: '/orgs/$orgId/statistics', label: 'statistics', right: 'awards:issue', order: 40 },
];
