import type { PlaceSpec } from '../../shell/places.ts';

export const places: readonly PlaceSpec[] = [
  { group: 'open', to: '/badges', label: 'badges', order: 20 },
  { group: 'issue', to: '/orgs/$orgId/badges', label: 'ownBadges', right: 'badges:write', order: 10 },
];
