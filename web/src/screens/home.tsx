import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../api/client.ts';
import { instanceQuery, meQuery } from '../api/session.ts';
import { placesOf } from '../shell/places.ts';
import { useTitle } from '../shell/title.ts';
import { BadgeList } from './badge-list.tsx';
import styles from './home.module.css';

/** The start page: what a visitor most likely came for, or the places of whoever is signed in. */
export function Home(): ReactNode {
  const { t } = useTranslation();
  useTitle(t('brand'));
  const me = useQuery(meQuery);
  const instance = useQuery(instanceQuery);
  if (instance.data === undefined || me.data === undefined) return <div className="document" />;
  if (instance.data.isSetupNeeded) return <Empty />;
  return (
    <div className="document">
      {me.data === null ? (
        <>
          <h1 className="serif">{t('home.title')}</h1>
          <p className="opening">{t('home.lead')}</p>
          <div className={styles['actions']}>
            <Button component={Link} to="/verify" size="md" h={44}>
              {t('home.verifyAction')}
            </Button>
            <Button component={Link} to="/sign-in" size="md" h={44} variant="default">
              {t('home.signInAction')}
            </Button>
          </div>
          <p className="soft small">{t(instance.data.isDemo ? 'home.demoNote' : 'home.verifyNote')}</p>
        </>
      ) : (
        <Places me={me.data} />
      )}
      <Catalogue />
    </div>
  );
}

function Places({
  me,
}: {
  readonly me: { readonly name: string } & Parameters<typeof placesOf>[0];
}): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <h1 className="serif">{t('home.hello', { name: me.name })}</h1>
      <ul className={styles['places']}>
        {placesOf(me)
          .filter((place) => place.about !== undefined)
          .map((place) => (
            <li key={place.to}>
              <Link to={place.to}>
                <strong>{t(place.label)}</strong>
                <span>{t(place.about ?? '', { org: place.orgName ?? '' })}</span>
              </Link>
            </li>
          ))}
      </ul>
    </>
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

/** An instance that nobody has set up yet says where its link is. */
function Empty(): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="document">
      <h1 className="serif">{t('empty.title')}</h1>
      <p className="opening">{t('empty.lead')}</p>
      <p>{t('empty.link')}</p>
      <pre className={styles['terminal']}>{`${window.location.origin}/setup#…`}</pre>
      <p className="soft small">{t('empty.again')}</p>
    </div>
  );
}
