import { screen } from '../../shell/screen.ts';

export const routes = [
  screen({
    path: '/orgs/$orgId/settings',
    words: ['organisation', 'problems'],
    load: () => import('./settings.tsx'),
    component: 'Settings',
    needsAccount: true,
  }),
];
