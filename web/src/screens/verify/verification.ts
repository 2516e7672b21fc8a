import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask, send } from '../../api/client.ts';
import type { Verification } from './verdict.tsx';

const maxBytes = 5 * 1024 * 1024;

/** How far a check has come. */
export type Outcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'too_large' }
  | { readonly kind: 'done'; readonly verification: Verification };

/** Sends a credential to be checked, and keeps what came back; for an organisation its history keeps a line, too. */
export function useVerification(orgId?: string): {
  readonly outcome: Outcome;
  readonly checkText: (text: string) => Promise<void>;
  readonly checkFile: (file: File) => Promise<void>;
  readonly reset: () => void;
} {
  const { language } = useTranslation().i18n;
  const queries = useQueryClient();
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'none' });
  const given = useRef<Given | null>(null);
  const run = useCallback(async (what: Given, forOrg: string | undefined): Promise<void> => {
    given.current = what;
    setOutcome({ kind: 'checking' });
    try {
      const verification = await check(what, forOrg);
      if (given.current === what) setOutcome({ kind: 'done', verification });
    } catch (error) {
      setOutcome({ kind: 'failed', error });
    }
  }, []);
  const written = useRef(language);
  // The sentences come from the server: in another language they are asked for again, without a second line of history.
  useEffect(() => {
    if (written.current === language) return;
    written.current = language;
    if (given.current !== null) void run(given.current, undefined);
  }, [language, run]);
  const begin = async (what: Given): Promise<void> => {
    await run(what, orgId);
    if (orgId !== undefined) await queries.invalidateQueries({ queryKey: ['verifications', orgId] });
  };
  return {
    outcome,
    checkText: begin,
    checkFile: async (file) => {
      if (file.size > maxBytes) setOutcome({ kind: 'too_large' });
      else await begin(file);
    },
    reset: () => {
      given.current = null;
      setOutcome({ kind: 'none' });
    },
  };
}

/** What is checked: a text or an address, or a file, whose bytes are what was signed, or hold it. */
type Given = string | File;

async function check(what: Given, orgId: string | undefined): Promise<Verification> {
  if (typeof what !== 'string')
    return await sendBytes(
      orgId === undefined ? '/api/v1/verify' : `/api/v1/orgs/${orgId}/verifications`,
      what,
    );
  const body = /^https?:\/\/\S+$/.test(what) ? { url: what } : { document: what };
  return orgId === undefined
    ? await ask(api.POST('/api/v1/verify', { body }))
    : await ask(api.POST('/api/v1/orgs/{orgId}/verifications', { params: { path: { orgId } }, body }));
}

async function sendBytes(door: string, file: File): Promise<Verification> {
  const response = await send(door, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
  });
  return (await response.json()) as Verification;
}
