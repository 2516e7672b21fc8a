import { Burger } from '@mantine/core';
import { Link, useRouterState } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../parts/dialog.tsx';
import { AccountMenu } from './account.tsx';
import { placesOf, type Me } from './places.ts';
import { Rail } from './rail.tsx';
import styles from './shell.module.css';

/** The bar at the top: the way home, the search, and the account. */
export function Bar({
  me,
  image,
  search,
  keys,
}: {
  readonly me: (Me & { readonly email?: string }) | null;
  /** The logo of the organisation at hand. */
  readonly image: string | null;
  readonly search: () => void;
  readonly keys: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => {
    setOpen(false);
  }, [path]);
  return (
    <div className={styles['bar']} data-in={me !== null}>
      {me !== null && (
        <Burger
          className={styles['burger'] ?? ''}
          opened={false}
          onClick={() => {
            setOpen(true);
          }}
          size="sm"
          aria-label={t('shell.places')}
          aria-haspopup="dialog"
        />
      )}
      <Link to="/" className={styles['brand']}>
        <img
          src={me !== null && image?.startsWith('data:') === true ? image : '/icon.svg'}
          alt=""
          width="24"
          height="24"
        />
        {t('shell.brand')}
      </Link>
      {me === null && (
        <nav aria-label={t('nav.label')} className={styles['visitor']}>
          {placesOf(null, null).map(({ to, label }) => (
            <Link key={to} to={to} className={styles['place'] ?? ''} activeProps={{ 'aria-current': 'page' }}>
              {t(`nav.${label}`)}
            </Link>
          ))}
        </nav>
      )}
      <div className={styles['end']}>
        <button type="button" className={styles['search']} onClick={search}>
          <SearchIcon />
          <span>{t('shell.search.open')}</span>
          <kbd>/</kbd>
        </button>
        {me === null && (
          <Link to="/sign-in" search={{}} className={styles['place'] ?? ''}>
            {t('shell.signIn')}
          </Link>
        )}
        <AccountMenu me={me} keys={keys} />
      </div>
      {isOpen && me !== null && (
        <Dialog
          title={t('shell.places')}
          place="left"
          close={() => {
            setOpen(false);
          }}
        >
          <Rail me={me} />
        </Dialog>
      )}
    </div>
  );
}

function SearchIcon(): ReactNode {
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" fill="none" stroke="currentColor" aria-hidden="true">
      <circle cx="8" cy="8" r="5.25" strokeWidth="1.5" />
      <path d="m12 12 4 4" strokeWidth="1.5" strokeLinecap="round" />
    </svg>
  );
}
