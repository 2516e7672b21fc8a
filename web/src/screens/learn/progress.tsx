import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { State } from '../../parts/state.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { stacksNaming, type PublishedStack } from './stacks.ts';
import styles from './learn.module.css';

/** What of an issuer's stacks a badge counts for, and how far one is on each. */
export function CountsFor({
  issuerId,
  badgeId,
}: {
  readonly issuerId: string;
  readonly badgeId: string;
}): ReactNode {
  const { t } = useTranslation();
  const stacks = useStacks(issuerId);
  const found = stacksNaming(stacks.data?.items ?? [], badgeId);
  if (found.length === 0) return null;
  return (
    <section aria-labelledby="counts">
      <h2 id="counts">{t('learn.countsFor')}</h2>
      {found.map((stack) => (
        <StackProgress key={stack.stackId} stack={stack} />
      ))}
    </section>
  );
}

/** The published stacks of an issuer. */
export function useStacks(orgId: string) {
  return useQuery({
    queryKey: ['stacks', orgId],
    queryFn: () => ask(api.GET('/api/v1/stacks', { params: { query: { orgId, limit: 200 } } })),
    staleTime: 60_000,
  });
}

/** The names of an issuer's published badges by their ids. */
export function usePublishedNames(orgId: string): ReadonlyMap<string, string> {
  const badges = useQuery({
    queryKey: ['catalogue-names', orgId],
    queryFn: async () => {
      const { items } = await ask(api.GET('/api/v1/badges', { params: { query: { orgId, limit: 200 } } }));
      return new Map(items.map(({ badgeId, name }) => [badgeId, name]));
    },
    staleTime: 60_000,
  });
  return badges.data ?? new Map<string, string>();
}

/** How far one is on a stack: what counts already, what is missing, and the way to each missing part. */
export function StackProgress({ stack }: { readonly stack: PublishedStack }): ReactNode {
  const { t } = useTranslation();
  const { orgId: issuerId, stackId, name } = stack;
  const names = usePublishedNames(issuerId);
  const progress = useQuery({
    queryKey: ['progress', stackId],
    queryFn: () =>
      ask(
        api.GET('/api/v1/me/stacks/{issuerId}/{stackId}/progress', {
          params: { path: { issuerId, stackId } },
        }),
      ),
  });
  const { data } = progress;
  if (data === undefined)
    return <Waiting error={progress.error} lines={2} retry={() => void progress.refetch()} />;
  const nameOf = (badgeId: string): string => names.get(badgeId) ?? t('learn.unknownBadge');
  const count = data.missing.length;
  return (
    <div className={styles['stack']}>
      <h3>
        <a href={`/b/${stack.badgeId}`}>{name}</a>
      </h3>
      <p>
        {data.isMet
          ? t(data.awardId === null ? 'learn.stack.metSoon' : 'learn.stack.met')
          : t('learn.stack.missing', { count })}
      </p>
      <ul className={styles['plain']}>
        {data.used.map(({ leaf, badgeId }) => (
          <li key={leaf}>
            <State tone="good" word={<span className="visually-hidden">{t('learn.stack.held')}: </span>} />
            <a href={`/b/${badgeId}`}>{nameOf(badgeId)}</a>
          </li>
        ))}
        {data.missing.map(({ leaf, badgeId }) => (
          <li key={leaf}>
            <State tone="soft" word={<span className="visually-hidden">{t('learn.stack.lacks')}: </span>} />
            <a href={`/b/${badgeId}`}>{nameOf(badgeId)}</a>
            <Link
              to="/hand-in/$issuerId/$badgeId"
              params={{ issuerId, badgeId }}
              aria-label={t('learn.handInFor', { badge: nameOf(badgeId) })}
            >
              {t('learn.handIn.short')}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
