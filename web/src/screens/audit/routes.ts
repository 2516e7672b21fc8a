import { screen } from '../../shell/screen.ts';
import { tableSearch } from '../../parts/table/view.ts';
import { auditView } from './search.ts';

export const routes = [
  screen({
    path: '/orgs/$orgId/audit',
    words: ['audit', 'people'],
    load: () => import('./audit.tsx'),
    component: 'Audit',
    needsAccount: true,
    search: tableSearch(auditView),
  }),
];
