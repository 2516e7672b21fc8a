import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { askAgain, isConnectionLost, lost, onConnection } from '../api/connection.ts';
import { say } from '../parts/toast.tsx';
import styles from './shell.module.css';

/** Says that the server cannot be reached, and fetches everything again once it can. */
export function Offline(): ReactNode {
  const { t } = useTranslation();
  const isLost = useSyncExternalStore(onConnection, isConnectionLost);
  const queries = useQueryClient();
  const wasLost = useRef(false);
  useEffect(() => {
    const hear = (): void => void askAgain();
    window.addEventListener('offline', lost);
    window.addEventListener('online', hear);
    return () => {
      window.removeEventListener('offline', lost);
      window.removeEventListener('online', hear);
    };
  }, []);
  useEffect(() => {
    if (wasLost.current && !isLost) {
      say(t('shell.offline.back'));
      void queries.invalidateQueries();
    }
    wasLost.current = isLost;
  }, [isLost, queries, t]);
  if (!isLost) return null;
  return (
    <div role="alert" className={styles['offline']}>
      <span>{t('shell.offline.text')}</span>{' '}
      <button type="button" className="as-link" onClick={() => void askAgain()}>
        {t('shell.offline.retry')}
      </button>
    </div>
  );
}
