import { Button, NativeSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { withSession } from '../../api/again.ts';
import { api, ask, tell } from '../../api/client.ts';
import { ConfirmDialog, Dialog } from '../../parts/dialog.tsx';
import { Form, SelectField, TextField, useForm } from '../../parts/form/index.ts';
import { Problem } from '../../parts/problem.tsx';
import { SidePanel } from '../../parts/side-panel.tsx';
import { say } from '../../parts/toast.tsx';
import { useBadgeNames, useStaffChanged } from './data.ts';
import { treeOf, withAllBelow, type Department } from './tree.ts';
import styles from './people.module.css';

/** The departments that one can be part of, by where they stand. */
function useParents(departments: readonly Department[]): { value: string; label: string }[] {
  const { t } = useTranslation();
  return [
    { value: '', label: t('people.noParent') },
    ...treeOf(departments).map(({ department, depth }) => ({
      value: department.departmentId,
      label: `${'– '.repeat(depth)}${department.name}`,
    })),
  ];
}

/** Makes a department, in the organisation or in another one. */
export function NewDepartment({
  orgId,
  departments,
  close,
}: {
  readonly orgId: string;
  readonly departments: readonly Department[];
  readonly close: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const changed = useStaffChanged(orgId);
  const parents = useParents(departments);
  const form = useForm({
    initial: { name: '', parentId: '' },
    draft: `department ${orgId}`,
    required: ['name'],
    submit: async ({ name, parentId }) => {
      await ask(
        api.POST('/api/v1/orgs/{orgId}/departments', {
          params: { path: { orgId } },
          body: { name: name.trim(), ...(parentId === '' ? {} : { parentId }) },
        }),
      );
      await changed();
      close();
      say(t('people.departmentMade', { name: name.trim() }));
    },
  });
  return (
    <Dialog title={t('people.newDepartment')} close={close}>
      <Form form={form} action={t('people.makeDepartment')}>
        <TextField form={form} name="name" label={t('people.departmentName')} maxLength={200} />
        <SelectField form={form} name="parentId" label={t('people.partOf')} options={parents} />
      </Form>
    </Dialog>
  );
}

/** One department beside the list: its name and place, its badges, and its end. */
export function DepartmentPanel({
  orgId,
  department,
  departments,
  badgeIds,
  close,
}: {
  readonly orgId: string;
  readonly department: Department;
  readonly departments: readonly Department[];
  readonly badgeIds: readonly string[];
  readonly close: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const changed = useStaffChanged(orgId);
  const [isAsked, setAsked] = useState(false);
  const { departmentId, name } = department;
  const below = withAllBelow(departments, departmentId);
  const parents = useParents(departments.filter((other) => !below.has(other.departmentId)));
  const path = { orgId, departmentId };
  const form = useForm({
    initial: { name, parentId: department.parentId ?? '' },
    draft: `department ${departmentId}`,
    required: ['name'],
    submit: async ({ name: wanted, parentId }) => {
      await ask(
        api.PATCH('/api/v1/orgs/{orgId}/departments/{departmentId}', {
          params: { path },
          body: { name: wanted.trim(), parentId: parentId === '' ? null : parentId },
        }),
      );
      await changed();
      say(t('people.departmentSaved'));
    },
  });
  return (
    <>
      <SidePanel title={name} close={close}>
        <Form form={form} action={t('people.saveDepartment')}>
          <TextField form={form} name="name" label={t('people.departmentName')} maxLength={200} />
          <SelectField form={form} name="parentId" label={t('people.partOf')} options={parents} />
        </Form>
        <Badges orgId={orgId} departmentId={departmentId} badgeIds={badgeIds} />
        <div className={styles['end']}>
          <Button
            variant="harsh"
            mih={44}
            onClick={() => {
              setAsked(true);
            }}
          >
            {t('people.removeDepartment')}
          </Button>
        </div>
      </SidePanel>
      {isAsked && (
        <ConfirmDialog
          title={t('people.removeDepartmentTitle', { name })}
          action={t('people.removeDepartment')}
          isHarsh
          run={async () => {
            await withSession(() =>
              tell(api.DELETE('/api/v1/orgs/{orgId}/departments/{departmentId}', { params: { path } })),
            );
            close();
            await changed();
            say(t('people.departmentRemoved', { name }));
          }}
          close={() => {
            setAsked(false);
          }}
        >
          <p>{t('people.removeDepartmentText')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}

function Badges({
  orgId,
  departmentId,
  badgeIds,
}: {
  readonly orgId: string;
  readonly departmentId: string;
  readonly badgeIds: readonly string[];
}): ReactNode {
  const { t } = useTranslation();
  const changed = useStaffChanged(orgId);
  const names = useBadgeNames(orgId).data ?? new Map<string, string>();
  const place = useMutation({
    mutationFn: (to: { readonly badgeId: string; readonly departmentId: string | null }) =>
      withSession(() =>
        ask(
          api.PUT('/api/v1/orgs/{orgId}/badges/{badgeId}/department', {
            params: { path: { orgId, badgeId: to.badgeId } },
            body: { departmentId: to.departmentId },
          }),
        ),
      ),
    onSuccess: changed,
  });
  const others = [...names]
    .filter(([badgeId]) => !badgeIds.includes(badgeId))
    .toSorted(([, a], [, b]) => a.localeCompare(b));
  return (
    <>
      <h3>{t('people.badges')}</h3>
      {place.error !== null && <Problem error={place.error} />}
      {badgeIds.length === 0 ? (
        <p className="soft">{t('people.noBadges')}</p>
      ) : (
        <ul className={styles['list']}>
          {badgeIds.map((badgeId) => (
            <li key={badgeId}>
              {names.get(badgeId) ?? badgeId}
              <Button
                variant="default"
                mih={44}
                aria-label={t('people.takeOutNamed', { badge: names.get(badgeId) ?? badgeId })}
                onClick={() => {
                  place.mutate({ badgeId, departmentId: null });
                }}
              >
                {t('people.takeOut')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <NativeSelect
        label={t('people.addBadge')}
        description={t('people.addBadgeHint')}
        size="md"
        value=""
        data={[
          { value: '', label: t('parts.form.choose') },
          ...others.map(([value, label]) => ({ value, label })),
        ]}
        onChange={(event) => {
          const badgeId = event.currentTarget.value;
          if (badgeId !== '') place.mutate({ badgeId, departmentId });
        }}
      />
    </>
  );
}
