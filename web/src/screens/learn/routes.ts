import { screen } from '../../shell/screen.ts';

export const routes = [
  screen({
    path: '/record/$uuid',
    words: ['learn', 'record', 'verify'],
    load: () => import('./credential.tsx'),
    component: 'CredentialScreen',
    needsAccount: true,
  }),
  screen({
    path: '/next',
    words: ['learn'],
    load: () => import('./next.tsx'),
    component: 'Next',
    needsAccount: true,
  }),
  screen({
    path: '/hand-in/$issuerId/$badgeId',
    words: ['learn', 'problems'],
    load: () => import('./hand-in.tsx'),
    component: 'HandIn',
    needsAccount: true,
  }),
  screen({
    path: '/sharing',
    words: ['learn'],
    load: () => import('./sharing.tsx'),
    component: 'Sharing',
    needsAccount: true,
  }),
  screen({
    path: '/sharing/new',
    words: ['learn', 'problems'],
    load: () => import('./share-form.tsx'),
    component: 'ShareForm',
    needsAccount: true,
  }),
  screen({
    path: '/claim',
    words: ['learn', 'enter', 'problems'],
    load: () => import('./claim.tsx'),
    component: 'Claim',
  }),
];
