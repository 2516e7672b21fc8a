import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { meQuery, orgNamesQuery } from '../../api/session.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Page } from '../../parts/page.tsx';
import { State } from '../../parts/state.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { whenText } from '../../words/index.ts';
import styles from './learn.module.css';
import { StackProgress, usePublishedNames, useStacks } from './progress.tsx';

/** What was handed in and how it stands, and what is missing for the next credential. */
export function Next(): ReactNode {
  const { t } = useTranslation();
  const me = useQuery(meQuery);
  const record = useQuery({
    queryKey: ['record'],
    queryFn: () => ask(api.GET('/api/v1/me/credentials', { params: { query: { limit: 200 } } })),
  });
  const issuers = [
    ...new Set([
      ...(record.data?.items.map(({ issuerId }) => issuerId) ?? []),
      ...(me.data?.memberships.map(({ orgId }) => orgId) ?? []),
    ]),
  ];
  return (
    <Page kind="document" title={t('learn.next.title')} lead={t('learn.next.lead')}>
      {record.data === undefined ? (
        <Waiting error={record.error} lines={6} retry={() => void record.refetch()} />
      ) : (
        <>
          <HandedIn issuers={issuers} />
          <section aria-labelledby="stacks">
            <h2 id="stacks">{t('learn.next.stacks')}</h2>
            {issuers.length === 0 ? (
              <EmptyState
                text={t('learn.next.none')}
                action={<Link to="/badges">{t('learn.next.browse')}</Link>}
              />
            ) : (
              issuers.map((issuerId) => <Issuer key={issuerId} issuerId={issuerId} />)
            )}
          </section>
        </>
      )}
    </Page>
  );
}

function Issuer({ issuerId }: { readonly issuerId: string }): ReactNode {
  const { t } = useTranslation();
  const names = useQuery(orgNamesQuery);
  const stacks = useStacks(issuerId);
  const items = stacks.data?.items ?? [];
  if (stacks.data === undefined)
    return <Waiting error={stacks.error} lines={3} retry={() => void stacks.refetch()} />;
  if (items.length === 0) return null;
  return (
    <div className={styles['issuer']}>
      <p className="soft">{t('learn.from', { issuer: names.data?.get(issuerId) ?? '' })}</p>
      {items.map((stack) => (
        <StackProgress key={stack.stackId} stack={stack} />
      ))}
    </div>
  );
}

const tones = { submitted: 'soft', returned: 'warn', decided: 'soft' } as const;

function HandedIn({ issuers }: { readonly issuers: readonly string[] }): ReactNode {
  const { t } = useTranslation();
  const lists = useQueries({
    queries: issuers.map((issuerId) => ({
      queryKey: ['my-submissions', issuerId],
      queryFn: () =>
        ask(
          api.GET('/api/v1/me/submissions/{issuerId}', {
            params: { path: { issuerId }, query: { limit: 50 } },
          }),
        ),
    })),
  });
  const items = lists.flatMap(({ data }) => data?.items ?? []).filter(({ state }) => state !== 'decided');
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="handed-in">
      <h2 id="handed-in">{t('learn.next.handedIn')}</h2>
      <ul className={styles['plain']}>
        {items.map(({ submissionId, orgId, badgeId, state, submittedAt }) => (
          <li key={submissionId}>
            <BadgeLink issuerId={orgId} badgeId={badgeId} />
            <State tone={tones[state]} word={t(`learn.states.${state}`)} />
            <span className="soft">{whenText(submittedAt, new Date())}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function BadgeLink({
  issuerId,
  badgeId,
}: {
  readonly issuerId: string;
  readonly badgeId: string;
}): ReactNode {
  const { t } = useTranslation();
  const names = usePublishedNames(issuerId);
  return (
    <Link to="/hand-in/$issuerId/$badgeId" params={{ issuerId, badgeId }}>
      {names.get(badgeId) ?? t('learn.unknownBadge')}
    </Link>
  );
}
