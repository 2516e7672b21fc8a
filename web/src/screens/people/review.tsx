import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { components } from '@rungs/client';
import { withSession } from '../../api/again.ts';
import { api, ask } from '../../api/client.ts';
import { ConfirmDialog } from '../../parts/dialog.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Page } from '../../parts/page.tsx';
import { Problem } from '../../parts/problem.tsx';
import { State } from '../../parts/state.tsx';
import { DataTable, useView } from '../../parts/table/index.ts';
import { say } from '../../parts/toast.tsx';
import { useOrgId } from '../../shell/org.ts';
import { dateText, distanceText, listText, whenText } from '../../words/index.ts';
import { useStaffChanged, wholeRows, type PermissionName, type StaffRight } from './data.ts';
import { ReviewState } from './reviews.tsx';
import { useWhere } from './right-list.tsx';
import { reviewView } from './search.ts';
import styles from './people.module.css';

type Item = components['schemas']['AccessReviewItem'];
type Decision = 'confirmed' | 'withdrawn';

const kinds = ['role', 'staff_right', 'api_key', 'oauth_client'] as const;

/** One access review: every right with its holder, since when, and when it was last used; each is decided. */
export function Review(): ReactNode {
  const { t } = useTranslation();
  const orgId = useOrgId();
  const params: Readonly<Record<string, string | undefined>> = useParams({ strict: false });
  const reviewId = params['reviewId'] ?? '';
  const path = { orgId, reviewId };
  const changed = useStaffChanged(orgId);
  const [asked, setAsked] = useState<Item | 'close' | null>(null);
  const found = useQuery({
    queryKey: ['staff', orgId, 'reviews', reviewId],
    queryFn: () => ask(api.GET('/api/v1/orgs/{orgId}/access-reviews/{reviewId}', { params: { path } })),
  });
  const put = async (item: Item, decision: Decision): Promise<void> => {
    await withSession(() =>
      ask(
        api.PUT('/api/v1/orgs/{orgId}/access-reviews/{reviewId}/items/{itemId}', {
          params: { path: { ...path, itemId: item.itemId } },
          body: { decision },
        }),
      ),
    );
    await changed();
  };
  const confirm = useMutation({ mutationFn: (item: Item) => put(item, 'confirmed') });
  const review = found.data?.review;
  const whatOf = useWhat(orgId);
  const done = (): void => {
    setAsked(null);
  };
  return (
    <Page
      kind="desk"
      title={
        review === undefined
          ? t('people.sections.reviews')
          : t('people.reviewOf', { date: dateText(review.startedAt) })
      }
      back={<Link to={`/orgs/${orgId}/people/reviews`}>{t('people.sections.reviews')}</Link>}
      {...(review === undefined ? {} : { lead: <Standing review={review} /> })}
      {...(review === undefined || review.state === 'closed' || review.undecided > 0
        ? {}
        : {
            actions: (
              <Button
                mih={36}
                onClick={() => {
                  setAsked('close');
                }}
              >
                {t('people.closeReview')}
              </Button>
            ),
          })}
    >
      {confirm.error !== null && <Problem error={confirm.error} />}
      <Items
        found={found}
        whatOf={whatOf}
        isClosed={review?.state === 'closed'}
        confirm={(item) => {
          confirm.mutate(item);
        }}
        withdraw={setAsked}
      />
      {asked === 'close' && (
        <ConfirmDialog
          title={t('people.closeReview')}
          action={t('people.closeReview')}
          run={async () => {
            await withSession(() =>
              ask(api.POST('/api/v1/orgs/{orgId}/access-reviews/{reviewId}/close', { params: { path } })),
            );
            await changed();
            say(t('people.reviewClosed'));
          }}
          close={done}
        >
          <p>{t('people.closeText')}</p>
        </ConfirmDialog>
      )}
      {asked !== null && asked !== 'close' && (
        <ConfirmDialog
          title={t('people.withdrawTitle', { name: asked.holderName ?? t('people.actors.other') })}
          action={t('people.withdraw')}
          isHarsh
          run={async () => {
            await put(asked, 'withdrawn');
            say(t('people.withdrawn'));
          }}
          close={done}
        >
          <p>{t('people.withdrawText', { what: whatOf(asked) })}</p>
        </ConfirmDialog>
      )}
    </Page>
  );
}

