import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { components } from '@rungs/client';
import { withSession } from '../../api/again.ts';
import { api, ask } from '../../api/client.ts';
import { ConfirmDialog } from '../../parts/dialog.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Problem } from '../../parts/problem.tsx';
import { SidePanel, useOpenItem } from '../../parts/side-panel.tsx';
import { State, type Tone } from '../../parts/state.tsx';
import { DataTable, useRows, useView } from '../../parts/table/index.ts';
import { say } from '../../parts/toast.tsx';
import { useOrgId } from '../../shell/org.ts';
import { dateText, distanceText, listText, whenText } from '../../words/index.ts';
import { useActorName, useDepartments } from './data.ts';
import { PeopleFrame } from './frame.tsx';
import { Invite } from './invite.tsx';
import { plainView } from './search.ts';
import styles from './people.module.css';

type Row = components['schemas']['Invitation'];

const tones: Readonly<Record<Row['state'], Tone>> = {
  open: 'soft',
  expired: 'warn',
  revoked: 'bad',
  accepted: 'good',
};

/** Who was invited to work here, and what became of it. */
export function Invitations(): ReactNode {
  const { t } = useTranslation();
  const orgId = useOrgId();
  const view = useView(plainView);
  const { openId, open, close } = useOpenItem();
  const now = new Date();
  const rows = useRows<Row>({
    key: ['staff', orgId, 'invitations'],
    page: (after) =>
      ask(
        api.GET('/api/v1/orgs/{orgId}/invitations', {
          params: { path: { orgId }, query: { limit: 100, ...(after === undefined ? {} : { after }) } },
        }),
      ),
  });
  const chosen = rows.items.find(({ invitationId }) => invitationId === openId);
  const inviteButton = (
    <Button
      mih={36}
      onClick={() => {
        open('new');
      }}
    >
      {t('people.invite')}
    </Button>
  );
  return (
    <PeopleFrame section="invitations" actions={inviteButton}>
      <DataTable
        name="invitations"
        label={t('people.sections.invitations')}
        columns={[
          { id: 'name', label: t('people.name'), cell: ({ name }) => name },
          { id: 'email', label: t('people.email'), cell: ({ email }) => email },
          {
            id: 'roles',
            label: t('people.roles'),
            cell: ({ roles }) => listText(roles.map((role) => t(`nav.roles.${role}`))),
          },
          {
            id: 'state',
            label: t('people.state'),
            cell: ({ state }) => <State tone={tones[state]} word={t(`people.states.${state}`)} />,
          },
          {
            id: 'expires',
            label: t('people.expires'),
            isMinor: true,
            cell: ({ expiresAt, state }) =>
              state === 'open' ? (
                <span>
                  {dateText(expiresAt)} <span className="soft">{distanceText(expiresAt, now)}</span>
                </span>
              ) : (
                '–'
              ),
          },
        ]}
        rows={rows}
        idOf={({ invitationId }) => invitationId}
        nameOf={({ name, email }) => `${name}, ${email}`}
        view={view}
        open={({ invitationId }) => {
          open(invitationId);
        }}
        openId={openId}
        empty={<EmptyState text={t('people.noInvitations')} action={inviteButton} />}
        noMatch={<EmptyState text={t('people.noMatch')} />}
      />
      {openId === 'new' && <Invite orgId={orgId} close={close} />}
      {chosen !== undefined && (
        <InvitationPanel key={chosen.invitationId} orgId={orgId} invitation={chosen} close={close} />
      )}
    </PeopleFrame>
  );
}

function InvitationPanel({
  orgId,
  invitation,
  close,
}: {
  readonly orgId: string;
  readonly invitation: Row;
  readonly close: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const actorName = useActorName(orgId);
  const departments = useDepartments(orgId).data?.items ?? [];
  const [isAsked, setAsked] = useState(false);
  const { invitationId, name, email, roles, state, departmentId } = invitation;
  const department = departments.find((d) => d.departmentId === departmentId)?.name;
  const path = { orgId, invitationId };
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: ['staff', orgId] });
  const resend = useMutation({
    mutationFn: () =>
      withSession(() =>
        ask(api.POST('/api/v1/orgs/{orgId}/invitations/{invitationId}/resend', { params: { path } })),
      ),
    onSuccess: async () => {
      await refresh();
      say(t('people.resent', { email }));
    },
  });
  const now = new Date();
  return (
    <>
      <SidePanel title={name} close={close}>
        {resend.error !== null && <Problem error={resend.error} />}
        <dl className={styles['facts']}>
          <dt>{t('people.state')}</dt>
          <dd>
            <State tone={tones[state]} word={t(`people.states.${state}`)} />
          </dd>
          <dt>{t('people.email')}</dt>
          <dd>{email}</dd>
          <dt>{t('people.roles')}</dt>
          <dd>{listText(roles.map((role) => t(`nav.roles.${role}`)))}</dd>
          {department !== undefined && (
            <>
              <dt>{t('people.department')}</dt>
              <dd>{department}</dd>
            </>
          )}
          <dt>{t('people.invitedBy')}</dt>
          <dd>{actorName(invitation.invitedBy)}</dd>
          <dt>{t('people.sent')}</dt>
          <dd>{whenText(invitation.sentAt, now)}</dd>
          <dt>{t('people.expires')}</dt>
          <dd>{whenText(invitation.expiresAt, now)}</dd>
        </dl>
        {(state === 'open' || state === 'expired') && (
          <>
            <p className="soft">{t('people.resendText')}</p>
            <div className={styles['actions']}>
              <Button
                mih={44}
                variant="default"
                loading={resend.isPending}
                onClick={() => {
                  resend.mutate();
                }}
              >
                {t('people.resend')}
              </Button>
              <Button
                mih={44}
                variant="harsh"
                onClick={() => {
                  setAsked(true);
                }}
              >
                {t('people.revoke')}
              </Button>
            </div>
          </>
        )}
      </SidePanel>
      {isAsked && (
        <ConfirmDialog
          title={t('people.revokeTitle', { name })}
          action={t('people.revoke')}
          isHarsh
          run={async () => {
            await withSession(() =>
              ask(api.POST('/api/v1/orgs/{orgId}/invitations/{invitationId}/revoke', { params: { path } })),
            );
            await refresh();
            say(t('people.revoked', { name }));
          }}
          close={() => {
            setAsked(false);
          }}
        >
          <p>{t('people.revokeText')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
