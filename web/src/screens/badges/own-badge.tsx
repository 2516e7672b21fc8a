import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { withSession } from '../../api/again.ts';
import { api, ask, Refused } from '../../api/client.ts';
import { ConfirmDialog } from '../../parts/dialog.tsx';
import { Page } from '../../parts/page.tsx';
import { problemText } from '../../parts/problem.tsx';
import { SidePanel, useOpenItem } from '../../parts/side-panel.tsx';
import { State } from '../../parts/state.tsx';
import table from '../../parts/table.module.css';
import { say } from '../../parts/toast.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { useOrg, useOrgId } from '../../shell/org.ts';
import { whenText } from '../../words/index.ts';
import { ChangeList } from './changes.tsx';
import type { Badge } from './draft-model.ts';
import { Picture } from './picture.tsx';
import { statusTones } from './status.ts';
import { useDiff, useVersions } from './use-versions.ts';
import styles from './editor.module.css';

/** One badge of an organisation: its versions, its draft, and what can be done with it. */
export function OwnBadge(): ReactNode {
  const { t } = useTranslation();
  const orgId = useOrgId();
  const { badgeId = '' }: { badgeId?: string } = useParams({ strict: false });
  const versions = useVersions(orgId, badgeId);
  const { openId, open, close } = useOpenItem();
  const items = versions.data ?? [];
  const [newest] = items;
  const shown = items.find(({ status }) => status === 'published') ?? newest;
  const opened = items.find(({ version }) => String(version) === openId);
  const before = opened === undefined ? undefined : items.find(({ version }) => version < opened.version);
  return (
    <Page
      kind="desk"
      title={shown?.name ?? t('ownbadges.badge')}
      back={<Link to={`/orgs/${orgId}/badges`}>{t('ownbadges.back')}</Link>}
      actions={shown !== undefined && <Deeds badge={shown} versions={items} />}
    >
      {shown === undefined ? (
        <Waiting error={versions.error} retry={() => void versions.refetch()} />
      ) : (
        <>
          <div className={styles['head']}>
            <Picture badge={shown} size={96} />
            <div>
              <p>{shown.objective}</p>
              <Places badge={shown} />
            </div>
          </div>
          <h2>{t('ownbadges.versions')}</h2>
          <Versions items={items} open={open} />
        </>
      )}
      {opened !== undefined && before !== undefined && (
        <SidePanel
          title={t('ownbadges.since', { version: opened.version, before: before.version })}
          close={close}
        >
          <Diff badge={opened} since={before.version} />
        </SidePanel>
      )}
    </Page>
  );
}

function Places({ badge }: { readonly badge: Badge }): ReactNode {
  const { t } = useTranslation();
  const { orgId, badgeId, status } = badge;
  if (status === 'draft') return <p className="soft">{t('ownbadges.notYet')}</p>;
  return (
    <p className={styles['places']}>
      <a href={`/b/${badgeId}`}>{t('ownbadges.page')}</a>
      <Link to={`/orgs/${orgId}/awards`} search={{ badgeId }}>
        {t('ownbadges.awards')}
      </Link>
      <Link to={`/orgs/${orgId}/statistics`} search={{ badgeId }}>
        {t('ownbadges.statistics')}
      </Link>
    </p>
  );
}

function Deeds({
  badge,
  versions,
}: {
  readonly badge: Badge;
  readonly versions: readonly Badge[];
}): ReactNode {
  const { t } = useTranslation();
  const { orgId, badgeId } = badge;
  const rights = useOrg()?.rights ?? [];
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const draft = versions.find(({ status }) => status === 'draft');
  const edit = `/orgs/${orgId}/badges/${badgeId}/edit`;
  const revise = async (): Promise<void> => {
    setBusy(true);
    try {
      await withSession(() =>
        ask(
          api.POST('/api/v1/orgs/{orgId}/badges/{badgeId}/revise', { params: { path: { orgId, badgeId } } }),
        ),
      );
    } catch (error) {
      // A colleague began it a moment ago: that draft is the one to go to.
      if (!(error instanceof Refused && error.code === 'badge_draft_exists')) {
        say(problemText(t, error));
        setBusy(false);
        return;
      }
    }
    await queries.invalidateQueries({ queryKey: ['badges', orgId] });
    await navigate({ to: edit });
  };
  return (
    <>
      {rights.includes('badges:write') &&
        (draft === undefined ? (
          <Button mih={36} variant="default" loading={isBusy} onClick={() => void revise()}>
            {t('ownbadges.revise')}
          </Button>
        ) : (
          <Button mih={36} variant="default" component={Link} to={edit}>
            {t('ownbadges.edit')}
          </Button>
        ))}
      {rights.includes('awards:issue') && badge.status === 'published' && (
        <Button
          mih={36}
          component={Link}
          to={`/orgs/${orgId}/awards/new`}
          // The button does not know which search the place takes.
          search={{ badgeId } as never}
        >
          {t('ownbadges.award')}
        </Button>
      )}
    </>
  );
}

