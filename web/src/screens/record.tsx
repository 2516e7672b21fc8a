import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../api/client.ts';
import { useTitle } from '../shell/title.ts';
import { dateText, distanceText } from '../words/index.ts';
import { Problem } from './problem.tsx';
import styles from './record.module.css';
import { State, toneOf } from './state.tsx';
import { Waiting } from './waiting.tsx';

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

interface Composite {
  readonly isIntact: boolean;
  readonly sentence: string;
  readonly parts: readonly {
    readonly credentialId: string;
    readonly title: string;
    readonly state: string;
  }[];
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

const pageOf = (credentialId: string): string => `/c/${credentialId.replace('urn:uuid:', '')}`;

function Item({ item }: { readonly item: Held }): ReactNode {
  const { t } = useTranslation();
  const now = new Date();
  const { composite, validUntil, visibility } = item;
  const isOver = validUntil !== null && new Date(validUntil) <= now;
  const isBroken = composite !== null && !composite.isIntact;
  const state = item.state !== 'active' ? item.state : isOver ? 'expired' : isBroken ? 'broken' : 'active';
  return (
    <li className={styles['item']}>
      <img src={`/b/${item.badgeId}/${String(item.version)}/image`} alt="" width="88" height="88" />
      <div className={styles['body']}>
        <h2 className={styles['title']}>
          {visibility === 'private' ? item.title : <a href={pageOf(item.credentialId)}>{item.title}</a>}
        </h2>
        <p className={styles['by']}>
          {t('record.by', {
            issuer: item.issuerName,
            date: `${dateText(item.issuedAt)} (${distanceText(item.issuedAt, now)})`,
          })}
        </p>
        <p className={styles['state']}>
          <State tone={toneOf(state)} word={t(`record.states.${state}`)} />
          {item.isSynthetic && <span className="tag">{t('synthetic')}</span>}
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

function Parts({ composite }: { readonly composite: Composite }): ReactNode {
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
              word={<span className="visually-hidden">{t(`record.states.${part.state}`)}: </span>}
            />
            <span>
              <a href={pageOf(part.credentialId)}>{part.title}</a>
              {part.state !== 'active' && <> ({t(`record.partStates.${part.state}`)})</>}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Visibility({ item }: { readonly item: Held }): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: (visibility: 'link' | 'private') =>
      ask(
        api.PATCH('/api/v1/me/credentials/{credentialId}', {
          params: { path: { credentialId: item.credentialId } },
          body: { visibility },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
  });
  const isPrivate = item.visibility === 'private';
  const label = isPrivate ? t('record.makeLink') : t('record.makePrivate');
  return (
    <>
      <p className={styles['by']} role="status">
        {isPrivate ? t('record.private') : t('record.link')}
      </p>
      {change.error !== null && (
        <Problem>
          <p>{t('record.failed', { detail: change.error.message })}</p>
        </Problem>
      )}
      <div className={styles['actions']}>
        <Button
          variant="default"
          h={44}
          loading={change.isPending}
          aria-label={`${label}: ${item.title}`}
          onClick={() => {
            change.mutate(isPrivate ? 'link' : 'private');
          }}
        >
          {label}
        </Button>
        <Button
          component="a"
          href={`/api/v1/me/credentials/${item.credentialId}/file`}
          download
          variant="subtle"
          h={44}
          aria-label={`${t('record.file')}: ${item.title}`}
        >
          {t('record.file')}
        </Button>
      </div>
    </>
  );
}
