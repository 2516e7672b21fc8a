import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type AnyRouter,
} from '@tanstack/react-router';
import { meQuery } from './api/session.ts';
import { Home } from './screens/home.tsx';
import { Broken, Missing } from './screens/missing.tsx';
import { awardsSearch, badgesSearch, signInSearch } from './search.ts';
import { Shell } from './shell/shell.tsx';

interface Context {
  readonly queries: QueryClient;
}

const root = createRootRouteWithContext<Context>()({
  component: Shell,
  notFoundComponent: Missing,
  errorComponent: Broken,
});

const at = { getParentRoute: () => root };

async function requireAccount({
  context,
  location,
}: {
  context: Context;
  location: { href: string };
}): Promise<void> {
  if ((await context.queries.ensureQueryData(meQuery)) === null)
    throw redirect({ to: '/sign-in', search: { next: location.href } });
}

const routes = [
  createRoute({ ...at, path: '/', component: Home }),
  createRoute({
    ...at,
    path: '/verify',
    component: lazyRouteComponent(() => import('./screens/verify.tsx'), 'Verify'),
  }),
  createRoute({
    ...at,
    path: '/badges',
    component: lazyRouteComponent(() => import('./screens/badges.tsx'), 'Badges'),
    validateSearch: badgesSearch,
  }),
  createRoute({
    ...at,
    path: '/sign-in',
    component: lazyRouteComponent(() => import('./screens/sign-in.tsx'), 'SignIn'),
    validateSearch: signInSearch,
  }),
  createRoute({
    ...at,
    path: '/setup',
    component: lazyRouteComponent(() => import('./screens/setup.tsx'), 'SetUp'),
  }),
  createRoute({
    ...at,
    path: '/record',
    component: lazyRouteComponent(() => import('./screens/record.tsx'), 'Record'),
    beforeLoad: requireAccount,
  }),
  createRoute({
    ...at,
    path: '/orgs/$orgId/awards',
    component: lazyRouteComponent(() => import('./screens/awards.tsx'), 'Awards'),
    validateSearch: awardsSearch,
    beforeLoad: requireAccount,
  }),
  createRoute({
    ...at,
    path: '/orgs/$orgId/inventory',
    component: lazyRouteComponent(() => import('./screens/inventory.tsx'), 'Inventory'),
    beforeLoad: requireAccount,
  }),
];

/** Every screen by its address; only the start page is part of the first load. */
export function makeRouter(queries: QueryClient): AnyRouter {
  return createRouter({
    routeTree: root.addChildren(routes),
    context: { queries },
    scrollRestoration: true,
    defaultPreload: 'intent',
  });
}
