import { Button } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from './problem.tsx';

/** What stands where rows will be: nothing at first, a word after 300 ms, or why there are none. */
export function Waiting({
  error,
  retry,
}: {
  readonly error: Error | null;
  readonly retry: () => void;
}): ReactNode {
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
  if (error === null)
    return (
      <p role="status" style={{ minHeight: 24 }}>
        {isSlow ? t('table.loading') : ''}
      </p>
    );
  return (
    <Problem>
      <p>{t('table.failed', { detail: error.message })}</p>
      <Button variant="default" onClick={retry}>
        {t('table.retry')}
      </Button>
    </Problem>
  );
}
