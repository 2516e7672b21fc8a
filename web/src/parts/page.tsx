import type { ReactNode } from 'react';
import styles from './page.module.css';
import { useTitle } from './title.ts';

/** What every screen begins with, and which of the three kinds of page it is. */
export interface PageProps {
  /**
   * `document`: one column with a serif title, for something that is read or owned. `desk`: the whole width, for
   * work. `instrument`: a question and its answer in one sentence, then what shows it. `form`: a narrow document.
   */
  readonly kind: 'document' | 'form' | 'desk' | 'instrument';
  readonly title: string;
  /** The tab's name, where it differs from the title. */
  readonly tab?: string;
  /** Under the title: what this is for, or on an instrument the answer. */
  readonly lead?: ReactNode;
  /** Buttons beside the title. */
  readonly actions?: ReactNode;
  /** Above the title: the way back, such as a link to the list. */
  readonly back?: ReactNode;
  readonly children?: ReactNode;
}

/** The one frame of a screen's content. */
export function Page({ kind, title, tab, lead, actions, back, children }: PageProps): ReactNode {
  useTitle(tab ?? title);
  const isPaper = kind === 'document' || kind === 'form';
  return (
    <div className={isPaper ? (kind === 'form' ? 'document narrow' : 'document') : styles['desk']}>
      {back !== undefined && <div className={styles['back']}>{back}</div>}
      <div className={styles['head']}>
        <h1 className={isPaper ? 'serif' : styles['title']}>{title}</h1>
        {lead !== undefined && (
          <p
            className={`${styles['under'] ?? ''} ${(isPaper ? 'opening' : styles[kind === 'instrument' ? 'answer' : 'lead']) ?? ''}`}
          >
            {lead}
          </p>
        )}
        {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}
