import { useRouterState } from '@tanstack/react-router';

/** The organisation whose desk the address names. */
export function useOrgId(): string {
  return useRouterState({
    select: (state) => /^\/orgs\/([^/]+)/.exec(state.location.pathname)?.[1] ?? '',
  });
}
