import { asInstance, sql } from '#store';
import { doorPath } from './auth-door.ts';
import { innerHeaders, sessionFrom, type AuthAnswer, type AuthCalls } from './auth-calls.ts';
import { errors } from './errors.ts';
import type { UserId } from './model.ts';
import { sha256 } from './rules.ts';
import type { Throttle } from './throttle.ts';

/** Who is signing in: the headers of the request, and its network address where it has one. */
export interface Caller {
  readonly headers: Headers;
  readonly from: string | null;
}

/** How far somebody came: they are in, or a code of their second factor is asked for. */
export interface SignedIn {
  readonly state: 'signed_in' | 'second_factor_needed';
  /** Lines of Set-Cookie for the browser. */
  readonly cookies: readonly string[];
}

/**
 * Signs in with address and password. An address that nobody has takes as long as a wrong password and is
 * answered alike. Errors: sign_in_refused, sign_in_throttled.
 */
export async function signIn(
  calls: AuthCalls,
  throttle: Throttle,
  caller: Caller,
  input: { email: string; password: string },
): Promise<SignedIn> {
  const attempt = { email: input.email, from: caller.from };
  await throttle.begin(attempt);
  const headers = innerHeaders(caller.headers, calls.options.publicUrl, cookiesOf(caller, 'trust_device'));
  const answer = await calls.call('/sign-in/email', input, headers);
  if (answer.status !== 200)
    throw errors.fail('sign_in_refused', 'No account has this address with this password.');
  await throttle.succeed(attempt);
  return signedInOf(answer);
}

function signedInOf({ body, cookies }: AuthAnswer): SignedIn {
  const isHalf = body['twoFactorRedirect'] === true || body['state'] === 'challenge';
  return { state: isHalf ? 'second_factor_needed' : 'signed_in', cookies };
}

/** Opens a session for a user who has proven in another way who they are. Error: user_unknown. */
export async function openSession(
  calls: AuthCalls,
  caller: Caller,
  input: { userId: UserId; skipsSecondFactor?: boolean },
): Promise<SignedIn> {
  const body = {
    pass: calls.pass,
    userId: input.userId,
    skipsSecondFactor: input.skipsSecondFactor === true,
  };
  const headers = innerHeaders(caller.headers, calls.options.publicUrl, '');
  const answer = await calls.call(doorPath, body, headers);
  if (answer.status !== 200 || answer.body['state'] === 'refused')
    throw errors.fail('user_unknown', 'Nobody signs in with this account.');
  return signedInOf(answer);
}

/** Keeps one kind of cookie of a request: a session that is already there must not answer for a new one. */
function cookiesOf({ headers }: Caller, name: string): string {
  return (headers.get('cookie') ?? '')
    .split(/;\s*/)
    .filter((pair) => new RegExp(`^(__Secure-)?rungs\\.${name}=`).test(pair))
    .join('; ');
}

/** How long a code of the second factor could be used again if nobody remembered it. */
const codeLifeMs = 5 * 60_000;

/**
 * Finishes a sign-in with a code of the authenticator, or a recovery code. A code opens one session.
 * Errors: second_factor_refused, second_factor_missing, sign_in_throttled.
 */
export async function finishSignIn(
  calls: AuthCalls,
  caller: Caller,
  input: { code: string; kind: 'totp' | 'recovery'; trustsDevice?: boolean | undefined },
): Promise<SignedIn> {
  const path = input.kind === 'totp' ? '/two-factor/verify-totp' : '/two-factor/verify-backup-code';
  const challenge = cookiesOf(caller, 'two_factor');
  const headers = innerHeaders(caller.headers, calls.options.publicUrl, challenge);
  const body = { code: input.code.trim(), trustDevice: input.trustsDevice === true };
  const answer = await calls.call(path, body, headers);
  if (answer.status !== 200) throw secondFactorError(answer);
  const { token, user } = answer.body as { token?: unknown; user?: Record<string, unknown> };
  if (input.kind === 'totp' && user !== undefined) {
    const isFresh = await useCode(calls, sessionFrom(user).userId, body.code);
    if (!isFresh) {
      if (typeof token === 'string')
        await (await (await calls.load()).$context).internalAdapter.deleteSession(token);
      throw errors.fail('second_factor_refused', 'This code was used before.');
    }
  }
  return { state: 'signed_in', cookies: answer.cookies };
}

/** Notes that a code was used; false when it was before. */
async function useCode(calls: AuthCalls, userId: UserId, code: string): Promise<boolean> {
  const { db, clock } = calls.options;
  const now = clock();
  return await asInstance(db, async (tx) => {
    await sql`delete from parties.used_code where used_at < ${new Date(now.getTime() - codeLifeMs)}`.execute(
      tx,
    );
    const made = await sql`insert into parties.used_code (user_id, code_hash, used_at)
      values (${userId}, ${sha256(`${userId}:${code}`)}, ${now}) on conflict do nothing returning 1`.execute(
      tx,
    );
    return made.rows.length === 1;
  });
}

/** What the library's refusal of a code means. */
export function secondFactorError({ status, body }: AuthAnswer): Error {
  const { code } = body;
  if (status === 429 || code === 'ACCOUNT_TEMPORARILY_LOCKED')
    return errors.fail('sign_in_throttled', 'Too many wrong codes; try again in a quarter of an hour.', {
      retryAfterSeconds: 900,
    });
  if (code === 'INVALID_TWO_FACTOR_COOKIE' || code === 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE')
    return errors.fail('second_factor_missing', 'The sign-in has expired or had too many wrong codes.');
  return errors.fail('second_factor_refused', 'The code does not fit.');
}
