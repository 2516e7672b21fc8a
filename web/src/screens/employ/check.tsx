import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg, useOrgId } from '../../shell/org.ts';
import { Checking } from '../verify/verify.tsx';

/** Checks a credential for the organisation, whose history then says when, by whom, and what came out. */
export function Check(): ReactNode {
  const { t } = useTranslation();
  const orgId = useOrgId();
  const org = useOrg()?.name ?? '';
  return (
    <Checking
      title={t('employ.check')}
      lead={t('employ.checkLead', { org })}
      note={t('employ.checkNote')}
      back={<Link to={`/orgs/${orgId}/verifications`}>{t('employ.history')}</Link>}
      orgId={orgId}
    />
  );
}
