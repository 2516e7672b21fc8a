import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Page } from '../../parts/page.tsx';
import { DataTable, useRows, useView, type Column } from '../../parts/table/index.ts';
import { useOrgId } from '../../shell/org.ts';
import { whenText } from '../../words/index.ts';
import { useBadgeNames, type SubmissionRow } from './data.ts';
import { queueView, states, submissionsView } from './search.ts';
import { SubmissionState } from './state.tsx';
import { useKey } from './use-key.ts';

/** What waits for an assessor, the longest waiting first; the next one is one key away. */
export function Queue(): ReactNode {
  const { t } = useTranslation();
  const orgId = useOrgId();
  const view = useView(queueView);
  const rows = useSubmissions(orgId, { queue: 'true', ...view.filters });
  const open = useOpenSubmission(orgId, view.search);
  const [first] = rows.items;
  const next = (): void => {
    if (first !== undefined) open(first);
  };
  useKey('n', next);
  const count = rows.items.length;
  const lead =
    first === undefined
      ? t('assess.queue.lead')
      : t(rows.hasMore ? 'assess.queue.waitingMore' : 'assess.queue.waiting', {
          count,
          since: whenText(first.submittedAt, new Date()),
        });
  return (
    <Page
      kind="desk"
      title={t('assess.queue.title')}
      lead={rows.isFirst ? ' ' : lead}
      actions={
        first !== undefined && (
          <Button mih={44} onClick={next} rightSection={<kbd aria-hidden="true">n</kbd>}>
            {t('assess.queue.next')}
          </Button>
        )
      }
    >
      <SubmissionTable
        name="queue"
        label={t('assess.queue.title')}
        view={view}
        rows={rows}
        open={open}
        orgId={orgId}
        isQueue
      />
    </Page>
  );
}

/** Everything that was handed in, the latest first. */
export function Submissions(): ReactNode {
  const { t } = useTranslation();
  const orgId = useOrgId();
  const view = useView(submissionsView);
  const rows = useSubmissions(orgId, view.filters);
  const open = useOpenSubmission(orgId, {});
  return (
    <Page kind="desk" title={t('assess.list.title')} lead={t('assess.list.lead')}>
      <SubmissionTable
        name="submissions"
        label={t('assess.list.title')}
        view={view}
        rows={rows}
        open={open}
        orgId={orgId}
      />
    </Page>
  );
}

function useSubmissions(
  orgId: string,
  filters: Readonly<Record<string, string>>,
): ReturnType<typeof useRows<SubmissionRow>> {
  return useRows<SubmissionRow>({
    key: ['submissions', orgId, filters],
    page: (after) =>
      ask(
        api.GET('/api/v1/orgs/{orgId}/submissions', {
          params: {
            path: { orgId },
            query: { limit: 200, ...filters, ...(after === undefined ? {} : { after }) },
          },
        }),
      ),
  });
}

function useOpenSubmission(
  orgId: string,
  search: Readonly<Record<string, unknown>>,
): (row: SubmissionRow) => void {
  const navigate = useNavigate();
  return ({ submissionId }) => {
    void navigate({
      to: '/orgs/$orgId/submissions/$submissionId',
      params: { orgId, submissionId },
      search: search,
    });
  };
}

function SubmissionTable({
  orgId,
  name,
  label,
  view,
  rows,
  open,
  isQueue = false,
}: {
  readonly orgId: string;
  readonly name: string;
  readonly label: string;
  readonly view: ReturnType<typeof useView>;
  readonly rows: ReturnType<typeof useRows<SubmissionRow>>;
  readonly open: (row: SubmissionRow) => void;
  readonly isQueue?: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const badges = useBadgeNames(orgId);
  const unknown = t('assess.unknownPerson');
  const badgeFilter = {
    name: 'badgeId',
    label: t('assess.badge'),
    options: [...badges]
      .map(([value, text]) => ({ value, label: text }))
      .toSorted((a, b) => a.label.localeCompare(b.label)),
  };
  const stateFilter = {
    name: 'state',
    label: t('assess.state'),
    options: states.map((value) => ({ value, label: t(`assess.states.${value}`) })),
  };
  return (
    <DataTable
      name={name}
      label={label}
      columns={useColumns(badges, isQueue)}
      rows={rows}
      idOf={({ submissionId }) => submissionId}
      nameOf={({ person, badgeId }) => `${person?.name ?? unknown}, ${badges.get(badgeId) ?? ''}`}
      view={view}
      filters={isQueue ? [badgeFilter] : [badgeFilter, stateFilter]}
      chips={{ personId: { label: t('assess.person'), value: rows.items[0]?.person?.name ?? unknown } }}
      open={open}
      empty={<EmptyState text={t(isQueue ? 'assess.queue.none' : 'assess.list.none')} />}
      noMatch={<EmptyState text={t(isQueue ? 'assess.queue.noMatch' : 'assess.list.noMatch')} />}
    />
  );
}

function useColumns(
  badges: ReadonlyMap<string, string>,
  isQueue: boolean,
): readonly [Column<SubmissionRow>, ...Column<SubmissionRow>[]] {
  const { t } = useTranslation();
  const now = new Date();
  return [
    {
      id: 'person',
      label: t('assess.person'),
      cell: ({ person }) => person?.name ?? t('assess.unknownPerson'),
    },
    { id: 'badge', label: t('assess.badge'), cell: ({ badgeId }) => badges.get(badgeId) ?? '' },
    {
      id: 'version',
      label: t('assess.version'),
      cell: ({ version }) => version,
      isNumber: true,
      isMinor: true,
      isExtra: isQueue,
    },
    {
      id: 'submitted',
      label: t(isQueue ? 'assess.waitsSince' : 'assess.submittedAt'),
      cell: ({ submittedAt }) => whenText(submittedAt, now),
    },
    {
      id: 'attempt',
      label: t('assess.attempt'),
      cell: ({ attempt, round }) =>
        round === 1 ? String(attempt) : t('assess.attemptRound', { attempt, round }),
      isMinor: true,
    },
    ...(isQueue
      ? []
      : [
          {
            id: 'state',
            label: t('assess.state'),
            cell: ({ state }: SubmissionRow) => <SubmissionState state={state} />,
          },
        ]),
  ];
}
