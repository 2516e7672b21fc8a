import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { Chart } from '../../parts/chart/index.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Page } from '../../parts/page.tsx';
import { State } from '../../parts/state.tsx';
import table from '../../parts/table.module.css';
import { Waiting } from '../../parts/waiting.tsx';
import { useOrg, useOrgId } from '../../shell/org.ts';
import { countText } from '../../words/index.ts';
import { AddWanted } from './add-wanted.tsx';
import { gapSearch } from './search.ts';
import { keyOf, readWanted, writeWanted, type Wanted } from './wanted.ts';

async function findGap(orgId: string, wanted: readonly Wanted[]) {
  return await ask(
    api.POST('/api/v1/orgs/{orgId}/inventory/gap', {
      params: { path: { orgId } },
      body: { wanted: [...wanted] },
    }),
  );
}

type Line = Awaited<ReturnType<typeof findGap>>['items'][number];

/** How far the people of an organisation are from a list of wanted skills; the list stands in the address. */
export function Gap(): ReactNode {
  const { t } = useTranslation();
  const orgId = useOrgId();
  const org = useOrg()?.name ?? '';
  const text = gapSearch(useSearch({ strict: false })).wanted ?? '';
  const wanted = useMemo(() => readWanted(text), [text]);
  const navigate = useNavigate();
  const set = (list: readonly Wanted[]): void => {
    const search = list.length === 0 ? {} : { wanted: writeWanted(list) };
    void navigate({ to: '.', search, resetScroll: false });
  };
  const gap = useQuery({
    queryKey: ['inventory', orgId, 'gap', wanted],
    queryFn: () => findGap(orgId, wanted),
    enabled: wanted.length > 0,
    placeholderData: keepPreviousData,
  });
  const lines = wanted.length === 0 ? [] : (gap.data?.items ?? []);
  const missing = lines.filter(({ short }) => short > 0);
  const answer =
    missing.length === 0
      ? t('employ.gapNone', { org, count: lines.length })
      : t('employ.gapAnswer', {
          org,
          count: missing.length,
          total: lines.length,
          short: gap.data?.shortTotal ?? 0,
        });
  return (
    <Page
      kind="instrument"
      title={t('employ.gap')}
      lead={t('employ.gapQuestion', { org })}
      back={<Link to={`/orgs/${orgId}/inventory`}>{t('inventory.title')}</Link>}
    >
      <AddWanted
        wanted={wanted}
        add={(one) => {
          set([...wanted.filter((other) => keyOf(other) !== keyOf(one)), one]);
        }}
      />
      {wanted.length === 0 ? (
        <EmptyState text={t('employ.gapEmpty')} />
      ) : gap.data === undefined ? (
        <Waiting error={gap.error} retry={() => void gap.refetch()} lines={6} />
      ) : (
        <>
          <Bars lines={lines} sentence={answer} />
          <Lines
            lines={lines}
            remove={(line) => {
              set(wanted.filter((other) => keyOf(other) !== keyOf(line)));
            }}
          />
          <h2>{t('inventory.how')}</h2>
          <p>{t('employ.gapHow')}</p>
        </>
      )}
    </Page>
  );
}

/** A line of the drawing takes so many pixels. */
const lineHeight = 48;

function Bars({
  lines,
  sentence,
}: {
  readonly lines: readonly Line[];
  readonly sentence: string;
}): ReactNode {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const option = useMemo(
    () => ({
      legend: { top: 0, left: 0 },
      grid: {
        left: 8,
        right: 32,
        top: 40,
        bottom: 8,
        outerBoundsMode: 'same',
        outerBoundsContain: 'axisLabel',
      },
      xAxis: { type: 'value', minInterval: 1 },
      yAxis: {
        type: 'category',
        inverse: true,
        data: lines.map(({ name, level }) =>
          level === 0 ? name : t('inventory.skillAt', { skill: name, level }),
        ),
        axisLabel: { width: 136, overflow: 'break', lineHeight: 16 },
      },
      series: [
        {
          name: t('employ.have'),
          type: 'bar',
          stack: 'people',
          barMaxWidth: 20,
          data: lines.map(({ have, people }) => Math.min(have, people)),
        },
        {
          name: t('employ.short'),
          type: 'bar',
          stack: 'people',
          barMaxWidth: 20,
          data: lines.map(({ short }) => short),
        },
      ],
    }),
    // Without the language the words of another one would stay in the drawing.
    [lines, language],
  );
  return (
    <Chart
      name="gap"
      sentence={sentence}
      option={option}
      height={64 + lines.length * lineHeight}
      table={{
        columns: [
          t('inventory.skill'),
          t('inventory.framework'),
          t('employ.code'),
          t('inventory.level'),
          t('employ.wanted'),
          t('employ.have'),
          t('employ.short'),
        ],
        rows: lines.map((l) => [l.name, l.framework, l.code, l.level, l.people, l.have, l.short]),
      }}
      note={t('employ.gapNote')}
    />
  );
}

function Lines({
  lines,
  remove,
}: {
  readonly lines: readonly Line[];
  readonly remove: (line: Line) => void;
}): ReactNode {
  const { t } = useTranslation();
  const number = table['number'];
  return (
    <div className={table['wrap']} role="region" aria-label={t('employ.gap')} tabIndex={0}>
      <table className={`${table['table'] ?? ''} ${table['stacks'] ?? ''}`}>
        <thead>
          <tr>
            <th scope="col">{t('inventory.skill')}</th>
            <th scope="col">{t('inventory.level')}</th>
            <th scope="col" className={number}>
              {t('employ.wanted')}
            </th>
            <th scope="col" className={number}>
              {t('employ.have')}
            </th>
            <th scope="col">{t('employ.short')}</th>
            <th scope="col">{t('employ.change')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={keyOf(line)}>
              <th scope="row">{line.name}</th>
              <td data-label={t('inventory.level')}>
                {line.level === 0 ? t('employ.anyLevel') : t('employ.orAbove', { level: line.level })}
              </td>
              <td data-label={t('employ.wanted')} className={number}>
                {countText(line.people)}
              </td>
              <td data-label={t('employ.have')} className={number}>
                {countText(line.have)}
              </td>
              <td data-label={t('employ.short')}>
                {line.short === 0 ? (
                  <State tone="good" word={t('employ.enough')} />
                ) : (
                  <State tone="warn" word={t('employ.shortBy', { count: line.short })} />
                )}
              </td>
              <td data-label={t('employ.change')}>
                <Button
                  variant="default"
                  mih={36}
                  aria-label={t('employ.removeNamed', { skill: line.name })}
                  onClick={() => {
                    remove(line);
                  }}
                >
                  {t('employ.remove')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
