import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, Refused } from '../../api/client.ts';
import { instanceQuery, signIn } from '../../api/session.ts';
import { useTitle } from '../../parts/title.ts';
import { Problem } from '../../parts/problem.tsx';
import { isLanguage, tongueNow } from '../../words/index.ts';

const empty = { organisation: '', name: '', email: '', password: '' };
type Draft = typeof empty;

const pointers: Readonly<Record<keyof Draft, string>> = {
  organisation: '/organisation/name',
  name: '/user/name',
  email: '/user/email',
  password: '/user/password',
};

/** The first visit to an empty instance, by the link that the server printed; its token is behind the `#`. */
export function SetUp(): ReactNode {
  const { t } = useTranslation();
  useTitle(t('enter.setup.title'));
  const instance = useQuery(instanceQuery);
  const [token] = useState(() => decodeURIComponent(window.location.hash.slice(1)));
  if (instance.data === undefined) return <div className="document narrow" />;
  const isOpen = instance.data.isSetupNeeded;
  return (
    <div className="document narrow">
      <h1 className="serif">{t('enter.setup.title')}</h1>
      {!isOpen ? (
        <>
          <p className="opening">{t('enter.setup.done')}</p>
          <Link to="/sign-in" search={{}}>
            {t('shell.signIn')}
          </Link>
        </>
      ) : token === '' ? (
        <>
          <p className="opening">{t('enter.setup.noToken')}</p>
          <p>{t('enter.empty.link')}</p>
          <p className="soft small">{t('enter.empty.again')}</p>
        </>
      ) : (
        <SetUpForm token={token} />
      )}
    </div>
  );
}

function SetUpForm({ token }: { readonly token: string }): ReactNode {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(empty);
  const { attempt, isBusy, refusal } = useSetUp(token);
  const field = (name: keyof Draft): object => ({
    label: t(`enter.setup.${name}`),
    required: true,
    withAsterisk: false,
    size: 'md',
    mb: 'md',
    value: draft[name],
    error: refusal?.error.fields.get(pointers[name]),
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setDraft((before) => ({ ...before, [name]: value }));
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void attempt(draft);
  };
  return (
    <>
      <p className="opening">{t('enter.setup.lead')}</p>
      {refusal !== null && (
        <Problem key={refusal.count}>
          <p>{t('enter.setup.failed', { detail: refusal.error.message })}</p>
          {refusal.error.remedy !== '' && <p>{refusal.error.remedy}</p>}
        </Problem>
      )}
      <form onSubmit={submit}>
        <TextInput
          {...field('organisation')}
          maxLength={200}
          description={t('enter.setup.organisationHint')}
        />
        <TextInput {...field('name')} maxLength={200} autoComplete="name" />
        <TextInput {...field('email')} type="email" autoComplete="username" />
        <PasswordInput
          {...field('password')}
          minLength={8}
          maxLength={128}
          autoComplete="new-password"
          description={t('enter.setup.passwordHint')}
          visibilityToggleButtonProps={{ 'aria-label': t('enter.signIn.show'), tabIndex: 0 }}
        />
        <Button type="submit" loading={isBusy} h={44} size="md" mt="sm">
          {t('enter.setup.action')}
        </Button>
      </form>
    </>
  );
}

function useSetUp(token: string): {
  readonly attempt: (draft: Draft) => Promise<void>;
  readonly isBusy: boolean;
  readonly refusal: { readonly error: Refused; readonly count: number } | null;
} {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<{ error: Refused; count: number } | null>(null);
  const attempt = async ({ organisation, name, email, password }: Draft): Promise<void> => {
    setBusy(true);
    try {
      const tongue = tongueNow();
      const language = isLanguage(tongue) ? { language: tongue } : {};
      const body = {
        token,
        organisation: { name: organisation, ...language },
        user: { name, email, password },
      };
      await ask(api.POST('/api/v1/setup', { body }));
      const isIn = await signIn(email, password);
      queries.clear();
      await navigate({ to: isIn === 'in' ? '/' : '/sign-in', replace: true });
    } catch (error) {
      const refused = error instanceof Refused ? error : new Refused(0, { detail: (error as Error).message });
      setRefusal((before) => ({ error: refused, count: (before?.count ?? 0) + 1 }));
    } finally {
      setBusy(false);
    }
  };
  return { attempt, isBusy, refusal };
}
