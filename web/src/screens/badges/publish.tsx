import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { withSession } from '../../api/again.ts';
import { api, ask, Refused } from '../../api/client.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Page } from '../../parts/page.tsx';
import { Problem } from '../../parts/problem.tsx';
import { say } from '../../parts/toast.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { useOrg, useOrgId } from '../../shell/org.ts';
import { useWayOn } from '../begin/first-steps.ts';
import { ChangeList, Completeness, type Change } from './changes.tsx';
import type { Badge } from './draft-model.ts';
import { Picture } from './picture.tsx';
import { useCompleteness, useDiff, useVersions } from './use-versions.ts';
import styles from './editor.module.css';

/** Shows what a draft changes and what it still lacks, and publishes it: exactly what was looked at. */
export function Publish(): ReactNode {
  const { t } = useTranslation();
  const orgId = useOrgId();
  const { badgeId = '' }: { badgeId?: string } = useParams({ strict: false });
  const versions = useVersions(orgId, badgeId);
  const place = `/orgs/${orgId}/badges/${badgeId}`;
  const draft = versions.data?.find(({ status }) => status === 'draft');
  const before = versions.data?.find(({ status }) => status !== 'draft');
  return (
    <Page
      kind="document"
      title={
        draft === undefined
          ? t('editor.publishTitle')
          : t('editor.publishNamed', { badge: draft.name, version: draft.version })
      }
      back={<Link to={`${place}/edit`}>{t('editor.backToEditor')}</Link>}
    >
      {versions.data === undefined ? (
        <Waiting error={versions.error} retry={() => void versions.refetch()} lines={6} />
      ) : draft === undefined ? (
        <EmptyState text={t('editor.noDraft')} action={<Link to={place}>{t('ownbadges.versions')}</Link>} />
      ) : (
        <Review draft={draft} before={before} place={place} again={() => void versions.refetch()} />
      )}
    </Page>
  );
}

function Review({
  draft,
  before,
  place,
  again,
}: {
  readonly draft: Badge;
  readonly before: Badge | undefined;
  readonly place: string;
  readonly again: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const diff = useDiff(draft, before?.version, draft.revision);
  const elements = useCompleteness(draft, draft.revision);
  const changes = before === undefined ? firstChanges(draft) : diff.data;
  return (
    <>
      <div className={styles['head']}>
        <Picture badge={draft} size={96} />
        <p>
          {before === undefined
            ? t('editor.consequenceFirst')
            : before.status === 'published'
              ? t('editor.consequence', { version: before.version })
              : t('editor.consequenceClosed', { version: before.version })}
        </p>
      </div>
      <h2>
        {before === undefined ? t('editor.allNew') : t('editor.changedSince', { version: before.version })}
      </h2>
      {changes === undefined ? (
        <Waiting error={diff.error} retry={() => void diff.refetch()} lines={4} />
      ) : (
        <ChangeList changes={changes} isFirst={before === undefined} />
      )}
      <h2>{t('editor.completeness')}</h2>
      {elements.data !== undefined && <Completeness elements={elements.data} />}
      <PublishButton draft={draft} place={place} again={again} isReady={changes !== undefined} />
    </>
  );
}

/** What a first version says, as changes since nothing. */
function firstChanges(draft: Badge): Change[] {
  const { name, objective, description, criteria, language, tags, image, alignments, quality } = draft;
  const { humanCode, fieldOfStudy, specialization, creditsAvailable, expiresAfterDays } = draft;
  const all = {
    ...{ name, objective, description, criteria, language, tags, image, alignments },
    ...{ creditsAvailable, humanCode, fieldOfStudy, specialization, quality, expiresAfterDays },
  };
  const isSaid = (value: unknown): boolean =>
    value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
  return Object.entries(all).flatMap(([field, after]) => (isSaid(after) ? [{ field, after }] : []));
}

function PublishButton({
  draft,
  place,
  again,
  isReady,
}: {
  readonly draft: Badge;
  readonly place: string;
  readonly again: () => void;
  readonly isReady: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const goOn = useWayOn(useOrg());
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const { orgId, badgeId, version, revision } = draft;
  const publish = async (): Promise<void> => {
    setBusy(true);
    try {
      await withSession(() =>
        ask(
          api.POST('/api/v1/orgs/{orgId}/badges/{badgeId}/publish', {
            params: { path: { orgId, badgeId } },
            body: revision === undefined ? {} : { expectedRevision: revision },
          }),
        ),
      );
      await queries.invalidateQueries({ queryKey: ['badges', orgId] });
      say(t('editor.published', { version }));
      await goOn(() => navigate({ to: place }));
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };
  const isOther = error instanceof Refused && error.code === 'badge_draft_conflict';
  return (
    <div className={styles['publish']}>
      {error !== undefined && (
        <Problem error={error}>
          {isOther && (
            <Button
              variant="default"
              onClick={() => {
                setError(undefined);
                again();
              }}
            >
              {t('editor.lookAgain')}
            </Button>
          )}
        </Problem>
      )}
      <Button h={44} size="md" loading={isBusy} disabled={!isReady} onClick={() => void publish()}>
        {t('editor.publish', { version })}
      </Button>
      <Button h={44} size="md" variant="default" component={Link} to={`${place}/edit`}>
        {t('editor.goOn')}
      </Button>
    </div>
  );
}
