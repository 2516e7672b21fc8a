import { createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Clock, Random } from '#kernel';
import { guardedFetch, openMailer } from '#net';
import { openIdentity, type Identity } from '#parties';
import {
  asInstance,
  lockDataFolder,
  openStore,
  readMigrations,
  readSetting,
  registerSubscriptions,
  startEmbedded,
  startWorkers,
  wakeLanes,
  writeSetting,
  type AppContext,
  type DatabaseAddress,
  type EmbeddedServer,
  type Workers,
} from '#store';
import { loadEncryptionKey } from './encryption-key.ts';
import { jobConcurrency, jobsOf, type JobPolicy } from './jobs.ts';
import { migrationsFolder } from './places.ts';
import { settlePublicUrl } from './public-address.ts';
import type { Settings } from './settings.ts';
import { subscriptionsOf } from './subscriptions.ts';

/** A running instance, without a door of its own: `http` and `cli` open theirs onto it. */
export interface Running {
  readonly ctx: AppContext;
  readonly identity: Identity;
  /** Where the database is, for a person to read. */
  readonly database: string;
  /** Lets requests and jobs in hand finish, then stops the database. */
  readonly close: () => Promise<void>;
}

/** What a start is told besides its settings. */
export interface OpenOptions {
  /**
   * Opens the door once lock and database are there; returns the address on which it listens, which becomes
   * the public address of an instance that was never told one.
   */
  readonly listen: () => Promise<string>;
  /** False for a command that only looks: the public address stays undecided until a server starts. */
  readonly keepsAddress?: boolean;
  /** One line for a person, before each step that may take a while. */
  readonly onStep?: (line: string) => void;
  /** The embedded database ended by itself; nothing works from then on. */
  readonly onLost?: (detail: string) => void;
  readonly onJobError?: (task: string, error: unknown) => void;
  /** False leaves jobs to another process. Default true. */
  readonly runsJobs?: boolean;
}

const wallClock: Clock = () => new Date();
const systemRandom: Random = (size) => new Uint8Array(randomBytes(size));

/** Opens the instance: lock, database, migrations, keys, subscriptions, workers. Whatever fails closes the rest. */
export async function openApp(settings: Settings, options: OpenOptions): Promise<Running> {
  const undo: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const lock = lockDataFolder(settings.dataDir);
    undo.push(() => {
      lock.release();
    });
    const { address: database, words, server } = await openDatabase(settings, options);
    if (server !== null) undo.push(() => server.stop());
    const store = await openStore(database, {
      migrations: readMigrations(migrationsFolder),
      onMigrated: (name) => options.onStep?.(`migrated: ${name}`),
    });
    undo.push(() => store.close());
    const address = await options.listen();
    lock.setAddress(address);
    const publicUrl = await settlePublicUrl(store.db, {
      wanted: settings.publicUrl,
      fallback: address,
      isKept: options.keepsAddress ?? true,
    });
    const keyEncryptionKey = await encryptionKeyOf(settings, store.db);
    const ctx: AppContext = {
      db: store.db,
      clock: wallClock,
      random: systemRandom,
      publicUrl,
      keyEncryptionKey,
      net: guardedFetch(),
    };
    const identity = openIdentity({
      db: store.db,
      address: database,
      clock: wallClock,
      random: systemRandom,
      secret: sessionSecret(keyEncryptionKey),
      publicUrl,
      trustedOrigins: (request) => ownOrigin(request),
    });
    undo.push(() => identity.close());
    const mailer = settings.mail === null ? null : openMailer(settings.mail);
    if (mailer !== null)
      undo.push(() => {
        mailer.close();
      });
    const { hasOpenSignUp } = settings;
    const workers = await startReactions(ctx, store, options, { mailer, hasOpenSignUp });
    if (workers !== null) undo.push(() => workers.stop());
    return { ctx, identity, database: words, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openDatabase(
  settings: Settings,
  options: OpenOptions,
): Promise<{ address: DatabaseAddress; words: string; server: EmbeddedServer | null }> {
  if (settings.databaseUrl !== null) {
    const { host, pathname } = new URL(settings.databaseUrl);
    return {
      address: { url: settings.databaseUrl },
      words: `PostgreSQL at ${host}${pathname}`,
      server: null,
    };
  }
  const server = await startEmbedded(settings.dataDir, {
    onInitialise: (folder) => options.onStep?.(`making the database in ${folder}`),
    ...(options.onLost === undefined ? {} : { onLost: options.onLost }),
  });
  return { address: server.address, words: `embedded PostgreSQL in ${server.folder}`, server };
}

/** The key is needed from the moment at which the first signing key was wrapped with it. */
async function encryptionKeyOf(settings: Settings, db: AppContext['db']): Promise<Uint8Array> {
  const name = 'key_encryption_key_since';
  if (settings.keyEncryptionKey !== null) return settings.keyEncryptionKey;
  return await asInstance(db, async (tx) => {
    const since = await readSetting(tx, { name });
    const path = join(settings.dataDir, 'keys', 'key-encryption-key');
    const key = loadEncryptionKey(path, since !== null, systemRandom);
    if (since === null) await writeSetting(tx, { name, value: wallClock().toISOString() });
    return key;
  });
}

/** Sessions are signed with a key derived from the one secret that the operator keeps. */
function sessionSecret(keyEncryptionKey: Uint8Array): string {
  return createHmac('sha256', keyEncryptionKey).update('rungs session cookies').digest('base64url');
}

/** The server answers for the address on which it was reached, whatever its public address is. */
function ownOrigin(request?: Request): readonly string[] {
  const host = request?.headers.get('host');
  return host === null || host === undefined ? [] : [`http://${host}`, `https://${host}`];
}

async function startReactions(
  ctx: AppContext,
  store: Parameters<typeof startWorkers>[0],
  options: OpenOptions,
  policy: JobPolicy,
): Promise<Workers | null> {
  const subscriptions = subscriptionsOf(ctx);
  await registerSubscriptions(ctx.db, subscriptions);
  if (options.runsJobs === false) return null;
  const workers = await startWorkers(store, jobsOf(ctx, subscriptions, policy), {
    concurrency: jobConcurrency,
    onError: options.onJobError ?? (() => undefined),
  });
  await asInstance(ctx.db, (tx) => wakeLanes(tx));
  return workers;
}
