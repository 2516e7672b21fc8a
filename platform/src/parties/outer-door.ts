import { RungsError } from '#kernel';
import type { AuthCalls } from './auth-calls.ts';
import { signIn } from './sign-in.ts';
import type { Throttle } from './throttle.ts';

/** What of the library may be reached from outside: every other endpoint has a route of its own, or none. */
const open = new Set(['/sign-out', '/get-session']);

/** Answers the addresses below `/api/auth/`; signing in goes the one way that is braked. */
export function outerDoor(
  calls: AuthCalls,
  throttle: Throttle,
): (request: Request, from?: string | null) => Promise<Response> {
  return async (request, from = null) => {
    const path = new URL(request.url).pathname.replace(/^.*\/api\/auth(?=\/)/, '');
    if (path === '/sign-in/email' && request.method === 'POST')
      return await signInByForm(calls, throttle, request, from);
    if (!open.has(path)) return Response.json({ code: 'NOT_FOUND' }, { status: 404 });
    return await (await calls.load()).handler(request);
  };
}

async function signInByForm(
  calls: AuthCalls,
  throttle: Throttle,
  request: Request,
  from: string | null,
): Promise<Response> {
  const body = (await request
    .clone()
    .json()
    .catch(() => null)) as { email?: unknown; password?: unknown } | null;
  const { email, password } = body ?? {};
  const origin = request.headers.get('origin');
  const isOwn = origin === null || isTrusted(calls, request, origin);
  if (!isOwn) return Response.json({ code: 'INVALID_ORIGIN' }, { status: 403 });
  // The library says what is wrong with a form that is none.
  if (typeof email !== 'string' || typeof password !== 'string')
    return await (await calls.load()).handler(request);
  try {
    const caller = { headers: request.headers, from };
    const { state, cookies } = await signIn(calls, throttle, caller, { email, password });
    const answer = Response.json({ twoFactorRedirect: state === 'second_factor_needed' });
    for (const line of cookies) answer.headers.append('Set-Cookie', line);
    return answer;
  } catch (error) {
    if (!(error instanceof RungsError)) throw error;
    const { status, code, title, data } = error;
    const wait = data['retryAfterSeconds'];
    const headers = typeof wait === 'number' ? { 'Retry-After': String(wait) } : {};
    return Response.json({ code: code.toUpperCase(), message: title }, { status, headers });
  }
}

function isTrusted({ options }: AuthCalls, request: Request, origin: string): boolean {
  const { trustedOrigins } = options;
  const list = typeof trustedOrigins === 'function' ? trustedOrigins(request) : (trustedOrigins ?? []);
  return list.includes(origin) || new URL(options.publicUrl).origin === origin;
}
