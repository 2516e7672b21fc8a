import type { ViewSpec } from '../../parts/table/index.ts';

/** The words that are searched for stand in the address, so that a search can be sent to somebody. */
export function badgesSearch(search: Record<string, unknown>): { q?: string } {
  return typeof search['q'] === 'string' && search['q'] !== '' ? { q: search['q'] } : {};
}

/** What the table of an organisation's own badges can be narrowed to. */
export const ownBadgesView: ViewSpec = { filters: { words: 'text' }, sorts: [] };

/** Which version is compared beside the list of versions. */
export function openSearch(search: Record<string, unknown>): { open?: string } {
  const { open } = search;
  return typeof open === 'string' || typeof open === 'number' ? { open: String(open) } : {};
}
