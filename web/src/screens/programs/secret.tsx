import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyField } from '../../parts/copy-field.tsx';
import type { Kind, Opened } from './program.ts';
import styles from './programs.module.css';

/** The secret, shown this once, with what a program does with it. */
export function Secret({ kind, opened }: { readonly kind: Kind; readonly opened: Opened }): ReactNode {
  const { t } = useTranslation();
  const { program, secret } = opened;
  if (secret === undefined) return <p role="status">{t('programs.shownBefore')}</p>;
  return (
    <div role="status" className={styles['secret']}>
      <p>
        <strong>{t('programs.once')}</strong>
      </p>
      {kind === 'clients' && <CopyField label={t('programs.clientId')} value={program.id} />}
      <CopyField label={t(`programs.secret.${kind}`)} value={secret} />
      <p className="soft">{t(`programs.use.${kind}`)}</p>
      <pre className={styles['code']} tabIndex={0} data-untranslated="">
        {kind === 'keys'
          ? `curl ${window.location.origin}/api/v1/me \\\n  -H "Authorization: Bearer ${secret}"`
          : `curl ${window.location.origin}/oauth/token \\\n  -u "${program.id}:${secret}" \\\n  -d grant_type=client_credentials`}
      </pre>
    </div>
  );
}
