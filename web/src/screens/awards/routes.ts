import { screen } from '../../shell/screen.ts';
import { tableSearch } from '../../parts/table/view.ts';
import { actionsView, awardSearch, awardsView, batchView, statisticsSearch } from './search.ts';

export const routes = [
  screen({
    path: '/orgs/$orgId/awards',
    words: ['awards', 'changes'],
    load: () => import('./awards.tsx'),
    component: 'Awards',
    needsAccount: true,
    search: tableSearch(awardsView),
  }),
  screen({
    path: '/orgs/$orgId/awards/new',
    words: ['awarding'],
    load: () => import('./award-one.tsx'),
    component: 'AwardOne',
    needsAccount: true,
    search: awardSearch,
  }),
  screen({
    path: '/orgs/$orgId/awards/many',
    words: ['awarding'],
    load: () => import('./award-many.tsx'),
    component: 'AwardMany',
    needsAccount: true,
    search: awardSearch,
  }),
  screen({
    path: '/orgs/$orgId/award-batches/$batchId',
    words: ['awarding', 'changes'],
    load: () => import('./batch.tsx'),
    component: 'Batch',
    needsAccount: true,
    search: tableSearch(batchView),
  }),
  screen({
    path: '/orgs/$orgId/award-actions',
    words: ['changes', 'people'],
    load: () => import('./actions.tsx'),
    component: 'Actions',
    needsAccount: true,
    search: tableSearch(actionsView),
  }),
  screen({
    path: '/orgs/$orgId/statistics',
    words: ['statistics'],
    load: () => import('./statistics.tsx'),
    component: 'Statistics',
    needsAccount: true,
    search: statisticsSearch,
  }),
];
