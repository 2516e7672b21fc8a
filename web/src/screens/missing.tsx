import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../shell/title.ts';

/** What an address shows that names nothing. */
export function Missing(): ReactNode {
  const { t } = useTranslation();
  useTitle(t('missing.title'));
  return (
    <div className="document">
      <h1 className="serif">{t('missing.title')}</h1>
      <p className="opening">{t('missing.text')}</p>
      <Link to="/">{t('missing.home')}</Link>
    </div>
  );
}

/** What a screen shows that failed to draw itself. */
export function Broken(): ReactNode {
  const { t } = useTranslation();
  useTitle(t('broken.title'));
  return (
    <div className="document" role="alert">
      <h1 className="serif">{t('broken.title')}</h1>
      <p className="opening">{t('broken.text')}</p>
      <Button
        h={44}
        onClick={() => {
          window.location.reload();
        }}
      >
        {t('broken.reload')}
      </Button>
    </div>
  );
}
