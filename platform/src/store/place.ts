import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { copyBinaries, type Binaries } from './binaries.ts';
import { errors } from './errors.ts';
import { ownerOf, tryAs, waysToRun, type RunAs } from './run-as.ts';

/** Where the server's files are and as whom its programs run. */
export interface Place {
  /** The wanted folder, or one elsewhere that the database's user can use. */
  readonly folder: string;
  readonly native: string;
  readonly runAs: RunAs;
}

/** What a test may take away from the machine. */
export interface PlaceLimits {
  readonly withoutNamespaces?: boolean;
  readonly elsewhere?: readonly string[];
}

/** Folders of the system that outlive a restart of the machine. */
const elsewhere = ['/var/lib/rungs', '/var/tmp/rungs'];

const pointerName = 'database-is-elsewhere';

/**
 * Chooses where and as whom the embedded server runs: in the wanted folder if there is any way, else
 * elsewhere; the choice is written down, so that the next start finds the same data. Error: embedded_unavailable.
 */
export function choosePlace(wanted: string, binaries: Binaries, limits: PlaceLimits = {}): Place {
  mkdirSync(wanted, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const pointer = join(wanted, pointerName);
  if (existsSync(pointer)) {
    const folder = readFileSync(pointer, 'utf8').trim();
    return tryPlace(folder, binaries, limits) ?? fail(folder, binaries);
  }
  const here = tryPlace(wanted, binaries, limits);
  if (here !== null) return here;
  if (process.getuid?.() === 0 && !existsSync(join(wanted, 'postgres', 'PG_VERSION')))
    for (const base of limits.elsewhere ?? elsewhere) {
      const there = tryElsewhere(base, wanted, binaries, limits);
      if (there === null) continue;
      writeFileSync(pointer, there.folder + '\n');
      return there;
    }
  return fail(wanted, binaries);
}

function tryPlace(folder: string, binaries: Binaries, limits: PlaceLimits): Place | null {
  for (const runAs of waysFor(folder)) {
    if (runAs.kind === 'namespace' && limits.withoutNamespaces === true) continue;
    if (!canRun(runAs, binaries.native)) continue;
    if (canUse(runAs, folder)) return { folder, native: binaries.native, runAs };
  }
  return null;
}

/** Data that exists belongs to somebody, and that decides. */
function waysFor(folder: string): RunAs[] {
  const data = join(folder, 'postgres');
  if (!existsSync(join(data, 'PG_VERSION'))) return waysToRun();
  const owner = ownerOf(statSync(data).uid);
  return owner === null ? [] : [owner];
}

function tryElsewhere(base: string, wanted: string, binaries: Binaries, limits: PlaceLimits): Place | null {
  const name = createHash('sha256').update(realpathSync(wanted)).digest('hex').slice(0, 16);
  try {
    mkdirSync(base, { recursive: true, mode: 0o755 });
    const { uid, mode } = lstatSync(base);
    if (uid !== 0 || (mode & 0o22) !== 0) return null;
    const folder = join(base, name);
    mkdirSync(folder, { recursive: true, mode: 0o711 });
    return tryPlace(folder, copyBinaries(binaries, base), limits);
  } catch {
    return null;
  }
}

function canRun(runAs: RunAs, native: string): boolean {
  return tryAs(runAs, [join(native, 'bin', 'postgres'), '--version']).ok;
}

/** Makes the server's subfolders, gives them to its user, and lets that user write there. */
function canUse(runAs: RunAs, folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o711 });
    if (runAs.kind === 'user') chmodSync(folder, (statSync(folder).mode & 0o777) | 0o011);
    const sockets = join(folder, 'socket');
    mkdirSync(sockets, { recursive: true, mode: 0o700 });
    giveTo(runAs, sockets);
    return tryAs(runAs, ['/bin/sh', '-c', 'cd "$1" && : > probe && rm probe', 'sh', sockets]).ok;
  } catch {
    return false;
  }
}

/** Makes a folder the server's own, closed to everybody else. */
export function giveTo(runAs: RunAs, path: string): void {
  if (runAs.kind === 'user') chownSync(path, runAs.uid, runAs.gid);
  else if (process.getuid?.() === 0) chownSync(path, 0, 0);
  chmodSync(path, 0o700);
}

function fail(folder: string, binaries: Binaries): never {
  const test = tryAs({ kind: 'self' }, [join(binaries.native, 'bin', 'postgres'), '--version']);
  throw errors.fail(
    'embedded_unavailable',
    test.ok
      ? `PostgreSQL does not run as root, and no other user of this system can use ${folder}.`
      : `The embedded PostgreSQL does not run on this machine: ${test.printed.split('\n')[0] ?? ''}`,
    { folder },
  );
}
