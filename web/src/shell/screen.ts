import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  redirect,
  type AnyRoute,
} from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { meQuery } from '../api/session.ts';
import { loadWords } from '../words/index.ts';
import { Broken, Missing } from './missing.tsx';
import { Shell } from './shell.tsx';

/** What every route is handed. */
export interface Context {
  readonly queries: QueryClient;
}

/** The frame that every screen stands in. */
export const root = createRootRouteWithContext<Context>()({
  component: Shell,
  notFoundComponent: Missing,
  errorComponent: Broken,
});

type Components<M> = { [K in keyof M]: M[K] extends () => ReactNode ? K : never }[keyof M] & string;

/** One screen: where it is, which words it needs, and which export of which file draws it. */
export interface ScreenSpec<M> {
  /** Such as `/orgs/$orgId/awards`. */
  readonly path: string;
  /** Areas of words (`words/en/<area>.ts`) that it needs beside the frame's own. */
  readonly words: readonly string[];
  readonly load: () => Promise<M>;
  readonly component: Components<M>;
  /** Whether a visitor is led to the sign-in page first, and back here afterwards. */
  readonly needsAccount?: boolean;
  /** Reads what stands behind the `?`; what it leaves out is dropped from the address. */
  readonly search?: (search: Record<string, unknown>) => object;
}

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

/** Makes the route of a screen; its code and its words are fetched together when it is opened. */
export function screen<M>(spec: ScreenSpec<M>): AnyRoute {
  const { path, words, load, component, needsAccount = false, search } = spec;
  return createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(load as () => Promise<Record<string, () => ReactNode>>, component),
    loader: () => loadWords(...words),
    ...(search === undefined ? {} : { validateSearch: search }),
    ...(needsAccount ? { beforeLoad: requireAccount } : {}),
  });
}
