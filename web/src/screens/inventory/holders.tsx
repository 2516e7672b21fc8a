import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { dateText } from '../../words/index.ts';
import table from '../../parts/table.module.css';
import { Waiting } from '../../parts/waiting.tsx';

/** One line of the inventory: how many people show a skill at a level. */
export interface Skill {
  readonly framework: string;
  readonly code: string;
  readonly name: string;
  readonly level: number;
  readonly basis: 'verified' | 'assessed' | 'declared';
  readonly people: number;
}

/** Who shows a skill at a level or above. */
export function Holders({ orgId, skill }: { readonly orgId: string; readonly skill: Skill }): ReactNode {
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
  const { items, next } = people.data;
  const count = new Set(items.map((row) => row.personId)).size;
  return (
    <>
      <p>{t(next === null ? 'inventory.holdersLead' : 'inventory.holdersFirst', { count, level })}</p>
      <table className={table['table']}>
        <thead>
          <tr>
            <th scope="col">{t('inventory.name')}</th>
            <th scope="col" className={table['number']}>
              {t('inventory.level')}
            </th>
            <th scope="col">{t('inventory.until')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((row) => (
            <tr key={`${row.personId} ${String(row.level)} ${row.basis}`}>
              <th scope="row">{row.name ?? t('inventory.unnamed')}</th>
              <td className={table['number']}>{row.level}</td>
              <td className="soft">{row.endsAt === null ? t('inventory.noEnd') : dateText(row.endsAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
