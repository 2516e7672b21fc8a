import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Page } from '../../parts/page.tsx';
import { Progress } from '../../parts/progress.tsx';
import { SidePanel, useOpenItem } from '../../parts/side-panel.tsx';
import { State, type Tone } from '../../parts/state.tsx';
import { DataTable, useRows, useView, type Column } from '../../parts/table/index.ts';
import { Waiting } from '../../parts/waiting.tsx';
import { useOrgId } from '../../shell/org.ts';
import { countText, whenText } from '../../words/index.ts';
import { useActorName } from '../people/data.ts';
import type { Action } from './act.ts';
import { actionsView } from './search.ts';
import { ActionButtons, useActions, useActionWords, useNow } from './work.tsx';
import styles from './awards.module.css';

const tones: Readonly<Record<Action['state'], Tone>> = {
  scheduled: 'soft',
  running: 'soft',
  done: 'good',
  cancelled: 'soft',
};

/** Every change of many awards, with how far it has come, why, and what it left alone. */
export function Actions(): ReactNode {
  const { t } = useTranslation();
  const orgId = useOrgId();
  const view = useView(actionsView);
  const { openId, open, close } = useOpenItem();
  const latest = useActions(orgId);
  const fetched = useRows<Action>({
    key: ['award-actions', orgId, 'all'],
    page: (after) =>
      ask(
        api.GET('/api/v1/orgs/{orgId}/award-actions', {
          params: { path: { orgId }, query: { limit: 100, ...(after === undefined ? {} : { after }) } },
        }),
      ),
  });
  // What is under way is asked for more often than the list is.
  const fresh = new Map(latest.map((action) => [action.actionId, action]));
  const rows = { ...fetched, items: fetched.items.map((action) => fresh.get(action.actionId) ?? action) };
  return (
    <Page kind="desk" title={t('changes.title')} lead={t('changes.lead')}>
      <DataTable
        name="award-actions"
        label={t('changes.title')}
        columns={useColumns()}
        rows={rows}
        idOf={({ actionId }) => actionId}
        nameOf={({ kind, createdAt }) => `${t(`changes.titles.${kind}`)}, ${createdAt}`}
        view={view}
        open={({ actionId }) => {
          open(actionId);
        }}
        openId={openId}
        empty={
          <EmptyState
            text={t('changes.none')}
            action={<Link to={`/orgs/${orgId}/awards`}>{t('changes.toAwards')}</Link>}
          />
        }
        noMatch={null}
      />
      {openId !== undefined && <ActionPanel orgId={orgId} actionId={openId} close={close} />}
    </Page>
  );
}

function useColumns(): readonly [Column<Action>, ...Column<Action>[]] {
  const { t } = useTranslation();
  const now = new Date();
  return [
    { id: 'kind', label: t('changes.what'), cell: ({ kind }) => t(`changes.titles.${kind}`) },
    { id: 'begun', label: t('changes.when'), cell: ({ createdAt }) => whenText(createdAt, now) },
    {
      id: 'state',
      label: t('changes.state'),
      cell: ({ state }) => <State tone={tones[state]} word={t(`changes.states.${state}`)} />,
    },
    { id: 'changed', label: t('changes.changed'), isNumber: true, cell: ({ changedCount }) => changedCount },
    {
      id: 'left',
      label: t('changes.left'),
      isNumber: true,
      cell: ({ unchangedCount, refusedCount }) => unchangedCount + refusedCount,
    },
    { id: 'total', label: t('changes.total'), isNumber: true, cell: ({ itemCount }) => itemCount },
    { id: 'reason', label: t('changes.reason'), isMinor: true, cell: ({ reason }) => reason ?? '' },
  ];
}

