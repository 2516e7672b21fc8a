import { randomBytes } from 'node:crypto';
import { openPlain } from '#store';
import { answerOf, sessionFrom, type AuthCalls, type Session } from './auth-calls.ts';
import { makeAccount, type Account } from './account.ts';
import { openAuth, passwordLength, personOf, sessionCookie, type IdentityOptions } from './auth.ts';
import { errors } from './errors.ts';
import { outerDoor } from './outer-door.ts';
import { normalEmail } from './rules.ts';
import { finishSignIn, openSession, signIn, type Caller, type SignedIn } from './sign-in.ts';
import { makeThrottle } from './throttle.ts';
import type { UserId } from './model.ts';

/** What a user is made from by program. */
export interface NewUser {
  readonly email: string;
  readonly name: string;
  /** Without one they sign in by link. */
  readonly password?: string | undefined;
  readonly language?: string | undefined;
  readonly isDemo?: boolean;
}

/** Sign-up, sign-in and sessions. */
export interface Identity {
  /** Answers the few addresses below `/api/auth/` that programs and older pages sign in with. */
  readonly handler: (request: Request, from?: string | null) => Promise<Response>;
  /** Reads the session cookie; null when nobody is signed in. */
  readonly sessionOf: (headers: Headers) => Promise<Session | null>;
  /** Makes a user by program, whose address is taken as proven. Errors: user_exists, password_refused. */
  readonly createUser: (input: NewUser) => Promise<Session>;
  /** The user with this address and password; null where there is none. It makes no session. */
  readonly checkPassword: (input: { email: string; password: string }) => Promise<Session | null>;
  /** The user with this id or address; null where there is none. */
  readonly findUser: (input: { userId: UserId } | { email: string }) => Promise<Session | null>;
  /** Errors: sign_in_refused, sign_in_throttled. */
  readonly signIn: (caller: Caller, input: { email: string; password: string }) => Promise<SignedIn>;
  /** Opens a session for somebody who has proven otherwise who they are. Error: user_unknown. */
  readonly openSession: (
    caller: Caller,
    input: { userId: UserId; skipsSecondFactor?: boolean },
  ) => Promise<SignedIn>;
  /** Errors: second_factor_refused, second_factor_missing, sign_in_throttled. */
  readonly finishSignIn: (
    caller: Caller,
    input: { code: string; kind: 'totp' | 'recovery'; trustsDevice?: boolean | undefined },
  ) => Promise<SignedIn>;
  /** Ends the session of the request; returns the lines of Set-Cookie. */
  readonly signOut: (headers: Headers) => Promise<readonly string[]>;
  readonly account: Account;
  readonly close: () => Promise<void>;
}

/** Opens sign-in. It has a small pool of its own, see docs/design/identity.md. */
export function openIdentity(options: IdentityOptions): Identity {
  const own = openPlain(options.address, 4);
  const pass = randomBytes(32).toString('base64url');
  let loading: ReturnType<typeof openAuth> | undefined;
  const load = (): ReturnType<typeof openAuth> => (loading ??= openAuth(options, own.db, pass));
  const ask = async (path: string, method: string, headers: Headers, body?: unknown): Promise<Response> => {
    const init: RequestInit = { method, headers };
    if (body !== undefined) init.body = JSON.stringify(body);
    return await (await load()).handler(new Request(`${options.publicUrl}/api/auth${path}`, init));
  };
  const calls: AuthCalls = {
    options,
    pass,
    load,
    call: async (path, body, headers) => await answerOf(await ask(path, 'POST', headers, body)),
  };
  const throttle = makeThrottle(options);
  return {
    handler: outerDoor(calls, throttle),
    sessionOf: async (headers) => {
      if (headers.get('cookie')?.includes(sessionCookie) !== true) return null;
      const auth = await load();
      const found = await auth.api.getSession({ headers });
      return found === null ? null : sessionFrom(found.user);
    },
    createUser: async (input) => await makeUser(options, await load(), input),
    checkPassword: async ({ email, password }) => {
      const context = await (await load()).$context;
      const found = await context.internalAdapter.findUserByEmail(normalEmail(email), {
        includeAccounts: true,
      });
      const hash = found?.accounts.find((account) => account.providerId === 'credential')?.password;
      if (found === null || typeof hash !== 'string') return null;
      return (await context.password.verify({ hash, password })) ? sessionFrom(found.user) : null;
    },
    findUser: async (input) => {
      const { internalAdapter } = await (await load()).$context;
      const user =
        'userId' in input
          ? await internalAdapter.findUserById(input.userId)
          : (await internalAdapter.findUserByEmail(normalEmail(input.email)))?.user;
      return user === null || user === undefined ? null : sessionFrom({ ...user });
    },
    signIn: (caller, input) => signIn(calls, throttle, caller, input),
    openSession: (caller, input) => openSession(calls, caller, input),
    finishSignIn: (caller, input) => finishSignIn(calls, caller, input),
    signOut: async (headers) => {
      const inner = new Headers(headers);
      inner.set('origin', new URL(options.publicUrl).origin);
      inner.set('content-type', 'application/json');
      return (await answerOf(await ask('/sign-out', 'POST', inner, {}))).cookies;
    },
    account: makeAccount(calls, throttle),
    close: () => own.close(),
  };
}

/** A user without an account was left by a crash between the two writes; the second is made up for. */
async function makeUser(
  options: IdentityOptions,
  auth: Awaited<ReturnType<typeof openAuth>>,
  input: NewUser,
): Promise<Session> {
  const { password, language } = input;
  if (
    password !== undefined &&
    (password.length < passwordLength.min || password.length > passwordLength.max)
  )
    throw errors.fail('password_refused', `It has ${String(password.length)} characters.`);
  const context = await auth.$context;
  const email = normalEmail(input.email);
  const before = await context.internalAdapter.findUserByEmail(email, { includeAccounts: true });
  if (before !== null && (password === undefined || before.accounts.length > 0))
    throw errors.fail('user_exists', 'A user with this mail address exists.');
  const personId = await personOf(options, { ...input, email });
  const user =
    before?.user ??
    (await context.internalAdapter.createUser(
      { email, name: input.name, personId, emailVerified: true, language: language ?? null },
      { method: 'email-password' },
    ));
  if (password !== undefined)
    await context.internalAdapter.linkAccount({
      userId: user.id,
      providerId: 'credential',
      accountId: user.id,
      password: await context.password.hash(password),
    });
  return sessionFrom({ ...user });
}
