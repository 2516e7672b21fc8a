import { Alert, Button, PasswordInput, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { instanceQuery, signIn } from '../api/session.ts';

/** Where to go after signing in; only an address of this app. */
export function signInSearch(search: Record<string, unknown>): { next?: string } {
  const next = search['next'];
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? { next } : {};
}

/** Signing in with address and password; in a demo also by choosing one of its people. */
export function SignIn(): ReactNode {
  const { t } = useTranslation();
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
    <div className="document" style={{ maxWidth: 480 }}>
      <h1 className="serif">{t('signIn.title')}</h1>
      {problem !== null && (
        <Alert color="red" role="alert" mb="md" variant="light">
          {problem}
        </Alert>
      )}
      <form onSubmit={submit}>
        <TextInput
          label={t('signIn.email')}
          type="email"
          autoComplete="username"
          required
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
          required
          size="md"
          mb="lg"
          value={password}
          onChange={(event) => {
            setPassword(event.currentTarget.value);
          }}
        />
        <Button type="submit" loading={isBusy} h={44}>
          {t('signIn.action')}
        </Button>
      </form>
      {people.length > 0 && (
        <section aria-labelledby="demo-people">
          <h2 id="demo-people">{t('signIn.demoTitle')}</h2>
          <p>{t('signIn.demoText')}</p>
          <ul style={{ listStyle: 'none', padding: 0, margin: 0 }}>
            {people.map((person) => (
              <li key={person.email} style={{ borderTop: '1px solid var(--line)', padding: '8px 0' }}>
                <Button
                  variant="subtle"
                  h="auto"
                  mih={44}
                  px={8}
                  disabled={isBusy}
                  aria-label={t('signIn.as', { name: person.name })}
                  styles={{ inner: { justifyContent: 'flex-start' }, label: { whiteSpace: 'normal' } }}
                  onClick={() => void attempt(person.email, person.password)}
                >
                  <span style={{ textAlign: 'left' }}>
                    {person.name}
                    <span style={{ display: 'block', color: 'var(--soft)', fontWeight: 400 }}>
                      {person.part}
                    </span>
                  </span>
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function useSignIn(): {
  attempt: (email: string, password: string) => Promise<void>;
  isBusy: boolean;
  problem: string | null;
} {
  const { t } = useTranslation();
  const { next } = useSearch({ strict: false });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const attempt = async (email: string, password: string): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      if (await signIn(email, password)) {
        queries.clear();
        await navigate({ to: next ?? '/record' });
      } else setProblem(t('signIn.wrong'));
    } catch (error) {
      setProblem(t('signIn.failed', { detail: (error as Error).message }));
    } finally {
      setBusy(false);
    }
  };
  return { attempt, isBusy, problem };
}
