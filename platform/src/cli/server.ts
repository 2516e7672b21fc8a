import { createClient, type Client, type Problem } from '@rungs/client';
import { CommandFailed, exitCodes } from './exit.ts';
import type { Io } from './io.ts';
import { readSession } from './session-file.ts';

/** Options that every command over HTTP takes. */
export interface ServerOptions {
  readonly server?: string | undefined;
  readonly org?: string | undefined;
  readonly json?: boolean | undefined;
}

/** A connection to a server, and how its answers are taken apart. */
export interface Server {
  readonly client: Client;
  /** The organisation that was named, else the one of the API key. */
  readonly orgId: () => Promise<string>;
}

/** What openapi-fetch answers with. */
interface Answer<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** The server that `--server` or RUNGS_URL names. */
export function serverUrl(io: Io, options: ServerOptions): string {
  const baseUrl = options.server ?? io.env['RUNGS_URL'] ?? 'http://localhost:3000';
  if (!URL.canParse(baseUrl)) throw new CommandFailed(exitCodes.usage, `${baseUrl} is not an address.`);
  return baseUrl;
}

/**
 * Connects to a server with the key in RUNGS_API_KEY, else with the session that `rungs login` kept. `asPerson`
 * takes that session, or signs in with RUNGS_EMAIL and RUNGS_PASSWORD at the first request: no API key runs an
 * instance.
 */
export function connect(io: Io, options: ServerOptions, asPerson = false): Server {
  const baseUrl = serverUrl(io, options);
  const send = async (request: Request): Promise<Response> => {
    try {
      return await io.fetch(request);
    } catch (error) {
      const { cause } = error as Error;
      const reason = cause instanceof Error ? cause.message : (error as Error).message;
      throw new CommandFailed(exitCodes.unavailable, `${baseUrl} does not answer: ${reason}`);
    }
  };
  let cookie: Promise<string> | undefined;
  const apiKey = asPerson ? undefined : io.env['RUNGS_API_KEY'];
  const cookieOf = async (): Promise<string> => {
    const hasAccount = (io.env['RUNGS_EMAIL'] ?? '') !== '';
    const kept = hasAccount && asPerson ? null : readSession(io.env, baseUrl);
    if (kept !== null || !asPerson) return kept ?? '';
    return await signIn(io, baseUrl, send);
  };
  const client = createClient({
    baseUrl,
    apiKey,
    fetch: async (request) => {
      const held = apiKey === undefined || apiKey === '' ? await (cookie ??= cookieOf()) : '';
      if (held === '') return await send(request);
      request.headers.set('Cookie', held);
      request.headers.set('Origin', new URL(baseUrl).origin);
      return await send(request);
    },
  });
  return {
    client,
    orgId: async () => {
      const named = options.org ?? io.env['RUNGS_ORG'];
      if (named !== undefined && named !== '') return named;
      const { memberships } = await take(client.GET('/api/v1/me'));
      const [only, ...others] = memberships;
      if (only !== undefined && others.length === 0) return only.orgId;
      throw new CommandFailed(exitCodes.usage, 'Name the organisation with --org or RUNGS_ORG.');
    },
  };
}

/** Signs in and returns the session's cookie. */
async function signIn(
  io: Io,
  baseUrl: string,
  send: (request: Request) => Promise<Response>,
): Promise<string> {
  const email = io.env['RUNGS_EMAIL'] ?? '';
  const password = io.env['RUNGS_PASSWORD'] ?? '';
  if (email === '' || password === '')
    throw new CommandFailed(
      exitCodes.usage,
      'This is for operators: `rungs login` first, or set RUNGS_EMAIL and RUNGS_PASSWORD to your own account.',
    );
  const { origin } = new URL(baseUrl);
  const answer = await send(
    new Request(`${origin}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: origin },
      body: JSON.stringify({ email, password }),
    }),
  );
  const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0] ?? '');
  if (answer.ok && cookies.length > 0) return cookies.join('; ');
  throw new CommandFailed(
    answer.status >= 500 ? exitCodes.unavailable : exitCodes.refused,
    `${baseUrl} does not let ${email} in: it answered ${String(answer.status)}.`,
  );
}

/** Takes the data out of an answer, or fails with the server's problem document. */
export async function take<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await answer;
  if (response.ok) return data as T;
  const problem = (typeof error === 'object' && error !== null ? error : {}) as Partial<Problem>;
  const fields = (problem.errors ?? []).map(({ pointer, detail }) => `\n  ${pointer}: ${detail}`).join('');
  const text = `${problem.title ?? `The server answered ${String(response.status)}.`} ${problem.detail ?? ''}${fields}`;
  const remedy = problem.remedy === undefined ? '' : `\n${problem.remedy}`;
  const code = response.status >= 500 ? exitCodes.unavailable : exitCodes.refused;
  throw new CommandFailed(code, `${text.trim()}${remedy}`, error ?? { status: response.status });
}