function ActionPanel({
  orgId,
  actionId,
  close,
}: {
  readonly orgId: string;
  readonly actionId: string;
  readonly close: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const tell = useActionWords();
  const actorName = useActorName(orgId);
  const found = useQuery({
    queryKey: ['award-actions', orgId, actionId],
    queryFn: () =>
      ask(
        api.GET('/api/v1/orgs/{orgId}/award-actions/{actionId}', { params: { path: { orgId, actionId } } }),
      ),
    refetchInterval: (query) => (query.state.data?.canCancel === true ? 1_500 : false),
  });
  const action = found.data;
  const now = useNow(action?.canCancel === true);
  const what = action === undefined ? '' : tell(action, now);
  return (
    <SidePanel
      title={action === undefined ? t('changes.what') : t(`changes.titles.${action.kind}`)}
      close={close}
    >
      {action === undefined ? (
        <Waiting error={found.error} retry={() => void found.refetch()} lines={5} />
      ) : (
        <div className={styles['panel']}>
          <p role="status">{what}</p>
          {action.state === 'running' && (
            <Progress
              label={what}
              done={action.doneCount}
              total={action.itemCount}
              secondsLeft={action.secondsLeft}
            />
          )}
          <div className={styles['panelActions']}>
            <ActionButtons orgId={orgId} action={action} what={what} />
          </div>
          <ActionFacts action={action} who={actorName(action.actor)} now={now} />
          {action.refusedCount + action.unchangedCount > 0 && <h3>{t('changes.refused')}</h3>}
          {action.unchangedCount > 0 && (
            <p>
              <b>{countText(action.unchangedCount)}</b> {t(`changes.unchanged.${action.kind}`)}
            </p>
          )}
          {action.refusedCount > 0 && <Refused orgId={orgId} actionId={actionId} />}
        </div>
      )}
    </SidePanel>
  );
}

function ActionFacts({
  action,
  who,
  now,
}: {
  readonly action: Action;
  readonly who: string;
  readonly now: Date;
}): ReactNode {
  const { t } = useTranslation();
  const { reason, createdAt, finishedAt, undoes, undoneBy, kind, state } = action;
  return (
    <>
      <dl className={styles['facts']}>
        <dt>{t('changes.reason')}</dt>
        <dd>{reason ?? t('changes.noReason')}</dd>
        <dt>{t('changes.when')}</dt>
        <dd>{whenText(createdAt, now)}</dd>
        {finishedAt !== null && (
          <>
            <dt>{t('changes.finished')}</dt>
            <dd>{whenText(finishedAt, now)}</dd>
          </>
        )}
        <dt>{t('changes.by')}</dt>
        <dd>{who}</dd>
      </dl>
      {undoes !== null && <p>{t('changes.undoes')}</p>}
      {undoneBy !== null && <p>{t('changes.undoneBy')}</p>}
      {kind === 'revoke' && state === 'done' && <p className="soft">{t('changes.final')}</p>}
    </>
  );
}

function Refused({ orgId, actionId }: { readonly orgId: string; readonly actionId: string }): ReactNode {
  const { t } = useTranslation();
  const items = useInfiniteQuery({
    queryKey: ['award-actions', orgId, actionId, 'refused'],
    queryFn: ({ pageParam }) =>
      ask(
        api.GET('/api/v1/orgs/{orgId}/award-actions/{actionId}/items', {
          params: {
            path: { orgId, actionId },
            query: { state: 'refused', limit: 50, ...(pageParam === null ? {} : { after: pageParam }) },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
  if (items.data === undefined)
    return <Waiting error={items.error} retry={() => void items.refetch()} lines={3} />;
  return (
    <>
      <ul className={styles['history']}>
        {items.data.pages.flatMap((page) =>
          page.items.map(({ awardId, code, title, recipientName }) => (
            <li key={awardId}>
              <Link to={`/orgs/${orgId}/awards`} search={{ open: awardId }}>
                {title === null
                  ? t('changes.award', { id: awardId.slice(-8) })
                  : t('changes.awardOf', { title, holder: recipientName ?? t('changes.unknownHolder') })}
              </Link>{' '}
              {code !== null && t(`changes.codes.${code}`)}
            </li>
          )),
        )}
      </ul>
      {items.hasNextPage && (
        <Button
          variant="default"
          loading={items.isFetchingNextPage}
          onClick={() => void items.fetchNextPage()}
        >
          {t('changes.refusedMore')}
        </Button>
      )}
    </>
  );
}
