import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  redirect,
  type AnyRouter,
} from '@tanstack/react-router';
import { meQuery } from './api/session.ts';
import { Awards, awardsSearch } from './screens/awards.tsx';
import { Badges, badgesSearch } from './screens/badges.tsx';
import { Broken, Missing } from './screens/missing.tsx';
import { Home } from './screens/home.tsx';
import { Inventory } from './screens/inventory.tsx';
import { Record } from './screens/record.tsx';
import { SignIn, signInSearch } from './screens/sign-in.tsx';
import { Verify } from './screens/verify.tsx';
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
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router takes a thrown redirect
    throw redirect({ to: '/sign-in', search: { next: location.href } });
}

const routes = [
  createRoute({ ...at, path: '/', component: Home }),
  createRoute({ ...at, path: '/verify', component: Verify }),
  createRoute({ ...at, path: '/badges', component: Badges, validateSearch: badgesSearch }),
  createRoute({ ...at, path: '/sign-in', component: SignIn, validateSearch: signInSearch }),
  createRoute({ ...at, path: '/record', component: Record, beforeLoad: requireAccount }),
  createRoute({
    ...at,
    path: '/orgs/$orgId/awards',
    component: Awards,
    validateSearch: awardsSearch,
    beforeLoad: requireAccount,
  }),
  createRoute({ ...at, path: '/orgs/$orgId/inventory', component: Inventory, beforeLoad: requireAccount }),
];

/** Every screen by its address. */
export function makeRouter(queries: QueryClient): AnyRouter {
  return createRouter({
    routeTree: root.addChildren(routes),
    context: { queries },
    scrollRestoration: true,
    defaultPreload: 'intent',
  });
}
