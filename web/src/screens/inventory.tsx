import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../api/client.ts';
import { meQuery } from '../api/session.ts';
import { useOrgId } from '../shell/org.ts';
import { useTitle } from '../shell/title.ts';
import { countText } from '../words/index.ts';
import { Holders, type Skill } from './holders.tsx';
import { Panel } from './panel.tsx';
import styles from './table.module.css';
import { Waiting } from './waiting.tsx';

/** Who can do what: the answer in a sentence, then the rows, then how they are counted. */
export function Inventory(): ReactNode {
  const { t } = useTranslation();
  useTitle(t('inventory.title'));
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
  const found = skills.data?.pages.flatMap((page) => page.items) ?? [];
  // Only a whole list can be put in order here; a part of it stays as the server sent it.
  const rows = skills.hasNextPage
    ? found
    : found.toSorted((a, b) => b.people - a.people || b.level - a.level);
  const count = new Set(rows.map((row) => `${row.framework} ${row.code}`)).size;
  return (
    <>
      <h1 className={styles['title']}>{t('inventory.title')}</h1>
      {skills.data === undefined ? (
        <Waiting error={skills.error} retry={() => void skills.refetch()} />
      ) : rows.length === 0 ? (
        <p className={styles['empty']}>{t('inventory.none')}</p>
      ) : (
        <>
          <p className={styles['answer']}>
            {t(skills.hasNextPage ? 'inventory.leadMore' : 'inventory.lead', { org, count })}
          </p>
          <Table rows={rows} choose={setChosen} />
          {skills.hasNextPage && (
            <div className={styles['foot']}>
              <Button
                variant="default"
                loading={skills.isFetchingNextPage}
                onClick={() => void skills.fetchNextPage()}
              >
                {t('table.more')}
              </Button>
            </div>
          )}
          <h2>{t('inventory.how')}</h2>
          <p className={styles['lead']}>{t('inventory.howText')}</p>
        </>
      )}
      {chosen !== null && (
        <Panel
          title={t('inventory.holders', { skill: chosen.name })}
          close={() => {
            setChosen(null);
          }}
        >
          <Holders orgId={orgId} skill={chosen} />
        </Panel>
      )}
    </>
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
    <div className={styles['wrap']} role="region" aria-label={t('inventory.title')} tabIndex={0}>
      <table className={`${styles['table'] ?? ''} ${styles['stacks'] ?? ''}`}>
        <thead>
          <tr>
            <th scope="col">{t('inventory.skill')}</th>
            <th scope="col">{t('inventory.framework')}</th>
            <th scope="col" className={styles['number']}>
              {t('inventory.level')}
            </th>
            <th scope="col">{t('inventory.basis')}</th>
            <th scope="col" className={styles['number']}>
              {t('inventory.people')}
            </th>
            <td className={styles['share']}></td>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.framework} ${row.code} ${String(row.level)} ${row.basis}`}>
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
              <td data-label={t('inventory.framework')} className={styles['soft']}>
                {t(`inventory.frameworks.${row.framework}`, { defaultValue: row.framework.toUpperCase() })}
              </td>
              <td data-label={t('inventory.level')} className={styles['number']}>
                {row.level === 0 ? t('inventory.levelAny') : t('inventory.ofTen', { level: row.level })}
              </td>
              <td data-label={t('inventory.basis')}>{t(`inventory.bases.${row.basis}`)}</td>
              <td data-label={t('inventory.people')} className={styles['number']}>
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
