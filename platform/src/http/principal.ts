import type { Context } from 'hono';
import type { OrgId } from '#kernel';
import {
  authenticateAccessToken,
  authenticateApiKey,
  isAccessToken,
  principalOfUser,
  type ApiKeyPrincipal,
  type Principal as Known,
  type Session,
} from '#parties';
import type { Doors } from './doors.ts';
import { errors } from './errors.ts';
import { requireSameSite } from './security.ts';

/** A signed-in person, with what their session says about them. */
export type PersonPrincipal = Extract<Known, { kind: 'user' }> & {
  readonly email: string;
  readonly name: string;
  readonly session: Session;
};

/** Who sent a request: nobody known, a signed-in person, or a program with an API key of one organisation. */
export type Principal = { readonly kind: 'none' } | PersonPrincipal | ApiKeyPrincipal;

/** How the audit trail names a principal. */
export function actorOf(principal: Principal): string {
  if (principal.kind === 'user') return principal.userId;
  return principal.kind === 'apiKey' ? principal.keyId : 'anonymous';
}

/** The organisations that a principal belongs to, and a person's own space. */
export function orgsOf(principal: Principal): OrgId[] {
  if (principal.kind === 'none') return [];
  if (principal.kind === 'apiKey') return [principal.orgId];
  return [principal.personId, ...principal.memberships.map((m) => m.orgId)];
}

/**
 * Finds out who sent a request. A bearer key that is not good is refused even where none is needed; a
 * cookie counts only when the request comes from this site, and not at all where every site may ask.
 * Errors: api_key_invalid, access_token_invalid, request_cross_site.
 */
export async function authenticate(
  c: Context,
  doors: Doors,
  options: { readonly hasCookies: boolean },
): Promise<Principal> {
  const authorization = c.req.header('authorization');
  if (authorization !== undefined) return await bearer(doors, authorization);
  if (!options.hasCookies || c.req.header('cookie') === undefined) return { kind: 'none' };
  const session = await doors.identity.sessionOf(c.req.raw.headers);
  if (session === null) return { kind: 'none' };
  requireSameSite(c, doors.ctx.publicUrl);
  const { userId, personId, email, name } = session;
  return { ...(await principalOfUser(doors.ctx.db, { userId, personId })), email, name, session };
}

async function bearer(doors: Doors, authorization: string): Promise<Principal> {
  const token = /^Bearer ([\x21-\x7e]+)$/i.exec(authorization)?.[1] ?? '';
  const { db, clock } = doors.ctx;
  if (isAccessToken(token)) {
    const { principal, problem } = await authenticateAccessToken(db, token, clock());
    if (principal !== undefined) return principal;
    throw errors.fail('access_token_invalid', `The access token may not be used: ${problem}.`);
  }
  const { principal, problem } = await authenticateApiKey(db, token, clock());
  if (principal !== undefined) return principal;
  throw errors.fail(
    'api_key_invalid',
    `The Authorization header holds no API key that may be used: ${problem}.`,
  );
}
