import type { QueryClient } from '@tanstack/react-query';
import { createRouter, type AnyRoute, type AnyRouter } from '@tanstack/react-router';
import { root } from './shell/screen.ts';

// Every area lists its own screens in `screens/<area>/routes.ts`; a new area needs no line here.
const areas = import.meta.glob<{ readonly routes: readonly AnyRoute[] }>('./screens/*/routes.ts', {
  eager: true,
});

/** Every screen by its address; none but the frame is part of the first load. */
export function makeRouter(queries: QueryClient): AnyRouter {
  return createRouter({
    routeTree: root.addChildren(Object.values(areas).flatMap(({ routes }) => [...routes])),
    context: { queries },
    scrollRestoration: true,
    defaultPreload: 'intent',
  });
}
