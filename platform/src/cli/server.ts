import { createClient, type Client, type Problem } from '@rungs/client';
import { CommandFailed, exitCodes } from './exit.ts';
import type { Io } from './io.ts';

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

/** Connects to the server that `--server` or RUNGS_URL names, with the key in RUNGS_API_KEY. */
export function connect(io: Io, options: ServerOptions): Server {
  const baseUrl = options.server ?? io.env['RUNGS_URL'] ?? 'http://localhost:3000';
  if (!URL.canParse(baseUrl)) throw new CommandFailed(exitCodes.usage, `${baseUrl} is not an address.`);
  const client = createClient({
    baseUrl,
    apiKey: io.env['RUNGS_API_KEY'],
    fetch: async (request) => {
      try {
        return await io.fetch(request);
      } catch (error) {
        const { cause } = error as Error;
        const reason = cause instanceof Error ? cause.message : (error as Error).message;
        throw new CommandFailed(exitCodes.unavailable, `${baseUrl} does not answer: ${reason}`);
      }
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
