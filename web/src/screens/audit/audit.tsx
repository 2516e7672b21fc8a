import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { components } from '@rungs/client';
import { api, ask } from '../../api/client.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Page } from '../../parts/page.tsx';
import { SidePanel, useOpenItem } from '../../parts/side-panel.tsx';
import { DataTable, useRows, useView, type FilterSpec, type View } from '../../parts/table/index.ts';
import { useOrg, useOrgId } from '../../shell/org.ts';
import { distanceText, timeText } from '../../words/index.ts';
import { useActorName, useMembers } from '../people/data.ts';
import people from '../people/people.module.css';
import { actionGroups, auditQuery, auditView } from './search.ts';

type Row = components['schemas']['AuditEntry'];

/** Says what was done in words; an action that this page does not know keeps its name. */
function useActionText(): (action: string) => string {
  const { t } = useTranslation();
  return (action) => t(`audit.actions.${action.replace('.', '_')}`, { defaultValue: action });
}

/** Who did what, to what, and when; nobody can change it. */
export function Audit(): ReactNode {
  const { t } = useTranslation();
  const orgId = useOrgId();
  const org = useOrg()?.name ?? '';
  const view = useView(auditView);
  const actorName = useActorName(orgId);
  const actionText = useActionText();
  const { openId, open, close } = useOpenItem();
  const query = auditQuery(view.filters);
  const rows = useRows<Row>({
    key: ['audit', orgId, view.filters],
    page: (after) =>
      ask(
        api.GET('/api/v1/orgs/{orgId}/audit', {
          params: {
            path: { orgId },
            query: { limit: 100, ...query, ...(after === undefined ? {} : { after }) },
          },
        }),
      ),
  });
  const chosen = rows.items.find(({ auditId }) => auditId === openId);
  const file = `/api/v1/orgs/${orgId}/audit.csv?${new URLSearchParams(query).toString()}`;
  return (
    <Page
      kind="desk"
      title={t('audit.title')}
      lead={t('audit.lead', { org })}
      actions={
        <Button mih={36} variant="default" component="a" href={file} download>
          {t('audit.csv')}
        </Button>
      }
    >
      <DataTable
        name="audit"
        label={t('audit.title')}
        columns={[
          { id: 'action', label: t('audit.what'), cell: ({ action }) => actionText(action) },
          { id: 'actor', label: t('audit.who'), cell: ({ actor }) => actorName(actor) },
          {
            id: 'at',
            label: t('audit.when'),
            cell: ({ at }) => (
              <span>
                {timeText(at)} <span className="soft">{distanceText(at, new Date())}</span>
              </span>
            ),
          },
          {
            id: 'subject',
            label: t('audit.subject'),
            isMinor: true,
            cell: ({ subject }) => <code className="small">{subject}</code>,
          },
        ]}
        rows={rows}
        idOf={({ auditId }) => auditId}
        nameOf={({ action, at }) => `${actionText(action)}, ${timeText(at)}`}
        view={view}
        filters={useFilters(orgId)}
        chips={useChips(view, actorName, actionText)}
        open={({ auditId }) => {
          open(auditId);
        }}
        openId={openId}
        empty={<EmptyState text={t('audit.none')} />}
        noMatch={<EmptyState text={t('audit.noMatch')} />}
      />
      {chosen !== undefined && (
        <SidePanel title={actionText(chosen.action)} close={close}>
          <Entry entry={chosen} who={actorName(chosen.actor)} view={view} />
        </SidePanel>
      )}
    </Page>
  );
}

function useFilters(orgId: string): readonly FilterSpec[] {
  const { t } = useTranslation();
  const mayAsk = useOrg()?.rights.includes('org:manage') ?? false;
  const members = useMembers(orgId, mayAsk).data?.items ?? [];
  return [
    {
      name: 'action',
      label: t('audit.what'),
      options: actionGroups.map((value) => ({ value, label: t(`audit.groups.${value}`) })),
    },
    {
      name: 'actor',
      label: t('audit.who'),
      options: members.map(({ userId, name }) => ({ value: userId, label: name })),
    },
    { name: 'from', label: t('audit.from'), isDay: true },
    { name: 'until', label: t('audit.until'), isDay: true },
  ];
}

/** What the chips say where the address holds an id, a day, or one action. */
function useChips(
  { filters }: View,
  actorName: (actor: string) => string,
  actionText: (action: string) => string,
): Readonly<Record<string, { readonly label: string; readonly value: string }>> {
  const { t } = useTranslation();
  const { action = '', actor = '', subject = '' } = filters;
  return {
    actor: { label: t('audit.who'), value: actorName(actor) },
    subject: { label: t('audit.subject'), value: subject },
    ...(action.includes('.') ? { action: { label: t('audit.what'), value: actionText(action) } } : {}),
  };
}

const plain = (value: unknown): string =>
  value === null
    ? '–'
    : typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : JSON.stringify(value);

function Entry({
  entry,
  who,
  view,
}: {
  readonly entry: Row;
  readonly who: string;
  readonly view: View;
}): ReactNode {
  const { t } = useTranslation();
  const narrow = (name: string, value: string) => () => {
    view.restore({ ...view.search, [name]: value });
  };
  return (
    <>
      <dl className={people['facts']}>
        <dt>{t('audit.when')}</dt>
        <dd>
          {timeText(entry.at)} ({distanceText(entry.at, new Date())})
        </dd>
        <dt>{t('audit.who')}</dt>
        <dd>
          {who} <code className="soft small">{entry.actor}</code>
        </dd>
        <dt>{t('audit.action')}</dt>
        <dd>
          <code>{entry.action}</code>
        </dd>
        <dt>{t('audit.subject')}</dt>
        <dd>
          <code>{entry.subject}</code>
        </dd>
        {Object.entries(entry.detail).map(([name, value]) => (
          <Detail key={name} name={name} value={plain(value)} />
        ))}
      </dl>
      <div className={people['actions']}>
        <Button mih={44} variant="default" onClick={narrow('subject', entry.subject)}>
          {t('audit.sameSubject')}
        </Button>
        <Button mih={44} variant="default" onClick={narrow('actor', entry.actor)}>
          {t('audit.sameActor')}
        </Button>
      </div>
    </>
  );
}

/** A detail as it was written down: names and ids of the server, in no language. */
function Detail({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <>
      <dt data-untranslated="">{name}</dt>
      <dd>
        <code>{value}</code>
      </dd>
    </>
  );
}
