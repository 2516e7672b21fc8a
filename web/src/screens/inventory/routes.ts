import { screen } from '../../shell/screen.ts';

export const routes = [
  screen({
    path: '/orgs/$orgId/inventory',
    words: ['inventory'],
    load: () => import('./inventory.tsx'),
    component: 'Inventory',
    needsAccount: true,
  }),
];
