import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useOpenItem } from '../../parts/side-panel.tsx';
import { DataTable, useView } from '../../parts/table/index.ts';
import { useOrgId } from '../../shell/org.ts';
import { countText, dateText } from '../../words/index.ts';
import { useDepartments, useMembers, wholeRows } from './data.ts';
import { DepartmentPanel, NewDepartment } from './department-panel.tsx';
import { PeopleFrame } from './frame.tsx';
import { plainView } from './search.ts';
import { treeOf } from './tree.ts';

/** Which badge belongs to which department. */
export function usePlaces(orgId: string) {
  return useQuery({
    queryKey: ['staff', orgId, 'places'],
    queryFn: () => ask(api.GET('/api/v1/orgs/{orgId}/badge-places', { params: { path: { orgId } } })),
  });
}

/** The parts of the organisation; rights that are given in one hold in all below it. */
export function Departments(): ReactNode {
  const { t } = useTranslation();
  const orgId = useOrgId();
  const view = useView(plainView);
  const departments = useDepartments(orgId);
  const places = usePlaces(orgId).data?.items ?? [];
  const members = useMembers(orgId).data?.items ?? [];
  const { openId, open, close } = useOpenItem();
  const all = departments.data?.items ?? [];
  const chosen = all.find(({ departmentId }) => departmentId === openId);
  const newButton = (
    <Button
      mih={36}
      onClick={() => {
        open('new');
      }}
    >
      {t('people.newDepartment')}
    </Button>
  );
  return (
    <PeopleFrame section="departments" actions={newButton}>
      <DataTable
        name="departments"
        label={t('people.sections.departments')}
        columns={[
          {
            id: 'name',
            label: t('people.department'),
            cell: ({ department, depth }) => (
              <span style={{ paddingLeft: depth * 24 }}>{department.name}</span>
            ),
          },
          {
            id: 'members',
            label: t('people.sections.members'),
            isNumber: true,
            cell: ({ department }) =>
              countText(members.filter((m) => m.departmentId === department.departmentId).length),
          },
          {
            id: 'badges',
            label: t('people.badges'),
            isNumber: true,
            cell: ({ department }) =>
              countText(places.filter((p) => p.departmentId === department.departmentId).length),
          },
          {
            id: 'since',
            label: t('people.made'),
            isMinor: true,
            cell: ({ department }) => dateText(department.createdAt),
          },
        ]}
        rows={wholeRows(departments, treeOf(all))}
        idOf={({ department }) => department.departmentId}
        nameOf={({ department }) => department.name}
        view={view}
        open={({ department }) => {
          open(department.departmentId);
        }}
        openId={openId}
        empty={<EmptyState text={t('people.noDepartments')} action={newButton} />}
        noMatch={<EmptyState text={t('people.noMatch')} />}
      />
      {openId === 'new' && <NewDepartment orgId={orgId} departments={all} close={close} />}
      {chosen !== undefined && (
        <DepartmentPanel
          key={chosen.departmentId}
          orgId={orgId}
          department={chosen}
          departments={all}
          badgeIds={places.filter((p) => p.departmentId === chosen.departmentId).map((p) => p.badgeId)}
          close={close}
        />
      )}
    </PeopleFrame>
  );
}
