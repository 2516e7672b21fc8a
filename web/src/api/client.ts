import { createClient } from '@rungs/client';

/** The server of this page; the session cookie travels by itself. */
export const api = createClient({ baseUrl: window.location.origin });

/** A problem document, as far as the screens read it. */
export interface ProblemDocument {
  readonly code?: string;
  readonly detail?: string;
  readonly title?: string;
  readonly remedy?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

/** A refusal of the server, with its stable code and what to do about it. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  readonly remedy: string;
  /** What is wrong with single fields, by JSON pointer. */
  readonly fields: ReadonlyMap<string, string>;

  constructor(status: number, problem: ProblemDocument) {
    super(problem.detail ?? problem.title ?? `The server answered ${String(status)}.`);
    this.name = 'Refused';
    this.status = status;
    this.code = problem.code ?? 'unknown';
    this.remedy = problem.remedy ?? '';
    this.fields = new Map((problem.errors ?? []).map(({ pointer, detail }) => [pointer, detail]));
  }
}

/** Takes the value out of an answer; a refusal becomes a `Refused`. */
export async function ask<T>(
  request: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<NonNullable<T>> {
  const { data, error, response } = await request;
  if (response.ok && data !== undefined && data !== null) return data;
  throw new Refused(response.status, error ?? {});
}
