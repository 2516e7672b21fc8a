import type { Auth } from 'better-auth';
import { innerHeaders, type AuthAnswer, type AuthCalls, type Session } from './auth-calls.ts';
import { passwordLength } from './auth.ts';
import { errors } from './errors.ts';
import type { UserId } from './model.ts';
import { secondFactorError } from './sign-in.ts';
import type { Throttle } from './throttle.ts';

/** One device that is signed in. */
export interface DeviceSession {
  readonly sessionId: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly userAgent: string;
  readonly isCurrent: boolean;
}

/** How recent a sign-in has to be where there is no password to ask for. */
const recentMs = 15 * 60_000;

type Context = Awaited<Auth['$context']>;
type CurrentOf = (headers: Headers) => Promise<{ id: string; createdAt: Date } | null>;

/** Everything that a signed-in person changes about their own account. */
export interface Account {
  readonly hasPassword: (userId: UserId) => Promise<boolean>;
  /** Asks for the password again, or for a recent sign-in. Errors: sign_in_again, sign_in_throttled. */
  readonly prove: (session: Session, headers: Headers, password: string | undefined) => Promise<void>;
  /** Sets the password and ends every other session. Error: password_refused. */
  readonly setPassword: (userId: UserId, password: string, headers: Headers | null) => Promise<void>;
  readonly update: (userId: UserId, patch: { name?: string; language?: string | null }) => Promise<void>;
  /** Notes that the address is theirs. What an unproven owner had set up before ends where `keeps` is false. */
  readonly proveEmail: (userId: UserId, email: string, keeps: boolean) => Promise<void>;
  readonly listSessions: (userId: UserId, headers: Headers) => Promise<DeviceSession[]>;
  /** Ends one session. Error: session_unknown. */
  readonly endSession: (userId: UserId, sessionId: string) => Promise<void>;
  readonly endOtherSessions: (userId: UserId, headers: Headers) => Promise<number>;
  /** Begins two-factor sign-in; it is on once a code was confirmed. Error: two_factor_state. */
  readonly enrolTwoFactor: (
    headers: Headers,
    password: string | undefined,
  ) => Promise<{ totpUri: string; recoveryCodes: string[] }>;
  /** Errors: second_factor_refused, two_factor_state. Returns the lines of Set-Cookie of the new session. */
  readonly confirmTwoFactor: (headers: Headers, code: string) => Promise<readonly string[]>;
  readonly renewRecoveryCodes: (headers: Headers, password: string | undefined) => Promise<string[]>;
  readonly disableTwoFactor: (headers: Headers, password: string | undefined) => Promise<readonly string[]>;
  /** For local recovery: without any code. */
  readonly dropTwoFactor: (userId: UserId) => Promise<void>;
}

/** Makes the functions of one's own account. */
export function makeAccount(calls: AuthCalls, throttle: Throttle): Account {
  const context = async (): Promise<Context> => await (await calls.load()).$context;
  const current: CurrentOf = async (headers) =>
    (await (await calls.load()).api.getSession({ headers }))?.session ?? null;
  const credential = async (userId: UserId): Promise<string | null> => {
    const accounts = await (await context()).internalAdapter.findAccounts(userId);
    return accounts.find((account) => account.providerId === 'credential')?.password ?? null;
  };
  return {
    hasPassword: async (userId) => (await credential(userId)) !== null,
    prove: async (session, headers, password) => {
      const hash = await credential(session.userId);
      if (hash === null) {
        const own = await current(headers);
        const age = calls.options.clock().getTime() - (own?.createdAt.getTime() ?? 0);
        if (own !== null && age <= recentMs) return;
        throw errors.fail('sign_in_again', 'The last sign-in is more than 15 minutes ago.');
      }
      if (password === undefined) throw errors.fail('sign_in_again', 'The password is missing.');
      const attempt = { email: session.email, from: null };
      await throttle.begin(attempt);
      if (!(await (await context()).password.verify({ hash, password })))
        throw errors.fail('sign_in_again', 'The password is not the right one.');
      await throttle.succeed(attempt);
    },
    setPassword: async (userId, password, headers) => {
      if (password.length < passwordLength.min || password.length > passwordLength.max)
        throw errors.fail('password_refused', `It has ${String(password.length)} characters.`);
      const { internalAdapter, password: hasher } = await context();
      const hash = await hasher.hash(password);
      if ((await credential(userId)) === null)
        await internalAdapter.linkAccount({
          userId,
          providerId: 'credential',
          accountId: userId,
          password: hash,
        });
      else await internalAdapter.updatePassword(userId, hash);
      await endSessions(await context(), userId, headers === null ? null : await current(headers));
    },
    update: async (userId, patch) => {
      await (await context()).internalAdapter.updateUser(userId, patch);
    },
    proveEmail: async (userId, email, keeps) => {
      const { internalAdapter, adapter } = await context();
      if (!keeps) {
        await internalAdapter.deleteUserSessions(userId);
        await internalAdapter.deleteAccounts(userId);
        await adapter.deleteMany({ model: 'twoFactor', where: [{ field: 'userId', value: userId }] });
        await internalAdapter.updateUser(userId, { twoFactorEnabled: false });
      }
      await internalAdapter.updateUser(userId, { email, emailVerified: true });
    },
    ...sessionsOf(context, current),
    ...twoFactorOf(calls, context),
  };
}

