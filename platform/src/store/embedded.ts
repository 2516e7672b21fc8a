import { mkdtempSync, openSync, closeSync, rmSync, statSync, truncateSync, readFileSync } from 'node:fs';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { findBinaries } from './binaries.ts';
import { errors } from './errors.ts';
import { initialise } from './initialise.ts';
import type { DatabaseAddress } from './open.ts';
import { choosePlace, giveTo, type Place, type PlaceLimits } from './place.ts';
import { adminOf, findRunning, isRunning, stopPostmaster } from './postmaster.ts';
import { spawnAs, tryAs } from './run-as.ts';

/** A running embedded server: real PostgreSQL on a socket, no port. */
export interface EmbeddedServer {
  readonly address: DatabaseAddress;
  /** The folder of the server's files: the wanted one, or another that its user can use. */
  readonly folder: string;
  readonly pid: number;
  /** True when the server was there already, for instance because it outlived the process that began it. */
  readonly isAdopted: boolean;
  /** Stops the server in order; without it, it outlives this process. */
  stop(): Promise<void>;
}

/** How to start the embedded server. */
export interface EmbeddedOptions extends PlaceLimits {
  /** Called once if the server ends without `stop`; every query fails from then on. */
  readonly onLost?: (detail: string) => void;
  /** Called before the first start makes the database, which takes a second or two. */
  readonly onInitialise?: (folder: string) => void;
  /** Lets the server stop when this process is killed; for tests, on Linux. */
  readonly diesWithParent?: boolean;
}

/**
 * Starts (or adopts) the embedded PostgreSQL whose files are in `wanted`. It has no port and is not our
 * child to a terminal, so Ctrl-C reaches the application first. Whoever calls this holds the folder's lock,
 * or only joins a server that runs. Error: embedded_unavailable.
 */
export async function startEmbedded(wanted: string, options: EmbeddedOptions = {}): Promise<EmbeddedServer> {
  const place = choosePlace(wanted, findBinaries(), options);
  const data = join(place.folder, 'postgres');
  const running = await findRunning(data);
  if (running !== null) {
    await prepareDatabase(adminOf(running.socketDir, running.port));
    return handle(place, { ...running, isAdopted: true }, options);
  }
  await initialise(place, data, options.onInitialise);
  const sockets = socketFolder(place);
  const child = await start(place, data, sockets, options.diesWithParent === true);
  await prepareDatabase(adminOf(sockets, 5432));
  const server = { pid: child.pid ?? 0, port: 5432, socketDir: sockets, isAdopted: false };
  return handle(place, server, options, child);
}

function handle(
  place: Place,
  server: { pid: number; port: number; socketDir: string; isAdopted: boolean },
  options: EmbeddedOptions,
  child?: ChildProcess,
): EmbeddedServer {
  const data = join(place.folder, 'postgres');
  let isStopping = false;
  let watch: NodeJS.Timeout | undefined;
  const lost = (): void => {
    clearInterval(watch);
    if (!isStopping) options.onLost?.(`The embedded PostgreSQL ended by itself. ${lastWords(place.folder)}`);
    isStopping = true;
  };
  if (child !== undefined) child.once('exit', lost);
  else
    watch = setInterval(() => {
      if (!isRunning(data, server.pid)) lost();
    }, 500).unref();
  return {
    address: { socketDir: server.socketDir, port: server.port, user: 'rungs', database: 'rungs' },
    folder: place.folder,
    pid: server.pid,
    isAdopted: server.isAdopted,
    stop: async () => {
      isStopping = true;
      clearInterval(watch);
      await stopPostmaster(data);
      if (!server.socketDir.startsWith(place.folder))
        rmSync(server.socketDir, { recursive: true, force: true });
    },
  };
}

/** A socket's whole path has room in about 100 bytes only; a deeper folder gets a short one of its own. */
function socketFolder(place: Place): string {
  const usual = join(place.folder, 'socket');
  if (Buffer.byteLength(`${usual}/.s.PGSQL.5432`) <= 100) return usual;
  const short = mkdtempSync('/tmp/rungs-');
  giveTo(place.runAs, short);
  return short;
}

async function start(
  place: Place,
  data: string,
  sockets: string,
  diesWithParent: boolean,
): Promise<ChildProcess> {
  for (let attempt = 1; ; attempt++) {
    const child = launch(place, data, sockets, diesWithParent);
    if (await becomesReady(child, sockets)) return child;
    const words = lastWords(place.folder);
    // Backends of a server that was killed need a moment to notice.
    if (attempt >= 20 || !/shared memory block|lock file/.test(words))
      throw errors.fail('embedded_unavailable', `The embedded PostgreSQL did not start. ${words}`, {
        folder: place.folder,
      });
    await sleep(250);
  }
}

function launch(place: Place, data: string, sockets: string, diesWithParent: boolean): ChildProcess {
  const settings = {
    listen_addresses: '',
    unix_socket_directories: sockets,
    max_connections: '120',
    shared_buffers: '64MB',
  };
  const log = openLog(place.folder);
  try {
    const program = join(place.native, 'bin', 'postgres');
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const guard =
      diesWithParent && tryAs(place.runAs, ['setpriv', '--version']).ok
        ? ['setpriv', '--pdeathsig', 'INT', program]
        : [program];
    const command = [...guard, '-D', data, ...flags] as [string, ...string[]];
    const child = spawnAs(place.runAs, command, ['ignore', log, log]);
    child.on('error', () => undefined);
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

const logName = 'postgres.log';

function openLog(folder: string): number {
  const path = join(folder, logName);
  const log = openSync(path, 'a', 0o600);
  if (statSync(path).size > 5_000_000) truncateSync(path);
  return log;
}

/** The last complaints in the server's log, for a message to the operator. */
function lastWords(folder: string): string {
  try {
    const lines = readFileSync(join(folder, logName), 'utf8').trimEnd().split('\n').slice(-30);
    const grave = lines.filter((line) => /FATAL|PANIC|ERROR|HINT|error/.test(line)).slice(-2);
    return (grave.length > 0 ? grave : lines.slice(-1)).join(' ').slice(0, 600);
  } catch {
    return '';
  }
}

async function becomesReady(child: ChildProcess, sockets: string): Promise<boolean> {
  let hasEnded = child.pid === undefined;
  child.once('exit', () => (hasEnded = true));
  // Recovery after a crash may take a while; as long as the process lives there is hope.
  for (let i = 0; i < 15_000 && !hasEnded; i++) {
    const client = new pg.Client(adminOf(sockets, 5432));
    client.on('error', () => undefined);
    try {
      await client.connect();
      return true;
    } catch {
      await sleep(20);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return false;
}

/** The owner of the database is an ordinary login: row-level security must hold for it too. */
async function prepareDatabase(admin: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(admin);
  await client.connect();
  try {
    // Two that join at once prepare one after the other.
    await client.query('select pg_advisory_lock(7202)');
    const login = await client.query(`select 1 from pg_roles where rolname = 'rungs'`);
    if (login.rowCount === 0) await client.query('create role rungs login createdb');
    const app = await client.query(`select 1 from pg_roles where rolname = 'rungs_app'`);
    if (app.rowCount === 0) await client.query('create role rungs_app nologin');
    const member = await client.query(`select 1 where pg_has_role('rungs', 'rungs_app', 'MEMBER')`);
    if (member.rowCount === 0) await client.query('grant rungs_app to rungs');
    const database = await client.query(`select 1 from pg_database where datname = 'rungs'`);
    if (database.rowCount === 0) await client.query('create database rungs owner rungs');
  } finally {
    await client.end();
  }
}
