import { Button } from '@mantine/core';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './copy-field.module.css';
import { say } from './toast.tsx';

/**
 * A text to take away, such as an address or a key: shown whole, copied by one button. Where the browser lends no
 * clipboard, as on a page without https, the button marks the text, and the keyboard copies it.
 */
export function CopyField({ label, value }: { readonly label: string; readonly value: string }): ReactNode {
  const { t } = useTranslation();
  const text = useRef<HTMLElement>(null);
  const copy = async (): Promise<void> => {
    // The types say that it is always there.
    const clipboard = navigator.clipboard as Clipboard | undefined;
    try {
      if (clipboard === undefined) throw new Error('no clipboard');
      await clipboard.writeText(value);
      say(t('parts.copied'));
    } catch {
      if (text.current !== null) window.getSelection()?.selectAllChildren(text.current);
      say(t('parts.marked'));
    }
  };
  return (
    <div className={styles['field']}>
      <span className={styles['label']}>{label}</span>
      <code ref={text} className={styles['value']}>
        {value}
      </code>
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
