import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Page } from '../../parts/page.tsx';
import { Progress } from '../../parts/progress.tsx';
import { State, type Tone } from '../../parts/state.tsx';
import { DataTable, useRows, useView, type Column } from '../../parts/table/index.ts';
import { Waiting } from '../../parts/waiting.tsx';
import { useOrgId } from '../../shell/org.ts';
import { useOpenBadges } from './badge-choice.ts';
import { batchView } from './search.ts';
import { useNow } from './work.tsx';

type RowState = 'waiting' | 'issued' | 'existing' | 'failed';

interface Row {
  readonly row: number;
  readonly state: RowState;
  readonly awardId: string | null;
  readonly problems: readonly { readonly field: string; readonly reason: string }[];
}

const tones: Readonly<Record<RowState, Tone>> = {
  waiting: 'soft',
  issued: 'good',
  existing: 'soft',
  failed: 'bad',
};

/** How far a batch has come, and what became of each of its rows. */
export function Batch(): ReactNode {
  const { t } = useTranslation();
  const orgId = useOrgId();
  const { batchId = '' }: { batchId?: string } = useParams({ strict: false });
  const queries = useQueryClient();
  const found = useQuery({
    queryKey: ['award-batches', orgId, batchId],
    queryFn: () =>
      ask(api.GET('/api/v1/orgs/{orgId}/award-batches/{batchId}', { params: { path: { orgId, batchId } } })),
    refetchInterval: (query) => (query.state.data?.state === 'done' ? false : 1_500),
  });
  const batch = found.data;
  const badge = useOpenBadges(orgId).badges?.find(({ badgeId }) => badgeId === batch?.badgeId);
  const isDone = batch?.state === 'done';
  const doneCount = batch === undefined ? 0 : batch.rowCount - batch.waitingCount;
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ['award-batch-rows', orgId, batchId] });
    if (isDone) void queries.invalidateQueries({ queryKey: ['awards', orgId] });
  }, [queries, orgId, batchId, isDone]);
  const now = useNow(batch !== undefined && !isDone);
  return (
    <Page
      kind="desk"
      title={badge === undefined ? t('awarding.batch') : t('awarding.batchOf', { badge: badge.name })}
      back={<Link to={`/orgs/${orgId}/awards`}>{t('awarding.back')}</Link>}
    >
      {batch === undefined ? (
        <Waiting error={found.error} retry={() => void found.refetch()} />
      ) : (
        <>
          <p role="status">
            {isDone ? <Told {...batch} /> : t('awarding.batchRuns', { count: batch.rowCount })}
          </p>
          {!isDone && (
            <Progress
              label={t('awarding.batch')}
              done={doneCount}
              total={batch.rowCount}
              secondsLeft={secondsLeft(batch.createdAt, now, doneCount, batch.rowCount)}
            />
          )}
          {batch.issuedCount > 0 && (
            <p>
              <Link to={`/orgs/${orgId}/awards`} search={{ batchId }}>
                {t('awarding.toAwards', { count: batch.issuedCount })}
              </Link>
            </p>
          )}
          <Rows orgId={orgId} batchId={batchId} />
        </>
      )}
    </Page>
  );
}

/** At the pace so far; null while there is none. */
function secondsLeft(since: string, now: Date, done: number, total: number): number | null {
  const past = (now.getTime() - new Date(since).getTime()) / 1000;
  return done === 0 || past <= 0 ? null : Math.ceil((past / done) * (total - done));
}

function Told(counts: {
  readonly issuedCount: number;
  readonly existingCount: number;
  readonly failedCount: number;
}): ReactNode {
  const { t } = useTranslation();
  const { issuedCount, existingCount, failedCount } = counts;
  const parts = [
    t('awarding.issued', { count: issuedCount }),
    ...(existingCount === 0 ? [] : [t('awarding.existing', { count: existingCount })]),
    ...(failedCount === 0 ? [] : [t('awarding.failed', { count: failedCount })]),
  ];
  return parts.join(' ');
}

function Rows({ orgId, batchId }: { readonly orgId: string; readonly batchId: string }): ReactNode {
  const { t } = useTranslation();
  const view = useView(batchView);
  const state = view.filters['state'] as RowState | undefined;
  const rows = useRows<Row>({
    key: ['award-batch-rows', orgId, batchId, state],
    page: (after) =>
      ask(
        api.GET('/api/v1/orgs/{orgId}/award-batches/{batchId}/rows', {
          params: {
            path: { orgId, batchId },
            query: {
              limit: 100,
              ...(state === undefined ? {} : { state }),
              ...(after === undefined ? {} : { after }),
            },
          },
        }),
      ),
  });
  const columns: readonly [Column<Row>, ...Column<Row>[]] = [
    { id: 'row', label: t('awarding.row'), cell: ({ row }) => t('awarding.rowNumber', { row }) },
    {
      id: 'state',
      label: t('awarding.outcome'),
      cell: (row) => <State tone={tones[row.state]} word={t(`awarding.rowStates.${row.state}`)} />,
    },
    {
      id: 'why',
      label: t('awarding.why'),
      cell: ({ problems, awardId }) =>
        awardId === null ? (
          problems.map(({ field, reason }) => (field === '' ? reason : `${field}: ${reason}`)).join(' ')
        ) : (
          <Link to={`/orgs/${orgId}/awards`} search={{ open: awardId }}>
            {t('awarding.openAward')}
          </Link>
        ),
    },
  ];
  return (
    <DataTable
      name="batch"
      label={t('awarding.batch')}
      columns={columns}
      rows={rows}
      idOf={({ row }) => String(row)}
      nameOf={({ row }) => t('awarding.rowNumber', { row })}
      view={view}
      filters={[
        {
          name: 'state',
          label: t('awarding.outcome'),
          options: (['failed', 'issued', 'existing', 'waiting'] as const).map((value) => ({
            value,
            label: t(`awarding.rowStates.${value}`),
          })),
        },
      ]}
      empty={<EmptyState text={t('awarding.noRows')} />}
      noMatch={<EmptyState text={t('awarding.noRowMatch')} />}
    />
  );
}
