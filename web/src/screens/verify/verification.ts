import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, send } from '../../api/client.ts';
import type { Verification } from './verdict.tsx';

const maxBytes = 5 * 1024 * 1024;

/** How far a check has come. */
export type Outcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'failed'; readonly detail: string }
  | { readonly kind: 'done'; readonly verification: Verification };

/** Sends a credential to be checked, and keeps what came back; for an organisation its history keeps a line, too. */
export function useVerification(orgId?: string): {
  readonly outcome: Outcome;
  readonly checkText: (text: string) => Promise<void>;
  readonly checkFile: (file: File) => Promise<void>;
  readonly reset: () => void;
} {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'none' });
  const run = async (make: () => Promise<Verification>): Promise<void> => {
    setOutcome({ kind: 'checking' });
    try {
      setOutcome({ kind: 'done', verification: await make() });
      if (orgId !== undefined) await queries.invalidateQueries({ queryKey: ['verifications', orgId] });
    } catch (error) {
      setOutcome({ kind: 'failed', detail: t('verify.failed', { detail: (error as Error).message }) });
    }
  };
  return {
    outcome,
    checkText: (text) =>
      run(() => {
        const body = /^https?:\/\/\S+$/.test(text) ? { url: text } : { document: text };
        return orgId === undefined
          ? ask(api.POST('/api/v1/verify', { body }))
          : ask(api.POST('/api/v1/orgs/{orgId}/verifications', { params: { path: { orgId } }, body }));
      }),
    checkFile: async (file) => {
      if (file.size > maxBytes) setOutcome({ kind: 'failed', detail: t('verify.tooLarge') });
      else
        await run(() =>
          sendBytes(orgId === undefined ? '/api/v1/verify' : `/api/v1/orgs/${orgId}/verifications`, file),
        );
    },
    reset: () => {
      setOutcome({ kind: 'none' });
    },
  };
}

/** A file goes as it is: its bytes are what was signed, or hold what was signed. */
async function sendBytes(door: string, file: File): Promise<Verification> {
  const response = await send(door, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
  });
  return (await response.json()) as Verification;
}
