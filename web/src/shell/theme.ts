import { queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, ask } from '../api/client.ts';
import { tintOf } from '../look/contrast.ts';
import { useOrg } from './org.ts';

const sheetId = 'organisation-theme';

/** Logo and colours of an organisation; the server has made the colours readable. */
const themeQuery = (orgId: string) =>
  queryOptions({
    queryKey: ['theme', orgId],
    queryFn: () => ask(api.GET('/api/v1/orgs/{orgId}/theme', { params: { path: { orgId } } })),
    staleTime: 300_000,
    enabled: orgId !== '',
  });

/** Lets the pages wear the colours of the organisation at hand; without any they keep their own. */
export function useOrgTheme(): { readonly image: string | null } {
  const orgId = useOrg()?.orgId ?? '';
  const theme = useQuery(themeQuery(orgId)).data;
  const colours = theme?.theme ?? null;
  useEffect(() => {
    document.getElementById(sheetId)?.remove();
    if (colours === null) return;
    const { light, dark } = colours;
    const rule = (selector: string, { accent, onAccent }: typeof light, page: string): string =>
      `${selector}{--accent:${accent};--accent-text:${onAccent};--accent-soft:${tintOf(accent, page)}}`;
    const sheet = document.createElement('style');
    sheet.id = sheetId;
    sheet.textContent =
      rule(':root:root', light, '#fbfbfa') +
      rule(":root[data-mantine-color-scheme='dark']:root", dark, '#15171a');
    document.head.append(sheet);
  }, [colours]);
  return { image: theme?.image ?? null };
}
