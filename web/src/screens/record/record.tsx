import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { useTitle } from '../../parts/title.ts';
import { dateText, distanceText } from '../../words/index.ts';
import { Parts, type Composite } from './parts.tsx';
import styles from './record.module.css';
import { Visibility } from './visibility.tsx';
import { State, toneOf } from '../../parts/state.tsx';
import { Waiting } from '../../parts/waiting.tsx';

const key = ['record'];

/** Everything that a person holds, theirs to show or to keep to themselves. */
export function Record(): ReactNode {
  const { t } = useTranslation();
  useTitle(t('record.title'));
  const record = useQuery({
    queryKey: key,
    queryFn: () => ask(api.GET('/api/v1/me/credentials', { params: { query: { limit: 200 } } })),
  });
  const items = record.data?.items ?? [];
  return (
    <div className="document">
      <h1 className="serif">{t('record.title')}</h1>
      {record.data === undefined ? (
        <Waiting error={record.error} retry={() => void record.refetch()} />
      ) : items.length === 0 ? (
        <>
          <p className="opening">{t('record.none')}</p>
          <Link to="/badges">{t('record.browse')}</Link>
        </>
      ) : (
        <>
          <p className="opening">{t('record.lead', { count: items.length })}</p>
          <ul className={styles['list']}>
            {items.map((item) => (
              <Item key={item.credentialId} item={item} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

interface Held {
  readonly credentialId: string;
  readonly badgeId: string;
  readonly version: number;
  readonly title: string;
  readonly issuerName: string;
  readonly issuedAt: string;
  readonly validUntil: string | null;
  readonly state: 'active' | 'suspended' | 'revoked';
  readonly reason: string | null;
  readonly isSynthetic: boolean;
  readonly visibility: 'link' | 'private';
  readonly composite: Composite | null;
}

function Item({ item }: { readonly item: Held }): ReactNode {
  const { t } = useTranslation();
  const now = new Date();
  const { composite, validUntil } = item;
  const isOver = validUntil !== null && new Date(validUntil) <= now;
  const isBroken = composite !== null && !composite.isIntact;
  const state = item.state !== 'active' ? item.state : isOver ? 'expired' : isBroken ? 'broken' : 'active';
  return (
    <li className={styles['item']}>
      <img src={`/b/${item.badgeId}/${String(item.version)}/image`} alt="" width="88" height="88" />
      <div className={styles['body']}>
        <h2 className={styles['title']}>
          <Link to="/record/$uuid" params={{ uuid: item.credentialId.replace('urn:uuid:', '') }}>
            {item.title}
          </Link>
        </h2>
        <p className={styles['by']}>
          {t('record.by', {
            issuer: item.issuerName,
            date: `${dateText(item.issuedAt)} (${distanceText(item.issuedAt, now)})`,
          })}
        </p>
        <p className={styles['state']}>
          <State tone={toneOf(state)} word={t(`parts.awardStates.${state}`)} />
          {item.isSynthetic && <span className="tag">{t('parts.synthetic')}</span>}
          {item.reason !== null && item.state !== 'active' && (
            <span>{t('record.reason', { reason: item.reason })}</span>
          )}
        </p>
        {composite !== null && <Parts composite={composite} />}
        <Visibility item={item} />
      </div>
    </li>
  );
}
