import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { durationText } from '../words/index.ts';
import styles from './progress.module.css';

/** How far long work has come: a bar, how many of how many, and about how long it still takes. */
export function Progress({
  label,
  done,
  total,
  secondsLeft,
}: {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** At the pace so far; null while nobody can say. */
  readonly secondsLeft: number | null;
}): ReactNode {
  const { t } = useTranslation();
  const count = t('parts.progress.of', { done, total });
  return (
    <span className={styles['progress']}>
      <progress aria-label={label} max={Math.max(1, total)} value={done} />
      <span>
        {secondsLeft === null
          ? count
          : t('parts.progress.left', { progress: count, time: durationText(secondsLeft) })}
      </span>
    </span>
  );
}
