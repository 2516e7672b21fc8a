import type { PlaceSpec } from '../../shell/places.ts';

export const places: readonly PlaceSpec[] = [{ group: 'open', to: '/verify', label: 'verify', order: 10 }];
