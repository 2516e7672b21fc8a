import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Page } from '../../parts/page.tsx';
import { problemText } from '../../parts/problem.tsx';
import { State } from '../../parts/state.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { useOrgId } from '../../shell/org.ts';
import { listText, timeText } from '../../words/index.ts';
import { Completeness } from './changes.tsx';
import { Clash } from './clash.tsx';
import type { Badge, Field } from './draft-model.ts';
import { Groups } from './editor-fields.tsx';
import { useCompleteness, useVersions } from './use-versions.ts';
import { useDraft, type DraftState } from './use-draft.ts';
import styles from './editor.module.css';

/** The editor of a draft: it saves by itself, and publishing is a step of its own. */
export function Editor(): ReactNode {
  const { t } = useTranslation();
  const orgId = useOrgId();
  const { badgeId = '' }: { badgeId?: string } = useParams({ strict: false });
  const versions = useVersions(orgId, badgeId);
  const place = `/orgs/${orgId}/badges/${badgeId}`;
  const draft = versions.data?.find(({ status }) => status === 'draft');
  if (versions.data !== undefined && draft !== undefined && !versions.isFetching)
    return <Desk key={`${badgeId} ${String(draft.version)}`} first={draft} place={place} />;
  return (
    <Page kind="desk" title={t('editor.title')} back={<Link to={place}>{t('editor.back')}</Link>}>
      {versions.data === undefined || versions.isFetching ? (
        <Waiting error={versions.error} retry={() => void versions.refetch()} lines={8} />
      ) : (
        <EmptyState text={t('editor.noDraft')} action={<Link to={place}>{t('editor.back')}</Link>} />
      )}
    </Page>
  );
}

/** Where an element of the European standard is written down. */
const fieldOf: Readonly<Record<string, Field>> = {
  title: 'name',
  country: 'country',
  learningOutcomes: 'objective',
  workload: 'workloadHours',
  level: 'eqfLevel',
  assessmentType: 'assessmentType',
  participation: 'participation',
  qualityAssurance: 'qualityName',
  prerequisites: 'prerequisites',
  supervision: 'supervision',
  grade: 'isGraded',
  integration: 'integration',
  furtherInformation: 'description',
};

function Desk({ first, place }: { readonly first: Badge; readonly place: string }): ReactNode {
  const { t } = useTranslation();
  // The draft that was fetched first is where editing begins; what is fetched later meets it when it is saved.
  const [start] = useState(first);
  const draft = useDraft(start);
  const { badge, form, values } = draft;
  const elements = useCompleteness(badge, badge.revision);
  const goTo = (element: string): void => {
    const field = document.getElementById(`${form.id}-${fieldOf[element] ?? 'name'}`);
    field?.scrollIntoView({ block: 'center' });
    field?.focus();
  };
  return (
    <Page
      kind="desk"
      title={values.name.trim() === '' ? t('editor.title') : values.name}
      lead={t('editor.lead', { version: badge.version })}
      back={<Link to={place}>{t('editor.back')}</Link>}
    >
      {draft.save.kind === 'clash' && <Clash draft={draft} />}
      {draft.taken.length > 0 && draft.save.kind !== 'clash' && (
        <p className={styles['taken']} role="status">
          {t('editor.taken', { fields: listText(draft.taken.map((field) => t(`editor.fields.${field}`))) })}
        </p>
      )}
      <div className={styles['columns']}>
        <div className={styles['fields']}>
          <Groups draft={draft} />
        </div>
        <aside className={styles['aside']} aria-label={t('editor.completeness')}>
          <h2>{t('editor.completeness')}</h2>
          {elements.data !== undefined && <Completeness elements={elements.data} goTo={goTo} />}
        </aside>
      </div>
      <SaveBar draft={draft} place={place} />
    </Page>
  );
}

function SaveBar({ draft, place }: { readonly draft: DraftState; readonly place: string }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [isHeld, setHeld] = useState(false);
  const review = async (): Promise<void> => {
    setBusy(true);
    const isDone = await draft.flush();
    setBusy(false);
    setHeld(!isDone);
    if (!isDone) return;
    await queries.invalidateQueries({ queryKey: ['badges', draft.badge.orgId] });
    await navigate({ to: `${place}/publish` });
  };
  return (
    <section className={styles['bar']} aria-label={t('editor.saving')}>
      <span role="status" className={styles['save']}>
        <SaveText draft={draft} />
        {isHeld && !draft.isSaved && <span className={styles['held']}>{t('editor.held')}</span>}
      </span>
      <Button mih={44} loading={isBusy} onClick={() => void review()}>
        {t('editor.review', { version: draft.badge.version })}
      </Button>
    </section>
  );
}

function SaveText({ draft }: { readonly draft: DraftState }): ReactNode {
  const { t } = useTranslation();
  const { save, isSaved, form } = draft;
  if (save.kind === 'clash') return <State tone="warn" word={t('editor.clashed')} />;
  if (save.kind === 'failed')
    return (
      <State
        tone="bad"
        word={t(save.isLost ? 'editor.lost' : 'editor.failed', { detail: problemText(t, save.error) })}
      />
    );
  if (save.kind === 'saving') return t('editor.isSaving');
  if (!isSaved && form.errors.length > 0)
    return <State tone="warn" word={t('editor.waits', { count: form.errors.length })} />;
  if (!isSaved) return t('editor.typing');
  return save.at === null ? (
    t('editor.savesItself')
  ) : (
    <State tone="good" word={t('editor.saved', { time: timeText(save.at.toISOString()) })} />
  );
}
