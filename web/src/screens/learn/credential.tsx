import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, send } from '../../api/client.ts';
import { CopyField } from '../../parts/copy-field.tsx';
import { Page } from '../../parts/page.tsx';
import { ToneIcon } from '../../parts/state.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { whenText } from '../../words/index.ts';
import { Parts } from '../record/parts.tsx';
import { Visibility } from '../record/visibility.tsx';
import { linkedInAddress, pageOf } from './address.ts';
import styles from './learn.module.css';
import { CountsFor } from './progress.tsx';

/** One credential of one's own: how it stands, in a sentence; who sees it; what it counts for. */
export function CredentialScreen(): ReactNode {
  const { t } = useTranslation();
  const { uuid = '' }: { uuid?: string } = useParams({ strict: false });
  const credentialId = `urn:uuid:${uuid}`;
  const found = useQuery({
    queryKey: ['record', credentialId],
    queryFn: () =>
      ask(api.GET('/api/v1/me/credentials/{credentialId}', { params: { path: { credentialId } } })),
  });
  const back = <Link to="/record">{t('record.title')}</Link>;
  const { data } = found;
  if (data === undefined)
    return (
      <Page kind="document" title={t('learn.credential')} back={back}>
        <Waiting error={found.error} lines={6} retry={() => void found.refetch()} />
      </Page>
    );
  const url = new URL(pageOf(credentialId), window.location.origin).href;
  const isOpen = data.visibility === 'link';
  return (
    <Page
      kind="document"
      title={data.title}
      back={back}
      lead={t('record.by', { issuer: data.issuerName, date: whenText(data.issuedAt, new Date()) })}
    >
      <div className={styles['head']}>
        <img src={`/b/${data.badgeId}/${String(data.version)}/image`} alt="" width="136" height="136" />
        <VerdictOf credentialId={credentialId} reason={data.state === 'active' ? null : data.reason} />
      </div>
      {data.isSynthetic && <p className="tag">{t('parts.synthetic')}</p>}
      {data.composite !== null && <Parts composite={data.composite} />}
      <section aria-labelledby="show">
        <h2 id="show">{t('learn.show.title')}</h2>
        <Visibility item={data} />
        {isOpen && (
          <>
            <CopyField label={t('learn.show.address')} value={url} />
            <p className={styles['links']}>
              <a href={pageOf(credentialId)}>{t('learn.show.page')}</a>
              <a
                href={linkedInAddress({ ...data, url, uuid })}
                target="_blank"
                rel="noopener noreferrer nofollow"
              >
                {t('learn.show.linkedIn')}
              </a>
            </p>
          </>
        )}
        <p>
          <Link to="/sharing/new" search={{ award: data.awardId }}>
            {t('learn.show.withOrg')}
          </Link>
        </p>
      </section>
      <CountsFor issuerId={data.issuerId} badgeId={data.badgeId} />
      <Views credentialId={credentialId} />
    </Page>
  );
}

const tones = { valid: 'good', inconclusive: 'warn', not_valid: 'bad' } as const;
const checkTones = { pass: 'good', fail: 'bad', unknown: 'warn', skipped: 'soft' } as const;

/** Checks the credential now, as anybody would, and says what came out. */
function VerdictOf({
  credentialId,
  reason,
}: {
  readonly credentialId: string;
  readonly reason: string | null;
}): ReactNode {
  const { t, i18n } = useTranslation();
  const check = useQuery({
    queryKey: ['verdict', credentialId, i18n.language],
    queryFn: async () => {
      const file = await send(`/api/v1/me/credentials/${credentialId}/file`, {});
      const body = { document: await file.text() };
      return await ask(api.POST('/api/v1/verify', { body }));
    },
  });
  if (check.data === undefined)
    return <Waiting error={check.error} lines={2} retry={() => void check.refetch()} />;
  const { verdict } = check.data;
  const tone = tones[verdict.word];
  return (
    <section
      aria-label={t('verify.result')}
      className={styles['verdict']}
      style={{ color: `var(--${tone})`, background: `var(--${tone}-soft)` }}
    >
      <ToneIcon tone={tone} size={28} />
      <div>
        <p className={styles['word']}>{t(`verify.words.${verdict.word}`)}</p>
        <p>{verdict.sentence}</p>
        {reason !== null && <p>{t('record.reason', { reason })}</p>}
        <details>
          <summary>{t('verify.checks')}</summary>
          <ul className={styles['checks']}>
            {verdict.checks.map(({ id, status, text }) => (
              <li key={id}>
                <span style={{ color: `var(--${checkTones[status]})` }}>
                  <ToneIcon tone={checkTones[status]} />
                </span>
                <span>
                  <b>{t(`verify.status.${status}`)}.</b> {text}
                </span>
              </li>
            ))}
          </ul>
        </details>
      </div>
    </section>
  );
}

/** Who looked at it; of passers-by only the moment is known. */
function Views({ credentialId }: { readonly credentialId: string }): ReactNode {
  const { t } = useTranslation();
  const views = useQuery({
    queryKey: ['views', credentialId],
    queryFn: () => ask(api.GET('/api/v1/me/views', { params: { query: { credentialId, limit: 20 } } })),
  });
  const items = views.data?.items ?? [];
  return (
    <section aria-labelledby="views">
      <h2 id="views">{t('learn.views.title')}</h2>
      {views.data === undefined ? (
        <Waiting error={views.error} lines={2} retry={() => void views.refetch()} />
      ) : items.length === 0 ? (
        <p className="soft">{t('learn.views.none')}</p>
      ) : (
        <ul className={styles['plain']}>
          {items.map(({ viewId, purpose, viewedAt }) => (
            <li key={viewId}>
              <span>{purpose ?? t('learn.views.passer')}</span>
              <span className="soft">{whenText(viewedAt, new Date())}</span>
            </li>
          ))}
        </ul>
      )}
      {views.data !== undefined && views.data.next !== null && (
        <Button component="a" href="/sharing" variant="subtle" mih={44}>
          {t('learn.views.all')}
        </Button>
      )}
    </section>
  );
}
