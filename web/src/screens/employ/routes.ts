import { screen } from '../../shell/screen.ts';
import { tableSearch } from '../../parts/table/view.ts';
import { gapSearch, historyView } from './search.ts';

export const routes = [
  screen({
    path: '/orgs/$orgId/verifications',
    words: ['employ', 'verify'],
    load: () => import('./history.tsx'),
    component: 'History',
    needsAccount: true,
    search: tableSearch(historyView),
  }),
  screen({
    path: '/orgs/$orgId/verifications/new',
    words: ['employ', 'verify'],
    load: () => import('./check.tsx'),
    component: 'Check',
    needsAccount: true,
  }),
  screen({
    path: '/orgs/$orgId/gap',
    words: ['employ', 'inventory'],
    load: () => import('./gap.tsx'),
    component: 'Gap',
    needsAccount: true,
    search: gapSearch,
  }),
];
