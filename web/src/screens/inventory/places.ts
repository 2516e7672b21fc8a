import type { PlaceSpec } from '../../shell/places.ts';

export const places: readonly PlaceSpec[] = [
  { group: 'skills', to: '/orgs/$orgId/inventory', label: 'inventory', right: 'inventory:read', order: 10 },
];
