import type { PlaceSpec } from '../../shell/places.ts';

export const places: readonly PlaceSpec[] = [
  {
    group: 'skills',
    to: '/orgs/$orgId/verifications',
    label: 'verifications',
    right: 'verifications:read',
    order: 5,
  },
  { group: 'skills', to: '/orgs/$orgId/gap', label: 'gap', right: 'inventory:read', order: 20 },
];
