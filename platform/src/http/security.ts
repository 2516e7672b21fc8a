import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { errors } from './errors.ts';

/** What a page of the web app may load. Its component library writes style elements, so those are allowed. */
export const appPolicy =
  "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** What every other answer may load: this site's own files, and pictures that are part of a document. */
export const documentPolicy =
  "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** For pictures that came from outside: shown as a picture, never run as a page. */
export const picturePolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

/** Sets the headers that every answer carries; an answer that set its own content policy keeps it. */
export function securityHeaders(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const { headers } = c.res;
    if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', documentPolicy);
    headers.set('X-Content-Type-Options', 'nosniff');
    headers.set('Referrer-Policy', 'strict-origin-when-cross-origin');
    headers.set('Cross-Origin-Opener-Policy', 'same-origin');
    headers.set('Permissions-Policy', 'camera=(self), geolocation=(), microphone=()');
    if (!headers.has('Cache-Control') && c.req.path.startsWith('/api/'))
      headers.set('Cache-Control', 'no-store');
  };
}

/** Refuses a request that does not carry the token, compared in a time that tells nothing. Error: credentials_missing. */
export function requireToken(c: Context, token: string): void {
  const given = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  if (timingSafeEqual(digest(given), digest(token))) return;
  c.header('WWW-Authenticate', 'Bearer');
  throw errors.fail('credentials_missing', 'This address asks for the token that the operator has set.');
}

/** Refuses a change that carries a session cookie and was started by another site. Error: request_cross_site. */
export function requireSameSite(c: Context, publicUrl: string): void {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return;
  const site = c.req.header('sec-fetch-site');
  const origin = c.req.header('origin');
  if (site !== undefined && site !== 'same-origin')
    throw errors.fail('request_cross_site', 'The browser says that another site started this request.');
  if (origin === undefined) {
    if (site === 'same-origin') return;
    throw errors.fail('request_cross_site', 'The request does not say which site it comes from.');
  }
  const host = c.req.header('host') ?? new URL(c.req.url).host;
  const isOwn =
    URL.canParse(origin) && (new URL(origin).host === host || origin === new URL(publicUrl).origin);
  if (!isOwn) throw errors.fail('request_cross_site', 'The request comes from another site.');
}

/**
 * Refuses what another site started, also without a cookie: nobody is signed in or out by a page of somebody
 * else. A program that is no browser says neither where it comes from. Error: request_cross_site.
 */
export function refuseOtherSites(c: Context, publicUrl: string): void {
  if (c.req.header('sec-fetch-site') === undefined && c.req.header('origin') === undefined) return;
  requireSameSite(c, publicUrl);
}
