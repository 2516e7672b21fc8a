import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { meQuery } from '../../api/session.ts';
import { Chart } from '../../parts/chart/index.ts';
import { useOrgId } from '../../shell/org.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Page } from '../../parts/page.tsx';
import { countText } from '../../words/index.ts';
import { Holders, type Skill } from './holders.tsx';
import { SidePanel } from '../../parts/side-panel.tsx';
import table from '../../parts/table.module.css';
import { Waiting } from '../../parts/waiting.tsx';
import styles from './inventory.module.css';

/** Who can do what: the answer in a sentence, then the rows, then how they are counted. */
export function Inventory(): ReactNode {
  const { t } = useTranslation();
  const orgId = useOrgId();
  const me = useQuery(meQuery);
  const org = me.data?.memberships.find((membership) => membership.orgId === orgId)?.name ?? '';
  const [chosen, setChosen] = useState<Skill | null>(null);
  const skills = useInfiniteQuery({
    queryKey: ['inventory', orgId],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/v1/orgs/{orgId}/inventory/skills', {
          params: {
            path: { orgId },
            query: { limit: 100, ...(pageParam === null ? {} : { after: pageParam }) },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
  // Only a whole list can be put in order here; a part of it stays as the server sent it.
  const isWhole = !skills.hasNextPage;
  const pages = skills.data?.pages;
  const rows = useMemo(() => {
    const found = pages?.flatMap((page) => page.items) ?? [];
    return isWhole ? found.toSorted((a, b) => b.people - a.people || b.level - a.level) : found;
  }, [pages, isWhole]);
  const count = new Set(rows.map((row) => `${row.framework} ${row.code}`)).size;
  return (
    <Page
      kind="instrument"
      title={t('inventory.title')}
      {...(rows.length > 0
        ? { lead: t(skills.hasNextPage ? 'inventory.leadMore' : 'inventory.lead', { org, count }) }
        : {})}
    >
      {skills.data === undefined ? (
        <Waiting error={skills.error} retry={() => void skills.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState text={t('inventory.none')} />
      ) : (
        <>
          <p>
            <Link to={`/orgs/${orgId}/gap`}>{t('inventory.toGap')}</Link>
          </p>
          {!skills.hasNextPage && <Widest rows={rows} />}
          <Table rows={rows} choose={setChosen} />
          {skills.hasNextPage && (
            <div className={table['foot']}>
              <Button
                variant="default"
                loading={skills.isFetchingNextPage}
                onClick={() => void skills.fetchNextPage()}
              >
                {t('parts.table.more')}
              </Button>
            </div>
          )}
          <h2>{t('inventory.how')}</h2>
          <p>{t('inventory.howText')}</p>
        </>
      )}
      {chosen !== null && (
        <SidePanel
          title={t('inventory.holders', { skill: chosen.name })}
          close={() => {
            setChosen(null);
          }}
        >
          <Holders orgId={orgId} skill={chosen} />
        </SidePanel>
      )}
    </Page>
  );
}

/** So many lines are drawn at most; the table has them all. */
const drawn = 12;

/** The skills that most people show, as a drawing; a line takes 40 pixels. */
function Widest({ rows }: { readonly rows: readonly Skill[] }): ReactNode {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const shown = useMemo(() => rows.slice(0, drawn), [rows]);
  const labelOf = (row: Skill): string =>
    row.level === 0 ? row.name : t('inventory.skillAt', { skill: row.name, level: row.level });
  const option = useMemo(
    () => ({
      xAxis: { type: 'value', minInterval: 1 },
      yAxis: {
        type: 'category',
        inverse: true,
        data: shown.map(labelOf),
        axisLabel: { width: 136, overflow: 'break', lineHeight: 16 },
      },
      series: [
        { name: t('inventory.people'), type: 'bar', barMaxWidth: 20, data: shown.map((row) => row.people) },
      ],
    }),
    // Without the language the words of another one would stay in the drawing.
    [shown, language],
  );
  const [first] = shown;
  if (first === undefined) return null;
  return (
    <Chart
      name="inventory"
      sentence={t('inventory.widest', { skill: labelOf(first), count: first.people })}
      option={option}
      height={56 + shown.length * 40}
      table={{
        columns: [
          t('inventory.skill'),
          t('inventory.framework'),
          t('inventory.level'),
          t('inventory.basis'),
          t('inventory.people'),
        ],
        rows: rows.map((row) => [
          row.name,
          row.framework,
          row.level,
          t(`inventory.bases.${row.basis}`),
          row.people,
        ]),
      }}
      {...(rows.length > drawn ? { note: t('inventory.drawn', { count: drawn, total: rows.length }) } : {})}
    />
  );
}

function Table({
  rows,
  choose,
}: {
  readonly rows: readonly Skill[];
  readonly choose: (skill: Skill) => void;
}): ReactNode {
  const { t } = useTranslation();
  const most = Math.max(1, ...rows.map((row) => row.people));
  return (
    <div className={table['wrap']} role="region" aria-label={t('inventory.title')} tabIndex={0}>
      <table className={`${table['table'] ?? ''} ${table['stacks'] ?? ''}`}>
        <thead>
          <tr>
            <th scope="col">{t('inventory.skill')}</th>
            <th scope="col">{t('inventory.framework')}</th>
            <th scope="col" className={table['number']}>
              {t('inventory.level')}
            </th>
            <th scope="col">{t('inventory.basis')}</th>
            <th scope="col" className={table['number']}>
              {t('inventory.people')}
            </th>
            <td className={styles['share']}></td>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={`${row.framework} ${row.code} ${String(row.level)} ${row.basis}`}
              className={styles['row']}
            >
              <th scope="row">
                <button
                  type="button"
                  className={styles['skill']}
                  aria-haspopup="dialog"
                  aria-label={t('inventory.who', { skill: row.name, level: row.level })}
                  onClick={() => {
                    choose(row);
                  }}
                >
                  {row.name}
                </button>
              </th>
              <td data-label={t('inventory.framework')} className="soft">
                {t(`inventory.frameworks.${row.framework}`, { defaultValue: row.framework.toUpperCase() })}
              </td>
              <td data-label={t('inventory.level')} className={table['number']}>
                {row.level === 0 ? t('inventory.levelAny') : t('inventory.ofTen', { level: row.level })}
              </td>
              <td data-label={t('inventory.basis')}>{t(`inventory.bases.${row.basis}`)}</td>
              <td data-label={t('inventory.people')} className={table['number']}>
                {countText(row.people)}
              </td>
              <td className={styles['share']} aria-hidden="true">
                <span className={styles['bar']} style={{ width: `${String((row.people / most) * 100)}%` }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
