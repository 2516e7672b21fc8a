import { Link, useSearch } from '@tanstack/react-router';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Page } from '../../parts/page.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { useOrgId } from '../../shell/org.ts';
import { useOpenBadges, type OpenBadge } from './badge-choice.ts';
import { awardSearch } from './search.ts';
import styles from './awards.module.css';

/** The two ways to award a badge, and what stands here while there is none to award. */
export function AwardFrame({
  children,
}: {
  readonly children: (badges: readonly OpenBadge[], chosen: string) => ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const orgId = useOrgId();
  const search = awardSearch(useSearch({ strict: false }));
  const { badges, error, again } = useOpenBadges(orgId);
  const asked = badges?.find(({ badgeId }) => badgeId === search.badgeId)?.badgeId;
  const chosen = asked ?? (badges?.length === 1 ? badges[0]?.badgeId : undefined) ?? '';
  return (
    <Page
      kind="document"
      title={t('awarding.title')}
      lead={t('awarding.lead')}
      back={<Link to={`/orgs/${orgId}/awards`}>{t('awarding.back')}</Link>}
    >
      <nav aria-label={t('awarding.ways')}>
        <ul className={styles['modes']}>
          {(['new', 'many'] as const).map((way) => (
            <li key={way}>
              <Link to={`/orgs/${orgId}/awards/${way}`} search={search}>
                {t(`awarding.way.${way}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {badges === undefined ? (
        <Waiting error={error} retry={again} />
      ) : badges.length === 0 ? (
        <EmptyState
          text={t('awarding.noBadge')}
          action={
            <Button h={44} component={Link} to={`/orgs/${orgId}/badges`}>
              {t('awarding.toBadges')}
            </Button>
          }
        />
      ) : (
        children(badges, chosen)
      )}
    </Page>
  );
}

/** The choice of the badge, as options of a field. */
export function badgeOptions(badges: readonly OpenBadge[]): { value: string; label: string }[] {
  return badges.map(({ badgeId, name }) => ({ value: badgeId, label: name }));
}

/** The end of a day as the server wants it: the moment before the next one begins, UTC. */
export function endOfDay(day: string): string {
  return `${day}T23:59:59Z`;
}
