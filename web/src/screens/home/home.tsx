import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { instanceQuery, meQuery } from '../../api/session.ts';
import { Page } from '../../parts/page.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { Desk } from './desk.tsx';
import styles from './home.module.css';
import { Visitor } from './visitor.tsx';

/** The start page: what a visitor most likely came for, or what concerns whoever is signed in. */
export function Home(): ReactNode {
  const me = useQuery(meQuery);
  const instance = useQuery(instanceQuery);
  if (instance.data === undefined || me.data === undefined)
    return (
      <div className="document">
        <Waiting
          error={me.error ?? instance.error}
          retry={() => {
            void me.refetch();
            void instance.refetch();
          }}
        />
      </div>
    );
  if (instance.data.isSetupNeeded) return <Empty />;
  return me.data === null ? <Visitor isDemo={instance.data.isDemo} /> : <Desk me={me.data} />;
}

/** An instance that nobody has set up yet says where its link is. */
function Empty(): ReactNode {
  const { t } = useTranslation();
  return (
    <Page kind="document" title={t('enter.empty.title')} lead={t('enter.empty.lead')}>
      <p>{t('enter.empty.link')}</p>
      <pre className={styles['terminal']}>{`${window.location.origin}/setup#…`}</pre>
      <p className="soft small">{t('enter.empty.again')}</p>
    </Page>
  );
}
