import { screen } from '../../shell/screen.ts';

const openMail = (search: Record<string, unknown>): { open?: string } =>
  typeof search['open'] === 'string' ? { open: search['open'] } : {};

export const routes = [
  screen({
    path: '/account',
    words: ['account', 'enter'],
    load: () => import('./account.tsx'),
    component: 'Account',
    needsAccount: true,
  }),
  screen({
    path: '/mailbox',
    words: ['account'],
    load: () => import('./mailbox.tsx'),
    component: 'Mailbox',
    needsAccount: true,
    search: openMail,
  }),
  screen({
    path: '/instance/mailbox',
    words: ['account'],
    load: () => import('./mailbox.tsx'),
    component: 'InstanceMailbox',
    needsAccount: true,
    search: openMail,
  }),
];
