import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, Refused, type ProblemDocument } from '../api/client.ts';
import type { Verification } from './verdict.tsx';

const maxBytes = 5 * 1024 * 1024;

/** How far a check has come. */
export type Outcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'failed'; readonly detail: string }
  | { readonly kind: 'done'; readonly verification: Verification };

/** Sends a credential to be checked, and keeps what came back. */
export function useVerification(): {
  readonly outcome: Outcome;
  readonly checkText: (text: string) => Promise<void>;
  readonly checkFile: (file: File) => Promise<void>;
  readonly reset: () => void;
} {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'none' });
  const run = async (make: () => Promise<Verification>): Promise<void> => {
    setOutcome({ kind: 'checking' });
    try {
      setOutcome({ kind: 'done', verification: await make() });
    } catch (error) {
      setOutcome({ kind: 'failed', detail: t('verify.failed', { detail: (error as Error).message }) });
    }
  };
  return {
    outcome,
    checkText: (text) =>
      run(() =>
        ask(
          api.POST('/api/v1/verify', {
            body: /^https?:\/\/\S+$/.test(text) ? { url: text } : { document: text },
          }),
        ),
      ),
    checkFile: async (file) => {
      if (file.size > maxBytes) setOutcome({ kind: 'failed', detail: t('verify.tooLarge') });
      else await run(() => sendBytes(file));
    },
    reset: () => {
      setOutcome({ kind: 'none' });
    },
  };
}

/** A file goes as it is: its bytes are what was signed, or hold what was signed. */
async function sendBytes(file: File): Promise<Verification> {
  const response = await fetch('/api/v1/verify', {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
  });
  if (!response.ok)
    throw new Refused(response.status, (await response.json().catch(() => ({}))) as ProblemDocument);
  return (await response.json()) as Verification;
}
