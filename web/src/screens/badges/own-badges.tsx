import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Page } from '../../parts/page.tsx';
import { State } from '../../parts/state.tsx';
import { DataTable, useRows, useView, type Column } from '../../parts/table/index.ts';
import { useOrg, useOrgId } from '../../shell/org.ts';
import { dateText } from '../../words/index.ts';
import type { Badge } from './draft-model.ts';
import { ownBadgesView } from './search.ts';
import { statusTones } from './status.ts';

interface Row {
  readonly badgeId: string;
  readonly current: Badge | null;
  readonly draft: Badge | null;
}

/** The badges of an organisation with their drafts. */
export function OwnBadges(): ReactNode {
  const { t } = useTranslation();
  const orgId = useOrgId();
  const org = useOrg();
  const view = useView(ownBadgesView);
  const navigate = useNavigate();
  const words = view.filters['words'];
  const mayWrite = org?.rights.includes('badges:write') ?? false;
  const rows = useRows<Row>({
    key: ['badges', orgId, 'own', words],
    page: (after) =>
      ask(
        api.GET('/api/v1/orgs/{orgId}/badges', {
          params: {
            path: { orgId },
            query: {
              limit: 100,
              ...(words === undefined ? {} : { words }),
              ...(after === undefined ? {} : { after }),
            },
          },
        }),
      ),
  });
  const add = mayWrite && (
    <Button mih={36} component={Link} to={`/orgs/${orgId}/badges/new`}>
      {t('ownbadges.add')}
    </Button>
  );
  return (
    <Page
      kind="desk"
      title={t('ownbadges.title')}
      lead={t('ownbadges.lead', { org: org?.name ?? '' })}
      actions={add}
    >
      <DataTable
        name="own-badges"
        label={t('ownbadges.title')}
        columns={useColumns()}
        rows={rows}
        idOf={({ badgeId }) => badgeId}
        nameOf={nameOf}
        view={view}
        filters={[{ name: 'words', label: t('ownbadges.search') }]}
        open={({ badgeId }) => {
          void navigate({ to: `/orgs/${orgId}/badges/${badgeId}` });
        }}
        empty={<EmptyState text={t('ownbadges.none')} action={add} />}
        noMatch={<EmptyState text={t('ownbadges.noMatch')} />}
      />
    </Page>
  );
}

const nameOf = ({ current, draft }: Row): string => (current ?? draft)?.name ?? '';

function useColumns(): readonly [Column<Row>, ...Column<Row>[]] {
  const { t } = useTranslation();
  return [
    { id: 'name', label: t('ownbadges.badge'), cell: nameOf },
    {
      id: 'state',
      label: t('ownbadges.state'),
      cell: ({ current }) =>
        current === null ? (
          <State tone="soft" word={t('ownbadges.never')} />
        ) : (
          <State
            tone={statusTones[current.status]}
            word={t('ownbadges.versionIs', {
              version: current.version,
              status: t(`ownbadges.statuses.${current.status}`),
            })}
          />
        ),
    },
    {
      id: 'since',
      label: t('ownbadges.published'),
      cell: ({ current }) => (current?.publishedAt === undefined ? '–' : dateText(current.publishedAt)),
    },
    {
      id: 'draft',
      label: t('ownbadges.draft'),
      cell: ({ draft }) => (draft === null ? '–' : t('ownbadges.draftOf', { version: draft.version })),
    },
    {
      id: 'skills',
      label: t('ownbadges.skills'),
      isNumber: true,
      isMinor: true,
      cell: ({ current, draft }) => (current ?? draft)?.alignments.length ?? 0,
    },
  ];
}
