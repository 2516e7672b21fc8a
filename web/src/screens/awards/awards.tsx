import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { components } from '@rungs/client';
import { api, ask } from '../../api/client.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Page } from '../../parts/page.tsx';
import { useOpenItem } from '../../parts/side-panel.tsx';
import { State, toneOf } from '../../parts/state.tsx';
import {
  BulkBar,
  DataTable,
  orderQuery,
  useRows,
  useSelection,
  useView,
  type Column,
  type FilterSpec,
  type Rows,
  type View,
} from '../../parts/table/index.ts';
import { useOrg, useOrgId } from '../../shell/org.ts';
import { dateText, distanceText } from '../../words/index.ts';
import { AwardPanel } from './award-panel.tsx';
import styles from './awards.module.css';
import {
  awardSources,
  awardStates,
  awardsQuery,
  awardsView,
  claimStates,
  type awardSorts,
} from './search.ts';
import { useBulkActions } from './use-bulk.ts';
import { Work } from './work.tsx';

type Row = components['schemas']['Award'];

/** Every credential that an organisation has issued, and what is done with many of them. */
export function Awards(): ReactNode {
  const { t } = useTranslation();
  const orgId = useOrgId();
  const org = useOrg();
  const rights = org?.rights ?? [];
  const view = useView(awardsView);
  const queries = useQueryClient();
  const filters = awardsQuery(view.filters);
  const { rows, asOf } = useAwards(orgId, view, filters);
  const total = useTotal(orgId, filters, rows);
  const selection = useSelection(JSON.stringify(view.filters), total);
  const actions = useBulkActions({ orgId, filters, asOf, rights });
  const { openId, open, close } = useOpenItem();
  const after = (): void => {
    void queries.invalidateQueries({ queryKey: ['awards', orgId] });
    void queries.invalidateQueries({ queryKey: ['award-actions', orgId] });
  };
  const unknown = t('awards.unknownHolder');
  const mayAward = rights.includes('awards:issue');
  return (
    <Page
      kind="desk"
      title={t('awards.title')}
      lead={t('awards.lead', { org: org?.name ?? '' })}
      actions={<Deeds orgId={orgId} view={view} mayAward={mayAward} />}
    >
      <Work orgId={orgId} />
      <DataTable
        name="awards"
        label={t('awards.title')}
        columns={useColumns()}
        rows={rows}
        idOf={({ awardId }) => awardId}
        nameOf={({ recipient, title }) => `${recipient?.name ?? unknown}, ${title}`}
        view={view}
        filters={useFilters()}
        chips={useChips(rows, view)}
        {...(actions.length === 0 ? {} : { selection })}
        open={({ awardId }) => {
          open(awardId);
        }}
        openId={openId}
        empty={
          <EmptyState
            text={t('awards.none')}
            {...(mayAward
              ? {
                  action: (
                    <Button mih={36} component={Link} to={`/orgs/${orgId}/awards/new`}>
                      {t('awards.award')}
                    </Button>
                  ),
                }
              : {})}
          />
        }
        noMatch={<EmptyState text={t('awards.noMatch')} />}
      />
      <BulkBar selection={selection} total={total} actions={actions} after={after} />
      {openId !== undefined && (
        <AwardPanel orgId={orgId} awardId={openId} rights={rights} close={close} after={after} />
      )}
    </Page>
  );
}

