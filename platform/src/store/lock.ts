import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errors } from './errors.ts';

/** The exclusive use of a data folder, until it is released or the process dies. */
export interface FolderLock {
  /** Writes down where we listen, so that a second server can name us. */
  setAddress(address: string): void;
  release(): void;
}

interface Holder {
  readonly pid: number;
  /** When the process started, in ticks since boot, and which boot; null where the system does not say. */
  readonly startedAt: string | null;
  readonly address: string | null;
}

/**
 * Takes the data folder for this process. The lock of a process that died is taken over; a live one is
 * respected at once. Error: data_folder_locked, which names process and address.
 */
export function lockDataFolder(folder: string): FolderLock {
  mkdirSync(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const path = join(folder, 'server.lock');
  let text = JSON.stringify({ pid: process.pid, startedAt: startOf(process.pid), address: null });
  for (let attempt = 0; !create(path, text); attempt++) {
    const found = read(path);
    const holder = found === null ? null : parse(found);
    if ((holder !== null && isAlive(holder)) || attempt > 20) throw locked(folder, holder);
    if (found !== null) bury(path, found);
  }
  return {
    setAddress: (address) => {
      text = JSON.stringify({ ...(JSON.parse(text) as Holder), address });
      const fresh = aside(path);
      writeFileSync(fresh, text);
      renameSync(fresh, path);
    },
    release: () => {
      if (read(path) === text) rmSync(path, { force: true });
    },
  };
}

/** Appears with its whole content or not at all. */
function create(path: string, text: string): boolean {
  const fresh = aside(path);
  writeFileSync(fresh, text);
  try {
    linkSync(fresh, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    return createPlainly(path, text);
  } finally {
    rmSync(fresh, { force: true });
  }
}

/** For file systems without hard links. */
function createPlainly(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Removes the lock that was read, and no other: two that bury at once must not bury a third's. */
function bury(path: string, expected: string): void {
  const grave = aside(path);
  try {
    renameSync(path, grave);
  } catch {
    return;
  }
  if (read(grave) !== expected) create(path, read(grave) ?? '');
  rmSync(grave, { force: true });
}

function aside(path: string): string {
  return `${path}.${randomBytes(6).toString('hex')}`;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function parse(text: string): Holder | null {
  try {
    const holder = JSON.parse(text) as Holder;
    return Number.isSafeInteger(holder.pid) && holder.pid > 0 ? holder : null;
  } catch {
    return null;
  }
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
  }
  const startedAt = startOf(holder.pid);
  return startedAt === null || holder.startedAt === null || startedAt === holder.startedAt;
}

/** Tells a process from a later one with the same number. A zombie counts as gone. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return fields[0] === 'Z' ? 'gone' : `${fields[19] ?? ''} ${boot}`;
  } catch {
    return null;
  }
}

function locked(folder: string, holder: Holder | null): Error {
  const who = holder === null ? 'Another process' : `Process ${String(holder.pid)}`;
  const where = holder?.address == null ? '' : `, which listens on ${holder.address},`;
  return errors.fail('data_folder_locked', `${who}${where} uses ${folder}.`, {
    folder,
    pid: holder?.pid ?? null,
    address: holder?.address ?? null,
  });
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
