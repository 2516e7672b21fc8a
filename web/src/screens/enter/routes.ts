import { screen } from '../../shell/screen.ts';
import { signInSearch } from './search.ts';

export const routes = [
  screen({
    path: '/sign-in',
    words: ['enter'],
    load: () => import('./sign-in.tsx'),
    component: 'SignIn',
    search: signInSearch,
  }),
  screen({
    path: '/sign-in/mail',
    words: ['enter'],
    load: () => import('./ask-for-link.tsx'),
    component: 'AskForLink',
  }),
  screen({
    path: '/sign-in/forgotten',
    words: ['enter'],
    load: () => import('./ask-for-link.tsx'),
    component: 'AskForReset',
  }),
  screen({
    path: '/sign-in/link',
    words: ['enter'],
    load: () => import('./redeem.tsx'),
    component: 'SignInLink',
  }),
  screen({
    path: '/sign-in/password',
    words: ['enter'],
    load: () => import('./redeem.tsx'),
    component: 'NewPassword',
  }),
  screen({
    path: '/account/email',
    words: ['enter'],
    load: () => import('./redeem.tsx'),
    component: 'ProveEmail',
  }),
  screen({
    path: '/invitation',
    words: ['enter'],
    load: () => import('./invitation.tsx'),
    component: 'Invitation',
  }),
  screen({ path: '/setup', words: ['enter'], load: () => import('./setup.tsx'), component: 'SetUp' }),
];
