import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Page } from '../../parts/page.tsx';
import { useOpenItem } from '../../parts/side-panel.tsx';
import { State } from '../../parts/state.tsx';
import { DataTable, useView } from '../../parts/table/index.ts';
import { useOrg, useOrgId } from '../../shell/org.ts';
import { dateText, distanceText } from '../../words/index.ts';
import { useActorName, wholeRows } from '../people/data.ts';
import people from '../people/people.module.css';
import { listPrograms, stateOf, toneOfProgram, type Kind } from './program.ts';
import { ProgramPanel } from './program-panel.tsx';
import { programsView } from './search.ts';

const kinds = ['keys', 'clients'] as const;

/** The API keys of an organisation. */
export function ApiKeys(): ReactNode {
  return <Programs kind="keys" />;
}

/** The OAuth clients of an organisation. */
export function OauthClients(): ReactNode {
  return <Programs kind="clients" />;
}

function Programs({ kind }: { readonly kind: Kind }): ReactNode {
  const { t } = useTranslation();
  const orgId = useOrgId();
  const org = useOrg()?.name ?? '';
  const view = useView(programsView);
  const actorName = useActorName(orgId);
  const { openId, open, close } = useOpenItem();
  const programs = useQuery({
    queryKey: ['programs', orgId, kind],
    queryFn: () => listPrograms(kind, orgId),
  });
  const now = new Date();
  const { state } = view.filters;
  const items = (programs.data ?? []).filter(
    (program) => state === undefined || stateOf(program, now) === state,
  );
  const chosen = programs.data?.find(({ id }) => id === openId);
  const base = `/orgs/${orgId}/programs`;
  const newButton = (
    <Button mih={36} component={Link} to={`${base}${kind === 'keys' ? '' : '/clients'}/new`}>
      {t(`programs.new.${kind}`)}
    </Button>
  );
  return (
    <Page
      kind="desk"
      title={t('programs.title')}
      tab={t(`programs.sections.${kind}`)}
      lead={t(`programs.leads.${kind}`, { org })}
      actions={newButton}
    >
      <nav aria-label={t('programs.title')}>
        <ul className={people['sections']}>
          {kinds.map((one) => (
            <li key={one}>
              <Link
                to={one === 'keys' ? base : `${base}/clients`}
                activeOptions={{ exact: true, includeSearch: false }}
              >
                {t(`programs.sections.${one}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <DataTable
        name={`programs-${kind}`}
        label={t(`programs.sections.${kind}`)}
        columns={[
          { id: 'name', label: t('programs.name'), cell: ({ name }) => name },
          {
            id: 'scopes',
            label: t('programs.scopes'),
            cell: ({ scopes }) => t('programs.scopeCount', { count: scopes.length }),
          },
          {
            id: 'state',
            label: t('programs.state'),
            cell: (program) => {
              const is = stateOf(program, now);
              return <State tone={toneOfProgram[is]} word={t(`programs.states.${is}`)} />;
            },
          },
          {
            id: 'used',
            label: t('programs.lastUsed'),
            cell: ({ lastUsedAt }) =>
              lastUsedAt === undefined ? (
                <span className="soft">{t('programs.never')}</span>
              ) : (
                <span>
                  {dateText(lastUsedAt)} <span className="soft">{distanceText(lastUsedAt, now)}</span>
                </span>
              ),
          },
          {
            id: 'expires',
            label: t('programs.expires'),
            cell: ({ expiresAt }) => (expiresAt === undefined ? t('programs.endless') : dateText(expiresAt)),
          },
          {
            id: 'made',
            label: t('programs.made'),
            isMinor: true,
            cell: ({ madeBy, createdAt }) => `${actorName(madeBy)}, ${dateText(createdAt)}`,
          },
        ]}
        rows={wholeRows(programs, items)}
        idOf={({ id }) => id}
        nameOf={({ name }) => name}
        view={view}
        filters={[
          {
            name: 'state',
            label: t('programs.state'),
            options: (['active', 'expired', 'revoked'] as const).map((value) => ({
              value,
              label: t(`programs.states.${value}`),
            })),
          },
        ]}
        open={({ id }) => {
          open(id);
        }}
        openId={openId}
        empty={<EmptyState text={t(`programs.none.${kind}`)} action={newButton} />}
        noMatch={<EmptyState text={t('people.noMatch')} />}
      />
      {chosen !== undefined && (
        <ProgramPanel key={chosen.id} kind={kind} orgId={orgId} program={chosen} close={close} />
      )}
    </Page>
  );
}
