import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { instanceQuery, signIn } from '../api/session.ts';
import { signInSearch } from '../search.ts';
import { useTitle } from '../shell/title.ts';
import { Problem } from './problem.tsx';
import styles from './sign-in.module.css';

/** Signing in with address and password; in a demo also by choosing one of its people. */
export function SignIn(): ReactNode {
  const { t } = useTranslation();
  useTitle(t('signIn.title'));
  const instance = useQuery(instanceQuery);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { attempt, isBusy, problem } = useSignIn();
  const people = instance.data?.demoPeople ?? [];
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void attempt(email, password);
  };
  return (
    <div className="document narrow">
      <h1 className="serif">{t('signIn.title')}</h1>
      {problem !== null && (
        <Problem key={problem.count}>
          <p>{problem.text}</p>
        </Problem>
      )}
      {people.length > 0 && (
        <section aria-labelledby="demo-people">
          <h2 id="demo-people" className={styles['first']}>
            {t('signIn.demoTitle')}
          </h2>
          <p>{t('signIn.demoText')}</p>
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
          <h2>{t('signIn.other')}</h2>
        </section>
      )}
      <form onSubmit={submit}>
        <TextInput
          label={t('signIn.email')}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          size="md"
          mb="md"
          value={email}
          onChange={(event) => {
            setEmail(event.currentTarget.value);
          }}
        />
        <PasswordInput
          label={t('signIn.password')}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.show'), tabIndex: 0 }}
          required
          withAsterisk={false}
          size="md"
          mb="lg"
          value={password}
          onChange={(event) => {
            setPassword(event.currentTarget.value);
          }}
        />
        <Button type="submit" loading={isBusy} h={44} size="md">
          {t('signIn.action')}
        </Button>
      </form>
    </div>
  );
}

interface Trouble {
  readonly text: string;
  /** Counted, so that a second refusal is announced again. */
  readonly count: number;
}

function useSignIn(): {
  readonly attempt: (email: string, password: string) => Promise<void>;
  readonly isBusy: boolean;
  readonly problem: Trouble | null;
} {
  const { t } = useTranslation();
  const { next } = signInSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Trouble | null>(null);
  const refuse = (text: string): void => {
    setProblem((before) => ({ text, count: (before?.count ?? 0) + 1 }));
  };
  const attempt = async (email: string, password: string): Promise<void> => {
    setBusy(true);
    try {
      if (await signIn(email, password)) {
        queries.removeQueries({ queryKey: ['me'] });
        await navigate({ to: next ?? '/' });
      } else refuse(t('signIn.wrong'));
    } catch (error) {
      refuse(t('signIn.failed', { detail: (error as Error).message }));
    } finally {
      setBusy(false);
    }
  };
  return { attempt, isBusy, problem };
}
