import { ActionIcon, Burger, Button, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { instanceQuery, meQuery, signOut } from '../api/session.ts';
import { placesOf } from './places.ts';
import styles from './shell.module.css';

/** The frame of every screen: where one can go, who is signed in, and what kind of instance this is. */
export function Shell(): ReactNode {
  const { t } = useTranslation();
  const instance = useQuery(instanceQuery);
  useFocusOnArrival();
  return (
    <>
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      <header>
        {instance.data?.isDemo === true && (
          <div className={styles['demo']} role="note">
            {t('demoMark')}
          </div>
        )}
        <Bar />
      </header>
      <main id="main" tabIndex={-1} className={styles['main']}>
        <Outlet />
      </main>
      <footer className={styles['foot']}>
        {t('foot')} <a href="/docs">{t('reference')}</a>
      </footer>
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

function Bar(): ReactNode {
  const { t } = useTranslation();
  const me = useQuery(meQuery);
  const [isOpen, menu] = useDisclosure(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const { close } = menu;
  useEffect(close, [path, close]);
  const who = me.data ?? null;
  const isIn = who !== null;
  return (
    <div
      className={styles['bar']}
      data-in={isIn}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <Link to="/" className={styles['brand'] ?? ''}>
        <img src="/icon.svg" alt="" width="24" height="24" />
        {t('brand')}
      </Link>
      <nav id="places" aria-label={t('nav.label')} className={styles['nav']} data-open={isOpen}>
        {placesOf(who).map((place) => (
          <Link
            key={place.to}
            to={place.to}
            className={styles['place'] ?? ''}
            activeProps={{ 'aria-current': 'page' }}
          >
            {t(place.label)}
            {place.org !== undefined && <span className={styles['org']}>{place.org}</span>}
          </Link>
        ))}
      </nav>
      <div className={styles['end']}>
        <SchemeSwitch />
        {me.data === null && (
          <Link to="/sign-in" search={{}} className={styles['place'] ?? ''}>
            {t('nav.signIn')}
          </Link>
        )}
        {who !== null && <Account name={who.name} />}
        {isIn && (
          <Burger
            className={styles['burger'] ?? ''}
            opened={isOpen}
            onClick={menu.toggle}
            size="sm"
            aria-label={t('nav.places')}
            aria-expanded={isOpen}
            aria-controls="places"
          />
        )}
      </div>
    </div>
  );
}

function Account({ name }: { readonly name: string }): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const leave = async (): Promise<void> => {
    await signOut();
    await navigate({ to: '/' });
    queries.clear();
  };
  return (
    <>
      <span className={styles['account']} title={t('nav.account', { name })}>
        {name}
      </span>
      <Button variant="default" size="compact-md" mih={32} onClick={() => void leave()}>
        {t('nav.signOut')}
      </Button>
    </>
  );
}

function SchemeSwitch(): ReactNode {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      c="var(--soft)"
      size={44}
      aria-label={t('nav.scheme')}
      onClick={() => {
        setColorScheme(scheme === 'dark' ? 'light' : 'dark');
      }}
    >
      <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
        <circle cx="9" cy="9" r="7" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="M9 2a7 7 0 0 1 0 14z" fill="currentColor" />
      </svg>
    </ActionIcon>
  );
}
