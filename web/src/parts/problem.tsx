import type { TFunction } from 'i18next';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Refused } from '../api/client.ts';
import { tongueNow, useWords } from '../words/index.ts';

/**
 * Says what an error means. The server writes English and knows the details, so an English page shows its
 * sentence; other languages have words of their own for the codes that people meet, and fall back to it.
 */
export function problemText(t: TFunction, error: unknown): string {
  if (!(error instanceof Refused)) return error instanceof Error ? error.message : String(error);
  const own = t(`problems.${error.code}`, { defaultValue: '' });
  return own !== '' && (tongueNow() !== 'en' || error.status === 0) ? own : error.message;
}

/** What to do about an error, by the server; empty when it says nothing that this page's language knows. */
export function remedyOf(error: unknown): string {
  return error instanceof Refused && tongueNow() === 'en' ? error.remedy : '';
}

/** What went wrong, what was not affected, and what to do; the keyboard is led to it. */
export function Problem({
  error,
  text,
  children,
}: {
  /** What was thrown; its words are found by its code. */
  readonly error?: unknown;
  /** Puts the words of the error into a sentence of the screen. */
  readonly text?: (detail: string) => string;
  readonly children?: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  useWords('problems');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, [error]);
  const detail = error === undefined ? '' : problemText(t, error);
  const remedy = remedyOf(error);
  return (
    <div ref={box} tabIndex={-1} role="alert" className="problem">
      {detail !== '' && <p>{text?.(detail) ?? detail}</p>}
      {remedy !== '' && <p>{remedy}</p>}
      {children}
    </div>
  );
}
