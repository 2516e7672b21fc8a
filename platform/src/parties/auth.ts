import type { Auth, BetterAuthOptions, BetterAuthPlugin } from 'better-auth';
import { newId, type Clock, type Doing, type Random } from '#kernel';
import { asInstance, type DatabaseAddress, type Db } from '#store';
import { sessionDoor } from './auth-door.ts';
import type { PersonId } from './model.ts';
import { ensurePeople } from './people.ts';

/** What sign-in needs of the application. */
export interface IdentityOptions {
  readonly db: Db;
  readonly address: DatabaseAddress;
  readonly clock: Clock;
  readonly random: Random;
  /** Signs the session cookies; another value signs everybody out. At least 32 characters. */
  readonly secret: string;
  /** The public address; over https cookies are sent by https only. */
  readonly publicUrl: string;
  /** Further addresses from which a browser may sign in, such as the port on which the server listens. */
  readonly trustedOrigins?: readonly string[] | ((request?: Request) => readonly string[]);
  /** Told of what went wrong inside, in words without personal data. */
  readonly onError?: (message: string) => void;
}

/** The prefixes of the ids that sign-in makes; only users are named outside of it. */
const prefixes: Readonly<Record<string, string>> = {
  user: 'usr',
  session: 'ses',
  account: 'acc',
  verification: 'vrf',
  twoFactor: 'tfa',
};

/** Columns are snake_case, and the tables lie in the schema of this rung. */
export const authTables = {
  user: {
    fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    additionalFields: {
      personId: {
        type: 'string',
        fieldName: 'person_id',
        required: true,
        input: false,
        defaultValue: '',
        unique: true,
      },
      language: { type: 'string', fieldName: 'language', required: false, input: false },
    },
  },
  session: {
    fields: {
      userId: 'user_id',
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    },
  },
  account: {
    fields: {
      userId: 'user_id',
      accountId: 'account_id',
      providerId: 'provider_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    },
  },
  verification: {
    fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    // What it looks up is kept as a hash: no challenge that lies in a dump can be answered.
    storeIdentifier: 'hashed',
  },
} as const satisfies Pick<BetterAuthOptions, 'user' | 'session' | 'account' | 'verification'>;

/** The names of the two-factor plug-in in the database. */
export const twoFactorSchema = {
  user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
  twoFactor: {
    modelName: 'two_factor',
    fields: {
      backupCodes: 'backup_codes',
      userId: 'user_id',
      failedVerificationCount: 'failed_verification_count',
      lockedUntil: 'locked_until',
    },
  },
} as const;

const cookiePrefix = 'rungs';

/** The name of the session cookie; over https it has `__Secure-` in front. */
export const sessionCookie = `${cookiePrefix}.session_token`;

/** Shortest and longest password. */
export const passwordLength = { min: 8, max: 128 };

/** The library, loaded when somebody first signs in: it takes longer to load than the rest of the server. */
export async function openAuth(options: IdentityOptions, db: Db, pass: string): Promise<Auth> {
  const [{ betterAuth }, api, { setSessionCookie }, { twoFactor }] = await Promise.all([
    import('better-auth'),
    import('better-auth/api'),
    import('better-auth/cookies'),
    import('better-auth/plugins/two-factor'),
  ]);
  const plugins = [
    twoFactor({ issuer: 'Rungs', allowPasswordless: true, schema: twoFactorSchema }),
    sessionDoor({ createAuthEndpoint: api.createAuthEndpoint, setSessionCookie, clock: options.clock }, pass),
  ];
  return betterAuth(authOptions(options, db, plugins));
}

function authOptions(options: IdentityOptions, db: Db, plugins: BetterAuthPlugin[]): BetterAuthOptions {
  const { publicUrl, trustedOrigins } = options;
  return {
    appName: 'Rungs',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret: options.secret,
    trustedOrigins:
      typeof trustedOrigins === 'function'
        ? (request) => [...trustedOrigins(request)]
        : [...(trustedOrigins ?? [])],
    database: { db, type: 'postgres', transaction: true, schemaName: 'parties' },
    ...authTables,
    plugins,
    emailAndPassword: {
      enabled: true,
      // An account is opened by a link, which proves the address, or by whoever runs the instance.
      disableSignUp: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: {
      level: 'error',
      log: (_level, message) => options.onError?.(message),
    },
    advanced: {
      cookiePrefix,
      useSecureCookies: publicUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      // Said here because the library leaves it out where it believes to be in a test.
      disableOriginCheck: false,
      ipAddress: { disableIpTracking: true },
      database: {
        generateId: ({ model }) => newId(prefixes[model] ?? 'ath', options.clock(), options.random),
      },
    },
  };
}

/** The personal space of an address; on the pool of the application, while sign-in holds its own transaction. */
export async function personOf(
  options: IdentityOptions,
  user: { email: string; name: string; isDemo?: boolean },
): Promise<PersonId> {
  const doing: Doing = { now: options.clock(), random: options.random, actor: 'system' };
  const [personId] = await asInstance(options.db, (tx) =>
    ensurePeople(tx, doing, {
      people: [{ email: user.email, name: user.name }],
      isDemo: user.isDemo ?? false,
    }),
  );
  if (personId === undefined) throw new Error('a person was asked for and none was made');
  return personId;
}
