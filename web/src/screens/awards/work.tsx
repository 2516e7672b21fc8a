import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { withSession } from '../../api/again.ts';
import { api, ask } from '../../api/client.ts';
import { problemText } from '../../parts/problem.tsx';
import { Progress } from '../../parts/progress.tsx';
import { say } from '../../parts/toast.tsx';
import { callOff, takeBack, type Action } from './act.ts';
import styles from './awards.module.css';

const pollMs = 1_500;
/** How long finished work still stands above the table, in milliseconds. */
const recentMs = 10 * 60_000;

const isOpen = ({ state }: Action): boolean => state === 'scheduled' || state === 'running';

/** The latest actions of an organisation; asked again and again while one of them is under way. */
export function useActions(orgId: string): readonly Action[] {
  const queries = useQueryClient();
  const found = useQuery({
    queryKey: ['award-actions', orgId, 'latest'],
    queryFn: () =>
      ask(
        api.GET('/api/v1/orgs/{orgId}/award-actions', {
          params: { path: { orgId }, query: { limit: 20 } },
        }),
      ),
    refetchInterval: (query) => (query.state.data?.items.some(isOpen) === true ? pollMs : false),
  });
  const items = found.data?.items ?? [];
  const ended = items.filter((action) => !isOpen(action)).map(({ actionId }) => actionId);
  const key = ended.join(' ');
  // What has ended has changed rows.
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ['awards', orgId] });
    void queries.invalidateQueries({ queryKey: ['award', orgId] });
  }, [queries, orgId, key]);
  return items;
}

/** The words for how far an action has come. */
export function useActionWords(): (action: Action, now: Date) => string {
  const { t } = useTranslation();
  return ({ kind, state, itemCount, changedCount, unchangedCount, refusedCount, runAt }, now) => {
    const seconds = Math.max(0, Math.ceil((new Date(runAt).getTime() - now.getTime()) / 1000));
    if (state === 'scheduled' && seconds > 0)
      return t(`changes.waits.${kind}`, { count: itemCount, seconds });
    if (state === 'scheduled' || state === 'running') return t(`changes.begun.${kind}`, { count: itemCount });
    if (state === 'cancelled' && changedCount === 0) return t('changes.calledOff');
    const left = unchangedCount + refusedCount;
    const done = t(`changes.ended.${kind}`, { count: changedCount });
    return left === 0 ? done : `${done} ${t('changes.leftAs', { count: left })}`;
  };
}

/** Work that goes on, and what ended lately and can be taken back; it stands above the table of awards. */
export function Work({ orgId }: { readonly orgId: string }): ReactNode {
  const { t } = useTranslation();
  const actions = useActions(orgId);
  const batches = useQuery({
    queryKey: ['award-batches', orgId, 'latest'],
    queryFn: () =>
      ask(
        api.GET('/api/v1/orgs/{orgId}/award-batches', {
          params: { path: { orgId }, query: { limit: 5 } },
        }),
      ),
    refetchInterval: (query) =>
      query.state.data?.items.some(({ state }) => state !== 'done') === true ? pollMs : false,
  });
  const now = useNow(actions.some(isOpen));
  const shown = actions.filter(
    (action) =>
      isOpen(action) ||
      (action.undo === 'possible' &&
        action.finishedAt !== null &&
        now.getTime() - new Date(action.finishedAt).getTime() < recentMs),
  );
  const open = batches.data?.items.filter(({ state }) => state !== 'done') ?? [];
  if (shown.length + open.length === 0) return null;
  return (
    <ul className={styles['work']} aria-label={t('changes.underWay')}>
      {shown.map((action) => (
        <ActionLine key={action.actionId} orgId={orgId} action={action} now={now} />
      ))}
      {open.map(({ batchId, rowCount, waitingCount }) => (
        <li key={batchId}>
          <span className={styles['told']}>{t('changes.batchRuns')}</span>
          <Progress
            label={t('changes.batchRuns')}
            done={rowCount - waitingCount}
            total={rowCount}
            secondsLeft={null}
          />
          <Link to={`/orgs/${orgId}/award-batches/${batchId}`}>{t('changes.details')}</Link>
        </li>
      ))}
    </ul>
  );
}

function ActionLine({
  orgId,
  action,
  now,
}: {
  readonly orgId: string;
  readonly action: Action;
  readonly now: Date;
}): ReactNode {
  const { t } = useTranslation();
  const what = useActionWords()(action, now);
  const { actionId, state, doneCount, itemCount, secondsLeft } = action;
  return (
    <li>
      <span className={styles['told']}>{what}</span>
      {state === 'running' && (
        <Progress label={what} done={doneCount} total={itemCount} secondsLeft={secondsLeft} />
      )}
      <ActionButtons orgId={orgId} action={action} what={what} />
      <Link
        to={`/orgs/${orgId}/award-actions`}
        search={{ open: actionId }}
        aria-label={t('changes.detailsNamed', { what })}
      >
        {t('changes.details')}
      </Link>
    </li>
  );
}

/** Calls an action off while it is under way, or takes it back once it was done; nothing where neither is possible. */
export function ActionButtons({
  orgId,
  action,
  what,
}: {
  readonly orgId: string;
  readonly action: Action;
  readonly what: string;
}): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const { actionId, canCancel, undo, changedCount } = action;
  const act = async (): Promise<void> => {
    setBusy(true);
    try {
      const after = await withSession(() =>
        canCancel ? callOff(orgId, actionId) : takeBack(orgId, actionId, t('changes.undoReason')),
      );
      say(t(canCancel && after.changedCount === 0 ? 'changes.calledOff' : 'changes.takenBack'));
    } catch (error) {
      say(problemText(t, error));
    } finally {
      setBusy(false);
      void queries.invalidateQueries({ queryKey: ['award-actions', orgId] });
    }
  };
  if (!canCancel && (undo !== 'possible' || changedCount === 0)) return null;
  return (
    <Button
      mih={36}
      variant="default"
      loading={isBusy}
      aria-label={t(canCancel ? 'changes.callOffNamed' : 'changes.takeBackNamed', { what })}
      onClick={() => void act()}
    >
      {t(canCancel ? 'changes.callOff' : 'changes.takeBack')}
    </Button>
  );
}

/** The time now; it runs only while somebody waits for something. */
export function useNow(isRunning: boolean): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    setNow(new Date());
    if (!isRunning) return undefined;
    const timer = setInterval(() => {
      setNow(new Date());
    }, 1_000);
    return () => {
      clearInterval(timer);
    };
  }, [isRunning]);
  return now;
}
