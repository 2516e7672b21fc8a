import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { ChecksField, Form, SelectField, useForm } from '../../parts/form/index.ts';
import { say } from '../../parts/toast.tsx';
import {
  permissionNames,
  useBadgeNames,
  useDepartments,
  useMembers,
  useStaffChanged,
  type PermissionName,
} from './data.ts';
import { treeOf } from './tree.ts';

const levels = ['organisation', 'department', 'badge'] as const;

interface Values {
  readonly userId: string;
  readonly level: (typeof levels)[number];
  readonly departmentId: string;
  readonly badgeId: string;
  readonly permissions: readonly PermissionName[];
}

/** Gives a member rights in the organisation, in a department with all below it, or in one badge. */
export function GiveRight({
  orgId,
  userId = '',
  close,
}: {
  readonly orgId: string;
  /** Whom; nobody: it is asked. */
  readonly userId?: string;
  readonly close: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const changed = useStaffChanged(orgId);
  const members = useMembers(orgId).data?.items ?? [];
  const departments = treeOf(useDepartments(orgId).data?.items ?? []);
  const badges = [...(useBadgeNames(orgId).data ?? [])].toSorted(([, a], [, b]) => a.localeCompare(b));
  const form = useForm<Values>({
    initial: { userId, level: 'organisation', departmentId: '', badgeId: '', permissions: [] },
    draft: `staff right ${orgId} ${userId}`,
    required: ['userId', 'permissions'],
    pointers: { departmentId: '/subjectId', badgeId: '/subjectId' },
    check: ({ level, departmentId, badgeId }) => ({
      ...(level === 'department' && departmentId === '' ? { departmentId: t('people.whichDepartment') } : {}),
      ...(level === 'badge' && badgeId === '' ? { badgeId: t('people.whichBadge') } : {}),
    }),
    submit: async ({ level, departmentId, badgeId, ...given }) => {
      const subjectId = { organisation: undefined, department: departmentId, badge: badgeId }[level];
      await ask(
        api.POST('/api/v1/orgs/{orgId}/staff-rights', {
          params: { path: { orgId } },
          body: {
            userId: given.userId,
            level,
            permissions: [...given.permissions],
            ...(subjectId === undefined ? {} : { subjectId }),
          },
        }),
      );
      await changed();
      close();
      say(t('people.given', { name: members.find((m) => m.userId === given.userId)?.name ?? '' }));
    },
  });
  const { level } = form.values;
  return (
    <Dialog title={t('people.give')} close={close}>
      <p className="soft">{t('people.giveText')}</p>
      <Form form={form} action={t('people.give')}>
        {userId === '' && (
          <SelectField
            form={form}
            name="userId"
            label={t('people.member')}
            isOpen
            options={members.map((member) => ({ value: member.userId, label: member.name }))}
          />
        )}
        <SelectField
          form={form}
          name="level"
          label={t('people.where')}
          options={levels.map((value) => ({ value, label: t(`people.levels.${value}`) }))}
        />
        {level === 'department' && (
          <SelectField
            form={form}
            name="departmentId"
            label={t('people.department')}
            isOpen
            options={departments.map(({ department, depth }) => ({
              value: department.departmentId,
              label: `${'– '.repeat(depth)}${department.name}`,
            }))}
          />
        )}
        {level === 'badge' && (
          <SelectField
            form={form}
            name="badgeId"
            label={t('people.badge')}
            isOpen
            options={badges.map(([value, label]) => ({ value, label }))}
          />
        )}
        <ChecksField
          form={form}
          name="permissions"
          label={t('people.may')}
          options={permissionNames.map((value) => ({
            value,
            label: t(`people.permissions.${value}`),
            hint: t(`people.permissionHints.${value}`),
          }))}
        />
      </Form>
    </Dialog>
  );
}
