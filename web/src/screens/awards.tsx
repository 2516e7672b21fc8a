import { Button, NativeSelect } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../api/client.ts';
import { meQuery } from '../api/session.ts';
import { awardsSearch, awardSources, awardStates, type AwardFilters } from '../search.ts';
import { useOrgId } from '../shell/org.ts';
import { useTitle } from '../shell/title.ts';
import { dateText, distanceText } from '../words/index.ts';
import { State, toneOf } from './state.tsx';
import styles from './table.module.css';
import { Waiting } from './waiting.tsx';

interface Row {
  readonly awardId: string;
  readonly credentialId: string;
  readonly title: string;
  readonly version: number;
  readonly recipient: { readonly name: string } | null;
  readonly issuedAt: string;
  readonly state: (typeof awardStates)[number];
  readonly source: (typeof awardSources)[number];
  readonly isSynthetic: boolean;
}

/** Every credential that an organisation has issued. */
export function Awards(): ReactNode {
  const { t } = useTranslation();
  useTitle(t('awards.title'));
  const orgId = useOrgId();
  const filters = awardsSearch(useSearch({ strict: false }));
  const me = useQuery(meQuery);
  const org = me.data?.memberships.find((membership) => membership.orgId === orgId)?.name ?? '';
  const awards = useInfiniteQuery({
    queryKey: ['awards', orgId, filters],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/v1/orgs/{orgId}/awards', {
          params: {
            path: { orgId },
            query: { limit: 100, ...filters, ...(pageParam === null ? {} : { after: pageParam }) },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
  const rows = awards.data?.pages.flatMap((page) => page.items) ?? [];
  const isFiltered = filters.state !== undefined || filters.source !== undefined;
  return (
    <>
      <h1 className={styles['title']}>{t('awards.title')}</h1>
      <p className={styles['lead']}>{t('awards.lead', { org })}</p>
      {(rows.length > 0 || isFiltered) && <Filters filters={filters} isFiltered={isFiltered} />}
      {awards.data === undefined ? (
        <Waiting error={awards.error} retry={() => void awards.refetch()} />
      ) : rows.length === 0 ? (
        <p className={styles['empty']} role="status">
          {isFiltered ? t('awards.noMatch') : t('awards.none')}
        </p>
      ) : (
        <Table rows={rows} />
      )}
      {rows.length > 0 && (
        <div className={styles['foot']}>
          <span role="status">
            {t(awards.hasNextPage ? 'table.first' : 'table.shown', { count: rows.length })}
          </span>
          {awards.hasNextPage && (
            <Button
              variant="default"
              loading={awards.isFetchingNextPage}
              onClick={() => void awards.fetchNextPage()}
            >
              {t('table.more')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

function Filters({
  filters,
  isFiltered,
}: {
  readonly filters: AwardFilters;
  readonly isFiltered: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const change = (next: Record<string, string>): void => {
    const search = awardsSearch({ ...filters, ...next });
    void navigate({ to: '.', search, replace: true });
  };
  const any = { value: '', label: t('awards.any') };
  return (
    <div className={styles['filters']} role="group" aria-label={t('awards.filters')}>
      <NativeSelect
        label={t('awards.state')}
        data={[any, ...awardStates.map((value) => ({ value, label: t(`awards.states.${value}`) }))]}
        value={filters.state ?? ''}
        onChange={(event) => {
          change({ state: event.currentTarget.value });
        }}
      />
      <NativeSelect
        label={t('awards.source')}
        data={[any, ...awardSources.map((value) => ({ value, label: t(`awards.sources.${value}`) }))]}
        value={filters.source ?? ''}
        onChange={(event) => {
          change({ source: event.currentTarget.value });
        }}
      />
      {isFiltered && (
        <Button
          variant="subtle"
          onClick={() => {
            change({ state: '', source: '' });
          }}
        >
          {t('awards.clear')}
        </Button>
      )}
    </div>
  );
}

function Table({ rows }: { readonly rows: readonly Row[] }): ReactNode {
  const { t } = useTranslation();
  const now = new Date();
  return (
    <div className={styles['wrap']} role="region" aria-label={t('awards.title')} tabIndex={0}>
      <table className={`${styles['table'] ?? ''} ${styles['stacks'] ?? ''}`}>
        <thead>
          <tr>
            <th scope="col">{t('awards.holder')}</th>
            <th scope="col">{t('awards.badge')}</th>
            <th scope="col" className={styles['number']}>
              {t('awards.version')}
            </th>
            <th scope="col">{t('awards.issued')}</th>
            <th scope="col">{t('awards.state')}</th>
            <th scope="col">{t('awards.source')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.awardId}>
              <th scope="row">
                {row.recipient?.name ?? <span className={styles['soft']}>{t('awards.unknownHolder')}</span>}
              </th>
              <td data-label={t('awards.badge')}>
                <a href={`/c/${row.credentialId.replace('urn:uuid:', '')}`}>{row.title}</a>
              </td>
              <td className={`${styles['number'] ?? ''} ${styles['minor'] ?? ''}`}>{row.version}</td>
              <td data-label={t('awards.issued')}>
                <span>
                  {dateText(row.issuedAt)}{' '}
                  <span className={styles['soft']}>{distanceText(row.issuedAt, now)}</span>
                </span>
              </td>
              <td data-label={t('awards.state')}>
                <State tone={toneOf(row.state)} word={t(`awards.states.${row.state}`)} />
              </td>
              <td data-label={t('awards.source')}>
                <span>
                  {t(`awards.sources.${row.source}`)}
                  {row.isSynthetic && <span className={styles['soft']}> · {t('awards.synthetic')}</span>}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
