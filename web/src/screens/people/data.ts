import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { meQuery } from '../../api/session.ts';
import type { Rows } from '../../parts/table/index.ts';
import { useOrg } from '../../shell/org.ts';

/** The roles that a member can have, in the order in which they are offered. */
export const roleNames = ['issuer', 'assessor', 'registrar', 'hr', 'employer', 'funder', 'learner'] as const;

/** One of them. */
export type RoleName = (typeof roleNames)[number];

/** What a right in a part of the organisation allows, in the order in which it is offered. */
export const permissionNames = ['create', 'read', 'update', 'delete', 'award', 'sign', 'manage'] as const;

/** One of them. */
export type PermissionName = (typeof permissionNames)[number];

/** The members of an organisation; only who manages it may ask. */
export function useMembers(orgId: string, isEnabled = true) {
  return useQuery({
    queryKey: ['staff', orgId, 'members'],
    queryFn: () => ask(api.GET('/api/v1/orgs/{orgId}/members', { params: { path: { orgId } } })),
    enabled: isEnabled,
  });
}

/** One of them. */
export type Member = NonNullable<ReturnType<typeof useMembers>['data']>['items'][number];

/** The departments of an organisation. */
export function useDepartments(orgId: string) {
  return useQuery({
    queryKey: ['staff', orgId, 'departments'],
    queryFn: () => ask(api.GET('/api/v1/orgs/{orgId}/departments', { params: { path: { orgId } } })),
  });
}

/** The staff rights of an organisation. */
export function useStaffRights(orgId: string) {
  return useQuery({
    queryKey: ['staff', orgId, 'rights'],
    queryFn: () => ask(api.GET('/api/v1/orgs/{orgId}/staff-rights', { params: { path: { orgId } } })),
  });
}

/** One of them. */
export type StaffRight = NonNullable<ReturnType<typeof useStaffRights>['data']>['items'][number];

/** The names of the first 1,000 badges of an organisation, drafts too, by their ids. */
export function useBadgeNames(orgId: string) {
  return useQuery({
    queryKey: ['badges', orgId, 'names'],
    queryFn: async () => {
      const names = new Map<string, string>();
      let after: string | null = null;
      for (let i = 0; i < 5; i++) {
        const query: { limit: number; after?: string } = { limit: 200, ...(after === null ? {} : { after }) };
        const page = await ask(
          api.GET('/api/v1/orgs/{orgId}/badges', { params: { path: { orgId }, query } }),
        );
        for (const { badgeId, current, draft } of page.items)
          names.set(badgeId, (current ?? draft)?.name ?? badgeId);
        after = page.next;
        if (after === null) break;
      }
      return names;
    },
  });
}

/** Says who did something: a member by name, a program or somebody who left by what is known of them. */
export function useActorName(orgId: string): (actor: string) => string {
  const { t } = useTranslation();
  const mayAsk = useOrg()?.rights.includes('org:manage') ?? false;
  const members = useMembers(orgId, mayAsk).data?.items;
  const me = useQuery(meQuery).data;
  return (actor) => {
    const name = members?.find(({ userId }) => userId === actor)?.name;
    if (name !== undefined) return name;
    if (actor === me?.userId) return me.name;
    if (actor === 'system' || actor === 'anonymous') return t(`people.actors.${actor}`);
    const kind = { key: 'key', cli: 'client' }[actor.slice(0, 3)];
    if (kind !== undefined) return t(`people.actors.${kind}`);
    // Without the list of members nobody here knows whether it is one.
    return t(members === undefined ? 'people.actors.person' : 'people.actors.other');
  };
}

/** Forgets what was asked about people and rights, so that every list shows what is there now. */
export function useStaffChanged(orgId: string): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await queries.invalidateQueries({ queryKey: ['staff', orgId] });
    // Somebody may have changed what they may do themselves.
    await queries.invalidateQueries({ queryKey: ['me'] });
  };
}

/** A list that the server sends as a whole, as the rows of a table. */
export function wholeRows<Row>(
  query: { readonly data: unknown; readonly error: Error | null; readonly refetch: () => unknown },
  items: readonly Row[],
): Rows<Row> {
  return {
    items,
    isFirst: query.data === undefined,
    error: query.error,
    hasMore: false,
    isFetchingMore: false,
    total: items.length,
    isExact: true,
    more: () => undefined,
    again: () => void query.refetch(),
  };
}
