import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { instanceQuery } from '../../api/session.ts';
import { Form, TextField, useForm } from '../../parts/form/index.ts';
import { Page } from '../../parts/page.tsx';
import { isLanguage, tongueNow } from '../../words/index.ts';

/** Asks for a link that signs in: without a password, also for whoever was awarded something before signing up. */
export function AskForLink(): ReactNode {
  return <Asking purpose="link" />;
}

/** Asks for a link to choose a new password. */
export function AskForReset(): ReactNode {
  return <Asking purpose="reset" />;
}

function Asking({ purpose }: { readonly purpose: 'link' | 'reset' }): ReactNode {
  const { t } = useTranslation();
  const instance = useQuery(instanceQuery).data;
  const [asked, setAsked] = useState<string | null>(null);
  const form = useForm({
    initial: { email: '' },
    required: ['email'],
    submit: async ({ email }) => {
      const tongue = tongueNow();
      const body = { email, ...(isLanguage(tongue) ? { language: tongue } : {}) };
      await ask(
        purpose === 'link'
          ? api.POST('/api/v1/auth/links', { body })
          : api.POST('/api/v1/auth/password-resets', { body }),
      );
      setAsked(email);
    },
  });
  return (
    <Page
      kind="form"
      title={t(purpose === 'link' ? 'enter.link.title' : 'enter.reset.title')}
      lead={t(purpose === 'link' ? 'enter.link.lead' : 'enter.reset.lead')}
    >
      {asked === null ? (
        <Form form={form} action={t('enter.mail.action')}>
          <TextField
            form={form}
            name="email"
            type="email"
            label={t('enter.signIn.email')}
            autoComplete="username"
          />
        </Form>
      ) : (
        <div role="status">
          <p>{t('enter.mail.asked', { email: asked })}</p>
          {instance?.sendsMail === false && <p>{t('enter.mail.kept')}</p>}
          <p className="soft small">{t('enter.mail.nothing')}</p>
        </div>
      )}
      <p>
        <Link to="/sign-in" search={{}}>
          {t('enter.mail.back')}
        </Link>
      </p>
    </Page>
  );
}
