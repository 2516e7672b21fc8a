import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, ask } from '../../api/client.ts';
import type { Membership } from '../../shell/places.ts';

/** How far an organisation is on the way to its first credential, as the server reads it from what is there. */
export function firstStepsQuery(orgId: string) {
  return queryOptions({
    queryKey: ['first-steps', orgId],
    queryFn: () => ask(api.GET('/api/v1/orgs/{orgId}/first-steps', { params: { path: { orgId } } })),
    // Whoever has awarded more than once is led no more, whatever happens later.
    staleTime: ({ state }) => (state.data?.next === null ? Infinity : 0),
  });
}

/** The same as data. */
export type FirstSteps = NonNullable<
  Awaited<ReturnType<NonNullable<ReturnType<typeof firstStepsQuery>['queryFn']>>>
>;

/** Whether somebody can go the whole way in an organisation: brand, badge and award. */
export function mayLead(org: Membership | null): org is Membership {
  return ['org:manage', 'badges:write', 'awards:issue'].every((right) => org?.rights.includes(right));
}

/** How far the organisation is, for whoever can go on; null for everybody else and once it needs no leading. */
export function useFirstSteps(org: Membership | null): {
  readonly steps: FirstSteps | null;
  readonly isReady: boolean;
} {
  const found = useQuery({ ...firstStepsQuery(org?.orgId ?? ''), enabled: mayLead(org) });
  const isReady = !mayLead(org) || found.data !== undefined || found.error !== null;
  return { steps: found.data?.next == null ? null : found.data, isReady };
}

/** After a step was done: back to the home with its next one while there is one, else to where the form leads anyway. */
export function useWayOn(org: Membership | null): (otherwise: () => Promise<void>) => Promise<void> {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async (otherwise) => {
    // What a note said of the step is not said any more.
    queries.removeQueries({ queryKey: ['home'] });
    const steps = mayLead(org)
      ? await queries.fetchQuery(firstStepsQuery(org.orgId)).catch(() => null)
      : null;
    if (steps?.next == null) await otherwise();
    else await navigate({ to: '/' });
  };
}
