import type { PlaceSpec } from '../../shell/places.ts';

export const places: readonly PlaceSpec[] = [
  { group: 'organisation', to: '/orgs/$orgId/audit', label: 'audit', right: 'audit:read', order: 30 },
];
