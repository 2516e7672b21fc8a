import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, ask } from '../../api/client.ts';

/** A submission as a list shows it. */
export interface SubmissionRow {
  readonly submissionId: string;
  readonly badgeId: string;
  readonly version: number;
  readonly personId: string;
  readonly person: { readonly name: string; readonly email: string } | null;
  readonly attempt: number;
  readonly round: number;
  readonly state: 'submitted' | 'returned' | 'decided';
  readonly isSynthetic: boolean;
  readonly submittedAt: string;
}

/** How many waiting submissions are looked at to find the next one. */
const queueLimit = 200;

/** What waits for a decision, the longest waiting first; of one badge where it is named. */
export function queueQuery(orgId: string, badgeId: string | undefined) {
  return queryOptions({
    queryKey: ['submissions', orgId, 'next', badgeId ?? ''],
    queryFn: () =>
      ask(
        api.GET('/api/v1/orgs/{orgId}/submissions', {
          params: {
            path: { orgId },
            query: { queue: 'true', limit: queueLimit, ...(badgeId === undefined ? {} : { badgeId }) },
          },
        }),
      ),
  });
}

/** One submission with its evidence and its decision; asked again while it is open, since others work on it, too. */
export function submissionQuery(orgId: string, submissionId: string) {
  return queryOptions({
    queryKey: ['submissions', orgId, 'one', submissionId],
    queryFn: () =>
      ask(
        api.GET('/api/v1/orgs/{orgId}/submissions/{submissionId}', {
          params: { path: { orgId, submissionId } },
        }),
      ),
    refetchInterval: 20_000,
  });
}

/** The rubric that a submission is judged by: that of exactly its version. */
export function rubricQuery(orgId: string, badgeId: string, version: number) {
  return queryOptions({
    queryKey: ['rubric', orgId, badgeId, version],
    queryFn: () =>
      ask(
        api.GET('/api/v1/orgs/{orgId}/badges/{badgeId}/versions/{version}/rubric', {
          params: { path: { orgId, badgeId, version } },
        }),
      ),
    staleTime: 60_000,
  });
}

/** The names of an organisation's badges by their ids. */
export function useBadgeNames(orgId: string): ReadonlyMap<string, string> {
  const badges = useQuery({
    queryKey: ['badge-names', orgId],
    queryFn: async () => {
      const { items } = await ask(
        api.GET('/api/v1/orgs/{orgId}/badges', { params: { path: { orgId }, query: { limit: 200 } } }),
      );
      return new Map(
        items.map(({ badgeId, current, draft }) => [badgeId, (current ?? draft)?.name ?? badgeId]),
      );
    },
    staleTime: 60_000,
  });
  return badges.data ?? new Map<string, string>();
}

/** The next submission after the one at hand: what waits behind it, else what waits before it. */
export function nextOf<T extends { readonly submissionId: string }>(
  waiting: readonly T[],
  currentId: string | undefined,
): T | undefined {
  const at = waiting.findIndex(({ submissionId }) => submissionId === currentId);
  const others = waiting.filter(({ submissionId }) => submissionId !== currentId);
  return at < 0 ? others[0] : (waiting[at + 1] ?? others[0]);
}
