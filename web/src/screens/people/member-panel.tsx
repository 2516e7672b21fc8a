import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { withSession } from '../../api/again.ts';
import { api, ask, tell } from '../../api/client.ts';
import { ConfirmDialog } from '../../parts/dialog.tsx';
import { ChecksField, Form, useForm } from '../../parts/form/index.ts';
import { SidePanel } from '../../parts/side-panel.tsx';
import { say } from '../../parts/toast.tsx';
import { whenText } from '../../words/index.ts';
import { roleNames, useStaffChanged, useStaffRights, type Member, type RoleName } from './data.ts';
import { GiveRight } from './give-right.tsx';
import { RightList } from './right-list.tsx';
import styles from './people.module.css';

/** One member beside the list: roles, rights in parts of the organisation, and the end of both. */
export function MemberPanel({
  orgId,
  member,
  close,
}: {
  readonly orgId: string;
  readonly member: Member;
  readonly close: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const changed = useStaffChanged(orgId);
  const rights = (useStaffRights(orgId).data?.items ?? []).filter((r) => r.userId === member.userId);
  const [asked, setAsked] = useState<'remove' | 'give' | null>(null);
  const done = (): void => {
    setAsked(null);
  };
  return (
    <>
      <SidePanel title={member.name} close={close}>
        <dl className={styles['facts']}>
          <dt>{t('people.email')}</dt>
          <dd>{member.email}</dd>
          <dt>{t('people.since')}</dt>
          <dd>{whenText(member.addedAt, new Date())}</dd>
        </dl>
        <Roles key={member.roles.join()} orgId={orgId} member={member} />
        <h3>{t('people.sections.rights')}</h3>
        {rights.length === 0 ? (
          <p className="soft">{t('people.noOwnRights')}</p>
        ) : (
          <RightList orgId={orgId} rights={rights} />
        )}
        <Button
          variant="default"
          mih={44}
          onClick={() => {
            setAsked('give');
          }}
        >
          {t('people.give')}
        </Button>
        <div className={styles['end']}>
          <Button
            variant="harsh"
            mih={44}
            onClick={() => {
              setAsked('remove');
            }}
          >
            {t('people.remove')}
          </Button>
        </div>
      </SidePanel>
      {asked === 'give' && <GiveRight orgId={orgId} userId={member.userId} close={done} />}
      {asked === 'remove' && (
        <ConfirmDialog
          title={t('people.removeTitle', { name: member.name })}
          action={t('people.remove')}
          isHarsh
          run={async () => {
            const path = { orgId, userId: member.userId };
            await withSession(() =>
              tell(api.DELETE('/api/v1/orgs/{orgId}/members/{userId}', { params: { path } })),
            );
            close();
            await changed();
            say(t('people.removed', { name: member.name }));
          }}
          close={done}
        >
          <p>{t('people.removeText')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}

function Roles({ orgId, member }: { readonly orgId: string; readonly member: Member }): ReactNode {
  const { t } = useTranslation();
  const changed = useStaffChanged(orgId);
  const form = useForm<{ roles: readonly RoleName[] }>({
    initial: { roles: member.roles },
    required: ['roles'],
    submit: async ({ roles }) => {
      const path = { orgId, userId: member.userId };
      await ask(
        api.PUT('/api/v1/orgs/{orgId}/members/{userId}', {
          params: { path },
          body: { roles: [...roles] },
        }),
      );
      say(t('people.rolesSaved', { name: member.name }));
      await changed();
    },
  });
  return (
    <Form form={form} action={t('people.saveRoles')}>
      <ChecksField form={form} name="roles" label={t('people.roles')} options={useRoleOptions()} />
    </Form>
  );
}

/** The roles with what each may do. */
export function useRoleOptions(): { value: RoleName; label: string; hint: string }[] {
  const { t } = useTranslation();
  return roleNames.map((value) => ({
    value,
    label: t(`nav.roles.${value}`),
    hint: t(`people.roleHints.${value}`),
  }));
}
