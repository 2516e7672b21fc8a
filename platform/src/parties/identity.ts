import { isId } from '#kernel';
import { openPlain } from '#store';
import { openAuth, passwordLength, personOf, sessionCookie, type IdentityOptions } from './auth.ts';
import { errors } from './errors.ts';
import type { PersonId, UserId } from './model.ts';
import { normalEmail } from './rules.ts';

/** A signed-in user. */
export interface Session {
  readonly userId: UserId;
  readonly personId: PersonId;
  readonly email: string;
  readonly name: string;
}

/** What a user is made from by program. */
export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly isDemo?: boolean;
}

/** Sign-up, sign-in and sessions, under `/api/auth/…`. */
export interface Identity {
  /** Answers every request below `/api/auth/`. */
  readonly handler: (request: Request) => Promise<Response>;
  /** Reads the session cookie; null when nobody is signed in. */
  readonly sessionOf: (headers: Headers) => Promise<Session | null>;
  /** Makes a user by program, whose address is taken as proven. Errors: user_exists, password_refused. */
  readonly createUser: (input: NewUser) => Promise<Session>;
  /** The user with this address and password; null where there is none. It makes no session. */
  readonly checkPassword: (input: { email: string; password: string }) => Promise<Session | null>;
  readonly close: () => Promise<void>;
}

/** Opens sign-in with mail address and password. It has a small pool of its own, see docs/design/identity.md. */
export function openIdentity(options: IdentityOptions): Identity {
  const own = openPlain(options.address, 4);
  let loading: ReturnType<typeof openAuth> | undefined;
  const load = (): ReturnType<typeof openAuth> => (loading ??= openAuth(options, own.db));
  return {
    handler: async (request) => await (await load()).handler(request),
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
    close: () => own.close(),
  };
}

/** A user without an account was left by a crash between the two writes; the second is made up for. */
async function makeUser(
  options: IdentityOptions,
  auth: Awaited<ReturnType<typeof openAuth>>,
  input: NewUser,
): Promise<Session> {
  if (input.password.length < passwordLength.min || input.password.length > passwordLength.max)
    throw errors.fail('password_refused', `It has ${String(input.password.length)} characters.`);
  const context = await auth.$context;
  const email = normalEmail(input.email);
  const before = await context.internalAdapter.findUserByEmail(email, { includeAccounts: true });
  if (before !== null && before.accounts.length > 0)
    throw errors.fail('user_exists', 'A user with this mail address exists.');
  const personId = await personOf(options, { ...input, email });
  const user =
    before?.user ??
    (await context.internalAdapter.createUser(
      { email, name: input.name, personId, emailVerified: true },
      { method: 'email-password' },
    ));
  await context.internalAdapter.linkAccount({
    userId: user.id,
    providerId: 'credential',
    accountId: user.id,
    password: await context.password.hash(input.password),
  });
  return sessionFrom(user);
}

function sessionFrom(user: Readonly<Record<string, unknown>>): Session {
  const { id, personId, email, name } = user;
  if (typeof id !== 'string' || !isId('usr', id) || typeof personId !== 'string' || !isId('org', personId))
    throw new TypeError('a user without a personal space');
  return { userId: id, personId, email: String(email), name: String(name) };
}
