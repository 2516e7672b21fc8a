import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { State, toneOf } from '../../parts/state.tsx';
import styles from './record.module.css';

/** What a composite is made of, as its parts stand now. */
export interface Composite {
  readonly isIntact: boolean;
  readonly sentence: string;
  readonly parts: readonly {
    readonly credentialId: string;
    readonly title: string;
    readonly state: string;
  }[];
}

/** The parts of a composite; each leads to its page. */
export function Parts({ composite }: { readonly composite: Composite }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className={styles['parts']}>
      <p>
        {t('record.parts', { count: composite.parts.length })} {composite.sentence}
      </p>
      <ul>
        {composite.parts.map((part) => (
          <li key={part.credentialId}>
            <State
              tone={toneOf(part.state)}
              word={<span className="visually-hidden">{t(`parts.awardStates.${part.state}`)}: </span>}
            />
            <span>
              <a href={`/c/${part.credentialId.replace('urn:uuid:', '')}`}>{part.title}</a>
              {part.state !== 'active' && <> ({t(`record.partStates.${part.state}`)})</>}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
