import type { VerificationPolicy } from '../policy.ts';

/** What a worker is asked: to verify some documents, or it is told the answer to a request that it made. */
export type ToWorker =
  | { kind: 'verify'; inputs: readonly (string | Uint8Array)[]; now: number; policy: VerificationPolicy }
  | { kind: 'fetched'; id: number; answer: FetchAnswer };

/** What a worker says: the reports of its documents as JSON, or that it wants something fetched. */
export type FromWorker =
  | { kind: 'reports'; json: string }
  | { kind: 'fetch'; id: number; url: string; headers: Record<string, string>; redirect: string };

/** An answer from outside as it travels between threads; undefined where nobody answered. */
export type FetchAnswer = { status: number; headers: [string, string][]; body: Uint8Array } | undefined;
