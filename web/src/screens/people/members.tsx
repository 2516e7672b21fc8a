import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useOpenItem } from '../../parts/side-panel.tsx';
import { DataTable, useView } from '../../parts/table/index.ts';
import { useOrgId } from '../../shell/org.ts';
import { dateText, listText } from '../../words/index.ts';
import { roleNames, useDepartments, useMembers, wholeRows } from './data.ts';
import { PeopleFrame } from './frame.tsx';
import { MemberPanel } from './member-panel.tsx';
import { membersView } from './search.ts';

/** Who works in the organisation, and as what. */
export function Members(): ReactNode {
  const { t } = useTranslation();
  const orgId = useOrgId();
  const view = useView(membersView);
  const members = useMembers(orgId);
  const departments = useDepartments(orgId).data?.items ?? [];
  const { openId, open, close } = useOpenItem();
  const { words = '', role } = view.filters;
  const sought = words.toLocaleLowerCase();
  const items = (members.data?.items ?? []).filter(
    ({ name, email, roles }) =>
      `${name} ${email}`.toLocaleLowerCase().includes(sought) &&
      (role === undefined || roles.some((held) => held === role)),
  );
  const chosen = members.data?.items.find(({ userId }) => userId === openId);
  return (
    <PeopleFrame
      section="members"
      actions={
        <Button mih={36} component={Link} to={`/orgs/${orgId}/people/invitations?open=new`}>
          {t('people.invite')}
        </Button>
      }
    >
      <DataTable
        name="members"
        label={t('people.sections.members')}
        columns={[
          { id: 'name', label: t('people.name'), cell: ({ name }) => name },
          { id: 'email', label: t('people.email'), cell: ({ email }) => email },
          {
            id: 'roles',
            label: t('people.roles'),
            cell: ({ roles }) => listText(roles.map((held) => t(`nav.roles.${held}`))),
          },
          {
            id: 'department',
            label: t('people.department'),
            isMinor: true,
            cell: (row) => departments.find((d) => d.departmentId === row.departmentId)?.name ?? '–',
          },
          {
            id: 'since',
            label: t('people.since'),
            isMinor: true,
            cell: ({ addedAt }) => dateText(addedAt),
          },
        ]}
        rows={wholeRows(members, items)}
        idOf={({ userId }) => userId}
        nameOf={({ name }) => name}
        view={view}
        filters={[
          { name: 'words', label: t('people.search') },
          {
            name: 'role',
            label: t('people.role'),
            options: roleNames.map((value) => ({ value, label: t(`nav.roles.${value}`) })),
          },
        ]}
        open={({ userId }) => {
          open(userId);
        }}
        openId={openId}
        empty={<EmptyState text={t('people.noMembers')} />}
        noMatch={<EmptyState text={t('people.noMatch')} />}
      />
      {chosen !== undefined && (
        <MemberPanel key={chosen.userId} orgId={orgId} member={chosen} close={close} />
      )}
    </PeopleFrame>
  );
}
