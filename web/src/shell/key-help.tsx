import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../parts/dialog.tsx';
import styles from './shell.module.css';

const keys: readonly (readonly [string, string])[] = [
  ['/', 'search'],
  ['Ctrl K', 'palette'],
  ['j', 'next'],
  ['k', 'previous'],
  ['x', 'select'],
  ['Enter', 'open'],
  ['Esc', 'close'],
  ['?', 'help'],
];

/** Which key does what. */
export function KeyHelp({ close }: { readonly close: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <Dialog title={t('shell.keys.title')} close={close}>
      <dl className={styles['keys']}>
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(`shell.keys.${what}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
