import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

/** What will be here, why it is empty, and the first step, where there is one. */
export function EmptyState({
  text,
  action,
}: {
  readonly text: string;
  readonly action?: ReactNode;
}): ReactNode {
  return (
    <div className={styles['empty']} role="status">
      <p>{text}</p>
      {action}
    </div>
  );
}
