import { screen } from '../../shell/screen.ts';
import { tableSearch } from '../../parts/table/view.ts';
import { queueView, submissionsView } from './search.ts';

export const routes = [
  screen({
    path: '/orgs/$orgId/queue',
    words: ['assess'],
    load: () => import('./queue.tsx'),
    component: 'Queue',
    needsAccount: true,
    search: tableSearch(queueView),
  }),
  screen({
    path: '/orgs/$orgId/submissions',
    words: ['assess'],
    load: () => import('./queue.tsx'),
    component: 'Submissions',
    needsAccount: true,
    search: tableSearch(submissionsView),
  }),
  screen({
    path: '/orgs/$orgId/submissions/$submissionId',
    words: ['assess', 'problems'],
    load: () => import('./submission.tsx'),
    component: 'SubmissionScreen',
    needsAccount: true,
    search: tableSearch(queueView),
  }),
];
