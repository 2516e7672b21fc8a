import { useQuery } from '@tanstack/react-query';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { waitingForSignIn } from '../api/again.ts';
import { instanceQuery, meQuery } from '../api/session.ts';
import { isTyping } from '../parts/slash.ts';
import { Toasts } from '../parts/toast.tsx';
import { useStore } from '../store.ts';
import { followAccount } from '../words/index.ts';
import { Bar } from './bar.tsx';
import { Offline } from './offline.tsx';
import { keepOrg, useOrg, useOrgId } from './org.ts';
import { Rail } from './rail.tsx';
import styles from './shell.module.css';
import { useOrgTheme } from './theme.ts';

// What only some visits need is fetched when it is asked for.
const Demo = lazy(async () => ({ default: (await import('./demo.tsx')).Demo }));
const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));
const Keys = lazy(async () => ({ default: (await import('./key-help.tsx')).KeyHelp }));
const Again = lazy(async () => ({ default: (await import('./sign-in-again.tsx')).SignInAgain }));

/** The frame of every screen: where one can go, who is signed in, and what kind of instance this is. */
export function Shell(): ReactNode {
  const { t } = useTranslation();
  const instance = useQuery(instanceQuery).data;
  const me = useQuery(meQuery).data ?? null;
  const waiting = useStore(waitingForSignIn);
  const [over, setOver] = useState<'search' | 'keys' | null>(null);
  useFocusOnArrival();
  useKeys(setOver);
  useAccount(me);
  const { image } = useOrgTheme();
  const close = (): void => {
    setOver(null);
  };
  return (
    <>
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      <header className={styles['header']}>
        {instance?.isDemo === true && (
          <Suspense fallback={<div className={styles['demo']} />}>
            <Demo people={instance.demoPeople} />
          </Suspense>
        )}
        <Bar
          me={me}
          image={image}
          search={() => {
            setOver('search');
          }}
          keys={() => {
            setOver('keys');
          }}
        />
        <Offline />
      </header>
      <div className={styles['frame']} data-in={me !== null}>
        {me !== null && (
          <div className={styles['rail']}>
            <Rail me={me} />
          </div>
        )}
        <div className={styles['content']}>
          <main id="main" tabIndex={-1} className={styles['main']}>
            <Outlet />
          </main>
          <footer className={styles['foot']}>
            {t('shell.foot')} <a href="/docs">{t('shell.reference')}</a>
          </footer>
        </div>
      </div>
      <Suspense fallback={null}>
        {over === 'search' && <Palette me={me} close={close} />}
        {over === 'keys' && <Keys close={close} />}
        {waiting !== null && <Again waiting={waiting} email={me?.email ?? ''} />}
      </Suspense>
      <Toasts />
    </>
  );
}

/** After a change of address the keyboard, and whoever listens, starts at the new screen. */
function useFocusOnArrival(): void {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const first = useRef(path);
  useEffect(() => {
    if (first.current === undefined) first.current = path;
    else if (path !== first.current) {
      first.current = '';
      document.getElementById('main')?.focus({ preventScroll: true });
    }
  }, [path]);
}

/** `/` and Ctrl or Cmd with K search, `?` shows the keys; a page's own search field comes before `/`. */
function useKeys(show: (what: 'search' | 'keys') => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || document.querySelector('dialog:modal') !== null) return;
      const isCommand = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
      const isPlain = !isTyping(event) && !event.ctrlKey && !event.metaKey && !event.altKey;
      const what =
        isCommand || (isPlain && event.key === '/') ? 'search' : isPlain && event.key === '?' ? 'keys' : null;
      if (what === null) return;
      event.preventDefault();
      show(what);
    };
    document.addEventListener('keydown', listen);
    return () => {
      document.removeEventListener('keydown', listen);
    };
  }, [show]);
}

/** Follows what the account says of its language, and which organisation the address names. */
function useAccount(me: object | null): void {
  const orgId = useOrgId();
  const org = useOrg();
  const language = me !== null && 'language' in me ? me.language : null;
  useEffect(() => {
    void followAccount(language);
  }, [language]);
  useEffect(() => {
    if (org !== null && org.orgId === orgId) keepOrg(orgId);
  }, [org, orgId]);
}
