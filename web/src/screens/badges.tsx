import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../api/client.ts';
import { BadgeList } from './badge-list.tsx';
import { Waiting } from './waiting.tsx';

/** The words that are searched for stand in the address, so that a search can be sent to somebody. */
export function badgesSearch(search: Record<string, unknown>): { q?: string } {
  return typeof search['q'] === 'string' && search['q'] !== '' ? { q: search['q'] } : {};
}

/** The public catalogue. */
export function Badges(): ReactNode {
  const { t } = useTranslation();
  const { q } = useSearch({ strict: false });
  const navigate = useNavigate();
  const [words, setWords] = useState(q ?? '');
  const [settled] = useDebouncedValue(words, 250);
  useEffect(() => {
    void navigate({ to: '/badges', search: settled === '' ? {} : { q: settled }, replace: true });
  }, [navigate, settled]);
  const badges = useInfiniteQuery({
    queryKey: ['catalogue', settled],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/v1/badges', {
          params: {
            query: {
              ...(settled === '' ? {} : { words: settled }),
              ...(pageParam === null ? {} : { after: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
  const items = badges.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="document">
      <h1 className="serif">{t('badges.title')}</h1>
      <p>{t('badges.lead')}</p>
      <TextInput
        type="search"
        size="md"
        mb="md"
        label={t('badges.search')}
        value={words}
        onChange={(event) => {
          setWords(event.currentTarget.value);
        }}
      />
      {badges.data === undefined ? (
        <Waiting error={badges.error} retry={() => void badges.refetch()} />
      ) : items.length === 0 ? (
        <p role="status">{settled === '' ? t('home.badgesNone') : t('badges.none')}</p>
      ) : (
        <BadgeList items={items} />
      )}
      {badges.hasNextPage && (
        <Button
          mt="md"
          variant="default"
          loading={badges.isFetchingNextPage}
          onClick={() => void badges.fetchNextPage()}
        >
          {t('table.more')}
        </Button>
      )}
    </div>
  );
}
