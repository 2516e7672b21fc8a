import { Button } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from './problem.tsx';
import styles from './waiting.module.css';

/** What stands where content will be: nothing at first, grey lines after 300 ms, or why there is nothing. */
export function Waiting({
  error,
  retry,
  lines = 3,
}: {
  readonly error: Error | null;
  readonly retry: () => void;
  /** How many lines will come, about. */
  readonly lines?: number;
}): ReactNode {
  const { t } = useTranslation();
  if (error === null) return <Skeleton lines={lines} />;
  return (
    <Problem error={error} text={(detail) => t('parts.failed', { detail })}>
      <Button variant="default" onClick={retry}>
        {t('parts.retry')}
      </Button>
    </Problem>
  );
}

/** Grey lines in the place of what is on its way; they appear only when it takes longer than 300 ms. */
export function Skeleton({ lines = 3 }: { readonly lines?: number }): ReactNode {
  const { t } = useTranslation();
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSlow(true);
    }, 300);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  return (
    <div role="status" className={styles['skeleton']}>
      {isSlow && (
        <>
          <span className="visually-hidden">{t('parts.loading')}</span>
          {Array.from({ length: lines }, (_none, i) => (
            <span key={i} className={styles['line']} />
          ))}
        </>
      )}
    </div>
  );
}
