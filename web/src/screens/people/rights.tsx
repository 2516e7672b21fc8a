import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../parts/empty-state.tsx';
import { DataTable, useView } from '../../parts/table/index.ts';
import { useOrgId } from '../../shell/org.ts';
import { dateText, listText } from '../../words/index.ts';
import {
  permissionNames,
  useActorName,
  useMembers,
  useStaffRights,
  wholeRows,
  type StaffRight,
} from './data.ts';
import { PeopleFrame } from './frame.tsx';
import { GiveRight } from './give-right.tsx';
import { TakeRight, useWhere } from './right-list.tsx';
import { rightsView } from './search.ts';

/** Who may do what beside their roles: in the organisation, in a department, or in one badge. */
export function Rights(): ReactNode {
  const { t } = useTranslation();
  const orgId = useOrgId();
  const view = useView(rightsView);
  const rights = useStaffRights(orgId);
  const members = useMembers(orgId).data?.items ?? [];
  const whereOf = useWhere(orgId);
  const actorName = useActorName(orgId);
  const [asked, setAsked] = useState<StaffRight | 'give' | null>(null);
  const holderOf = ({ userId }: StaffRight): string =>
    members.find((member) => member.userId === userId)?.name ?? t('people.actors.other');
  const { words = '', level, permission } = view.filters;
  const sought = words.toLocaleLowerCase();
  const items = (rights.data?.items ?? []).filter(
    (right) =>
      `${holderOf(right)} ${whereOf(right)}`.toLocaleLowerCase().includes(sought) &&
      (level === undefined || right.level === level) &&
      (permission === undefined || right.permissions.some((one) => one === permission)),
  );
  const giveButton = (
    <Button
      mih={36}
      onClick={() => {
        setAsked('give');
      }}
    >
      {t('people.give')}
    </Button>
  );
  const done = (): void => {
    setAsked(null);
  };
  return (
    <PeopleFrame section="rights" actions={giveButton}>
      <DataTable
        name="staff-rights"
        label={t('people.sections.rights')}
        columns={[
          { id: 'member', label: t('people.member'), cell: holderOf },
          {
            id: 'where',
            label: t('people.where'),
            cell: (right) => (
              <span>
                {whereOf(right)}
                {right.level !== 'organisation' && (
                  <span className="soft"> · {t(`people.levels.${right.level}`)}</span>
                )}
              </span>
            ),
          },
          {
            id: 'may',
            label: t('people.may'),
            cell: (right) => listText(right.permissions.map((one) => t(`people.permissions.${one}`))),
          },
          {
            id: 'by',
            label: t('people.givenBy'),
            isMinor: true,
            cell: (right) => `${actorName(right.grantedBy)}, ${dateText(right.grantedAt)}`,
          },
          {
            id: 'take',
            label: t('people.change'),
            cell: (right) => (
              <Button
                variant="default"
                mih={36}
                aria-label={t('people.takeFrom', { name: holderOf(right), where: whereOf(right) })}
                onClick={() => {
                  setAsked(right);
                }}
              >
                {t('people.take')}
              </Button>
            ),
          },
        ]}
        rows={wholeRows(rights, items)}
        idOf={({ rightId }) => rightId}
        nameOf={(right) => `${holderOf(right)}, ${whereOf(right)}`}
        view={view}
        filters={[
          { name: 'words', label: t('people.search') },
          {
            name: 'level',
            label: t('people.where'),
            options: (['organisation', 'department', 'badge'] as const).map((value) => ({
              value,
              label: t(`people.levels.${value}`),
            })),
          },
          {
            name: 'permission',
            label: t('people.may'),
            options: permissionNames.map((value) => ({ value, label: t(`people.permissions.${value}`) })),
          },
        ]}
        empty={<EmptyState text={t('people.noRights')} action={giveButton} />}
        noMatch={<EmptyState text={t('people.noMatch')} />}
      />
      <p className="soft">{t('people.rightsNote')}</p>
      {asked === 'give' && <GiveRight orgId={orgId} close={done} />}
      {asked !== null && asked !== 'give' && <TakeRight orgId={orgId} right={asked} close={done} />}
    </PeopleFrame>
  );
}
