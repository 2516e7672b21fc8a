import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery } from '../../api/session.ts';
import { Page } from '../../parts/page.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { useOrg } from '../../shell/org.ts';
import { whenText } from '../../words/index.ts';
import { nextOf, queueQuery, rubricQuery, submissionQuery, useBadgeNames } from './data.ts';
import { DecisionBar } from './decision-bar.tsx';
import { DecisionView } from './decision.tsx';
import { EvidenceView } from './evidence.tsx';
import { JudgeForm } from './judge-form.tsx';
import { SubmissionState } from './state.tsx';
import styles from './submission.module.css';
import { useJudgement } from './use-judgement.ts';
import { useKey } from './use-key.ts';

/** One submission: evidence beside the rubric, and the decision about it. */
export function SubmissionScreen(): ReactNode {
  const { t } = useTranslation();
  const { orgId = '', submissionId = '' }: { orgId?: string; submissionId?: string } = useParams({
    strict: false,
  });
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const badgeId = typeof search['badgeId'] === 'string' ? search['badgeId'] : undefined;
  const submission = useQuery(submissionQuery(orgId, submissionId));
  const queue = useQuery(queueQuery(orgId, badgeId));
  const badges = useBadgeNames(orgId);
  const navigate = useNavigate();
  const waiting = queue.data?.items ?? [];
  const next = nextOf(waiting, submissionId);
  const goOn = (): void => {
    if (next === undefined) void navigate({ to: '/orgs/$orgId/queue', params: { orgId }, search });
    else
      void navigate({
        to: '/orgs/$orgId/submissions/$submissionId',
        params: { orgId, submissionId: next.submissionId },
        search,
      });
  };
  useKey('n', goOn);
  const { data } = submission;
  const back = (
    <Link to="/orgs/$orgId/queue" params={{ orgId }} search={search}>
      {t('assess.backToQueue', { count: waiting.length })}
    </Link>
  );
  if (data === undefined)
    return (
      <Page kind="desk" title={t('assess.submission')} back={back}>
        <Waiting error={submission.error} lines={8} retry={() => void submission.refetch()} />
      </Page>
    );
  return (
    <Page
      kind="desk"
      title={data.person?.name ?? t('assess.unknownPerson')}
      back={back}
      lead={
        <span className={styles['lead']}>
          <span>
            {t('assess.facts', {
              badge: badges.get(data.badgeId) ?? '',
              version: data.version,
              attempt: data.attempt,
              when: whenText(data.submittedAt, new Date()),
            })}
          </span>
          <SubmissionState state={data.state} />
          {data.round > 1 && <span>{t('assess.round', { round: data.round })}</span>}
          {data.isSynthetic && <span className="tag">{t('parts.synthetic')}</span>}
        </span>
      }
    >
      <Sides key={`${submissionId} ${String(data.round)}`} orgId={orgId} submission={data} goOn={goOn} />
    </Page>
  );
}

/** A submission as the screen of an assessor has it. */
export type OpenSubmission = NonNullable<
  Awaited<ReturnType<NonNullable<ReturnType<typeof submissionQuery>['queryFn']>>>
>;

function Sides({
  orgId,
  submission,
  goOn,
}: {
  readonly orgId: string;
  readonly submission: OpenSubmission;
  readonly goOn: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const me = useQuery(meQuery).data;
  const org = useOrg();
  const work = useJudgement(submission.submissionId, submission.round);
  const rubric = useQuery(rubricQuery(orgId, submission.badgeId, submission.version));
  // Who opened it while it waited has it before them until they go on, whatever others do meanwhile.
  const [wasWaiting] = useState(submission.state === 'submitted');
  const isTaken = wasWaiting && submission.state !== 'submitted';
  const mayJudge = org?.rights.includes('assessment:judge') === true;
  const isOwn = me?.personId === submission.personId;
  const hindrance = isTaken ? 'taken' : isOwn ? 'own' : mayJudge ? null : 'right';
  return (
    <>
      <div className={styles['sides']}>
        {/* A region that scrolls has to be reached by the keyboard, too. */}
        <section aria-labelledby="evidence" className={styles['evidence']} tabIndex={0}>
          <h2 id="evidence">{t('assess.evidence')}</h2>
          <EvidenceView orgId={orgId} submission={submission} />
        </section>
        <section aria-labelledby="rubric" className={styles['rubric']}>
          <h2 id="rubric">{t('assess.rubric')}</h2>
          {submission.state === 'returned' && (
            <div className={styles['note']} role={isTaken ? 'alert' : undefined}>
              <p>{t(isTaken ? 'assess.takenBack' : 'assess.givenBack')}</p>
              <p className={styles['words']}>{submission.returnNote}</p>
            </div>
          )}
          {submission.decision !== null && (
            <DecisionView decision={submission.decision} isTaken={isTaken} goOn={goOn} />
          )}
          {rubric.data === undefined ? (
            <Waiting error={rubric.error} lines={8} retry={() => void rubric.refetch()} />
          ) : submission.state === 'submitted' || isTaken ? (
            <JudgeForm rubric={rubric.data} work={work} hindrance={hindrance} />
          ) : null}
        </section>
      </div>
      {rubric.data !== undefined && hindrance === null && submission.state === 'submitted' && (
        <DecisionBar orgId={orgId} submission={submission} rubric={rubric.data} work={work} goOn={goOn} />
      )}
    </>
  );
}
