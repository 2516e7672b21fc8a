import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { badgesSearch } from './search.ts';
import { useSlash } from '../../parts/slash.ts';
import { useTitle } from '../../parts/title.ts';
import { BadgeList } from './badge-list.tsx';
import { Waiting } from '../../parts/waiting.tsx';

/** The public catalogue. */
export function Badges(): ReactNode {
  const { t } = useTranslation();
  useTitle(t('badges.title'));
  const { q } = badgesSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const [words, setWords] = useState(q ?? '');
  const [settled] = useDebouncedValue(words, 250);
  const field = useRef<HTMLInputElement>(null);
  useSlash(field);
  useEffect(() => {
    if (settled !== (q ?? ''))
      void navigate({ to: '/badges', search: settled === '' ? {} : { q: settled }, replace: true });
  }, [navigate, settled, q]);
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
      <p className="opening">{t('badges.lead')}</p>
      <TextInput
        ref={field}
        type="search"
        size="md"
        mb="lg"
        label={t('badges.search')}
        description={t('badges.slash')}
        value={words}
        onChange={(event) => {
          setWords(event.currentTarget.value);
        }}
      />
      {badges.data === undefined ? (
        <Waiting error={badges.error} retry={() => void badges.refetch()} />
      ) : items.length === 0 ? (
        <p role="status">{settled === '' ? t('home.badgesNone') : t('badges.none', { words: settled })}</p>
      ) : (
        <BadgeList items={items} />
      )}
      {badges.hasNextPage && (
        <Button
          mt="md"
          h={44}
          variant="default"
          loading={badges.isFetchingNextPage}
          onClick={() => void badges.fetchNextPage()}
        >
          {t('parts.table.more')}
        </Button>
      )}
    </div>
  );
}