function sessionsOf(
  context: () => Promise<Context>,
  current: CurrentOf,
): Pick<Account, 'listSessions' | 'endSession' | 'endOtherSessions'> {
  return {
    listSessions: async (userId, headers) => {
      const own = await current(headers);
      const all = await (await context()).internalAdapter.listSessions(userId, { onlyActiveSessions: true });
      return all.map((session) => ({
        sessionId: session.id,
        createdAt: session.createdAt,
        lastSeenAt: session.updatedAt,
        expiresAt: session.expiresAt,
        userAgent: session.userAgent ?? '',
        isCurrent: session.id === own?.id,
      }));
    },
    endSession: async (userId, sessionId) => {
      const { internalAdapter } = await context();
      const all = await internalAdapter.listSessions(userId);
      const session = all.find((one) => one.id === sessionId);
      if (session === undefined) throw errors.fail('session_unknown', 'No session of yours has this id.');
      await internalAdapter.deleteSession(session.token);
    },
    endOtherSessions: async (userId, headers) =>
      await endSessions(await context(), userId, await current(headers)),
  };
}

type TwoFactor = Pick<
  Account,
  'enrolTwoFactor' | 'confirmTwoFactor' | 'renewRecoveryCodes' | 'disableTwoFactor' | 'dropTwoFactor'
>;

function twoFactorOf(calls: AuthCalls, context: () => Promise<Context>): TwoFactor {
  const ask = async (
    path: string,
    headers: Headers,
    body: Readonly<Record<string, unknown>>,
  ): Promise<AuthAnswer> => await calls.call(path, body, innerHeaders(headers, calls.options.publicUrl));
  return {
    enrolTwoFactor: async (headers, password) => {
      const answer = await ask('/two-factor/enable', headers, { method: 'totp', password });
      if (answer.status !== 200) throw stateError(answer);
      const { totpURI, backupCodes } = answer.body as { totpURI: string; backupCodes: string[] };
      return { totpUri: totpURI, recoveryCodes: backupCodes };
    },
    confirmTwoFactor: async (headers, code) => {
      const answer = await ask('/two-factor/verify-totp', headers, { code: code.trim() });
      if (answer.status === 400) throw stateError(answer);
      if (answer.status !== 200) throw secondFactorError(answer);
      return answer.cookies;
    },
    renewRecoveryCodes: async (headers, password) => {
      const answer = await ask('/two-factor/generate-backup-codes', headers, { password });
      if (answer.status !== 200) throw stateError(answer);
      return (answer.body as { backupCodes: string[] }).backupCodes;
    },
    disableTwoFactor: async (headers, password) => {
      const answer = await ask('/two-factor/disable', headers, { password });
      if (answer.status !== 200) throw stateError(answer);
      return answer.cookies;
    },
    dropTwoFactor: async (userId) => {
      const { internalAdapter, adapter } = await context();
      await adapter.deleteMany({ model: 'twoFactor', where: [{ field: 'userId', value: userId }] });
      await internalAdapter.updateUser(userId, { twoFactorEnabled: false });
    },
  };
}

/** Ends the sessions of a user except one; returns how many. */
async function endSessions(
  { internalAdapter }: Context,
  userId: UserId,
  kept: { id: string } | null,
): Promise<number> {
  const all = await internalAdapter.listSessions(userId);
  const others = all.filter((session) => session.id !== kept?.id);
  for (const session of others) await internalAdapter.deleteSession(session.token);
  return others.length;
}

function stateError({ status, body }: AuthAnswer): Error {
  const reason = typeof body['message'] === 'string' ? body['message'] : `answer ${String(status)}`;
  return errors.fail('two_factor_state', `It could not be done: ${reason}.`);
}
