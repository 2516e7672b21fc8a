import type { PlaceSpec } from '../../shell/places.ts';

export const places: readonly PlaceSpec[] = [
  { group: 'assess', to: '/orgs/$orgId/queue', label: 'queue', right: 'assessment:judge', order: 10 },
  {
    group: 'assess',
    to: '/orgs/$orgId/submissions',
    label: 'submissions',
    right: 'assessment:read',
    order: 20,
  },
];
