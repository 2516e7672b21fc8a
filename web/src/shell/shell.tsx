import {
  ActionIcon,
  Burger,
  Menu,
  UnstyledButton,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { instanceQuery, meQuery, signOut } from '../api/session.ts';
import { placesOf } from './places.ts';
import styles from './shell.module.css';

/** The frame of every screen: where one can go, who is signed in, and what kind of instance this is. */
export function Shell(): ReactNode {
  const { t } = useTranslation();
  const me = useQuery(meQuery);
  const instance = useQuery(instanceQuery);
  const [isOpen, menu] = useDisclosure(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => {
    menu.close();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- closes when the address changes, nothing else
  }, [path]);
  return (
    <>
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      {instance.data?.isDemo === true && <p className={styles['demo']}>{t('demoMark')}</p>}
      <header className={styles['bar']}>
        <Link to="/" className={styles['brand'] ?? ''}>
          <img src="/icon.svg" alt="" width="24" height="24" />
          {t('brand')}
        </Link>
        <Burger
          className={styles['burger'] ?? ''}
          opened={isOpen}
          onClick={menu.toggle}
          size="sm"
          aria-label={t('nav.label')}
          aria-expanded={isOpen}
          aria-controls="places"
        />
        <nav id="places" aria-label={t('nav.label')} className={styles['nav']} data-open={isOpen}>
          {placesOf(me.data ?? null).map((place) => (
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
          {me.data === undefined ? null : me.data === null ? (
            <Link to="/sign-in" search={{}} className={styles['place'] ?? ''}>
              {t('nav.signIn')}
            </Link>
          ) : (
            <Account name={me.data.name} />
          )}
        </div>
      </header>
      <main id="main" tabIndex={-1} className={styles['main']}>
        <Outlet />
      </main>
    </>
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
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <UnstyledButton className={styles['account'] ?? ''} aria-label={t('nav.account', { name })}>
          {name}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void leave()}>{t('nav.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function SchemeSwitch(): ReactNode {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  return (
    <ActionIcon
      variant="subtle"
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
