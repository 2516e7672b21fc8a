import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Waiting } from '../api/again.ts';
import { meQuery, signIn } from '../api/session.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Problem } from '../parts/problem.tsx';

/** Signs somebody in again over the page that they were at work on; the page stays as it is. */
export function SignInAgain({
  waiting,
  email: known,
}: {
  readonly waiting: Waiting;
  readonly email: string;
}): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState('');
  const [trouble, setTrouble] = useState<{ readonly error: Error; readonly isCode: boolean } | null>(null);
  const finish = async (): Promise<void> => {
    // Whoever signs in may be somebody else: the page has to know before it sends anything.
    await queries.fetchQuery({ ...meQuery, staleTime: 0 });
    waiting.done(true);
  };
  const attempt = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    event.stopPropagation();
    try {
      const outcome = await signIn(email, password);
      if (outcome === 'in') await finish();
      else {
        const isCode = outcome === 'code';
        setTrouble({ error: new Error(t(isCode ? 'shell.again.other' : 'shell.again.wrong')), isCode });
      }
    } catch (error) {
      setTrouble({ error: error as Error, isCode: false });
    }
  };
  return (
    <Dialog
      title={t('shell.again.title')}
      close={() => {
        waiting.done(false);
      }}
    >
      <p>{t('shell.again.text')}</p>
      {trouble !== null && (
        <Problem error={trouble.error}>
          {trouble.isCode && (
            <>
              <a href="/sign-in" target="_blank" rel="noreferrer">
                {t('shell.again.elsewhere')}
              </a>
              <Button variant="default" onClick={() => void finish()}>
                {t('shell.again.ready')}
              </Button>
            </>
          )}
        </Problem>
      )}
      <form onSubmit={(event) => void attempt(event)}>
        <TextInput
          label={t('shell.again.email')}
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
          label={t('shell.again.password')}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('shell.again.show'), tabIndex: 0 }}
          required
          withAsterisk={false}
          size="md"
          mb="lg"
          value={password}
          onChange={(event) => {
            setPassword(event.currentTarget.value);
          }}
        />
        <Button type="submit" h={44} size="md">
          {t('shell.again.action')}
        </Button>
      </form>
    </Dialog>
  );
}
