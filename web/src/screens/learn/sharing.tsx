import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { withSession } from '../../api/again.ts';
import { api, ask } from '../../api/client.ts';
import { orgNamesQuery } from '../../api/session.ts';
import { ConfirmDialog } from '../../parts/dialog.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Page } from '../../parts/page.tsx';
import { say } from '../../parts/toast.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { listText, whenText } from '../../words/index.ts';
import styles from './learn.module.css';

interface Consent {
  readonly consentId: string;
  readonly askerOrgId: string;
  readonly purpose: string;
  readonly awardIds: readonly string[];
  readonly grantedAt: string;
  readonly until: string;
  readonly endedAt: string | null;
  readonly endedBy: 'person' | 'time' | null;
}

/** Whom somebody lets see what, and who looked; each consent ends by two clicks. */
export function Sharing(): ReactNode {
  const { t } = useTranslation();
  const consents = useQuery({
    queryKey: ['consents'],
    queryFn: () => ask(api.GET('/api/v1/me/consents', { params: { query: { limit: 200 } } })),
  });
  const items: readonly Consent[] = consents.data?.items ?? [];
  const now = new Date();
  const isOver = ({ endedAt, until }: Consent): boolean => endedAt !== null || new Date(until) <= now;
  const open = items.filter((consent) => !isOver(consent));
  const over = items.filter(isOver);
  const add = (
    <Button component={Link} to="/sharing/new" mih={44}>
      {t('learn.sharing.add')}
    </Button>
  );
  return (
    <Page
      kind="document"
      title={t('learn.sharing.title')}
      lead={t('learn.sharing.lead')}
      actions={open.length > 0 && add}
    >
      {consents.data === undefined ? (
        <Waiting error={consents.error} lines={5} retry={() => void consents.refetch()} />
      ) : (
        <>
          {open.length === 0 ? (
            <EmptyState text={t('learn.sharing.none')} action={add} />
          ) : (
            <ul className={styles['consents']}>
              {open.map((consent) => (
                <ConsentItem key={consent.consentId} consent={consent} />
              ))}
            </ul>
          )}
          {over.length > 0 && (
            <section aria-labelledby="over">
              <h2 id="over">{t('learn.sharing.over')}</h2>
              <ul className={styles['consents']}>
                {over.map((consent) => (
                  <ConsentItem key={consent.consentId} consent={consent} isOver />
                ))}
              </ul>
            </section>
          )}
          <Looks />
        </>
      )}
    </Page>
  );
}

function useTitles(): ReadonlyMap<string, string> {
  const record = useQuery({
    queryKey: ['record'],
    queryFn: () => ask(api.GET('/api/v1/me/credentials', { params: { query: { limit: 200 } } })),
  });
  return new Map(
    record.data?.items.flatMap(({ awardId, credentialId, title }) => [
      [awardId, title],
      [credentialId, title],
    ]) ?? [],
  );
}

function ConsentItem({
  consent,
  isOver = false,
}: {
  readonly consent: Consent;
  readonly isOver?: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const titles = useTitles();
  const names = useQuery(orgNamesQuery);
  const [isAsked, setAsked] = useState(false);
  const now = new Date();
  const org = names.data?.get(consent.askerOrgId) ?? t('learn.sharing.unknownOrg');
  const shown = consent.awardIds.map((id) => titles.get(id) ?? t('learn.sharing.goneTitle'));
  const end = async (): Promise<void> => {
    const params = { path: { consentId: consent.consentId } };
    await withSession(() => ask(api.POST('/api/v1/me/consents/{consentId}/end', { params })));
    say(t('learn.sharing.ended', { org }));
    await queries.invalidateQueries({ queryKey: ['consents'] });
  };
  return (
    <li>
      <h2>{org}</h2>
      <p>{t('learn.sharing.sees', { titles: listText(shown) })}</p>
      <p>{t('learn.sharing.purpose', { purpose: consent.purpose })}</p>
      <p className="soft">
        {t('learn.sharing.since', { when: whenText(consent.grantedAt, now) })}{' '}
        {isOver
          ? t(consent.endedBy === 'person' ? 'learn.sharing.endedByYou' : 'learn.sharing.endedByTime', {
              when: whenText(consent.endedAt ?? consent.until, now),
            })
          : t('learn.sharing.until', { when: whenText(consent.until, now) })}
      </p>
      {!isOver && (
        <Button
          variant="default"
          mih={44}
          aria-label={t('learn.sharing.endNamed', { org })}
          onClick={() => {
            setAsked(true);
          }}
        >
          {t('learn.sharing.end')}
        </Button>
      )}
      {isAsked && (
        <ConfirmDialog
          title={t('learn.sharing.endTitle', { org })}
          action={t('learn.sharing.end')}
          isHarsh
          run={end}
          close={() => {
            setAsked(false);
          }}
        >
          <p>{t('learn.sharing.endText')}</p>
        </ConfirmDialog>
      )}
    </li>
  );
}

function Looks(): ReactNode {
  const { t } = useTranslation();
  const titles = useTitles();
  const names = useQuery(orgNamesQuery);
  const views = useQuery({
    queryKey: ['views'],
    queryFn: () => ask(api.GET('/api/v1/me/views', { params: { query: { limit: 50 } } })),
  });
  const items = views.data?.items ?? [];
  return (
    <section aria-labelledby="looks">
      <h2 id="looks">{t('learn.views.title')}</h2>
      {views.data === undefined ? (
        <Waiting error={views.error} lines={3} retry={() => void views.refetch()} />
      ) : items.length === 0 ? (
        <p className="soft">{t('learn.views.none')}</p>
      ) : (
        <ul className={styles['plain']}>
          {items.map(({ viewId, credentialId, viewerOrgId, viewedAt }) => (
            <li key={viewId}>
              <span>
                {t('learn.views.looked', {
                  who:
                    viewerOrgId === null
                      ? t('learn.views.passer')
                      : (names.data?.get(viewerOrgId) ?? t('learn.sharing.unknownOrg')),
                  title: titles.get(credentialId) ?? t('learn.sharing.goneTitle'),
                })}
              </span>
              <span className="soft">{whenText(viewedAt, new Date())}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
