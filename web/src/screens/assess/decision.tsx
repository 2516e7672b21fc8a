import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { State } from '../../parts/state.tsx';
import { percentText, whenText } from '../../words/index.ts';
import type { OpenSubmission } from './submission.tsx';
import styles from './submission.module.css';

type Decision = NonNullable<OpenSubmission['decision']>;

/** What was decided, and why, in the order of the rubric. */
export function DecisionView({
  decision,
  isTaken,
  goOn,
}: {
  readonly decision: Decision;
  readonly isTaken: boolean;
  readonly goOn: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { explanation, comments } = decision;
  const isMastered = decision.outcome === 'mastered';
  return (
    <div className={styles['decision']} role={isTaken ? 'alert' : undefined}>
      {isTaken && <p>{t('assess.taken')}</p>}
      <p className={styles['outcome']}>
        <State tone={isMastered ? 'good' : 'warn'} word={t(`assess.outcomes.${decision.outcome}`)} />
      </p>
      <p>
        {t('assess.reached', {
          total: percentText(explanation.total.ratio, 1),
          threshold: percentText(explanation.threshold.ratio, 1),
        })}{' '}
        {t(`assess.bases.${decision.basis}`, { when: whenText(decision.decidedAt, new Date()) })}
      </p>
      <ul className={styles['found']}>
        {explanation.criteria.map((criterion) => {
          const comment = comments.find(({ criterionId }) => criterionId === criterion.criterionId)?.comment;
          return (
            <li key={criterion.criterionId}>
              <b>{criterion.name}</b>: {criterion.levelName}
              {criterion.mustPass?.isMet === false && (
                <span className={styles['missed']}>
                  {t('assess.leastMissed', { level: criterion.mustPass.levelName })}
                </span>
              )}
              {comment !== undefined && <p className={styles['words']}>{comment}</p>}
            </li>
          );
        })}
      </ul>
      <Button variant="default" mih={44} onClick={goOn} rightSection={<kbd aria-hidden="true">n</kbd>}>
        {t('assess.queue.next')}
      </Button>
    </div>
  );
}
