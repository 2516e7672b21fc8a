import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Form, TextField, useForm } from '../../parts/form/index.ts';
import { State, type Tone } from '../../parts/state.tsx';
import { DataTable, useView } from '../../parts/table/index.ts';
import { useOrgId } from '../../shell/org.ts';
import { dateText } from '../../words/index.ts';
import { useActorName, useStaffChanged, wholeRows } from './data.ts';
import { PeopleFrame } from './frame.tsx';
import { plainView } from './search.ts';

const tones: Readonly<Record<'open' | 'overdue' | 'closed', Tone>> = {
  open: 'soft',
  overdue: 'warn',
  closed: 'good',
};

/** Where a review stands, in a word. */
export function ReviewState({ state }: { readonly state: keyof typeof tones }): ReactNode {
  const { t } = useTranslation();
  return <State tone={tones[state]} word={t(`people.reviewStates.${state}`)} />;
}

/** The access reviews of an organisation: each asks of every right whether it is still needed. */
export function Reviews(): ReactNode {
  const { t } = useTranslation();
  const orgId = useOrgId();
  const view = useView(plainView);
  const navigate = useNavigate();
  const actorName = useActorName(orgId);
  const [isStarting, setStarting] = useState(false);
  const reviews = useQuery({
    queryKey: ['staff', orgId, 'reviews'],
    queryFn: () => ask(api.GET('/api/v1/orgs/{orgId}/access-reviews', { params: { path: { orgId } } })),
  });
  const items = reviews.data?.items ?? [];
  const startButton = (
    <Button
      mih={36}
      onClick={() => {
        setStarting(true);
      }}
    >
      {t('people.startReview')}
    </Button>
  );
  const isOpen = items.some(({ state }) => state !== 'closed');
  return (
    <PeopleFrame section="reviews" {...(isOpen || items.length === 0 ? {} : { actions: startButton })}>
      <DataTable
        name="access-reviews"
        label={t('people.sections.reviews')}
        columns={[
          {
            id: 'started',
            label: t('people.startedAt'),
            cell: (row) => t('people.reviewOf', { date: dateText(row.startedAt) }),
          },
          { id: 'by', label: t('people.startedBy'), cell: (row) => actorName(row.startedBy) },
          { id: 'due', label: t('people.due'), cell: (row) => dateText(row.dueAt) },
          { id: 'state', label: t('people.state'), cell: (row) => <ReviewState state={row.state} /> },
          {
            id: 'left',
            label: t('people.undecided'),
            isNumber: true,
            cell: (row) => t('people.undecidedOf', { count: row.undecided, total: row.items }),
          },
        ]}
        rows={wholeRows(reviews, items)}
        idOf={({ reviewId }) => reviewId}
        nameOf={({ startedAt }) => t('people.reviewOf', { date: dateText(startedAt) })}
        view={view}
        open={({ reviewId }) => void navigate({ to: `/orgs/${orgId}/people/reviews/${reviewId}` })}
        empty={<EmptyState text={t('people.noReviews')} action={startButton} />}
        noMatch={<EmptyState text={t('people.noMatch')} />}
      />
      {isStarting && (
        <Start
          orgId={orgId}
          close={() => {
            setStarting(false);
          }}
        />
      )}
    </PeopleFrame>
  );
}

/** A fortnight is what most reviews are given. */
const usualDays = 14;

function Start({ orgId, close }: { readonly orgId: string; readonly close: () => void }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const changed = useStaffChanged(orgId);
  const [usual] = useState(() => new Date(Date.now() + usualDays * 86_400_000).toISOString().slice(0, 10));
  const form = useForm({
    initial: { dueAt: usual },
    required: ['dueAt'],
    submit: async ({ dueAt }) => {
      const made = await ask(
        api.POST('/api/v1/orgs/{orgId}/access-reviews', {
          params: { path: { orgId } },
          body: { dueAt: `${dueAt}T23:59:59Z` },
        }),
      );
      await changed();
      await navigate({ to: `/orgs/${orgId}/people/reviews/${made.reviewId}` });
    },
  });
  return (
    <Dialog title={t('people.startReview')} close={close}>
      <p>{t('people.startText')}</p>
      <Form form={form} action={t('people.startReview')}>
        <TextField form={form} name="dueAt" type="date" label={t('people.due')} hint={t('people.dueHint')} />
      </Form>
    </Dialog>
  );
}
