import { screen } from '../../shell/screen.ts';

export const routes = [
  screen({ path: '/verify', words: ['verify'], load: () => import('./verify.tsx'), component: 'Verify' }),
];
