import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../../api/client.ts';

/** A badge that can be awarded: its open version. */
export interface OpenBadge {
  readonly badgeId: string;
  readonly version: number;
  readonly name: string;
}

/** A choice among more badges than this is better made from the list of badges. */
const mostPages = 5;

async function openBadges(orgId: string): Promise<OpenBadge[]> {
  const found: OpenBadge[] = [];
  let after: string | null = null;
  for (let i = 0; i < mostPages; i++) {
    const query: { limit: number; after?: string } = { limit: 200, ...(after === null ? {} : { after }) };
    const page = await ask(api.GET('/api/v1/orgs/{orgId}/badges', { params: { path: { orgId }, query } }));
    for (const { badgeId, current } of page.items)
      if (current?.status === 'published')
        found.push({ badgeId, version: current.version, name: current.name });
    after = page.next;
    if (after === null) break;
  }
  return found.toSorted((a, b) => a.name.localeCompare(b.name));
}

/** The badges of an organisation that can be awarded now, by name; undefined until they have come. */
export function useOpenBadges(orgId: string): {
  readonly badges: readonly OpenBadge[] | undefined;
  readonly error: Error | null;
  readonly again: () => void;
} {
  const found = useQuery({ queryKey: ['badges', orgId, 'open'], queryFn: () => openBadges(orgId) });
  return { badges: found.data, error: found.error, again: () => void found.refetch() };
}
