import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';

/** What a table can be narrowed to and ordered by; a route hands `tableSearch(spec)` to `search`. */
export interface ViewSpec {
  /** Filters by their name in the address; the values that are allowed, or `text` for anything. */
  readonly filters: Readonly<Record<string, readonly string[] | 'text'>>;
  /** Names of columns that the server sorts by. */
  readonly sorts: readonly string[];
  /** The order when the address names none: `issuedAt`, or `-issuedAt` for the largest first. */
  readonly order?: string;
}

/** How a table is looked at: everything of it stands in the address, so that it can be sent to a colleague. */
export interface View {
  /** The filters that are set. */
  readonly filters: Readonly<Record<string, string>>;
  /** `name`, or `-name` for the largest first; empty for the server's own order. */
  readonly order: string;
  /** The columns that are shown, where somebody chose them. */
  readonly columns: readonly string[] | null;
  readonly isFiltered: boolean;
  readonly setFilter: (name: string, value: string) => void;
  readonly clear: () => void;
  readonly setOrder: (order: string) => void;
  readonly setColumns: (columns: readonly string[] | null) => void;
  /** Goes to a view as it was saved. */
  readonly restore: (search: Readonly<Record<string, unknown>>) => void;
  /** The same as it stands in the address. */
  readonly search: Readonly<Record<string, unknown>>;
}

/** An order as the server's tables are asked for it. */
export function orderQuery<S extends string>(order: string): { sort?: S; direction?: 'asc' | 'desc' } {
  if (order === '') return {};
  const isDown = order.startsWith('-');
  return { sort: (isDown ? order.slice(1) : order) as S, direction: isDown ? 'desc' : 'asc' };
}

/** Reads a view out of an address: what the table does not know is dropped, what it knows is kept. */
export function tableSearch(spec: ViewSpec): (search: Record<string, unknown>) => Record<string, string> {
  return (search) => {
    const kept: Record<string, string> = {};
    for (const [name, allowed] of Object.entries(spec.filters)) {
      const value = search[name];
      const text = typeof value === 'number' ? String(value) : value;
      if (typeof text !== 'string' || text === '') continue;
      if (allowed === 'text' || allowed.includes(text)) kept[name] = text;
    }
    const { order, columns, open } = search;
    if (typeof order === 'string' && spec.sorts.includes(order.replace(/^-/, ''))) kept['order'] = order;
    if (typeof columns === 'string' && columns !== '') kept['columns'] = columns;
    if (typeof open === 'string' && open !== '') kept['open'] = open;
    return kept;
  };
}

/** The view that the address holds, and how it is changed. */
export function useView(spec: ViewSpec): View {
  const raw: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const text = JSON.stringify(tableSearch(spec)(raw));
  return useMemo(() => {
    const search = JSON.parse(text) as Record<string, string>;
    const filters = Object.fromEntries(Object.entries(search).filter(([name]) => name in spec.filters));
    // What is open beside the table belongs to the row, not to the view.
    const { open: _open, ...kept } = search;
    const go = (next: Readonly<Record<string, unknown>>): void => {
      void navigate({ to: '.', search: next, replace: true, resetScroll: false });
    };
    const without = (name: string): Record<string, string> =>
      Object.fromEntries(Object.entries(kept).filter(([other]) => other !== name));
    const change = (name: string, value: string): void => {
      go(value === '' ? without(name) : { ...kept, [name]: value });
    };
    return {
      search: kept,
      filters,
      order: search['order'] ?? spec.order ?? '',
      columns: search['columns']?.split('.') ?? null,
      isFiltered: Object.keys(filters).length > 0,
      setFilter: change,
      clear: () => {
        go(Object.fromEntries(Object.entries(kept).filter(([name]) => !(name in spec.filters))));
      },
      setOrder: (order) => {
        change('order', order === (spec.order ?? '') ? '' : order);
      },
      setColumns: (columns) => {
        change('columns', columns?.join('.') ?? '');
      },
      restore: go,
    };
  }, [navigate, spec, text]);
}
