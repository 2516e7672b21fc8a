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

interface Values {
  readonly userId: string;
  /** `organisation`, or a level and an id with a blank between them. */
  readonly place: string;
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
    initial: { userId, place: 'organisation', permissions: [] },
    draft: `staff right ${orgId} ${userId}`,
    required: ['userId', 'place', 'permissions'],
    pointers: { place: '/subjectId' },
    submit: async ({ place, ...given }) => {
      const [kind, subjectId] = place.split(' ');
      const level = kind === 'department' || kind === 'badge' ? kind : 'organisation';
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
          name="place"
          label={t('people.where')}
          options={[
            { value: 'organisation', label: t('people.levels.organisation') },
            ...departments.map(({ department, depth }) => ({
              value: `department ${department.departmentId}`,
              label: `${t('people.levels.department')}: ${'– '.repeat(depth)}${department.name}`,
            })),
            ...badges.map(([badgeId, name]) => ({
              value: `badge ${badgeId}`,
              label: `${t('people.levels.badge')}: ${name}`,
            })),
          ]}
        />
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