function Deeds({
  orgId,
  view,
  mayAward,
}: {
  readonly orgId: string;
  readonly view: View;
  readonly mayAward: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const query = new URLSearchParams({
    ...awardsQuery(view.filters),
    ...(orderQuery(view.order) as Record<string, string>),
  });
  const { badgeId } = view.filters;
  return (
    <>
      <Button
        mih={36}
        variant="default"
        component="a"
        href={`/api/v1/orgs/${orgId}/awards.csv?${query.toString()}`}
        download
      >
        {t('awards.csv')}
      </Button>
      {mayAward && (
        <Button
          mih={36}
          component={Link}
          to={`/orgs/${orgId}/awards/new`}
          // The button does not know which search the place takes.
          search={(badgeId === undefined ? {} : { badgeId }) as never}
        >
          {t('awards.award')}
        </Button>
      )}
    </>
  );
}

/** The rows of the view, and when they were looked at by the server's clock: what was issued later is not meant. */
function useAwards(
  orgId: string,
  { order }: View,
  filters: Readonly<Record<string, string>>,
): { readonly rows: Rows<Row>; readonly asOf: () => string } {
  const seenAt = useRef<string | null>(null);
  const rows = useRows<Row>({
    key: ['awards', orgId, filters, order],
    page: async (after) => {
      const answer = await api.GET('/api/v1/orgs/{orgId}/awards', {
        params: {
          path: { orgId },
          query: {
            limit: 100,
            count: after === undefined ? 'quick' : 'none',
            ...filters,
            ...orderQuery<(typeof awardSorts)[number]>(order),
            ...(after === undefined ? {} : { after }),
          },
        },
      });
      const date = answer.response.headers.get('date');
      if (after === undefined && date !== null) seenAt.current = new Date(date).toISOString();
      return await ask(Promise.resolve(answer));
    },
  });
  const asOf = useCallback(() => seenAt.current ?? new Date().toISOString(), []);
  return { rows, asOf };
}

/** How many rows match, exactly: where the quick count stops early they are all counted beside the table. */
function useTotal(
  orgId: string,
  filters: Readonly<Record<string, string>>,
  rows: Rows<Row>,
): number | undefined {
  const isCounted = rows.total !== undefined && rows.isExact;
  const exact = useQuery({
    queryKey: ['awards', orgId, filters, 'total'],
    queryFn: () =>
      ask(
        api.GET('/api/v1/orgs/{orgId}/awards', {
          params: { path: { orgId }, query: { limit: 1, count: 'exact', ...filters } },
        }),
      ),
    enabled: !isCounted && rows.total !== undefined,
  });
  return isCounted ? rows.total : exact.data?.total?.value;
}

function useFilters(): readonly FilterSpec[] {
  const { t } = useTranslation();
  return [
    { name: 'words', label: t('awards.words') },
    {
      name: 'state',
      label: t('awards.state'),
      options: awardStates.map((value) => ({ value, label: t(`parts.awardStates.${value}`) })),
    },
    {
      name: 'claim',
      label: t('awards.claim'),
      options: [...claimStates, 'unclaimed'].map((value) => ({ value, label: t(`awards.claims.${value}`) })),
    },
    {
      name: 'source',
      label: t('awards.source'),
      options: awardSources.map((value) => ({ value, label: t(`awards.sources.${value}`) })),
      isRare: true,
    },
    { name: 'issuedFrom', label: t('awards.issuedFrom'), isDay: true, isRare: true },
    { name: 'issuedUntil', label: t('awards.issuedUntil'), isDay: true, isRare: true },
    { name: 'endsFrom', label: t('awards.endsFrom'), isDay: true, isRare: true },
    { name: 'endsUntil', label: t('awards.endsUntil'), isDay: true, isRare: true },
  ];
}

/** What the chips say of filters that a link has set. */
function useChips(
  rows: Rows<Row>,
  { filters }: View,
): Readonly<Record<string, { readonly label: string; readonly value: string }>> {
  const { t } = useTranslation();
  const [first] = rows.items;
  return {
    personId: { label: t('awards.holder'), value: first?.recipient?.name ?? t('awards.unknownHolder') },
    badgeId: { label: t('awards.badge'), value: first?.title ?? filters['badgeId'] ?? '' },
    batchId: { label: t('awards.sources.batch'), value: first === undefined ? '' : dateText(first.issuedAt) },
  };
}

function useColumns(): readonly [Column<Row>, ...Column<Row>[]] {
  const { t } = useTranslation();
  const now = new Date();
  const dated = (iso: string): ReactNode => (
    <span>
      {dateText(iso)} <span className="soft">{distanceText(iso, now)}</span>
    </span>
  );
  return [
    {
      id: 'holder',
      label: t('awards.holder'),
      sort: 'holder',
      cell: (row) => row.recipient?.name ?? t('awards.unknownHolder'),
    },
    {
      id: 'badge',
      label: t('awards.badge'),
      sort: 'badge',
      cell: (row) => (
        <span className={styles['named']}>
          <a href={`/c/${row.credentialId.replace('urn:uuid:', '')}`}>{row.title}</a>
          {row.isSynthetic && <span className="tag">{t('awards.synthetic')}</span>}
        </span>
      ),
    },
    { id: 'issued', label: t('awards.issued'), sort: 'issued', cell: (row) => dated(row.issuedAt) },
    {
      id: 'state',
      label: t('awards.state'),
      sort: 'state',
      cell: (row) => <State tone={toneOf(row.state)} word={t(`parts.awardStates.${row.state}`)} />,
    },
    {
      id: 'claim',
      label: t('awards.claim'),
      isMinor: true,
      cell: (row) => t(`awards.claims.${row.claim.state}`),
    },
    {
      id: 'source',
      label: t('awards.source'),
      isExtra: true,
      cell: (row) => t(`awards.sources.${row.source}`),
    },
    {
      id: 'expiry',
      label: t('awards.ends'),
      sort: 'expiry',
      isExtra: true,
      cell: (row) => (row.validUntil === null ? t('awards.endless') : dated(row.validUntil)),
    },
    { id: 'email', label: t('awards.email'), isExtra: true, cell: (row) => row.recipient?.email ?? '' },
    { id: 'version', label: t('awards.version'), isExtra: true, isNumber: true, cell: (row) => row.version },
  ];
}
