import { CloseButton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './side-panel.module.css';

/** Which detail is open beside a list: kept in the address, so that back closes it and a link opens it. */
export function useOpenItem(name = 'open'): {
  readonly openId: string | undefined;
  readonly open: (id: string) => void;
  readonly close: () => void;
} {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const openId = typeof search[name] === 'string' ? search[name] : undefined;
  const go = (id: string | undefined): void => {
    const next = { ...search, [name]: id };
    void navigate({ to: '.', search: next, replace: openId !== undefined, resetScroll: false });
  };
  return {
    openId,
    open: go,
    close: () => {
      go(undefined);
    },
  };
}

/**
 * The detail beside a list. On a wide screen the list becomes narrower and stays usable while it is open; on a narrow
 * one it covers the list and keeps the keyboard. Esc closes it, and the focus goes back to where it came from.
 */
export function SidePanel({
  title,
  close,
  children,
}: {
  readonly title: string;
  readonly close: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const isWide = useMediaQuery('(min-width: 1100px)', true, { getInitialValueInEffect: false });
  const panel = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const opened = panel.current;
    const opener = document.activeElement;
    if (opened !== null && !opened.open) {
      if (isWide) opened.show();
      else opened.showModal();
    }
    // The page makes room for what stands beside it.
    document.documentElement.toggleAttribute('data-beside', isWide);
    return () => {
      document.documentElement.removeAttribute('data-beside');
      opened?.close();
      if (opener instanceof HTMLElement && document.contains(opener)) opener.focus({ preventScroll: true });
    };
  }, [isWide]);
  // Beside a list the focus may stand in the list, or on the page that has just been opened.
  useEffect(() => {
    if (!isWide) return undefined;
    const listen = (event: KeyboardEvent): void => {
      const isCovered = document.querySelector('dialog:modal') !== null;
      if (event.key === 'Escape' && !event.defaultPrevented && !isCovered) close();
    };
    document.addEventListener('keydown', listen);
    return () => {
      document.removeEventListener('keydown', listen);
    };
  }, [isWide, close]);
  return (
    <dialog
      ref={panel}
      aria-labelledby={titleId}
      className={styles['panel']}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClick={(event) => {
        if (event.target === panel.current && !isWide) close();
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
