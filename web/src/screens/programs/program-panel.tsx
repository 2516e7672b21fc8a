import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { withSession } from '../../api/again.ts';
import { ConfirmDialog } from '../../parts/dialog.tsx';
import { SidePanel } from '../../parts/side-panel.tsx';
import { State } from '../../parts/state.tsx';
import { say } from '../../parts/toast.tsx';
import { whenText } from '../../words/index.ts';
import { useActorName } from '../people/data.ts';
import people from '../people/people.module.css';
import {
  revokeProgram,
  rotateProgram,
  stateOf,
  toneOfProgram,
  type Kind,
  type Opened,
  type Program,
} from './program.ts';
import { Secret } from './secret.tsx';
import styles from './programs.module.css';

/** One key or client beside the list: what it may do, and how it is renewed or ended. */
export function ProgramPanel({
  kind,
  orgId,
  program,
  close,
}: {
  readonly kind: Kind;
  readonly orgId: string;
  readonly program: Program;
  readonly close: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const actorName = useActorName(orgId);
  const [asked, setAsked] = useState<'rotate' | 'revoke' | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: ['programs', orgId] });
  const now = new Date();
  const state = stateOf(program, now);
  const { name, scopes, madeBy, createdAt, expiresAt, revokedAt, lastUsedAt } = program;
  const done = (): void => {
    setAsked(null);
  };
  return (
    <>
      <SidePanel title={name} close={close}>
        {opened !== null && <Secret kind={kind} opened={opened} />}
        <dl className={people['facts']}>
          <dt>{t('programs.state')}</dt>
          <dd>
            <State tone={toneOfProgram[state]} word={t(`programs.states.${state}`)} />
          </dd>
          <dt>{t('programs.id')}</dt>
          <dd>
            <code>{program.id}</code>
          </dd>
          <dt>{t('programs.made')}</dt>
          <dd>
            {actorName(madeBy)}, {whenText(createdAt, now)}
          </dd>
          <dt>{t('programs.lastUsed')}</dt>
          <dd>{lastUsedAt === undefined ? t('programs.never') : whenText(lastUsedAt, now)}</dd>
          <dt>{t('programs.expires')}</dt>
          <dd>{expiresAt === undefined ? t('programs.endless') : whenText(expiresAt, now)}</dd>
          {revokedAt !== undefined && (
            <>
              <dt>{t('programs.revokedAt')}</dt>
              <dd>{whenText(revokedAt, now)}</dd>
            </>
          )}
        </dl>
        <h3>{t('programs.scopes')}</h3>
        <ul className={styles['scopes']}>
          {scopes.map((scope) => (
            <li key={scope}>
              {t(`programs.scope.${scope.replace(':', '_')}`)} <code className="soft small">{scope}</code>
            </li>
          ))}
        </ul>
        {state !== 'revoked' && opened === null && (
          <div className={people['actions']}>
            {state === 'active' && (
              <Button
                mih={44}
                variant="default"
                onClick={() => {
                  setAsked('rotate');
                }}
              >
                {t(`programs.rotate.${kind}`)}
              </Button>
            )}
            <Button
              mih={44}
              variant="harsh"
              onClick={() => {
                setAsked('revoke');
              }}
            >
              {t(`programs.revoke.${kind}`)}
            </Button>
          </div>
        )}
      </SidePanel>
      {asked === 'rotate' && (
        <ConfirmDialog
          title={t('programs.rotateTitle', { name })}
          action={t(`programs.rotate.${kind}`)}
          run={async () => {
            setOpened(await withSession(() => rotateProgram(kind, orgId, program.id)));
            await refresh();
          }}
          close={done}
        >
          <p>{t(`programs.rotateText.${kind}`)}</p>
        </ConfirmDialog>
      )}
      {asked === 'revoke' && (
        <ConfirmDialog
          title={t('programs.revokeTitle', { name })}
          action={t(`programs.revoke.${kind}`)}
          isHarsh
          run={async () => {
            await withSession(() => revokeProgram(kind, orgId, program.id));
            await refresh();
            say(t('programs.revoked', { name }));
          }}
          close={done}
        >
          <p>{t('programs.revokeText')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