function Standing({ review }: { readonly review: components['schemas']['AccessReview'] }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <ReviewState state={review.state} /> ·{' '}
      {review.state === 'closed'
        ? t('people.closedAt', { date: dateText(review.closedAt ?? review.dueAt) })
        : t('people.standing', {
            count: review.undecided,
            total: review.items,
            due: whenText(review.dueAt, new Date()),
          })}
    </>
  );
}

/** Says what somebody holds: a role, rights in a part of the organisation, or what a program may do. */
function useWhat(orgId: string): (item: Item) => string {
  const { t } = useTranslation();
  const whereOf = useWhere(orgId);
  return ({ kind, what, detail }) => {
    if (kind === 'role') return t('people.what.role', { role: t(`nav.roles.${what}`) });
    if (kind !== 'staff_right')
      return t(`people.what.${kind}`, {
        count: (detail['scopes'] as readonly string[] | undefined)?.length ?? 0,
      });
    const { level, subjectId, permissions } = detail as Pick<StaffRight, 'level' | 'subjectId'> & {
      readonly permissions: readonly PermissionName[];
    };
    return t('people.what.right', {
      where: whereOf({ level, subjectId }),
      may: listText(permissions.map((one) => t(`people.permissions.${one}`))),
    });
  };
}

function Items({
  found,
  whatOf,
  isClosed,
  confirm,
  withdraw,
}: {
  readonly found: {
    readonly data: { readonly items: readonly Item[] } | undefined;
    readonly error: Error | null;
    readonly refetch: () => unknown;
  };
  readonly whatOf: (item: Item) => string;
  readonly isClosed: boolean;
  readonly confirm: (item: Item) => void;
  readonly withdraw: (item: Item) => void;
}): ReactNode {
  const { t } = useTranslation();
  const view = useView(reviewView);
  const now = new Date();
  const { state, kind } = view.filters;
  const items = (found.data?.items ?? []).filter(
    (item) =>
      (state === undefined || (item.decision ?? 'open') === state) &&
      (kind === undefined || item.kind === kind),
  );
  const nameOf = (item: Item): string => item.holderName ?? t('people.actors.other');
  return (
    <DataTable
      name="access-review"
      label={t('people.sections.reviews')}
      columns={[
        { id: 'holder', label: t('people.holder'), cell: nameOf },
        { id: 'what', label: t('people.holds'), cell: whatOf },
        { id: 'since', label: t('people.since'), isMinor: true, cell: ({ since }) => dateText(since) },
        {
          id: 'used',
          label: t('people.lastUsed'),
          cell: ({ lastUsedAt }) =>
            lastUsedAt === null ? (
              <span className="soft">{t('people.neverUsed')}</span>
            ) : (
              <span>
                {dateText(lastUsedAt)} <span className="soft">{distanceText(lastUsedAt, now)}</span>
              </span>
            ),
        },
        {
          id: 'decision',
          label: t('people.decision'),
          cell: (item) =>
            item.decision !== null || isClosed ? (
              <State
                tone={item.decision === 'confirmed' ? 'good' : item.decision === null ? 'soft' : 'bad'}
                word={t(`people.decisions.${item.decision ?? 'open'}`)}
              />
            ) : (
              <span className={styles['cell']}>
                <Button
                  variant="default"
                  mih={36}
                  aria-label={t('people.confirmNamed', { name: nameOf(item), what: whatOf(item) })}
                  onClick={() => {
                    confirm(item);
                  }}
                >
                  {t('people.confirm')}
                </Button>
                <Button
                  variant="default"
                  mih={36}
                  aria-label={t('people.withdrawNamed', { name: nameOf(item), what: whatOf(item) })}
                  onClick={() => {
                    withdraw(item);
                  }}
                >
                  {t('people.withdraw')}
                </Button>
              </span>
            ),
        },
      ]}
      rows={wholeRows(found, items)}
      idOf={({ itemId }) => itemId}
      nameOf={(item) => `${nameOf(item)}, ${whatOf(item)}`}
      view={view}
      filters={[
        {
          name: 'state',
          label: t('people.decision'),
          options: (['open', 'confirmed', 'withdrawn'] as const).map((value) => ({
            value,
            label: t(`people.decisions.${value}`),
          })),
        },
        {
          name: 'kind',
          label: t('people.kind'),
          options: kinds.map((value) => ({ value, label: t(`people.kinds.${value}`) })),
        },
      ]}
      empty={<EmptyState text={t('people.nothingHeld')} />}
      noMatch={<EmptyState text={t('people.noMatch')} />}
    />
  );
}
