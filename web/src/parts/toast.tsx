import { Button, CloseButton } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from './problem.tsx';
import { makeStore, useStore } from '../store.ts';
import styles from './toast.module.css';

interface Toast {
  readonly id: number;
  readonly text: string;
  /** Takes back what was done; answers with what to say afterwards. */
  readonly undo?: (() => Promise<string | undefined>) | undefined;
}

const shownMs = 8_000;
const toasts = makeStore<readonly Toast[]>([]);
let last = 0;

/** Says in words what was done, for eyes and for screen readers; `undo` offers the way back. */
export function say(text: string, undo?: () => Promise<string | undefined>): void {
  last += 1;
  toasts.set([...toasts.get().slice(-2), { id: last, text, undo }]);
}

/** Where everything stands that was said; one for the whole page. */
export function Toasts(): ReactNode {
  const list = useStore(toasts);
  return (
    <div className={styles['list']} role="status" aria-live="polite">
      {list.map((toast) => (
        <One key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function One({ toast }: { readonly toast: Toast }): ReactNode {
  const { t } = useTranslation();
  const [isBusy, setBusy] = useState(false);
  const isHeld = useRef(false);
  const close = (): void => {
    toasts.set(toasts.get().filter(({ id }) => id !== toast.id));
  };
  useEffect(() => {
    const timer = setInterval(() => {
      if (!isHeld.current) toasts.set(toasts.get().filter(({ id }) => id !== toast.id));
    }, shownMs);
    return () => {
      clearInterval(timer);
    };
  }, [toast.id]);
  const undo = async (): Promise<void> => {
    setBusy(true);
    try {
      say((await toast.undo?.()) ?? t('parts.undone'));
    } catch (error) {
      say(problemText(t, error));
    } finally {
      close();
    }
  };
  const hold = (is: boolean) => () => {
    isHeld.current = is;
  };
  return (
    <div
      className={styles['toast']}
      onMouseEnter={hold(true)}
      onMouseLeave={hold(false)}
      onFocus={hold(true)}
      onBlur={hold(false)}
    >
      <span>{toast.text}</span>
      {toast.undo !== undefined && (
        <Button variant="subtle" size="compact-md" loading={isBusy} onClick={() => void undo()}>
          {t('parts.undo')}
        </Button>
      )}
      <CloseButton aria-label={t('parts.close')} onClick={close} />
    </div>
  );
}
