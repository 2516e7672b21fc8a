import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { withSession } from '../../api/again.ts';
import { api, ask, tell } from '../../api/client.ts';
import { Problem } from '../../parts/problem.tsx';
import { say } from '../../parts/toast.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { distanceText, timeText } from '../../words/index.ts';
import styles from './account.module.css';
import { deviceOf } from './device-name.ts';

/** On which devices one is signed in, and the way to sign them out. */
export function Devices(): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const devices = useQuery({
    queryKey: ['devices'],
    queryFn: () => ask(api.GET('/api/v1/me/sessions')),
  });
  const end = useMutation({
    mutationFn: (sessionId: string | null) =>
      withSession(() =>
        sessionId === null
          ? tell(api.POST('/api/v1/me/sessions/end-others'))
          : tell(api.DELETE('/api/v1/me/sessions/{sessionId}', { params: { path: { sessionId } } })),
      ),
    onSuccess: async () => {
      say(t('account.deviceEnded'));
      await queries.invalidateQueries({ queryKey: ['devices'] });
    },
  });
  const items = devices.data?.items ?? [];
  return (
    <section aria-labelledby="account-devices">
      <h2 id="account-devices">{t('account.devices')}</h2>
      {end.error !== null && <Problem error={end.error} />}
      {devices.data === undefined ? (
        <Waiting error={devices.error} retry={() => void devices.refetch()} />
      ) : (
        <ul className={styles['list']}>
          {items.map((device) => {
            const name = deviceOf(device.userAgent) ?? t('account.deviceUnknown');
            return (
              <li key={device.sessionId}>
                <span>
                  <strong data-untranslated="">{name}</strong>{' '}
                  <span className="soft">
                    {device.isCurrent
                      ? t('account.deviceThis')
                      : `${timeText(device.lastSeenAt)} (${distanceText(device.lastSeenAt, new Date())})`}
                  </span>
                </span>
                {!device.isCurrent && (
                  <Button
                    variant="default"
                    mih={44}
                    aria-label={t('account.deviceEndNamed', { device: name })}
                    onClick={() => {
                      end.mutate(device.sessionId);
                    }}
                  >
                    {t('account.deviceEnd')}
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {items.length > 1 && (
        <Button
          variant="default"
          h={44}
          mt="md"
          onClick={() => {
            end.mutate(null);
          }}
        >
          {t('account.deviceEndOthers')}
        </Button>
      )}
    </section>
  );
}
