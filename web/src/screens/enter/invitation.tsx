import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { meQuery } from '../../api/session.ts';
import { Form, PasswordField, TextField, useForm } from '../../parts/form/index.ts';
import { Page } from '../../parts/page.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { dateText, isLanguage, listText, tongueNow } from '../../words/index.ts';
import { NoToken } from './redeem.tsx';
import { useArrival, useToken } from './token.ts';

/** An invitation to work in an organisation: who invites, as what, and the way in. */
export function Invitation(): ReactNode {
  const { t } = useTranslation();
  const token = useToken();
  const me = useQuery(meQuery);
  const view = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => ask(api.POST('/api/v1/invitations/look', { body: { token } })),
    enabled: token !== '',
    retry: false,
  });
  if (token === '') return <NoToken />;
  if (view.data === undefined || me.data === undefined)
    return (
      <Page kind="form" title={t('enter.invitation.title')}>
        <Waiting error={view.error ?? me.error} retry={() => void view.refetch()} />
      </Page>
    );
  const { orgName, roles, state, expiresAt, hasAccount, email, name } = view.data;
  const lead = t('enter.invitation.lead', {
    org: orgName,
    roles: listText(roles.map((role) => t(`nav.roles.${role}`))),
  });
  return (
    <Page kind="form" title={t('enter.invitation.title')} lead={lead}>
      {state !== 'open' ? (
        <p>{t(`enter.invitation.states.${state}`)}</p>
      ) : (
        <>
          <p className="soft small">{t('enter.invitation.until', { date: dateText(expiresAt) })}</p>
          {me.data !== null ? (
            <AsMe token={token} name={me.data.name} />
          ) : hasAccount ? (
            <p>
              {t('enter.invitation.signIn', { email })}{' '}
              <Link to="/sign-in" search={{ next: `/invitation#${token}` }}>
                {t('enter.signIn.title')}
              </Link>
            </p>
          ) : (
            <NewAccount token={token} name={name} email={email} />
          )}
        </>
      )}
    </Page>
  );
}

function AsMe({ token, name }: { readonly token: string; readonly name: string }): ReactNode {
  const { t } = useTranslation();
  const arrive = useArrival();
  const accept = useMutation({
    mutationFn: () => ask(api.POST('/api/v1/invitations/accept', { body: { token } })),
    onSuccess: () => arrive(),
  });
  return (
    <>
      {accept.error !== null && <Problem error={accept.error} />}
      <Button
        h={44}
        size="md"
        loading={accept.isPending}
        onClick={() => {
          accept.mutate();
        }}
      >
        {t('enter.invitation.asMe', { name })}
      </Button>
    </>
  );
}

function NewAccount({
  token,
  name,
  email,
}: {
  readonly token: string;
  readonly name: string;
  readonly email: string;
}): ReactNode {
  const { t } = useTranslation();
  const arrive = useArrival();
  const queries = useQueryClient();
  const form = useForm({
    initial: { name, password: '' },
    required: ['name', 'password'],
    submit: async (values) => {
      const tongue = tongueNow();
      const language = isLanguage(tongue) ? { language: tongue } : {};
      await ask(api.POST('/api/v1/invitations/accept', { body: { token, ...values, ...language } }));
      await queries.invalidateQueries({ queryKey: ['me'] });
      await arrive();
    },
  });
  return (
    <>
      <p>{t('enter.invitation.account', { email })}</p>
      <Form form={form} action={t('enter.invitation.action')}>
        <TextField
          form={form}
          name="name"
          label={t('enter.setup.name')}
          autoComplete="name"
          maxLength={200}
        />
        <PasswordField form={form} name="password" label={t('enter.setup.password')} isNew />
      </Form>
    </>
  );
}
