import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { orgNamesQuery } from '../../api/session.ts';
import styles from './badge-list.module.css';

/** What a list shows of a badge. */
export interface ListedBadge {
  readonly orgId: string;
  readonly badgeId: string;
  readonly version: number;
  readonly name: string;
  readonly objective: string;
}

/** Badges with their pictures; each leads to its public page. The name beside a picture stands for it. */
export function BadgeList({ items }: { readonly items: readonly ListedBadge[] }): ReactNode {
  const { t } = useTranslation();
  const names = useQuery(orgNamesQuery);
  return (
    <ul className={styles['list']}>
      {items.map((badge) => {
        const issuer = names.data?.get(badge.orgId);
        return (
          <li key={badge.badgeId}>
            <a href={`/b/${badge.badgeId}`} className={styles['row']}>
              <img
                src={`/b/${badge.badgeId}/${String(badge.version)}/image`}
                alt=""
                width="64"
                height="64"
                loading="lazy"
              />
              <span className={styles['text']}>
                <strong>{badge.name}</strong>
                <span>{badge.objective}</span>
                <span className={styles['by']}>
                  {issuer === undefined ? ' ' : t('badges.by', { issuer })}
                </span>
              </span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}
