import { useQuery } from '@tanstack/react-query';
import { api, ask, send } from '../../api/client.ts';

/** The versions of a badge with its draft, the newest first. */
export function useVersions(orgId: string, badgeId: string) {
  return useQuery({
    queryKey: ['badges', orgId, badgeId, 'versions'],
    queryFn: async () => {
      const params = { path: { orgId, badgeId } };
      return (await ask(api.GET('/api/v1/orgs/{orgId}/badges/{badgeId}', { params }))).items;
    },
  });
}

/** What changed in a version since another one. */
export function useDiff(
  of: { readonly orgId: string; readonly badgeId: string; readonly version: number },
  since: number | undefined,
  revision?: number,
) {
  const { orgId, badgeId, version } = of;
  return useQuery({
    queryKey: ['badges', orgId, badgeId, 'diff', version, since, revision],
    queryFn: async () => {
      const params = { path: { orgId, badgeId, version }, query: { since: since ?? 1 } };
      const path = '/api/v1/orgs/{orgId}/badges/{badgeId}/versions/{version}/diff';
      return (await ask(api.GET(path, { params }))).changes;
    },
    enabled: since !== undefined,
  });
}

/** A version with the elements of the European standard that it states. */
export function useCompleteness(
  of: { readonly orgId: string; readonly badgeId: string; readonly version: number },
  revision: number | undefined,
) {
  const { orgId, badgeId, version } = of;
  return useQuery({
    queryKey: ['badges', orgId, badgeId, 'completeness', version, revision],
    queryFn: async () => {
      const params = { path: { orgId, badgeId, version } };
      const path = '/api/v1/orgs/{orgId}/badges/{badgeId}/versions/{version}';
      return (await ask(api.GET(path, { params }))).completeness.elements;
    },
    placeholderData: (before) => before,
  });
}

/** The picture of a version as an address that an image can show; `digest` names its bytes. */
export function usePicture(
  of: { readonly orgId: string; readonly badgeId: string; readonly version: number },
  digest: string,
): string | undefined {
  const { orgId, badgeId, version } = of;
  const path = `/api/v1/orgs/${orgId}/badges/${badgeId}/versions/${String(version)}/image`;
  return useQuery({
    queryKey: ['badge-picture', digest],
    queryFn: async () => URL.createObjectURL(await (await send(path, { cache: 'no-store' })).blob()),
    staleTime: Infinity,
    gcTime: Infinity,
    placeholderData: (before: string | undefined) => before,
  }).data;
}
