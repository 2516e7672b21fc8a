import type { PlaceSpec } from '../../shell/places.ts';

export const places: readonly PlaceSpec[] = [
  { group: 'account', to: '/account', label: 'account', needs: 'account', order: 10 },
  { group: 'account', to: '/mailbox', label: 'mailbox', needs: 'account', order: 20 },
  { group: 'instance', to: '/instance/mailbox', label: 'instanceMailbox', needs: 'operator', order: 90 },
];
