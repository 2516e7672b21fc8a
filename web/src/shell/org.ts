import { useQuery } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { meQuery } from '../api/session.ts';
import { readLocal, writeLocal } from '../storage.ts';
import type { Membership } from './places.ts';

/** The organisation whose desk the address names; empty elsewhere. */
export function useOrgId(): string {
  return useRouterState({
    select: (state) => /^\/orgs\/([^/]+)/.exec(state.location.pathname)?.[1] ?? '',
  });
}

/** The organisation at hand: of the address, else the one that was at hand before, else the first. */
export function useOrg(): Membership | null {
  const orgId = useOrgId();
  const me = useQuery(meQuery).data;
  const held = me?.memberships ?? [];
  const found =
    held.find((org) => org.orgId === orgId) ??
    held.find((org) => org.orgId === readLocal('org')) ??
    held[0] ??
    null;
  return found;
}

/** Remembers which organisation is at hand. */
export function keepOrg(orgId: string): void {
  writeLocal('org', orgId);
}
