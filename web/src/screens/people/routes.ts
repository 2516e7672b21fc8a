import { screen } from '../../shell/screen.ts';
import { tableSearch } from '../../parts/table/view.ts';
import { membersView, plainView, reviewView, rightsView } from './search.ts';

const words = ['people', 'problems'];

export const routes = [
  screen({
    path: '/orgs/$orgId/people',
    words,
    load: () => import('./members.tsx'),
    component: 'Members',
    needsAccount: true,
    search: tableSearch(membersView),
  }),
  screen({
    path: '/orgs/$orgId/people/invitations',
    words,
    load: () => import('./invitations.tsx'),
    component: 'Invitations',
    needsAccount: true,
    search: tableSearch(plainView),
  }),
  screen({
    path: '/orgs/$orgId/people/departments',
    words,
    load: () => import('./departments.tsx'),
    component: 'Departments',
    needsAccount: true,
    search: tableSearch(plainView),
  }),
  screen({
    path: '/orgs/$orgId/people/rights',
    words,
    load: () => import('./rights.tsx'),
    component: 'Rights',
    needsAccount: true,
    search: tableSearch(rightsView),
  }),
  screen({
    path: '/orgs/$orgId/people/reviews',
    words,
    load: () => import('./reviews.tsx'),
    component: 'Reviews',
    needsAccount: true,
    search: tableSearch(plainView),
  }),
  screen({
    path: '/orgs/$orgId/people/reviews/$reviewId',
    words,
    load: () => import('./review.tsx'),
    component: 'Review',
    needsAccount: true,
    search: tableSearch(reviewView),
  }),
];
