import { useMemo, useState } from 'react';

/** Which rows a bulk action is for: some by their ids, or all that match the view without a few. */
export type Chosen =
  | { readonly kind: 'ids'; readonly ids: readonly string[] }
  | { readonly kind: 'all'; readonly without: readonly string[] };

/** The rows that are selected; selection over all pages goes beyond what was fetched. */
export interface Selection {
  readonly chosen: Chosen;
  /** How many; undefined when all that match are chosen and nobody has counted them. */
  readonly count: number | undefined;
  readonly isEmpty: boolean;
  readonly has: (id: string) => boolean;
  readonly toggle: (id: string) => void;
  /** Selects all of these, or, when all of them are selected, none. */
  readonly toggleShown: (ids: readonly string[]) => void;
  readonly chooseAll: () => void;
  readonly clear: () => void;
}

/** Adds an id to a set, or takes it away. */
export function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** The selection of one view: another filter starts with an empty one, since it would show other rows. */
export function useSelection(viewKey: string, total: number | undefined): Selection {
  const none: { viewKey: string; isAll: boolean; ids: ReadonlySet<string> } = {
    viewKey,
    isAll: false,
    ids: new Set(),
  };
  const [kept, setState] = useState(none);
  const state = kept.viewKey === viewKey ? kept : none;
  return useMemo(() => {
    const { isAll, ids } = state;
    const set = (next: Partial<typeof state>): void => {
      setState({ ...state, ...next, viewKey });
    };
    const has = (id: string): boolean => ids.has(id) !== isAll;
    return {
      chosen: isAll ? { kind: 'all', without: [...ids] } : { kind: 'ids', ids: [...ids] },
      count: isAll ? (total === undefined ? undefined : total - ids.size) : ids.size,
      isEmpty: !isAll && ids.size === 0,
      has,
      toggle: (id) => {
        set({ ids: toggled(ids, id) });
      },
      toggleShown: (shown) => {
        const areAll = shown.every(has);
        if (isAll) set(areAll ? { isAll: false, ids: new Set() } : { ids: new Set() });
        else set({ ids: areAll ? new Set() : new Set([...ids, ...shown]) });
      },
      chooseAll: () => {
        set({ isAll: true, ids: new Set() });
      },
      clear: () => {
        set({ isAll: false, ids: new Set() });
      },
    };
  }, [state, viewKey, total]);
}
