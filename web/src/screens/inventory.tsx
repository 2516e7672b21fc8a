import { Button, Drawer } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../api/client.ts';
import { meQuery } from '../api/session.ts';
import { countText, dateText } from '../words/index.ts';
import styles from './table.module.css';
import { Waiting } from './waiting.tsx';

interface Skill {
  readonly framework: string;
  readonly code: string;
  readonly name: string;
  readonly level: number;
  readonly basis: 'verified' | 'assessed' | 'declared';
  readonly people: number;
}

/** Who can do what: the answer in a sentence, then the rows, then how they are counted. */
export function Inventory(): ReactNode {
  const { t } = useTranslation();
  const { orgId = '' } = useParams({ strict: false });
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
  const rows = skills.data?.pages.flatMap((page) => page.items) ?? [];
  const most = Math.max(1, ...rows.map((row) => row.people));
  return (
    <>
      <h1 className={styles['title']}>{t('inventory.title')}</h1>
      {skills.data === undefined ? (
        <Waiting error={skills.error} retry={() => void skills.refetch()} />
      ) : rows.length === 0 ? (
        <p className={styles['empty']}>{t('inventory.none')}</p>
      ) : (
        <>
          <p className={styles['lead']}>{t('inventory.lead', { org, count: rows.length })}</p>
          <div className={styles['wrap']} role="region" aria-label={t('inventory.title')} tabIndex={0}>
            <table className={styles['table']}>
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
                  <th scope="col" aria-hidden="true" style={{ width: '20%' }}></th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={`${row.framework} ${row.code} ${String(row.level)} ${row.basis}`}>
                    <td>
                      <Button
                        variant="subtle"
                        size="compact-sm"
                        px={0}
                        aria-label={`${row.name}: ${t('inventory.who')}`}
                        styles={{ label: { whiteSpace: 'normal', textAlign: 'left' } }}
                        h="auto"
                        onClick={() => {
                          setChosen(row);
                        }}
                      >
                        {row.name}
                      </Button>
                    </td>
                    <td className={styles['soft']}>{row.framework.toUpperCase()}</td>
                    <td className={styles['number']}>
                      {row.level === 0 ? t('inventory.levelAny') : row.level}
                    </td>
                    <td>{t(`inventory.bases.${row.basis}`)}</td>
                    <td className={styles['number']}>{countText(row.people)}</td>
                    <td aria-hidden="true">
                      <span
                        className={styles['bar']}
                        style={{ width: `${String((row.people / most) * 100)}%` }}
                      />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
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
      <Drawer
        opened={chosen !== null}
        onClose={() => {
          setChosen(null);
        }}
        position="right"
        title={chosen === null ? '' : t('inventory.holders', { skill: chosen.name })}
      >
        {chosen !== null && <Holders orgId={orgId} skill={chosen} />}
      </Drawer>
    </>
  );
}

function Holders({ orgId, skill }: { readonly orgId: string; readonly skill: Skill }): ReactNode {
  const { t } = useTranslation();
  const { framework, code, level } = skill;
  const people = useQuery({
    queryKey: ['inventory', orgId, framework, code, level],
    queryFn: () =>
      ask(
        api.GET('/api/v1/orgs/{orgId}/inventory/people', {
          params: { path: { orgId }, query: { framework, code, atLeastLevel: level, limit: 200 } },
        }),
      ),
  });
  if (people.data === undefined) return <Waiting error={people.error} retry={() => void people.refetch()} />;
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">{t('inventory.name')}</th>
          <th scope="col" className={styles['number']}>
            {t('inventory.level')}
          </th>
          <th scope="col">{t('inventory.until')}</th>
        </tr>
      </thead>
      <tbody>
        {people.data.items.map((row) => (
          <tr key={`${row.personId} ${String(row.level)}`}>
            <td>{row.name ?? t('awards.unknownHolder')}</td>
            <td className={styles['number']}>{row.level}</td>
            <td className={styles['soft']}>
              {row.endsAt === null ? t('inventory.noEnd') : dateText(row.endsAt)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
