import { screen } from '../../shell/screen.ts';

export const routes = [
  screen({
    path: '/',
    words: ['home', 'badges', 'enter', 'begin'],
    load: () => import('./home.tsx'),
    component: 'Home',
  }),
];
