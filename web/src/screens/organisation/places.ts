import type { PlaceSpec } from '../../shell/places.ts';

export const places: readonly PlaceSpec[] = [
  { group: 'organisation', to: '/orgs/$orgId/settings', label: 'settings', right: 'org:manage', order: 5 },
];
