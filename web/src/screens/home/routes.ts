import { screen } from '../../shell/screen.ts';

export const routes = [
  screen({
    path: '/',
    words: ['home', 'badges', 'enter'],
    load: () => import('./home.tsx'),
    component: 'Home',
  }),
];
