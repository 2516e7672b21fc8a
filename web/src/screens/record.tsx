import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../api/client.ts';
import { dateText } from '../words/index.ts';
import styles from './record.module.css';
import { State, toneOf } from './state.tsx';
import { Waiting } from './waiting.tsx';

const key = ['record'];

/** Everything that a person holds, theirs to show or to keep to themselves. */
export function Record(): ReactNode {
  const { t } = useTranslation();
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
          <p>{t('record.none')}</p>
          <Link to="/badges">{t('record.browse')}</Link>
        </>
      ) : (
        <>
          <p>{t('record.lead', { count: items.length })}</p>
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
  readonly title: string;
  readonly issuerName: string;
  readonly issuedAt: string;
  readonly state: 'active' | 'suspended' | 'revoked';
  readonly visibility: 'link' | 'private';
}

function Item({ item }: { readonly item: Held }): ReactNode {
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
  const path = `/c/${item.credentialId.replace('urn:uuid:', '')}`;
  const isPrivate = item.visibility === 'private';
  return (
    <li className={styles['item']}>
      <div>
        <a href={path} className={styles['title']}>
          {item.title}
        </a>
        <p className={styles['by']}>
          {t('record.by', { date: dateText(item.issuedAt), issuer: item.issuerName })}
        </p>
        <p className={styles['by']}>{isPrivate ? t('record.private') : t('record.link')}</p>
      </div>
      <div className={styles['side']}>
        <State tone={toneOf(item.state)} word={t(`record.states.${item.state}`)} />
        <div className={styles['actions']}>
          <Button component="a" href={`${path}.json`} download variant="default" size="sm" h={44}>
            {t('record.file')}
          </Button>
          <Button
            variant="subtle"
            size="sm"
            h={44}
            loading={change.isPending}
            onClick={() => {
              change.mutate(isPrivate ? 'link' : 'private');
            }}
          >
            {isPrivate ? t('record.makeLink') : t('record.makePrivate')}
          </Button>
        </div>
      </div>
    </li>
  );
}
