import { Button, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { withSession } from '../../api/again.ts';
import { api, ask, Refused } from '../../api/client.ts';
import { ConfirmDialog } from '../../parts/dialog.tsx';
import { State } from '../../parts/state.tsx';
import { say } from '../../parts/toast.tsx';
import { countText, listText, percentText } from '../../words/index.ts';
import { criterionField, type Rubric } from './judge-form.tsx';
import { runningResult, type RunningResult } from './result.ts';
import type { OpenSubmission } from './submission.tsx';
import styles from './submission.module.css';
import type { Work } from './use-judgement.ts';

interface BarProps {
  readonly orgId: string;
  readonly submission: OpenSubmission;
  readonly rubric: Rubric;
  readonly work: Work;
  readonly goOn: () => void;
}

/** How it stands, and what can be done about it; it never leaves the screen. */
export function DecisionBar({ orgId, submission, rubric, work, goOn }: BarProps): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<'decide' | 'return' | null>(null);
  const [isHinted, setHinted] = useState(false);
  const { judgement } = work;
  const result = runningResult(rubric, judgement.levels);
  const person = submission.person?.name ?? t('assess.unknownPerson');
  const path = { orgId, submissionId: submission.submissionId };
  const finish = async (send: () => Promise<unknown>, said: string): Promise<void> => {
    try {
      await withSession(send);
    } catch (error) {
      // Somebody else was first: the page shows what they decided, and what was chosen here stays.
      if (error instanceof Refused && error.status === 409)
        await queries.invalidateQueries({ queryKey: ['submissions', orgId] });
      throw error;
    }
    work.discard();
    say(said);
    goOn();
    await queries.invalidateQueries({ queryKey: ['submissions', orgId] });
  };
  const decide = (): Promise<void> => {
    const scores = rubric.criteria.map(({ id }) => {
      const comment = (judgement.comments[id] ?? '').trim();
      return { criterionId: id, levelId: judgement.levels[id] ?? '', ...(comment === '' ? {} : { comment }) };
    });
    return finish(
      () =>
        ask(
          api.POST('/api/v1/orgs/{orgId}/submissions/{submissionId}/judge', {
            params: { path },
            body: { scores },
          }),
        ),
      t(result.outcome === 'mastered' ? 'assess.saidMastered' : 'assess.saidNotYet', { person }),
    );
  };
  const giveBack = (): Promise<void> =>
    finish(
      () =>
        ask(
          api.POST('/api/v1/orgs/{orgId}/submissions/{submissionId}/return', {
            params: { path },
            body: { note: judgement.note.trim() },
          }),
        ),
      t('assess.saidReturned', { person }),
    );
  const tryDecide = (): void => {
    const [first] = result.open;
    if (first === undefined) setAsked('decide');
    else {
      setHinted(true);
      document.getElementById(criterionField(first))?.focus();
    }
  };
  const nameOf = (id: string): string => rubric.criteria.find((criterion) => criterion.id === id)?.name ?? id;
  return (
    <div className={styles['bar']} role="region" aria-label={t('assess.bar')}>
      <div className={styles['standing']} aria-live="polite">
        <Standing
          result={result}
          isHinted={isHinted}
          names={result.missed.map(nameOf)}
          open={result.open.map(nameOf)}
        />
      </div>
      <div className={styles['acts']}>
        <Button mih={44} onClick={tryDecide}>
          {t(`assess.decide.${result.outcome ?? 'open'}`)}
        </Button>
        <Button
          mih={44}
          variant="default"
          onClick={() => {
            setAsked('return');
          }}
        >
          {t('assess.giveBack')}
        </Button>
        <Button mih={44} variant="subtle" onClick={goOn} rightSection={<kbd aria-hidden="true">n</kbd>}>
          {t('assess.skip')}
        </Button>
      </div>
      {asked === 'decide' && (
        <ConfirmDialog
          title={t(`assess.confirm.${result.outcome ?? 'not_yet'}`, { person })}
          action={t(`assess.decide.${result.outcome ?? 'open'}`)}
          run={decide}
          close={() => {
            setAsked(null);
          }}
        >
          <p>{t(`assess.confirmText.${result.outcome ?? 'not_yet'}`)}</p>
        </ConfirmDialog>
      )}
      {asked === 'return' && (
        <ConfirmDialog
          title={t('assess.returnTitle', { person })}
          action={t('assess.giveBack')}
          isReady={judgement.note.trim() !== ''}
          run={giveBack}
          close={() => {
            setAsked(null);
          }}
        >
          <p>{t('assess.returnText')}</p>
          <Textarea
            label={t('assess.returnNote')}
            description={t('parts.bulk.reasonHint')}
            rows={5}
            size="md"
            maxLength={5_000}
            value={judgement.note}
            onChange={(event) => {
              work.setNote(event.currentTarget.value);
            }}
          />
        </ConfirmDialog>
      )}
    </div>
  );
}

function Standing({
  result,
  isHinted,
  names,
  open,
}: {
  readonly result: RunningResult;
  readonly isHinted: boolean;
  readonly names: readonly string[];
  readonly open: readonly string[];
}): ReactNode {
  const { t } = useTranslation();
  const shares = { total: percentText(result.ratio, 1), threshold: percentText(result.threshold, 1) };
  const count = result.open.length;
  return (
    <>
      <p className={styles['sum']}>
        {result.outcome === null ? (
          <State tone="soft" word={t('assess.openCriteria', { count, n: countText(count) })} />
        ) : (
          <State
            tone={result.outcome === 'mastered' ? 'good' : 'warn'}
            word={t(`assess.outcomes.${result.outcome}`)}
          />
        )}{' '}
        <span>{t('assess.soFar', shares)}</span>
      </p>
      {names.length > 0 && (
        <p className={styles['missed']}>{t('assess.missedLeast', { names: listText(names) })}</p>
      )}
      {isHinted && open.length > 0 && (
        <p className={styles['missed']}>{t('assess.scoreFirst', { names: listText(open) })}</p>
      )}
    </>
  );
}
