import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { Page } from '../../parts/page.tsx';
import { BadgeList } from '../badges/badge-list.tsx';
import styles from './home.module.css';

/** What somebody who is not signed in most likely came for. */
export function Visitor({ isDemo }: { readonly isDemo: boolean }): ReactNode {
  const { t } = useTranslation();
  return (
    <Page kind="document" title={t('home.title')} tab={t('shell.brand')} lead={t('home.lead')}>
      <div className={styles['actions']}>
        <Button component={Link} to="/verify" size="md" h={44}>
          {t('home.verifyAction')}
        </Button>
        <Button component={Link} to="/sign-in" size="md" h={44} variant="default">
          {t('home.signInAction')}
        </Button>
      </div>
      <p className="soft small">{t(isDemo ? 'home.demoNote' : 'home.verifyNote')}</p>
      <Catalogue />
    </Page>
  );
}

function Catalogue(): ReactNode {
  const { t } = useTranslation();
  const badges = useQuery({
    queryKey: ['catalogue', '', 6],
    queryFn: () => ask(api.GET('/api/v1/badges', { params: { query: { limit: 6 } } })),
  });
  if (badges.data === undefined) return null;
  return (
    <>
      <h2>{t('home.badgesTitle')}</h2>
      {badges.data.items.length === 0 ? (
        <p>{t('home.badgesNone')}</p>
      ) : (
        <BadgeList items={badges.data.items} />
      )}
      {badges.data.next !== null && (
        <p>
          <Link to="/badges">{t('home.badgesMore')}</Link>
        </p>
      )}
    </>
  );
}
