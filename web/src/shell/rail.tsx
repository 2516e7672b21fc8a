import { NativeSelect } from '@mantine/core';
import { Link, useNavigate, useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { keepOrg, useOrg } from './org.ts';
import { placesOf, type Me, type Place } from './places.ts';
import styles from './shell.module.css';

/** The places of a person: their own, and those that their roles in the organisation at hand are for. */
export function Rail({ me }: { readonly me: Me }): ReactNode {
  const { t } = useTranslation();
  const org = useOrg();
  const places = placesOf(me, org).filter(({ group }) => group !== 'account');
  const groups = [...new Set(places.map(({ group }) => group))];
  return (
    <nav aria-label={t('nav.label')} className={styles['nav']}>
      <PlaceLink to="/" label={t('nav.home')} isExact />
      {me.memberships.length > 1 && <Switcher me={me} />}
      {groups.map((group) => (
        <section key={group} aria-label={t(`nav.groups.${group}`)}>
          <h2 className={styles['group']}>{t(`nav.groups.${group}`)}</h2>
          {places
            .filter((place) => place.group === group)
            .map((place) => (
              <PlaceLink key={place.to} to={place.to} label={t(`nav.${place.label}`)} />
            ))}
        </section>
      ))}
    </nav>
  );
}

function PlaceLink({
  to,
  label,
  isExact = false,
}: {
  readonly to: Place['to'];
  readonly label: string;
  readonly isExact?: boolean;
}): ReactNode {
  return (
    <Link
      to={to}
      className={styles['place'] ?? ''}
      activeOptions={{ exact: isExact, includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
    >
      {label}
    </Link>
  );
}

/** Goes to the same place in another organisation, where it has one. */
function Switcher({ me }: { readonly me: Me }): ReactNode {
  const { t } = useTranslation();
  const org = useOrg();
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const change = (orgId: string): void => {
    keepOrg(orgId);
    const next = me.memberships.find((membership) => membership.orgId === orgId) ?? null;
    const same = path.replace(/^\/orgs\/[^/]+/, `/orgs/${orgId}`);
    const isThere = placesOf(me, next).some(({ to }) => to === same);
    void navigate({ to: isThere ? same : '/' });
  };
  return (
    <NativeSelect
      className={styles['switcher'] ?? ''}
      label={t('shell.organisation')}
      data={me.memberships.map(({ orgId, name }) => ({ value: orgId, label: name }))}
      value={org?.orgId ?? ''}
      onChange={(event) => {
        change(event.currentTarget.value);
      }}
    />
  );
}
