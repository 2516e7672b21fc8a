import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** What PostgreSQL writes into `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly socketDir: string;
  readonly isReady: boolean;
}

const pidFile = (data: string): string => join(data, 'postmaster.pid');

/** Reads `postmaster.pid`: null when there is none, a pid of 0 when it is empty or half-written. */
export function readPostmaster(data: string): Postmaster | null {
  let lines: string[];
  try {
    lines = readFileSync(pidFile(data), 'utf8').split('\n');
  } catch {
    return null;
  }
  return {
    pid: Math.abs(Number.parseInt(lines[0] ?? '', 10)) || 0,
    port: Number.parseInt(lines[3] ?? '', 10) || 0,
    socketDir: lines[4] ?? '',
    isReady: (lines[7] ?? '').trim() === 'ready',
  };
}

/**
 * Finds a server that already runs on these files, waiting while it starts or stops; null when there is
 * none, and then nothing is left in the way of a new one.
 */
export async function findRunning(data: string): Promise<Postmaster | null> {
  let emptyFor = 0;
  for (let i = 0; i < 3000; i++) {
    const found = readPostmaster(data);
    if (found === null) return null;
    if (found.pid === 0) {
      // Empty for a second: its writer was killed between creating and writing it.
      if (++emptyFor > 50) rmSync(pidFile(data), { force: true });
    } else {
      const state = stateOf(found.pid, data);
      if (state === 'gone') return null;
      if (state === 'other') {
        disown(data);
        return null;
      }
      if (found.isReady) {
        if (await answers(found, data)) return found;
        await stopPostmaster(data);
      }
    }
    await sleep(20);
  }
  return null;
}

/** Asks a running server to stop at once but in order, and waits until its pid file has gone. */
export async function stopPostmaster(data: string): Promise<void> {
  const running = readPostmaster(data);
  if (running === null || running.pid === 0 || stateOf(running.pid, data) !== 'ours') return;
  try {
    process.kill(running.pid, 'SIGINT');
  } catch {
    return;
  }
  for (let i = 0; i < 3000; i++) {
    if (readPostmaster(data)?.pid !== running.pid) return;
    if (stateOf(running.pid, data) !== 'ours') return;
    await sleep(20);
  }
}

/** Whether the server on these files still lives. */
export function isRunning(data: string, pid: number): boolean {
  return stateOf(pid, data) === 'ours';
}

/**
 * What has this number now: our server, nothing, or another process (also a zombie), which PostgreSQL
 * would take for a living server. Where there is no /proc, a living process counts as ours.
 */
function stateOf(pid: number, data: string): 'ours' | 'gone' | 'other' {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return 'gone';
  }
  const proc = `/proc/${String(pid)}`;
  try {
    const stat = readFileSync(`${proc}/stat`, 'utf8');
    if (stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z')) return 'other';
    if (!stat.includes('(postgres)')) return 'other';
  } catch {
    return existsSync('/proc/self/stat') ? 'gone' : 'ours';
  }
  try {
    // The server's working directory is its data folder, at the latest when it has written its pid.
    return readlinkSync(`${proc}/cwd`) === realpathSync(data) ? 'ours' : 'other';
  } catch {
    return 'ours';
  }
}

/**
 * Puts our own number into a pid file whose number was given to another process since. PostgreSQL passes
 * over its parent's number, and still looks for backends of the dead server by its shared memory.
 */
function disown(data: string): void {
  const lines = readFileSync(pidFile(data), 'utf8').split('\n');
  lines[0] = String(process.pid);
  writeFileSync(pidFile(data), lines.join('\n'));
}

async function answers(found: Postmaster, data: string): Promise<boolean> {
  for (let i = 0; i < 50; i++) {
    const client = new pg.Client({ ...adminOf(found.socketDir, found.port), connectionTimeoutMillis: 5000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const result = await client.query<{ folder: string }>(
        `select current_setting('data_directory') as folder`,
      );
      return realpathSync(result.rows[0]?.folder ?? '') === realpathSync(data);
    } catch {
      await sleep(20);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return false;
}

/** The server's own login, which only prepares the database. */
export function adminOf(socketDir: string, port: number): pg.ClientConfig {
  return { host: socketDir, port, user: 'postgres', database: 'postgres' };
}
