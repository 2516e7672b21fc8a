import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { withSession } from '../../api/again.ts';
import { api, ask, tell } from '../../api/client.ts';
import { Form, PasswordField, SelectField, TextField, useForm } from '../../parts/form/index.ts';
import { Page } from '../../parts/page.tsx';
import { Problem } from '../../parts/problem.tsx';
import { say } from '../../parts/toast.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { isLanguage, languageNames, languages, setLanguage } from '../../words/index.ts';
import { Devices } from './devices.tsx';
import { TwoFactor } from './two-factor.tsx';

/** One's own account as the server tells of it. */
export interface OwnAccount {
  readonly email: string;
  readonly isEmailProven: boolean;
  readonly name: string;
  readonly language: string | null;
  readonly hasPassword: boolean;
  readonly hasTwoFactor: boolean;
}

/** Everything about one's own account that one can change oneself. */
export function Account(): ReactNode {
  const { t } = useTranslation();
  const account = useQuery({
    queryKey: ['account'],
    queryFn: () => ask(api.GET('/api/v1/me/account')),
  });
  return (
    <Page kind="form" title={t('account.title')} lead={t('account.lead')}>
      {account.data === undefined ? (
        <Waiting error={account.error} retry={() => void account.refetch()} lines={8} />
      ) : (
        <>
          <Profile account={account.data} />
          <Email account={account.data} />
          <Password account={account.data} />
          <TwoFactor account={account.data} />
          <Devices />
        </>
      )}
    </Page>
  );
}

function Profile({ account }: { readonly account: OwnAccount }): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const form = useForm({
    initial: { name: account.name, language: account.language ?? '' },
    required: ['name'],
    submit: async ({ name, language }) => {
      const chosen = isLanguage(language) ? language : null;
      await ask(api.PATCH('/api/v1/me/account', { body: { name, language: chosen } }));
      if (chosen !== null) await setLanguage(chosen);
      await queries.invalidateQueries({ queryKey: ['me'] });
      say(t('account.saved'));
    },
  });
  return (
    <section aria-labelledby="account-profile">
      <h2 id="account-profile">{t('account.profile')}</h2>
      <Form form={form} action={t('account.save')}>
        <TextField form={form} name="name" label={t('account.name')} autoComplete="name" maxLength={200} />
        <SelectField
          form={form}
          name="language"
          label={t('account.language')}
          options={[
            { value: '', label: t('account.languageAny') },
            ...languages.map((value) => ({ value, label: languageNames[value] })),
          ]}
        />
      </Form>
    </section>
  );
}

function Email({ account }: { readonly account: OwnAccount }): ReactNode {
  const { t } = useTranslation();
  const prove = useMutation({
    mutationFn: () => withSession(() => ask(api.POST('/api/v1/me/account/email/proof'))),
    onSuccess: () => {
      say(t('account.emailAsked', { email: account.email }));
    },
  });
  const form = useForm({
    initial: { newEmail: '', password: '' },
    required: account.hasPassword ? ['newEmail', 'password'] : ['newEmail'],
    submit: async ({ newEmail, password }) => {
      const body = { newEmail, ...(account.hasPassword ? { password } : {}) };
      await ask(api.POST('/api/v1/me/account/email', { body }));
      say(t('account.emailAsked', { email: newEmail }));
    },
  });
  return (
    <section aria-labelledby="account-email">
      <h2 id="account-email">{t('account.email')}</h2>
      <p>
        {account.email}{' '}
        <span className="soft">{t(account.isEmailProven ? 'account.proven' : 'account.unproven')}</span>
      </p>
      {prove.error !== null && <Problem error={prove.error} />}
      {!account.isEmailProven && (
        <Button
          variant="default"
          h={44}
          mb="md"
          loading={prove.isPending}
          onClick={() => {
            prove.mutate();
          }}
        >
          {t('account.prove')}
        </Button>
      )}
      <Form form={form} action={t('account.changeEmail')}>
        <TextField
          form={form}
          name="newEmail"
          type="email"
          label={t('account.newEmail')}
          hint={t('account.newEmailHint')}
          autoComplete="email"
        />
        {account.hasPassword && <PasswordField form={form} name="password" label={t('account.password')} />}
      </Form>
    </section>
  );
}

function Password({ account }: { readonly account: OwnAccount }): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const form = useForm({
    initial: { currentPassword: '', newPassword: '' },
    required: account.hasPassword ? ['currentPassword', 'newPassword'] : ['newPassword'],
    submit: async ({ currentPassword, newPassword }) => {
      const body = { newPassword, ...(account.hasPassword ? { currentPassword } : {}) };
      await tell(api.POST('/api/v1/me/account/password', { body }));
      await queries.invalidateQueries({ queryKey: ['account'] });
      await queries.invalidateQueries({ queryKey: ['devices'] });
      say(t('account.passwordSet'));
    },
  });
  return (
    <section aria-labelledby="account-password">
      <h2 id="account-password">{t('account.password')}</h2>
      <p className="soft">{t(account.hasPassword ? 'account.passwordLead' : 'account.passwordNone')}</p>
      <Form form={form} action={t(account.hasPassword ? 'account.changePassword' : 'account.setPassword')}>
        {account.hasPassword && (
          <PasswordField form={form} name="currentPassword" label={t('account.currentPassword')} />
        )}
        <PasswordField form={form} name="newPassword" label={t('account.newPassword')} isNew />
      </Form>
    </section>
  );
}
