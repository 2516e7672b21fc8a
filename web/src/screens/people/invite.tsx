import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { ChecksField, Form, SelectField, TextField, useForm } from '../../parts/form/index.ts';
import { say } from '../../parts/toast.tsx';
import { languageNames, languages, type Language } from '../../words/index.ts';
import { useDepartments, type RoleName } from './data.ts';
import { useRoleOptions } from './member-panel.tsx';
import { treeOf } from './tree.ts';

interface Values {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly RoleName[];
  readonly departmentId: string;
  readonly language: '' | Language;
}

/** Invites somebody by mail to roles in the organisation. */
export function Invite({ orgId, close }: { readonly orgId: string; readonly close: () => void }): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const departments = treeOf(useDepartments(orgId).data?.items ?? []);
  const form = useForm<Values>({
    initial: { email: '', name: '', roles: [], departmentId: '', language: '' },
    draft: `invitation ${orgId}`,
    required: ['email', 'name', 'roles'],
    submit: async ({ email, name, roles, departmentId, language }) => {
      await ask(
        api.POST('/api/v1/orgs/{orgId}/invitations', {
          params: { path: { orgId } },
          body: {
            email: email.trim(),
            name: name.trim(),
            roles: [...roles],
            ...(departmentId === '' ? {} : { departmentId }),
            ...(language === '' ? {} : { language }),
          },
        }),
      );
      await queries.invalidateQueries({ queryKey: ['staff', orgId] });
      close();
      say(t('people.invited', { email: email.trim() }));
    },
  });
  return (
    <Dialog title={t('people.invite')} close={close}>
      <p className="soft">{t('people.inviteText')}</p>
      <Form form={form} action={t('people.sendInvitation')}>
        <TextField
          form={form}
          name="email"
          type="email"
          label={t('people.email')}
          autoComplete="off"
          maxLength={254}
        />
        <TextField form={form} name="name" label={t('people.name')} autoComplete="off" maxLength={200} />
        <ChecksField form={form} name="roles" label={t('people.roles')} options={useRoleOptions()} />
        {departments.length > 0 && (
          <SelectField
            form={form}
            name="departmentId"
            label={t('people.department')}
            options={[
              { value: '', label: t('people.noDepartment') },
              ...departments.map(({ department, depth }) => ({
                value: department.departmentId,
                label: `${'– '.repeat(depth)}${department.name}`,
              })),
            ]}
          />
        )}
        <SelectField
          form={form}
          name="language"
          label={t('people.mailLanguage')}
          options={[
            { value: '', label: t('people.languageOfOrg') },
            ...languages.map((value) => ({ value, label: languageNames[value] })),
          ]}
        />
      </Form>
    </Dialog>
  );
}
