import type { PlaceSpec } from '../../shell/places.ts';

export const places: readonly PlaceSpec[] = [
  { group: 'own', to: '/next', label: 'next', needs: 'account', order: 20 },
  { group: 'own', to: '/sharing', label: 'sharing', needs: 'account', order: 30 },
];
