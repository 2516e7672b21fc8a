import { screen } from '../../shell/screen.ts';
import { tableSearch } from '../../parts/table/view.ts';
import { badgesSearch, openSearch, ownBadgesView } from './search.ts';

export const routes = [
  screen({
    path: '/badges',
    words: ['badges'],
    load: () => import('./badges.tsx'),
    component: 'Badges',
    search: badgesSearch,
  }),
  screen({
    path: '/orgs/$orgId/badges',
    words: ['ownbadges'],
    load: () => import('./own-badges.tsx'),
    component: 'OwnBadges',
    needsAccount: true,
    search: tableSearch(ownBadgesView),
  }),
  screen({
    path: '/orgs/$orgId/badges/new',
    words: ['editor', 'ownbadges'],
    load: () => import('./new-badge.tsx'),
    component: 'NewBadge',
    needsAccount: true,
  }),
  screen({
    path: '/orgs/$orgId/badges/$badgeId',
    words: ['ownbadges', 'editor'],
    load: () => import('./own-badge.tsx'),
    component: 'OwnBadge',
    needsAccount: true,
    search: openSearch,
  }),
  screen({
    path: '/orgs/$orgId/badges/$badgeId/edit',
    words: ['editor', 'maker'],
    load: () => import('./editor.tsx'),
    component: 'Editor',
    needsAccount: true,
  }),
  screen({
    path: '/orgs/$orgId/badges/$badgeId/publish',
    words: ['editor', 'ownbadges'],
    load: () => import('./publish.tsx'),
    component: 'Publish',
    needsAccount: true,
  }),
];
