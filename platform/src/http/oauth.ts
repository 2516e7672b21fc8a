import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { accessTokenSeconds, grantToken, rights } from '#parties';
import type { Doors } from './doors.ts';
import type { Limiter } from './limits.ts';
import type { Env } from './mount.ts';

/** The addresses of OAuth, for the reference. */
export const oauthPaths = [
  { path: '/oauth/token', what: 'Gives an OAuth client an access token (RFC 6749 section 4.4).' },
  {
    path: '/.well-known/oauth-authorization-server',
    what: 'Says how to ask for one (RFC 8414).',
  },
] as const;

type Code = 'invalid_request' | 'invalid_client' | 'unsupported_grant_type' | 'invalid_scope';

class Refused extends Error {
  readonly code: Code;
  /** Whether the client tried Basic, which then is what it is asked for again. */
  readonly isBasic: boolean;

  constructor(code: Code, description: string, isBasic = false) {
    super(description);
    this.code = code;
    this.isBasic = isBasic;
  }
}

/** The token endpoint of client credentials, and the metadata of it. */
export function oauthRoutes(app: Hono<Env>, doors: Doors, limiter: Limiter): void {
  const issuer = doors.ctx.publicUrl;
  app.get('/.well-known/oauth-authorization-server', (c) => {
    c.set('route', '/.well-known/oauth-authorization-server');
    return c.json(
      {
        issuer,
        token_endpoint: `${issuer}/oauth/token`,
        grant_types_supported: ['client_credentials'],
        response_types_supported: [],
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
        scopes_supported: rights,
        service_documentation: `${issuer}/docs`,
      },
      200,
      { 'Access-Control-Allow-Origin': '*' },
    );
  });
  const limit = bodyLimit({
    maxSize: 16_384,
    onError: (c) => refuse(c as Context<Env>, new Refused('invalid_request', 'The body is too large.')),
  });
  app.post('/oauth/token', limit, async (c) => {
    c.set('route', '/oauth/token');
    await limiter.countAddress(c, 'address', 5);
    try {
      return await grant(c, doors);
    } catch (error) {
      if (error instanceof Refused) return refuse(c, error);
      throw error;
    }
  });
}

async function grant(c: Context<Env>, doors: Doors): Promise<Response> {
  const form = await formOf(c);
  const client = clientOf(c, form);
  const grantType = form.get('grant_type');
  if (grantType === undefined) throw new Refused('invalid_request', 'grant_type is missing.');
  if (grantType !== 'client_credentials')
    throw new Refused('unsupported_grant_type', 'Only client_credentials is known here.');
  const wanted = form.get('scope');
  // RFC 6749 section 3.3: single spaces between tokens of printable ASCII without quotes and backslash.
  if (wanted !== undefined && !/^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/.test(wanted))
    throw new Refused('invalid_scope', 'The scope is not a list of words.');
  const { db, clock, random } = doors.ctx;
  const doing = { now: clock(), random, actor: client.id };
  const answer = await grantToken(db, doing, {
    clientId: client.id,
    secret: client.secret,
    scopes: wanted?.split(' ') ?? null,
  });
  if (answer.problem === 'invalid_client')
    throw new Refused(
      'invalid_client',
      'The client is unknown, ended, or has another secret.',
      client.isBasic,
    );
  if (answer.problem !== undefined)
    throw new Refused(answer.problem, 'The client does not have every scope that was asked for.');
  return c.json(
    {
      access_token: answer.token,
      token_type: 'Bearer',
      expires_in: accessTokenSeconds,
      scope: answer.scopes.join(' '),
    },
    200,
    noStore,
  );
}

const noStore = { 'Cache-Control': 'no-store', Pragma: 'no-cache' };

/** Reads the form; a parameter that is sent twice is refused, one without a value counts as absent. */
async function formOf(c: Context): Promise<Map<string, string>> {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded')
    throw new Refused('invalid_request', 'The body is not application/x-www-form-urlencoded.');
  const form = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(await c.req.text())) {
    if (form.has(name)) throw new Refused('invalid_request', `${name} is sent twice.`);
    form.set(name, value);
  }
  for (const [name, value] of form) if (value === '') form.delete(name);
  return form;
}

interface Client {
  readonly id: string;
  readonly secret: string;
  readonly isBasic: boolean;
}

/** RFC 6749 section 2.3: Basic, or the body, and never both. */
function clientOf(c: Context, form: ReadonlyMap<string, string>): Client {
  const authorization = c.req.header('authorization');
  const id = form.get('client_id');
  const secret = form.get('client_secret');
  if (authorization === undefined) {
    if (id === undefined || secret === undefined)
      throw new Refused('invalid_client', 'The client does not say who it is.', true);
    return { id, secret, isBasic: false };
  }
  if (secret !== undefined)
    throw new Refused('invalid_request', 'The client authenticates in two ways at once.');
  const basic = basicOf(authorization);
  if (basic === null) throw new Refused('invalid_client', 'Basic authentication cannot be read.', true);
  if (id !== undefined && id !== basic.id)
    throw new Refused('invalid_request', 'client_id names another client than Basic does.');
  return { ...basic, isBasic: true };
}

/** Name and secret are form-encoded before they are put together (section 2.3.1). */
function basicOf(authorization: string): { id: string; secret: string } | null {
  const encoded = /^Basic ([A-Za-z0-9+/]+={0,2})$/i.exec(authorization)?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) return null;
  try {
    const decode = (part: string): string => decodeURIComponent(part.replaceAll('+', ' '));
    return { id: decode(text.slice(0, colon)), secret: decode(text.slice(colon + 1)) };
  } catch {
    return null;
  }
}

/** An error of RFC 6749 section 5.2. */
function refuse(c: Context<Env>, { code, message, isBasic }: Refused): Response {
  const isClient = code === 'invalid_client';
  const headers = isClient || isBasic ? { 'WWW-Authenticate': 'Basic realm="oauth", charset="UTF-8"' } : {};
  return c.json({ error: code, error_description: message }, isClient ? 401 : 400, {
    ...noStore,
    ...headers,
  });
}
