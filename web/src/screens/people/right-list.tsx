import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { withSession } from '../../api/again.ts';
import { api, tell } from '../../api/client.ts';
import { ConfirmDialog } from '../../parts/dialog.tsx';
import { say } from '../../parts/toast.tsx';
import { listText } from '../../words/index.ts';
import { useBadgeNames, useDepartments, useStaffChanged, type StaffRight } from './data.ts';
import styles from './people.module.css';

/** Says where a right holds: the whole organisation, a department, or a badge, by its name. */
export function useWhere(orgId: string): (right: Pick<StaffRight, 'level' | 'subjectId'>) => string {
  const { t } = useTranslation();
  const departments = useDepartments(orgId).data?.items ?? [];
  const badges = useBadgeNames(orgId).data;
  return ({ level, subjectId }) => {
    if (level === 'organisation') return t('people.levels.organisation');
    if (level === 'badge') return badges?.get(subjectId) ?? t('people.levels.badge');
    return departments.find((d) => d.departmentId === subjectId)?.name ?? t('people.levels.department');
  };
}

/** The rights of one member, each with the way to take it away. */
export function RightList({
  orgId,
  rights,
}: {
  readonly orgId: string;
  readonly rights: readonly StaffRight[];
}): ReactNode {
  const { t } = useTranslation();
  const whereOf = useWhere(orgId);
  const [taken, setTaken] = useState<StaffRight | null>(null);
  return (
    <>
      <ul className={styles['list']}>
        {rights.map((right) => (
          <li key={right.rightId}>
            <span>
              <strong>{whereOf(right)}</strong>
              <br />
              {listText(right.permissions.map((one) => t(`people.permissions.${one}`)))}
            </span>
            <Button
              variant="default"
              mih={44}
              aria-label={t('people.takeNamed', { where: whereOf(right) })}
              onClick={() => {
                setTaken(right);
              }}
            >
              {t('people.take')}
            </Button>
          </li>
        ))}
      </ul>
      {taken !== null && (
        <TakeRight
          orgId={orgId}
          right={taken}
          close={() => {
            setTaken(null);
          }}
        />
      )}
    </>
  );
}

/** Asks before a right is taken away. */
export function TakeRight({
  orgId,
  right,
  close,
}: {
  readonly orgId: string;
  readonly right: StaffRight;
  readonly close: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const changed = useStaffChanged(orgId);
  const where = useWhere(orgId)(right);
  return (
    <ConfirmDialog
      title={t('people.takeNamed', { where })}
      action={t('people.take')}
      isHarsh
      run={async () => {
        const path = { orgId, rightId: right.rightId };
        await withSession(() =>
          tell(api.DELETE('/api/v1/orgs/{orgId}/staff-rights/{rightId}', { params: { path } })),
        );
        await changed();
        say(t('people.taken'));
      }}
      close={close}
    >
      <p>{t('people.takeText')}</p>
    </ConfirmDialog>
  );
}
