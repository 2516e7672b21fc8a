import createFetchClient, { type Client as FetchClient, type Middleware } from 'openapi-fetch';
import type { components, paths } from './schema.gen.ts';

export type { components, paths } from './schema.gen.ts';

/** A typed client: `client.GET('/api/v1/orgs/{orgId}', { params: { path: { orgId } } })`. */
export type Client = FetchClient<paths>;

/** What every refusal carries (RFC 9457); `code` is stable, the words are not. */
export type Problem = components['schemas']['Problem'];

/** Where the server is, and who asks. */
export interface ClientOptions {
  /** Address of the server, without a path. */
  readonly baseUrl: string;
  /** An API key, `rk_…`; in a browser leave it out, the session cookie is sent. */
  readonly apiKey?: string | undefined;
  /** Stands in for the built-in `fetch`. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
}

/** Makes a client of one server. */
export function createClient(options: ClientOptions): Client {
  const client = createFetchClient<paths>({
    baseUrl: options.baseUrl.replace(/\/+$/, ''),
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
    querySerializer: { array: { style: 'form', explode: true } },
  });
  const { apiKey } = options;
  if (apiKey !== undefined && apiKey !== '') client.use(withKey(apiKey));
  return client;
}

function withKey(apiKey: string): Middleware {
  return {
    onRequest: ({ request }) => {
      request.headers.set('Authorization', `Bearer ${apiKey}`);
      return request;
    },
  };
}

/** A fresh value for the `Idempotency-Key` header: the same request may then be sent again. */
export function newIdempotencyKey(): string {
  return crypto.randomUUID();
}
