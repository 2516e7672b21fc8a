import { Button, Select } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { createColumnHelper, flexRender, getCoreRowModel, useReactTable } from '@tanstack/react-table';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../api/client.ts';
import { meQuery } from '../api/session.ts';
import { dateText, distanceText } from '../words/index.ts';
import { State, toneOf } from './state.tsx';
import styles from './table.module.css';
import { Waiting } from './waiting.tsx';

const states = ['active', 'suspended', 'revoked'] as const;
const sources = ['mastery', 'direct', 'batch', 'stack'] as const;
type StateName = (typeof states)[number];
type SourceName = (typeof sources)[number];

/** The filters stand in the address, so that a view can be sent to a colleague. */
export function awardsSearch(search: Record<string, unknown>): { state?: StateName; source?: SourceName } {
  const state = states.find((name) => name === search['state']);
  const source = sources.find((name) => name === search['source']);
  return { ...(state === undefined ? {} : { state }), ...(source === undefined ? {} : { source }) };
}

interface Row {
  readonly awardId: string;
  readonly credentialId: string;
  readonly title: string;
  readonly version: number;
  readonly recipient: { readonly name: string } | null;
  readonly issuedAt: string;
  readonly state: StateName;
  readonly source: SourceName;
  readonly isSynthetic: boolean;
}

/** Every credential that an organisation has issued. */
export function Awards(): ReactNode {
  const { t } = useTranslation();
  const { orgId = '' } = useParams({ strict: false });
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
  const rows = useMemo(() => awards.data?.pages.flatMap((page) => page.items) ?? [], [awards.data]);
  const isFiltered = filters.state !== undefined || filters.source !== undefined;
  return (
    <>
      <h1 className={styles['title']}>{t('awards.title')}</h1>
      <p className={styles['lead']}>{t('awards.lead', { org })}</p>
      <Filters filters={filters} isFiltered={isFiltered} />
      {awards.data === undefined ? (
        <Waiting error={awards.error} retry={() => void awards.refetch()} />
      ) : rows.length === 0 ? (
        <p className={styles['empty']}>{isFiltered ? t('awards.noMatch') : t('awards.none')}</p>
      ) : (
        <Table rows={rows} />
      )}
      <div className={styles['foot']} role="status">
        {rows.length > 0 && <span>{t('table.shown', { count: rows.length })}</span>}
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
    </>
  );
}

function Filters({
  filters,
  isFiltered,
}: {
  readonly filters: { state?: StateName; source?: SourceName };
  readonly isFiltered: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const change = (next: Record<string, string | undefined>): void => {
    const search = Object.fromEntries(
      Object.entries({ ...filters, ...next }).filter(([, value]) => value !== undefined),
    );
    void navigate({ to: '.', search, replace: true });
  };
  return (
    <div className={styles['filters']}>
      <Select
        label={t('awards.state')}
        data={states.map((value) => ({ value, label: t(`awards.states.${value}`) }))}
        value={filters.state ?? null}
        placeholder={t('awards.any')}
        clearable
        onChange={(value) => {
          change({ state: value ?? undefined });
        }}
      />
      <Select
        label={t('awards.source')}
        data={sources.map((value) => ({ value, label: t(`awards.sources.${value}`) }))}
        value={filters.source ?? null}
        placeholder={t('awards.any')}
        clearable
        onChange={(value) => {
          change({ source: value ?? undefined });
        }}
      />
      {isFiltered && (
        <Button
          variant="subtle"
          onClick={() => {
            change({ state: undefined, source: undefined });
          }}
        >
          {t('awards.clear')}
        </Button>
      )}
    </div>
  );
}

const column = createColumnHelper<Row>();

function Table({ rows }: { readonly rows: readonly Row[] }): ReactNode {
  const { t } = useTranslation();
  const columns = useMemo(() => {
    const now = new Date();
    return [
      column.accessor('recipient', {
        header: t('awards.holder'),
        cell: (cell) =>
          cell.getValue()?.name ?? <span className={styles['soft']}>{t('awards.unknownHolder')}</span>,
      }),
      column.accessor('title', {
        header: t('awards.badge'),
        cell: (cell) => (
          <a href={`/c/${cell.row.original.credentialId.replace('urn:uuid:', '')}`}>{cell.getValue()}</a>
        ),
      }),
      column.accessor('version', { header: t('awards.version'), meta: { isNumber: true } }),
      column.accessor('issuedAt', {
        header: t('awards.issued'),
        cell: (cell) => (
          <>
            {dateText(cell.getValue())}{' '}
            <span className={styles['soft']}>{distanceText(cell.getValue(), now)}</span>
          </>
        ),
      }),
      column.accessor('state', {
        header: t('awards.state'),
        cell: (cell) => <State tone={toneOf(cell.getValue())} word={t(`awards.states.${cell.getValue()}`)} />,
      }),
      column.accessor('source', {
        header: t('awards.source'),
        cell: (cell) => (
          <>
            {t(`awards.sources.${cell.getValue()}`)}
            {cell.row.original.isSynthetic && (
              <span className={styles['soft']}> · {t('awards.synthetic')}</span>
            )}
          </>
        ),
      }),
    ];
  }, [t]);
  const table = useReactTable({ data: rows as Row[], columns, getCoreRowModel: getCoreRowModel() });
  const isNumber = (meta: unknown): boolean =>
    (meta as { isNumber?: boolean } | undefined)?.isNumber === true;
  return (
    <div className={styles['wrap']} role="region" aria-label={t('awards.title')} tabIndex={0}>
      <table className={styles['table']}>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => (
                <th
                  key={header.id}
                  scope="col"
                  className={isNumber(header.column.columnDef.meta) ? styles['number'] : undefined}
                >
                  {flexRender(header.column.columnDef.header, header.getContext())}
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.original.awardId}>
              {row.getVisibleCells().map((cell) => (
                <td
                  key={cell.id}
                  className={isNumber(cell.column.columnDef.meta) ? styles['number'] : undefined}
                >
                  {flexRender(cell.column.columnDef.cell, cell.getContext())}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
