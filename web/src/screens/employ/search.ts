import type { ViewSpec } from '../../parts/table/view.ts';

/** What the history of verifications can be narrowed to. */
export const historyView: ViewSpec = {
  filters: { word: ['valid', 'inconclusive', 'not_valid'] },
  sorts: [],
};

/** Which skills are wanted, as `wanted.ts` writes them into the address. */
export function gapSearch(search: Record<string, unknown>): { wanted?: string } {
  const { wanted } = search;
  return typeof wanted === 'string' && wanted !== '' ? { wanted } : {};
}
