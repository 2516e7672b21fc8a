import { NativeSelect, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../api/client.ts';
import { signOut } from '../api/session.ts';
import { Disclosure } from '../parts/disclosure.tsx';
import { forgetDrafts } from '../parts/form/draft.ts';
import { problemText } from '../parts/problem.tsx';
import { say } from '../parts/toast.tsx';
import {
  languageNames,
  languages,
  loadWords,
  setLanguage,
  tongueNow,
  type Language,
} from '../words/index.ts';
import { accountPlaces, type Me } from './places.ts';
import styles from './shell.module.css';

const schemes: readonly MantineColorScheme[] = ['auto', 'light', 'dark'];

/** Who is signed in, in which language and colours they read, and the way out. */
export function AccountMenu({
  me,
  keys,
}: {
  readonly me: (Me & { readonly email?: string }) | null;
  readonly keys: () => void;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <Disclosure
      button={(props) => (
        <button
          type="button"
          className={styles['account']}
          aria-label={me === null ? t('shell.account.title') : t('shell.account.signedIn', { name: me.name })}
          {...props}
        >
          {me === null ? <GearIcon /> : <span data-initials={initialsOf(me.name)} />}
        </button>
      )}
    >
      {(close) => (
        <div className={styles['menu']}>
          {me !== null && (
            <p className={styles['who']}>
              <strong>{me.name}</strong>
              <span>{me.email}</span>
            </p>
          )}
          {accountPlaces(me).map(({ to, label }) => (
            <Link key={to} to={to} className={styles['place'] ?? ''} onClick={close}>
              {t(`nav.${label}`)}
            </Link>
          ))}
          <LanguageChoice isSignedIn={me !== null} />
          <SchemeChoice />
          <button
            type="button"
            className={styles['place']}
            onClick={() => {
              close();
              keys();
            }}
          >
            {t('shell.account.keys')} <kbd>?</kbd>
          </button>
          {me !== null && <Leave />}
        </div>
      )}
    </Disclosure>
  );
}

/** At most two letters that stand for a name. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map((word) => [...(word ?? '')][0]?.toLocaleUpperCase() ?? '').join('');
}

/** The choice holds on this device, and for whoever is signed in on every other one, too. */
function LanguageChoice({ isSignedIn }: { readonly isSignedIn: boolean }): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const choose = async (language: Language): Promise<void> => {
    await setLanguage(language);
    if (!isSignedIn) return;
    try {
      await ask(api.PATCH('/api/v1/me/account', { body: { language } }));
      await queries.invalidateQueries({ queryKey: ['me'] });
      await queries.invalidateQueries({ queryKey: ['account'] });
    } catch (error) {
      await loadWords('problems');
      say(t('shell.account.languageHere', { detail: problemText(t, error) }));
    }
  };
  return (
    <NativeSelect
      label={t('shell.account.language')}
      data={languages.map((value) => ({ value, label: languageNames[value] }))}
      value={tongueNow() === 'pseudo' ? 'en' : tongueNow()}
      onChange={(event) => {
        void choose(event.currentTarget.value as Language);
      }}
    />
  );
}

function SchemeChoice(): ReactNode {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <NativeSelect
      label={t('shell.account.scheme')}
      data={schemes.map((value) => ({ value, label: t(`shell.account.schemes.${value}`) }))}
      value={colorScheme}
      onChange={(event) => {
        setColorScheme(event.currentTarget.value as MantineColorScheme);
      }}
    />
  );
}

function Leave(): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const leave = async (): Promise<void> => {
    await signOut();
    forgetDrafts();
    await navigate({ to: '/' });
    queries.clear();
  };
  return (
    <button type="button" className={styles['place']} onClick={() => void leave()}>
      {t('shell.signOut')}
    </button>
  );
}

function GearIcon(): ReactNode {
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" fill="none" stroke="currentColor" aria-hidden="true">
      <path d="M2 5h8M14 5h2M2 13h2M8 13h8" strokeWidth="1.5" strokeLinecap="round" />
      <circle cx="12" cy="5" r="2" strokeWidth="1.5" />
      <circle cx="6" cy="13" r="2" strokeWidth="1.5" />
    </svg>
  );
}
