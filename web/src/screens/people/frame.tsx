import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../parts/page.tsx';
import { useOrg, useOrgId } from '../../shell/org.ts';
import styles from './people.module.css';

const sections = ['members', 'invitations', 'departments', 'rights', 'reviews'] as const;

/** One of the lists that belong to the people of an organisation. */
export type Section = (typeof sections)[number];

/** The frame of these lists: one title, the way between them, and what the one at hand is for. */
export function PeopleFrame({
  section,
  actions,
  children,
}: {
  readonly section: Section;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const orgId = useOrgId();
  const org = useOrg()?.name ?? '';
  return (
    <Page
      kind="desk"
      title={t('people.title')}
      tab={t(`people.sections.${section}`)}
      lead={t(`people.leads.${section}`, { org })}
      {...(actions === undefined ? {} : { actions })}
    >
      <nav aria-label={t('people.title')}>
        <ul className={styles['sections']}>
          {sections.map((name) => (
            <li key={name}>
              <Link
                to={`/orgs/${orgId}/people${name === 'members' ? '' : `/${name}`}`}
                activeOptions={{ exact: true, includeSearch: false }}
              >
                {t(`people.sections.${name}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </Page>
  );
}
