import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, tell } from '../../api/client.ts';
import { Form, PasswordField, TextField, useForm } from '../../parts/form/index.ts';
import { Page } from '../../parts/page.tsx';
import { Problem } from '../../parts/problem.tsx';
import { CodeForm } from './code.tsx';
import { useArrival, useToken } from './token.ts';

/** A link that signs in. It is used by a button, since mail scanners open links on their own. */
export function SignInLink(): ReactNode {
  const { t } = useTranslation();
  const token = useToken();
  const arrive = useArrival();
  const [needsCode, setNeedsCode] = useState(false);
  const form = useForm({
    initial: { name: '' },
    submit: async ({ name }) => {
      const body = { token, ...(name.trim() === '' ? {} : { name }) };
      const { state } = await ask(api.POST('/api/v1/auth/links/redeem', { body }));
      if (state === 'signed_in') await arrive();
      else setNeedsCode(true);
    },
  });
  if (token === '') return <NoToken />;
  if (needsCode)
    return (
      <Page kind="form" title={t('enter.code.title')}>
        <CodeForm done={() => arrive()} />
      </Page>
    );
  return (
    <Page kind="form" title={t('enter.redeem.title')} lead={t('enter.redeem.lead')}>
      <Form form={form} action={t('enter.redeem.action')}>
        <TextField
          form={form}
          name="name"
          label={t('enter.redeem.name')}
          hint={t('enter.redeem.nameHint')}
          autoComplete="name"
          maxLength={200}
        />
      </Form>
    </Page>
  );
}

/** A link to choose a new password. */
export function NewPassword(): ReactNode {
  const { t } = useTranslation();
  const token = useToken();
  const [isDone, setDone] = useState(false);
  const form = useForm({
    initial: { password: '' },
    required: ['password'],
    submit: async ({ password }) => {
      await tell(api.POST('/api/v1/auth/password-resets/redeem', { body: { token, password } }));
      setDone(true);
    },
  });
  if (token === '') return <NoToken />;
  if (isDone)
    return (
      <Page kind="form" title={t('enter.newPassword.title')} lead={t('enter.newPassword.done')}>
        <Link to="/sign-in" search={{}}>
          {t('enter.signIn.title')}
        </Link>
      </Page>
    );
  return (
    <Page kind="form" title={t('enter.newPassword.title')} lead={t('enter.newPassword.lead')}>
      <Form form={form} action={t('enter.newPassword.action')}>
        <PasswordField form={form} name="password" label={t('enter.newPassword.field')} isNew />
      </Form>
    </Page>
  );
}

/** A link that proves a mail address. */
export function ProveEmail(): ReactNode {
  const { t } = useTranslation();
  const token = useToken();
  const queries = useQueryClient();
  const prove = useMutation({
    mutationFn: () => ask(api.POST('/api/v1/auth/email/redeem', { body: { token } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['me'] }),
  });
  if (token === '') return <NoToken />;
  return (
    <Page kind="form" title={t('enter.proof.title')}>
      {prove.error !== null && <Problem error={prove.error} />}
      {prove.data === undefined ? (
        <>
          <p>{t('enter.proof.lead')}</p>
          <Button
            h={44}
            size="md"
            loading={prove.isPending}
            onClick={() => {
              prove.mutate();
            }}
          >
            {t('enter.proof.action')}
          </Button>
        </>
      ) : (
        <p role="status">
          {t('enter.proof.done', { email: prove.data.email })} <Link to="/">{t('nav.home')}</Link>
        </p>
      )}
    </Page>
  );
}

/** What an address shows whose token got lost on the way. */
export function NoToken(): ReactNode {
  const { t } = useTranslation();
  return (
    <Page kind="form" title={t('enter.noToken.title')} lead={t('enter.noToken.lead')}>
      <Link to="/sign-in/mail">{t('enter.signIn.byMail')}</Link>
    </Page>
  );
}
