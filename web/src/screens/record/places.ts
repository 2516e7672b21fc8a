import type { PlaceSpec } from '../../shell/places.ts';

export const places: readonly PlaceSpec[] = [
  { group: 'own', to: '/record', label: 'record', needs: 'account', order: 10 },
];
