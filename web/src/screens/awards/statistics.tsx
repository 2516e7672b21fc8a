import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { Chart } from '../../parts/chart/index.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Page } from '../../parts/page.tsx';
import table from '../../parts/table.module.css';
import { Waiting } from '../../parts/waiting.tsx';
import { useOrg, useOrgId } from '../../shell/org.ts';
import { countText, dateText, dayText } from '../../words/index.ts';
import { binned, daysBefore, kinds, type Counted, type Kind } from './bins.ts';
import { spans, statisticsSearch } from './search.ts';
import styles from './awards.module.css';

type Counts = Readonly<Record<Kind, number>>;

interface BadgeCounts extends Counts {
  readonly badgeId: string;
  readonly title: string | null;
}

function useStatistics(orgId: string, days: number, badgeId: string | undefined) {
  return useQuery({
    queryKey: ['statistics', orgId, days, badgeId],
    queryFn: () => {
      const to = new Date().toISOString().slice(0, 10);
      const from = daysBefore(to, days - 1);
      const query = { from, to, ...(badgeId === undefined ? {} : { badgeId }) };
      return ask(api.GET('/api/v1/orgs/{orgId}/statistics', { params: { path: { orgId }, query } }));
    },
  });
}

/** What became of what was issued: claimed, looked at, shared, verified, by day and by badge. */
export function Statistics(): ReactNode {
  const { t } = useTranslation();
  const orgId = useOrgId();
  const org = useOrg()?.name ?? '';
  const search = statisticsSearch(useSearch({ strict: false }));
  const days = Number(search.days ?? '30');
  const found = useStatistics(orgId, days, search.badgeId);
  const all = useStatistics(orgId, days, undefined);
  const badges = (all.data?.badges ?? []).toSorted((a, b) => b.issued - a.issued || b.viewed - a.viewed);
  const chosen = badges.find(({ badgeId }) => badgeId === search.badgeId);
  const { total } = found.data ?? {};
  const sentence =
    total === undefined
      ? ''
      : t(chosen === undefined ? 'statistics.answer' : 'statistics.answerBadge', {
          ...{ org, days, badge: chosen?.title ?? '', count: total.issued },
          ...{ claimed: total.claimed, viewed: total.viewed, shared: total.shared, verified: total.verified },
        });
  return (
    <Page kind="instrument" title={t('statistics.title')} lead={sentence === '' ? undefined : sentence}>
      <Controls badges={badges} search={search} />
      {found.data === undefined ? (
        <Waiting error={found.error} retry={() => void found.refetch()} lines={8} />
      ) : isNothing(found.data.total) ? (
        <EmptyState text={t('statistics.none', { days })} />
      ) : (
        <>
          <Course days={found.data.days} from={found.data.from} to={found.data.to} span={days} />
          <h2>{t('statistics.byBadge')}</h2>
          <Badges orgId={orgId} badges={chosen === undefined ? badges : [chosen]} search={search} />
          <h2>{t('statistics.how')}</h2>
          <p>{t('statistics.howText')}</p>
        </>
      )}
    </Page>
  );
}

function isNothing(total: Counts): boolean {
  return kinds.every((kind) => total[kind] === 0);
}

function Controls({
  badges,
  search,
}: {
  readonly badges: readonly BadgeCounts[];
  readonly search: { readonly days?: string; readonly badgeId?: string };
}): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const set = (change: Record<string, string | undefined>): void => {
    void navigate({ to: '.', search: { ...search, ...change }, replace: true, resetScroll: false });
  };
  return (
    <div className={styles['controls']} role="group" aria-label={t('parts.table.filters')}>
      <NativeSelect
        label={t('statistics.span')}
        data={spans.map((value) => ({ value, label: t('statistics.days', { count: Number(value) }) }))}
        value={search.days ?? '30'}
        onChange={(event) => {
          set({ days: event.currentTarget.value });
        }}
      />
      <NativeSelect
        label={t('statistics.badge')}
        data={[
          { value: '', label: t('statistics.every') },
          ...badges.map(({ badgeId, title }) => ({ value: badgeId, label: title ?? badgeId })),
        ]}
        value={search.badgeId ?? ''}
        onChange={(event) => {
          const badgeId = event.currentTarget.value;
          set({ badgeId: badgeId === '' ? undefined : badgeId });
        }}
      />
    </div>
  );
}

/** A year is shown by weeks, so that its days do not drown the lines. */
const weekly = 100;

function Course({
  days,
  from,
  to,
  span,
}: {
  readonly days: readonly Counted[];
  readonly from: string;
  readonly to: string;
  readonly span: number;
}): ReactNode {
  const { t, i18n } = useTranslation();
  const size = span > weekly ? 7 : 1;
  const bins = useMemo(() => binned(days, from, to, size), [days, from, to, size]);
  const language = i18n.language;
  const option = useMemo(
    () => ({
      legend: { top: 0, left: 0 },
      grid: {
        left: 8,
        right: 16,
        top: 64,
        bottom: 8,
        outerBoundsMode: 'same',
        outerBoundsContain: 'axisLabel',
      },
      xAxis: { type: 'category', data: bins.map(({ day }) => dayText(day)) },
      yAxis: { type: 'value', minInterval: 1 },
      series: kinds.map((kind, i) => ({
        name: t(`statistics.kinds.${kind}`),
        type: 'line',
        data: bins.map((bin) => bin[kind]),
        symbol: ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle'][i],
        symbolSize: 6,
        showSymbol: bins.length <= 31,
      })),
    }),
    // `t` stays the same when the language changes, and the drawing would keep the words of the one before.
    [bins, language],
  );
  const most = bins.toSorted((a, b) => b.issued - a.issued)[0];
  return (
    <Chart
      name="statistics"
      sentence={
        most === undefined || most.issued === 0
          ? t('statistics.quiet', { from: dateText(from), to: dateText(to) })
          : t(size === 1 ? 'statistics.peak' : 'statistics.peakWeek', {
              count: most.issued,
              day: dateText(most.day),
            })
      }
      option={option}
      table={{
        columns: [
          t(size === 1 ? 'statistics.day' : 'statistics.week'),
          ...kinds.map((kind) => t(`statistics.kinds.${kind}`)),
        ],
        rows: bins.map((bin) => [bin.day, ...kinds.map((kind) => bin[kind])]),
      }}
      note={t('statistics.note')}
    />
  );
}

function Badges({
  orgId,
  badges,
  search,
}: {
  readonly orgId: string;
  readonly badges: readonly BadgeCounts[];
  readonly search: { readonly days?: string };
}): ReactNode {
  const { t } = useTranslation();
  return (
    <div className={table['wrap']} role="region" aria-label={t('statistics.byBadge')} tabIndex={0}>
      <table className={`${table['table'] ?? ''} ${table['stacks'] ?? ''}`}>
        <thead>
          <tr>
            <th scope="col">{t('statistics.badge')}</th>
            {kinds.map((kind) => (
              <th key={kind} scope="col" className={table['number']}>
                {t(`statistics.kinds.${kind}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {badges.map((badge) => (
            <tr key={badge.badgeId}>
              <th scope="row">
                <Link to={`/orgs/${orgId}/statistics`} search={{ ...search, badgeId: badge.badgeId }}>
                  {badge.title ?? badge.badgeId}
                </Link>
              </th>
              {kinds.map((kind) => (
                <td key={kind} data-label={t(`statistics.kinds.${kind}`)} className={table['number']}>
                  {countText(badge[kind])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
