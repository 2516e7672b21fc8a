import type { PlaceSpec } from '../../shell/places.ts';

export const places: readonly PlaceSpec[] = [
  { group: 'organisation', to: '/orgs/$orgId/people', label: 'people', right: 'org:manage', order: 10 },
];
