import { createClient } from '@rungs/client';

/** The server of this page; the session cookie travels by itself. */
export const api = createClient({ baseUrl: window.location.origin });

/** A refusal of the server, with its stable code and what to do about it. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  readonly remedy: string;

  constructor(status: number, problem: { code?: string; detail?: string; title?: string; remedy?: string }) {
    super(problem.detail ?? problem.title ?? 'The server did not say why.');
    this.name = 'Refused';
    this.status = status;
    this.code = problem.code ?? 'unknown';
    this.remedy = problem.remedy ?? '';
  }
}

/** Takes the value out of an answer; a refusal becomes a `Refused`. */
export async function ask<T>(
  request: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<NonNullable<T>> {
  const { data, error, response } = await request;
  if (response.ok && data !== undefined && data !== null) return data;
  throw new Refused(response.status, (error ?? {}) as { code?: string });
}
