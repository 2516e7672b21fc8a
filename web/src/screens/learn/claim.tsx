import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, Refused, tell } from '../../api/client.ts';
import { signOut } from '../../api/session.ts';
import { ConfirmDialog } from '../../parts/dialog.tsx';
import { Page } from '../../parts/page.tsx';
import { Problem } from '../../parts/problem.tsx';
import { State, toneOf } from '../../parts/state.tsx';
import { Skeleton } from '../../parts/waiting.tsx';
import { dateText, whenText } from '../../words/index.ts';
import { CodeForm } from '../enter/code.tsx';
import { useArrival, useToken } from '../enter/token.ts';
import { uuidOf } from './address.ts';
import styles from './learn.module.css';

/** A credential that was mailed to somebody: what it is, and the one button that takes it; no password comes first. */
export function Claim(): ReactNode {
  const { t } = useTranslation();
  const token = useToken();
  const arrive = useArrival();
  const [step, setStep] = useState<'look' | 'code' | 'declined'>('look');
  const [isAsked, setAsked] = useState(false);
  const view = useQuery({
    queryKey: ['claim', token],
    queryFn: () => ask(api.POST('/api/v1/claims/look', { body: { token } })),
    enabled: token !== '',
    retry: false,
  });
  const take = useMutation({
    mutationFn: () => ask(api.POST('/api/v1/claims', { body: { token } })),
    onSuccess: async ({ credentialId, signIn }) => {
      if (signIn?.state === 'second_factor_needed') setStep('code');
      else await arrive(`/record/${uuidOf(credentialId)}`);
    },
  });
  const title = t('learn.claim.title');
  if (token === '')
    return (
      <Page kind="form" title={title} lead={t('learn.claim.noToken')}>
        <Link to="/sign-in/mail">{t('enter.signIn.byMail')}</Link>
      </Page>
    );
  if (step === 'declined') return <Page kind="form" title={title} lead={t('learn.claim.declined')} />;
  if (view.error !== null) return <Refusal error={view.error} />;
  const { data } = view;
  if (data === undefined)
    return (
      <Page kind="document" title={title}>
        <Skeleton lines={5} />
      </Page>
    );
  if (step === 'code')
    return (
      <Page kind="form" title={t('enter.code.title')} lead={t('learn.claim.claimed')}>
        <CodeForm done={() => arrive(`/record/${uuidOf(data.credentialId)}`)} />
      </Page>
    );
  return (
    <Page
      kind="document"
      title={data.title}
      tab={title}
      lead={t('learn.claim.lead', { issuer: data.issuer.name, holder: data.holderName })}
    >
      <div className={styles['claim']}>
        <img src={`/b/${data.badgeId}/${String(data.version)}/image`} alt="" width="136" height="136" />
        <dl className={styles['facts']}>
          <dt>{t('learn.claim.issuedAt')}</dt>
          <dd>{whenText(data.issuedAt, new Date())}</dd>
          <dt>{t('learn.claim.validUntil')}</dt>
          <dd>{data.validUntil === null ? t('learn.noEnd') : whenText(data.validUntil, new Date())}</dd>
          {data.state !== 'active' && (
            <>
              <dt>{t('learn.state')}</dt>
              <dd>
                <State tone={toneOf(data.state)} word={t(`parts.awardStates.${data.state}`)} />
              </dd>
            </>
          )}
          {data.isSynthetic && (
            <>
              <dt>{t('learn.claim.note')}</dt>
              <dd>
                <span className="tag">{t('parts.synthetic')}</span>
              </dd>
            </>
          )}
        </dl>
      </div>
      {take.error !== null && (
        <Problem error={take.error}>
          {take.error instanceof Refused && take.error.code === 'claim_wrong_person' && (
            <Button
              variant="default"
              mih={44}
              onClick={() => {
                void signOut().then(() => {
                  window.location.reload();
                });
              }}
            >
              {t('learn.claim.signOut')}
            </Button>
          )}
        </Problem>
      )}
      <div className={styles['acts']}>
        <Button
          h={44}
          size="md"
          loading={take.isPending}
          onClick={() => {
            take.mutate();
          }}
        >
          {t('learn.claim.action')}
        </Button>
        <Button
          h={44}
          size="md"
          variant="subtle"
          onClick={() => {
            setAsked(true);
          }}
        >
          {t('learn.claim.decline')}
        </Button>
      </div>
      <p className="soft small">{t('learn.claim.about', { date: dateText(data.linkExpiresAt) })}</p>
      {isAsked && (
        <ConfirmDialog
          title={t('learn.claim.declineTitle')}
          action={t('learn.claim.decline')}
          run={async () => {
            await tell(api.POST('/api/v1/claims/decline', { body: { token } }));
            setStep('declined');
          }}
          close={() => {
            setAsked(false);
          }}
        >
          <p>{t('learn.claim.declineText', { issuer: data.issuer.name })}</p>
        </ConfirmDialog>
      )}
    </Page>
  );
}

/** A link that is used, over or cut off: what that means, and the way on. */
function Refusal({ error }: { readonly error: Error }): ReactNode {
  const { t } = useTranslation();
  const isUsed = error instanceof Refused && error.code === 'claim_link_used';
  return (
    <Page kind="form" title={t('learn.claim.title')}>
      <Problem error={error} />
      <p>
        {isUsed ? (
          <Link to="/record">{t('learn.claim.toRecord')}</Link>
        ) : (
          <Link to="/sign-in/mail">{t('enter.signIn.byMail')}</Link>
        )}
      </p>
    </Page>
  );
}
