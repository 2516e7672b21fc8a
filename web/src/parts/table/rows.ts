import { keepPreviousData, useInfiniteQuery, type QueryKey } from '@tanstack/react-query';

/** One page of a list, as the server sends it. */
export interface RowPage<Row> {
  readonly items: readonly Row[];
  /** Where the next page begins; null at the end. */
  readonly next: string | null;
  /** How many rows there are in all, where the server counts them; not exact means: at least so many. */
  readonly total?: number | { readonly value: number; readonly isExact: boolean } | null | undefined;
}

/** The rows of a table as far as they have been fetched. */
export interface Rows<Row> {
  readonly items: readonly Row[];
  /** Whether nothing has arrived yet. */
  readonly isFirst: boolean;
  readonly error: Error | null;
  readonly hasMore: boolean;
  readonly isFetchingMore: boolean;
  readonly total: number | undefined;
  /** Whether the total is exact, and not only a number that there are at least. */
  readonly isExact: boolean;
  readonly more: () => void;
  readonly again: () => void;
}

/** Fetches a table page by page, each from where the last one ended; `key` names what is asked, with its filters. */
export function useRows<Row>(options: {
  readonly key: QueryKey;
  readonly page: (after: string | undefined) => Promise<RowPage<Row>>;
  readonly isEnabled?: boolean;
}): Rows<Row> {
  const { key, page, isEnabled = true } = options;
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => page(pageParam ?? undefined),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    enabled: isEnabled,
  });
  const total = query.data?.pages[0]?.total ?? undefined;
  return {
    items: query.data?.pages.flatMap(({ items }) => items) ?? [],
    isFirst: query.data === undefined,
    error: query.error,
    hasMore: query.hasNextPage,
    isFetchingMore: query.isFetchingNextPage,
    total: typeof total === 'object' ? total.value : total,
    isExact: typeof total === 'object' ? total.isExact : true,
    more: () => void query.fetchNextPage(),
    again: () => void query.refetch(),
  };
}
