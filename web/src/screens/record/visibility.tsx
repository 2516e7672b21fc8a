import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client.ts';
import { Problem } from '../../parts/problem.tsx';
import styles from './record.module.css';

interface Shown {
  readonly credentialId: string;
  readonly title: string;
  readonly visibility: 'link' | 'private';
}

/** Who can see a credential, and the switch; and the file, which is the holder's to keep. */
export function Visibility({ item }: { readonly item: Shown }): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: (visibility: 'link' | 'private') =>
      ask(
        api.PATCH('/api/v1/me/credentials/{credentialId}', {
          params: { path: { credentialId: item.credentialId } },
          body: { visibility },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['record'] }),
  });
  const isPrivate = item.visibility === 'private';
  const label = isPrivate ? t('record.makeLink') : t('record.makePrivate');
  return (
    <>
      <p className={styles['by']} role="status">
        {isPrivate ? t('record.private') : t('record.link')}
      </p>
      {change.error !== null && (
        <Problem>
          <p>{t('record.failed', { detail: change.error.message })}</p>
        </Problem>
      )}
      <div className={styles['actions']}>
        <Button
          variant="default"
          h={44}
          loading={change.isPending}
          aria-label={`${label}: ${item.title}`}
          onClick={() => {
            change.mutate(isPrivate ? 'link' : 'private');
          }}
        >
          {label}
        </Button>
        <Button
          component="a"
          href={`/api/v1/me/credentials/${item.credentialId}/file`}
          download
          variant="subtle"
          h={44}
          aria-label={`${t('record.file')}: ${item.title}`}
        >
          {t('record.file')}
        </Button>
      </div>
    </>
  );
}
