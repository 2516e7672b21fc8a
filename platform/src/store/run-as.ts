import { spawn, spawnSync, type ChildProcess, type StdioOptions } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';

/**
 * As whom the server's programs run, since they refuse root: as ourselves, as another user of the system,
 * or as ourselves inside a user namespace in which we are called `nobody`.
 */
export type RunAs =
  | { readonly kind: 'self' }
  | { readonly kind: 'user'; readonly name: string; readonly uid: number; readonly gid: number }
  | { readonly kind: 'namespace' };

const unshare = ['--user', '--map-user=65534', '--map-group=65534'];

/** The ways to try, best first; the first that works is taken. */
export function waysToRun(): RunAs[] {
  if (process.getuid?.() === 0)
    return [...['postgres', 'nobody'].map(userCalled).filter((user) => user !== null), { kind: 'namespace' }];
  return hasName() ? [{ kind: 'self' }] : [{ kind: 'namespace' }, { kind: 'self' }];
}

/** A user of the system by name, null if there is none. */
function userCalled(name: string): RunAs | null {
  const row = passwd().find((r) => r[0] === name);
  return row === undefined ? null : userOf(row);
}

/** How to work on files that belong to `uid`; null when nobody here can. */
export function ownerOf(uid: number): RunAs | null {
  const own = process.getuid?.() ?? uid;
  if (own !== 0) return own === uid ? (waysToRun()[0] ?? null) : null;
  if (uid === 0) return { kind: 'namespace' };
  const row = passwd().find((r) => Number(r[2]) === uid);
  return row === undefined ? null : userOf(row);
}

function userOf(row: string[]): RunAs {
  return { kind: 'user', name: row[0] ?? '', uid: Number(row[2]), gid: Number(row[3]) };
}

function passwd(): string[][] {
  try {
    const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
    return lines.map((line) => line.split(':'));
  } catch {
    return [];
  }
}

/** A user id without an entry in the password file cannot run `initdb`; in a namespace it is `nobody`. */
function hasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

/** Starts a program that way, detached from our terminal, so that Ctrl-C reaches us first. */
export function spawnAs(
  runAs: RunAs,
  command: readonly [string, ...string[]],
  stdio: StdioOptions,
): ChildProcess {
  const [file, ...args] = inNamespace(runAs, command);
  return spawn(file, args, { cwd: '/', detached: true, stdio, ...identity(runAs) });
}

/** Runs a short program that way to its end; says whether it succeeded, and what it printed. */
export function tryAs(
  runAs: RunAs,
  command: readonly [string, ...string[]],
): { ok: boolean; printed: string } {
  const [file, ...args] = inNamespace(runAs, command);
  const result = spawnSync(file, args, { cwd: '/', encoding: 'utf8', timeout: 20_000, ...identity(runAs) });
  const printed = result.error === undefined ? result.stdout + result.stderr : result.error.message;
  return { ok: result.status === 0, printed: printed.trim() };
}

function inNamespace(runAs: RunAs, command: readonly [string, ...string[]]): readonly [string, ...string[]] {
  return runAs.kind === 'namespace' ? ['unshare', ...unshare, ...command] : command;
}

function identity(runAs: RunAs): { uid?: number; gid?: number } {
  return runAs.kind === 'user' ? { uid: runAs.uid, gid: runAs.gid } : {};
}
