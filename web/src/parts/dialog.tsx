import { Button, CloseButton } from '@mantine/core';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './dialog.module.css';
import { Problem } from './problem.tsx';

/** A box over the page; the browser keeps the keyboard inside, Esc closes it, and focus goes back. */
export function Dialog({
  title,
  close,
  place = 'centre',
  children,
}: {
  readonly title: string;
  readonly close: () => void;
  readonly place?: 'centre' | 'top' | 'left';
  readonly children: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const box = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const opened = box.current;
    const opener = document.activeElement;
    if (opened !== null && !opened.open) {
      opened.showModal();
      // The browser would begin with the button that closes; what is to be filled in comes first.
      opened.querySelector<HTMLElement>('input, textarea, select')?.focus();
    }
    return () => {
      opened?.close();
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={box}
      aria-labelledby={titleId}
      className={styles['dialog']}
      data-place={place}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onMouseDown={(event) => {
        if (event.target === box.current) close();
      }}
    >
      <div className={styles['inside']}>
        <header className={styles['head']}>
          <h2 id={titleId}>{title}</h2>
          <CloseButton size={44} aria-label={t('parts.close')} onClick={close} />
        </header>
        {children}
      </div>
    </dialog>
  );
}

/** Asks before something that cannot be taken back in passing; what fails is said in the box. */
export function ConfirmDialog({
  title,
  action,
  isHarsh = false,
  isReady = true,
  run,
  close,
  children,
}: {
  readonly title: string;
  /** What the button does, in words: "Revoke 12 credentials". */
  readonly action: string;
  /** Whether something is taken away from somebody. */
  readonly isHarsh?: boolean;
  /** Whether everything that it asks for has been given. */
  readonly isReady?: boolean;
  readonly run: () => Promise<void>;
  readonly close: () => void;
  readonly children?: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const attempt = async (): Promise<void> => {
    setBusy(true);
    try {
      await run();
      close();
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} close={close}>
      {error !== undefined && <Problem error={error} text={(detail) => t('parts.bulk.failed', { detail })} />}
      {children}
      <div className={styles['actions']}>
        <Button
          h={44}
          {...(isHarsh ? { variant: 'harsh' } : {})}
          loading={isBusy}
          disabled={!isReady}
          onClick={() => void attempt()}
        >
          {action}
        </Button>
        <Button h={44} variant="default" onClick={close}>
          {t('parts.cancel')}
        </Button>
      </div>
    </Dialog>
  );
}
