import type { PlaceSpec } from '../../shell/places.ts';

export const places: readonly PlaceSpec[] = [
  { group: 'organisation', to: '/orgs/$orgId/programs', label: 'programs', right: 'keys:manage', order: 20 },
];
