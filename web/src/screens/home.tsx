import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../api/client.ts';
import { BadgeList } from './badge-list.tsx';

/** The start page: what a visitor most likely came for, then what can be earned here. */
export function Home(): ReactNode {
  const { t } = useTranslation();
  const badges = useQuery({
    queryKey: ['catalogue', '', 6],
    queryFn: () => ask(api.GET('/api/v1/badges', { params: { query: { limit: 6 } } })),
  });
  return (
    <div className="document">
      <h1 className="serif">{t('home.title')}</h1>
      <p>{t('home.lead')}</p>
      <h2>{t('home.verifyTitle')}</h2>
      <p>{t('home.verifyText')}</p>
      <Button component={Link} to="/verify" size="md" h={44}>
        {t('home.verifyAction')}
      </Button>
      <h2>{t('home.badgesTitle')}</h2>
      {badges.data !== undefined &&
        (badges.data.items.length === 0 ? (
          <p>{t('home.badgesNone')}</p>
        ) : (
          <BadgeList items={badges.data.items} />
        ))}
      {badges.data?.next != null && (
        <p>
          <Link to="/badges">{t('home.badgesMore')}</Link>
        </p>
      )}
    </div>
  );
}
