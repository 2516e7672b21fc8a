import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/** Where `rungs login` keeps its sessions: readable by their owner alone. */
export function sessionPath(env: Env): string {
  const home = env['XDG_CONFIG_HOME'] ?? '';
  return join(home === '' ? join(homedir(), '.config') : home, 'rungs', 'sessions.json');
}

function readAll(env: Env): Record<string, string> {
  try {
    const all: unknown = JSON.parse(readFileSync(sessionPath(env), 'utf8'));
    return typeof all === 'object' && all !== null ? (all as Record<string, string>) : {};
  } catch {
    return {};
  }
}

/** The session for a server; null when there is none. */
export function readSession(env: Env, baseUrl: string): string | null {
  return readAll(env)[new URL(baseUrl).origin] ?? null;
}

/** Keeps the session for a server, or with null forgets it. */
export function keepSession(env: Env, baseUrl: string, cookie: string | null): void {
  const { [new URL(baseUrl).origin]: _before, ...others } = readAll(env);
  const all = cookie === null ? others : { ...others, [new URL(baseUrl).origin]: cookie };
  const path = sessionPath(env);
  if (Object.keys(all).length === 0) {
    rmSync(path, { force: true });
    return;
  }
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  rmSync(path, { force: true });
  writeFileSync(path, JSON.stringify(all), { mode: 0o600 });
}
