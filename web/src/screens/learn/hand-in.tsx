import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Page } from '../../parts/page.tsx';
import { State } from '../../parts/state.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { percentText, whenText } from '../../words/index.ts';
import { EvidenceForm } from './evidence-form.tsx';
import styles from './learn.module.css';

/** Handing in evidence for a badge: what it asks for, how an earlier attempt stands, and the form. */
export function HandIn(): ReactNode {
  const { t } = useTranslation();
  const { issuerId = '', badgeId = '' }: { issuerId?: string; badgeId?: string } = useParams({
    strict: false,
  });
  const badge = useQuery({
    queryKey: ['catalogue-badge', badgeId],
    queryFn: async () => {
      const { items } = await ask(
        api.GET('/api/v1/badges', { params: { query: { orgId: issuerId, limit: 200 } } }),
      );
      return items.find((one) => one.badgeId === badgeId) ?? null;
    },
  });
  const mine = useQuery({
    queryKey: ['my-submissions', issuerId],
    queryFn: () =>
      ask(
        api.GET('/api/v1/me/submissions/{issuerId}', {
          params: { path: { issuerId }, query: { limit: 50 } },
        }),
      ),
  });
  const back = <a href={`/b/${badgeId}`}>{badge.data?.name ?? t('learn.handIn.badge')}</a>;
  if (badge.data === undefined || mine.data === undefined)
    return (
      <Page kind="document" title={t('learn.handIn.title')} back={back}>
        <Waiting
          error={badge.error ?? mine.error}
          lines={6}
          retry={() => {
            void badge.refetch();
            void mine.refetch();
          }}
        />
      </Page>
    );
  if (badge.data === null)
    return (
      <Page kind="document" title={t('learn.handIn.title')}>
        <EmptyState
          text={t('learn.handIn.closed')}
          action={<Link to="/badges">{t('learn.next.browse')}</Link>}
        />
      </Page>
    );
  const latest = mine.data.items.find((one) => one.badgeId === badgeId);
  return (
    <Page
      kind="document"
      title={t('learn.handIn.for', { badge: badge.data.name })}
      tab={t('learn.handIn.title')}
      lead={badge.data.objective}
      back={back}
    >
      <h2>{t('learn.handIn.asks')}</h2>
      <p className={styles['words']}>{badge.data.criteria}</p>
      {latest === undefined ? (
        <EvidenceForm issuerId={issuerId} badgeId={badgeId} returnedId={null} />
      ) : (
        <Earlier
          key={`${latest.submissionId} ${latest.state}`}
          issuerId={issuerId}
          badgeId={badgeId}
          submissionId={latest.submissionId}
        />
      )}
    </Page>
  );
}

/** How the latest attempt stands; and what can be done now. */
function Earlier({
  issuerId,
  badgeId,
  submissionId,
}: {
  readonly issuerId: string;
  readonly badgeId: string;
  readonly submissionId: string;
}): ReactNode {
  const { t } = useTranslation();
  const found = useQuery({
    queryKey: ['my-submissions', issuerId, submissionId],
    queryFn: () =>
      ask(
        api.GET('/api/v1/me/submissions/{issuerId}/{submissionId}', {
          params: { path: { issuerId, submissionId } },
        }),
      ),
  });
  const { data } = found;
  if (data === undefined) return <Waiting error={found.error} lines={4} retry={() => void found.refetch()} />;
  const { decision, state } = data;
  const isMastered = decision?.outcome === 'mastered';
  const when = whenText(decision?.decidedAt ?? data.returnedAt ?? data.submittedAt, new Date());
  return (
    <>
      <h2>{t('learn.handIn.stands')}</h2>
      <div className={styles['standing']}>
        <p>
          {decision === null ? (
            <State tone={state === 'returned' ? 'warn' : 'soft'} word={t(`learn.states.${state}`)} />
          ) : (
            <State tone={isMastered ? 'good' : 'warn'} word={t(`learn.outcomes.${decision.outcome}`)} />
          )}{' '}
          <span className="soft">{when}</span>
        </p>
        {state === 'submitted' && <p>{t('learn.handIn.waits')}</p>}
        {state === 'returned' && (
          <>
            <p>{t('learn.handIn.returned')}</p>
            <p className={styles['words']}>{data.returnNote}</p>
          </>
        )}
        {decision !== null && (
          <>
            <p>
              {t('learn.handIn.reached', {
                total: percentText(decision.explanation.total.ratio, 1),
                threshold: percentText(decision.explanation.threshold.ratio, 1),
              })}
            </p>
            <ul className={styles['found']}>
              {decision.explanation.criteria.map(({ criterionId, name, levelName, mustPass }) => {
                const comment = decision.comments.find((one) => one.criterionId === criterionId)?.comment;
                return (
                  <li key={criterionId}>
                    <b>{name}</b>: {levelName}
                    {mustPass?.isMet === false && (
                      <> {t('learn.handIn.leastMissed', { level: mustPass.levelName })}</>
                    )}
                    {comment !== undefined && <p className={styles['words']}>{comment}</p>}
                  </li>
                );
              })}
            </ul>
          </>
        )}
        {isMastered && (
          <p>
            <Link to="/record">{t('learn.claim.toRecord')}</Link>
          </p>
        )}
      </div>
      {(state === 'returned' || (decision !== null && !isMastered)) && (
        <EvidenceForm
          issuerId={issuerId}
          badgeId={badgeId}
          returnedId={state === 'returned' ? submissionId : null}
        />
      )}
    </>
  );
}
