import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../parts/title.ts';

/** What an address shows that names nothing. */
export function Missing(): ReactNode {
  const { t } = useTranslation();
  useTitle(t('shell.missing.title'));
  return (
    <div className="document">
      <h1 className="serif">{t('shell.missing.title')}</h1>
      <p className="opening">{t('shell.missing.text')}</p>
      <Link to="/">{t('shell.missing.home')}</Link>
    </div>
  );
}

/** What a screen shows that failed to draw itself. */
export function Broken(): ReactNode {
  const { t } = useTranslation();
  useTitle(t('shell.broken.title'));
  return (
    <div className="document" role="alert">
      <h1 className="serif">{t('shell.broken.title')}</h1>
      <p className="opening">{t('shell.broken.text')}</p>
      <Button
        h={44}
        onClick={() => {
          window.location.reload();
        }}
      >
        {t('shell.broken.reload')}
      </Button>
    </div>
  );
}
