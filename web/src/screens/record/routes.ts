import { screen } from '../../shell/screen.ts';

export const routes = [
  screen({
    path: '/record',
    words: ['record'],
    load: () => import('./record.tsx'),
    component: 'Record',
    needsAccount: true,
  }),
];
