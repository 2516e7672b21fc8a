import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { instanceQuery, signIn } from '../../api/session.ts';
import { Page } from '../../parts/page.tsx';
import { Problem } from '../../parts/problem.tsx';
import { CodeForm } from './code.tsx';
import { signInSearch } from './search.ts';
import styles from './sign-in.module.css';
import { useArrival } from './token.ts';

/** Signing in with address and password, by mail, and in a demo by choosing one of its people. */
export function SignIn(): ReactNode {
  const { t } = useTranslation();
  const instance = useQuery(instanceQuery);
  const { attempt, isBusy, problem, needsCode, arrive } = useSignIn();
  const people = instance.data?.demoPeople ?? [];
  if (needsCode)
    return (
      <Page kind="form" title={t('enter.code.title')}>
        <CodeForm done={arrive} />
      </Page>
    );
  return (
    <Page kind="form" title={t('enter.signIn.title')}>
      {problem !== null && <Problem key={problem.count} error={problem.error} />}
      {people.length > 0 && (
        <section aria-labelledby="demo-people">
          <h2 id="demo-people" className={styles['first']}>
            {t('enter.signIn.demoTitle')}
          </h2>
          <p>{t('enter.signIn.demoText')}</p>
          <ul className={styles['people']}>
            {people.map((person) => (
              <li key={person.email}>
                <button
                  type="button"
                  disabled={isBusy}
                  onClick={() => void attempt(person.email, person.password)}
                >
                  <strong>{person.name}</strong>
                  <span>{person.part}</span>
                </button>
              </li>
            ))}
          </ul>
          <h2>{t('enter.signIn.other')}</h2>
        </section>
      )}
      <PasswordForm attempt={attempt} isBusy={isBusy} />
      <ul className={styles['ways']}>
        <li>
          <Link to="/sign-in/mail">{t('enter.signIn.byMail')}</Link>
        </li>
        <li>
          <Link to="/sign-in/forgotten">{t('enter.signIn.forgotten')}</Link>
        </li>
      </ul>
    </Page>
  );
}

function PasswordForm({
  attempt,
  isBusy,
}: {
  readonly attempt: (email: string, password: string) => Promise<void>;
  readonly isBusy: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void attempt(email, password);
  };
  const shared = { required: true, withAsterisk: false, size: 'md' };
  return (
    <form onSubmit={submit}>
      <TextInput
        {...shared}
        label={t('enter.signIn.email')}
        type="email"
        autoComplete="username"
        mb="md"
        value={email}
        onChange={(event) => {
          setEmail(event.currentTarget.value);
        }}
      />
      <PasswordInput
        {...shared}
        label={t('enter.signIn.password')}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': t('enter.signIn.show'), tabIndex: 0 }}
        mb="lg"
        value={password}
        onChange={(event) => {
          setPassword(event.currentTarget.value);
        }}
      />
      <Button type="submit" loading={isBusy} h={44} size="md">
        {t('enter.signIn.action')}
      </Button>
    </form>
  );
}

interface Trouble {
  readonly error: unknown;
  /** Counted, so that a second refusal is announced again. */
  readonly count: number;
}

function useSignIn(): {
  readonly attempt: (email: string, password: string) => Promise<void>;
  readonly isBusy: boolean;
  readonly problem: Trouble | null;
  readonly needsCode: boolean;
  readonly arrive: () => Promise<void>;
} {
  const { t } = useTranslation();
  const { next } = signInSearch(useSearch({ strict: false }));
  const arrival = useArrival();
  const [isBusy, setBusy] = useState(false);
  const [needsCode, setNeedsCode] = useState(false);
  const [problem, setProblem] = useState<Trouble | null>(null);
  const arrive = (): Promise<void> => arrival(next);
  const refuse = (error: unknown): void => {
    setProblem((before) => ({ error, count: (before?.count ?? 0) + 1 }));
  };
  const attempt = async (email: string, password: string): Promise<void> => {
    setBusy(true);
    try {
      const outcome = await signIn(email, password);
      if (outcome === 'in') await arrive();
      else if (outcome === 'code') setNeedsCode(true);
      else refuse(new Error(t('enter.signIn.wrong')));
    } catch (error) {
      refuse(error);
    } finally {
      setBusy(false);
    }
  };
  return { attempt, isBusy, problem, needsCode, arrive };
}
