import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { SidePanel } from '../../parts/side-panel.tsx';
import { State, toneOf } from '../../parts/state.tsx';
import { BulkDialog, type BulkAction } from '../../parts/table/index.ts';
import { Waiting } from '../../parts/waiting.tsx';
import { countText, listText, timeText, whenText } from '../../words/index.ts';
import type { ActionKind } from './act.ts';
import { useBulkActions } from './use-bulk.ts';
import styles from './awards.module.css';

function useAward(orgId: string, awardId: string) {
  return useQuery({
    queryKey: ['award', orgId, awardId],
    queryFn: () =>
      ask(api.GET('/api/v1/orgs/{orgId}/awards/{awardId}', { params: { path: { orgId, awardId } } })),
  });
}

type Detail = NonNullable<ReturnType<typeof useAward>['data']>;

/** What can be done with one award as it stands. */
function kindsFor({ state, claim }: Detail): ActionKind[] {
  if (state === 'revoked') return [];
  const change: ActionKind[] = state === 'suspended' ? ['reinstate', 'revoke'] : ['suspend', 'revoke'];
  return claim.state === 'claimed' ? change : ['resend', ...change];
}

/** One award beside the table: what it is, what became of it, and what can be done with it. */
export function AwardPanel({
  orgId,
  awardId,
  rights,
  close,
  after,
}: {
  readonly orgId: string;
  readonly awardId: string;
  readonly rights: readonly string[];
  readonly close: () => void;
  readonly after: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const award = useAward(orgId, awardId);
  const [action, setAction] = useState<BulkAction | null>(null);
  const found = award.data;
  const actions = useBulkActions(
    { orgId, filters: {}, asOf: () => new Date().toISOString(), rights },
    found === undefined ? [] : kindsFor(found),
  );
  return (
    <>
      <SidePanel title={found?.title ?? t('awards.one')} close={close}>
        {found === undefined ? (
          <Waiting error={award.error} retry={() => void award.refetch()} lines={6} />
        ) : (
          <div className={styles['panel']}>
            <Facts orgId={orgId} award={found} />
            {actions.length > 0 && (
              <div className={styles['panelActions']}>
                {actions.map((deed) => (
                  <Button
                    key={deed.id}
                    mih={44}
                    variant="default"
                    onClick={() => {
                      setAction(deed);
                    }}
                  >
                    {deed.label}
                  </Button>
                ))}
              </div>
            )}
            <History award={found} />
          </div>
        )}
      </SidePanel>
      {action !== null && (
        <BulkDialog
          action={action}
          chosen={{ kind: 'ids', ids: [awardId] }}
          after={after}
          done={after}
          close={() => {
            setAction(null);
          }}
        />
      )}
    </>
  );
}

function Facts({ orgId, award }: { readonly orgId: string; readonly award: Detail }): ReactNode {
  const { t } = useTranslation();
  const now = new Date();
  const { recipient, state, reason, claim, uses, log, validUntil } = award;
  const used = [
    t('awards.viewed', { count: uses.viewed }),
    t('awards.shared', { count: uses.shared }),
    t('awards.verified', { count: uses.verified }),
  ];
  const facts: readonly (readonly [string, ReactNode])[] = [
    [
      t('awards.holder'),
      recipient === null ? (
        t('awards.unknownHolder')
      ) : (
        <>
          <Link to={`/orgs/${orgId}/awards`} search={{ personId: award.personId }}>
            {recipient.name}
          </Link>
          <br />
          <span className="soft">{recipient.email}</span>
        </>
      ),
    ],
    [
      t('awards.state'),
      <>
        <State tone={toneOf(state)} word={t(`parts.awardStates.${state}`)} />
        {reason !== null && (
          <>
            <br />
            {reason}
          </>
        )}
      </>,
    ],
    [
      t('awards.badge'),
      <>
        <a href={`/b/${award.badgeId}`}>{award.title}</a> {t('awards.inVersion', { version: award.version })}
      </>,
    ],
    [t('awards.issued'), whenText(award.issuedAt, now)],
    [t('awards.ends'), validUntil === null ? t('awards.endless') : whenText(validUntil, now)],
    [
      t('awards.source'),
      `${t(`awards.sources.${award.source}`)}${award.isSynthetic ? ` · ${t('awards.synthetic')}` : ''}`,
    ],
    [
      t('awards.claim'),
      claim.claimedAt === null
        ? t(`awards.claims.${claim.state}`)
        : `${t('awards.claims.claimed')}, ${whenText(claim.claimedAt, now)}`,
    ],
    [t('awards.uses'), listText(used)],
    [
      t('awards.log'),
      log === null
        ? t('awards.logWaits')
        : t('awards.logAt', { index: countText(log.index), size: log.size }),
    ],
    [
      t('awards.credential'),
      <>
        <a href={`/c/${award.credentialId.replace('urn:uuid:', '')}`}>{t('awards.page')}</a>
        {' · '}
        <a href={`/api/v1/orgs/${orgId}/awards/${award.awardId}/credential`} download>
          {t('awards.file')}
        </a>
      </>,
    ],
  ];
  return (
    <dl className={styles['facts']}>
      {facts.map(([label, value]) => (
        <Fact key={label} label={label}>
          {value}
        </Fact>
      ))}
    </dl>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactNode {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

interface Happening {
  readonly at: string;
  readonly what: string;
  readonly reason: string | null;
}

/** Everything that happened to an award, the latest first. */
function happenings(t: (key: string) => string, award: Detail): Happening[] {
  const mails = award.mails.flatMap(({ sentAt, endedAt, outcome }): Happening[] => [
    { at: sentAt, what: t('awards.happened.sent'), reason: null },
    ...(endedAt === null || outcome === null || outcome === 'replaced'
      ? []
      : [{ at: endedAt, what: t(`awards.happened.${outcome}`), reason: null }]),
  ]);
  const changes = award.history.map(({ state, reason, at }) => ({
    at,
    what: t(`awards.happened.${state}`),
    reason,
  }));
  const issued = { at: award.issuedAt, what: t('awards.happened.issued'), reason: null };
  return [...mails, ...changes, issued].toSorted((a, b) => (a.at < b.at ? 1 : -1));
}

function History({ award }: { readonly award: Detail }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <h3>{t('awards.history')}</h3>
      <ol className={styles['history']}>
        {happenings(t, award).map(({ at, what, reason }, i) => (
          <li key={`${at} ${String(i)}`}>
            <p>
              {what} <span className="soft">{timeText(at)}</span>
            </p>
            {reason !== null && <p>{reason}</p>}
          </li>
        ))}
      </ol>
    </>
  );
}