function Versions({
  items,
  open,
}: {
  readonly items: readonly Badge[];
  readonly open: (id: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const [retiring, setRetiring] = useState<Badge | null>(null);
  const mayWrite = useOrg()?.rights.includes('badges:write') ?? false;
  const now = new Date();
  const at = (badge: Badge): string => {
    const moment = badge.retiredAt ?? badge.supersededAt ?? badge.publishedAt;
    return moment === undefined ? '–' : whenText(moment, now);
  };
  return (
    <>
      <div className={table['wrap']} role="region" aria-label={t('ownbadges.versions')} tabIndex={0}>
        <table className={`${table['table'] ?? ''} ${table['stacks'] ?? ''}`}>
          <thead>
            <tr>
              <th scope="col">{t('ownbadges.version')}</th>
              <th scope="col">{t('ownbadges.state')}</th>
              <th scope="col">{t('ownbadges.at')}</th>
              <th scope="col">{t('ownbadges.deeds')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((badge) => (
              <tr key={badge.version}>
                <th scope="row">{t('ownbadges.versionNo', { version: badge.version })}</th>
                <td data-label={t('ownbadges.state')}>
                  <State tone={statusTones[badge.status]} word={t(`ownbadges.statuses.${badge.status}`)} />
                </td>
                <td data-label={t('ownbadges.at')}>{at(badge)}</td>
                <td data-label={t('ownbadges.deeds')}>
                  <span className={styles['deeds']}>
                    {items.some(({ version }) => version < badge.version) && (
                      <button
                        type="button"
                        className="as-link"
                        aria-label={t('ownbadges.compareNamed', { version: badge.version })}
                        onClick={() => {
                          open(String(badge.version));
                        }}
                      >
                        {t('ownbadges.compare')}
                      </button>
                    )}
                    {mayWrite && (badge.status === 'published' || badge.status === 'superseded') && (
                      <button
                        type="button"
                        className="as-link"
                        aria-label={t('ownbadges.retireNamed', { version: badge.version })}
                        onClick={() => {
                          setRetiring(badge);
                        }}
                      >
                        {t('ownbadges.retire')}
                      </button>
                    )}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {retiring !== null && (
        <Retire
          badge={retiring}
          close={() => {
            setRetiring(null);
          }}
        />
      )}
    </>
  );
}

function Retire({ badge, close }: { readonly badge: Badge; readonly close: () => void }): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { orgId, badgeId, version } = badge;
  return (
    <ConfirmDialog
      title={t('ownbadges.retireNamed', { version })}
      action={t('ownbadges.retireNamed', { version })}
      isHarsh
      run={async () => {
        const path = '/api/v1/orgs/{orgId}/badges/{badgeId}/versions/{version}/retire';
        await withSession(() => ask(api.POST(path, { params: { path: { orgId, badgeId, version } } })));
        await queries.invalidateQueries({ queryKey: ['badges', orgId] });
        say(t('ownbadges.retired', { version }));
      }}
      close={close}
    >
      <p>{t('ownbadges.retireText')}</p>
    </ConfirmDialog>
  );
}

function Diff({ badge, since }: { readonly badge: Badge; readonly since: number }): ReactNode {
  const diff = useDiff(badge, since, badge.revision);
  if (diff.data === undefined)
    return <Waiting error={diff.error} retry={() => void diff.refetch()} lines={4} />;
  return <ChangeList changes={diff.data} />;
}
