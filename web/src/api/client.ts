import { createClient } from '@rungs/client';
import { lost } from './connection.ts';

/** The server of this page; the session cookie travels by itself. */
export const api = createClient({
  // Rules are tested without a browser, where there is no page.
  baseUrl: typeof window === 'undefined' ? 'http://localhost' : window.location.origin,
});

/** What the server says in sentences, such as a verdict, it says in the language of the screen. */
function language(): string {
  return typeof document === 'undefined' ? 'en' : document.documentElement.lang;
}

api.use({
  onRequest: ({ request }) => {
    request.headers.set('accept-language', language());
    return request;
  },
});

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

/** A request that never reached the server, as a refusal of its own; the frame says so, too. */
function unreachable(): Refused {
  lost();
  return new Refused(0, { code: 'network_unreachable', detail: 'The server cannot be reached.' });
}

/** Takes the value out of an answer; a refusal becomes a `Refused`. */
export async function ask<T>(
  request: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<NonNullable<T>> {
  const { data, error, response } = await request.catch(() => {
    throw unreachable();
  });
  if (response.ok && data !== undefined && data !== null) return data;
  throw new Refused(response.status, error ?? {});
}

/** The same for a door that answers with nothing. */
export async function tell(request: Promise<{ error?: unknown; response: Response }>): Promise<void> {
  const { error, response } = await request.catch(() => {
    throw unreachable();
  });
  if (!response.ok) throw new Refused(response.status, error ?? {});
}

/** Sends a request that the typed client does not know, such as a file; a refusal becomes a `Refused`. */
export async function send(path: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('accept-language', language());
  const response = await fetch(path, { ...init, headers }).catch(() => {
    throw unreachable();
  });
  if (response.ok) return response;
  throw new Refused(response.status, (await response.json().catch(() => ({}))) as ProblemDocument);
}

/** Sends JSON to a door that the typed client does not know; answers with JSON. */
export async function sendJson<T>(path: string, body?: unknown, method = 'POST'): Promise<T> {
  const response = await send(path, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await response.json().catch(() => null)) as T;
}
