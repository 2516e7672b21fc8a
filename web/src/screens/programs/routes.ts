import { screen } from '../../shell/screen.ts';
import { tableSearch } from '../../parts/table/view.ts';
import { programsView } from './search.ts';

const words = ['programs', 'people', 'problems'];

export const routes = [
  screen({
    path: '/orgs/$orgId/programs',
    words,
    load: () => import('./programs.tsx'),
    component: 'ApiKeys',
    needsAccount: true,
    search: tableSearch(programsView),
  }),
  screen({
    path: '/orgs/$orgId/programs/clients',
    words,
    load: () => import('./programs.tsx'),
    component: 'OauthClients',
    needsAccount: true,
    search: tableSearch(programsView),
  }),
  screen({
    path: '/orgs/$orgId/programs/new',
    words,
    load: () => import('./new-program.tsx'),
    component: 'NewApiKey',
    needsAccount: true,
  }),
  screen({
    path: '/orgs/$orgId/programs/clients/new',
    words,
    load: () => import('./new-program.tsx'),
    component: 'NewOauthClient',
    needsAccount: true,
  }),
];
