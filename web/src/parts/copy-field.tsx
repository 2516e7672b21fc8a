import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './copy-field.module.css';
import { say } from './toast.tsx';

/** A text to take away, such as an address or a key: shown whole, copied by one button. */
export function CopyField({ label, value }: { readonly label: string; readonly value: string }): ReactNode {
  const { t } = useTranslation();
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(value);
    say(t('parts.copied'));
  };
  return (
    <div className={styles['field']}>
      <span className={styles['label']}>{label}</span>
      <code className={styles['value']}>{value}</code>
      <Button
        variant="default"
        mih={36}
        aria-label={t('parts.copyNamed', { label })}
        onClick={() => void copy()}
      >
        {t('parts.copy')}
      </Button>
    </div>
  );
}
