import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Page } from '../../parts/page.tsx';
import { State, type Tone } from '../../parts/state.tsx';
import { DataTable, useRows, useView, type RowPage } from '../../parts/table/index.ts';
import { useOrg, useOrgId } from '../../shell/org.ts';
import { distanceText, timeText } from '../../words/index.ts';
import { historyView } from './search.ts';

const words = ['valid', 'inconclusive', 'not_valid'] as const;
const tones: Readonly<Record<(typeof words)[number], Tone>> = {
  valid: 'good',
  inconclusive: 'warn',
  not_valid: 'bad',
};

async function historyPage(orgId: string, word: string | undefined, after: string | undefined) {
  const wanted = words.find((one) => one === word);
  const query = {
    limit: 100,
    ...(wanted === undefined ? {} : { word: wanted }),
    ...(after === undefined ? {} : { after }),
  };
  return await ask(api.GET('/api/v1/orgs/{orgId}/verifications', { params: { path: { orgId }, query } }));
}

type Row = Awaited<ReturnType<typeof historyPage>> extends RowPage<infer R> ? R : never;

/** What the organisation verified, and what came out. */
export function History(): ReactNode {
  const { t } = useTranslation();
  const orgId = useOrgId();
  const org = useOrg()?.name ?? '';
  const view = useView(historyView);
  const rows = useRows<Row>({
    key: ['verifications', orgId, view.filters],
    page: (after) => historyPage(orgId, view.filters['word'], after),
  });
  const now = new Date();
  const checkButton = (
    <Button mih={36} component={Link} to={`/orgs/${orgId}/verifications/new`}>
      {t('employ.check')}
    </Button>
  );
  return (
    <Page
      kind="desk"
      title={t('employ.history')}
      lead={t('employ.historyLead', { org })}
      actions={checkButton}
    >
      <DataTable
        name="verifications"
        label={t('employ.history')}
        columns={[
          {
            id: 'at',
            label: t('employ.at'),
            cell: ({ at }) => (
              <span>
                {timeText(at)} <span className="soft">{distanceText(at, now)}</span>
              </span>
            ),
          },
          {
            id: 'word',
            label: t('employ.word'),
            cell: ({ word }) => <State tone={tones[word]} word={t(`verify.words.${word}`)} />,
          },
          {
            id: 'issuer',
            label: t('verify.issuer'),
            cell: ({ issuerName, issuerId }) =>
              issuerName ?? issuerId ?? <span className="soft">{t('employ.unknown')}</span>,
          },
          { id: 'by', label: t('employ.by'), cell: ({ by }) => by ?? t('employ.program') },
          {
            id: 'credential',
            label: t('employ.credential'),
            isMinor: true,
            isExtra: true,
            cell: ({ credentialId }) =>
              credentialId === null ? (
                <span className="soft">{t('employ.unknown')}</span>
              ) : (
                <code className="small">{credentialId}</code>
              ),
          },
        ]}
        rows={rows}
        idOf={({ verificationId }) => verificationId}
        nameOf={({ at, word }) => `${timeText(at)}, ${t(`verify.words.${word}`)}`}
        view={view}
        filters={[
          {
            name: 'word',
            label: t('employ.word'),
            options: words.map((value) => ({ value, label: t(`verify.words.${value}`) })),
          },
        ]}
        empty={<EmptyState text={t('employ.none')} action={checkButton} />}
        noMatch={<EmptyState text={t('employ.noMatch')} />}
      />
      <p className="soft">{t('employ.historyNote')}</p>
    </Page>
  );
}
