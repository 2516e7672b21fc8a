import type { ReactNode } from 'react';
import styles from './badge-list.module.css';

/** What a list shows of a badge. */
export interface ListedBadge {
  readonly badgeId: string;
  readonly version: number;
  readonly name: string;
  readonly objective: string;
}

/** Badges with their pictures; each leads to its public page. */
export function BadgeList({ items }: { readonly items: readonly ListedBadge[] }): ReactNode {
  return (
    <ul className={styles['list']}>
      {items.map((badge) => (
        <li key={badge.badgeId}>
          <a href={`/b/${badge.badgeId}`} className={styles['row']}>
            <img
              src={`/api/v1/badges/${badge.badgeId}/versions/${String(badge.version)}/image`}
              alt=""
              width="56"
              height="56"
              loading="lazy"
            />
            <span>
              <strong>{badge.name}</strong>
              <span className={styles['objective']}>{badge.objective}</span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
