import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { errors } from './errors.ts';
import { giveTo, type Place } from './place.ts';
import { spawnAs } from './run-as.ts';

/**
 * Makes the server's files on the first start: beside their place, and moved there when complete, so that
 * a start that was interrupted leaves nothing that looks finished. Error: embedded_unavailable.
 */
export async function initialise(
  place: Place,
  data: string,
  onInitialise?: (folder: string) => void,
): Promise<void> {
  removeLeftovers(data);
  if (existsSync(join(data, 'PG_VERSION'))) return;
  onInitialise?.(place.folder);
  const fresh = `${data}.new-${String(process.pid)}`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  giveTo(place.runAs, fresh);
  const { code, printed } = await initdb(place, fresh);
  if (code !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    throw errors.fail('embedded_unavailable', `The database could not be made: ${printed.slice(-600)}`, {
      folder: place.folder,
    });
  }
  moveInto(fresh, data);
}

function initdb(place: Place, fresh: string): Promise<{ code: number | null; printed: string }> {
  const program = join(place.native, 'bin', 'initdb');
  const login = ['-U', 'postgres', '-A', 'trust'];
  // The same order of texts on every machine, whatever its locale.
  const text = ['-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  return new Promise((resolve) => {
    let printed = '';
    const child = spawnAs(
      place.runAs,
      [program, '-D', fresh, ...login, ...text],
      ['ignore', 'ignore', 'pipe'],
    );
    child.stderr?.on('data', (chunk: Buffer) => (printed += chunk.toString('utf8')));
    child.once('error', (error) => {
      resolve({ code: null, printed: error.message });
    });
    child.once('close', (code) => {
      resolve({ code, printed: printed.trim() });
    });
  });
}

function moveInto(fresh: string, data: string): void {
  try {
    renameSync(fresh, data);
  } catch (error) {
    // Another first start was quicker; its files are as good.
    if (!existsSync(join(data, 'PG_VERSION'))) throw error;
    rmSync(fresh, { recursive: true, force: true });
    return;
  }
  const folder = openSync(dirname(data), 'r');
  fsyncSync(folder);
  closeSync(folder);
}

/** Removes what first starts left behind that were killed. */
function removeLeftovers(data: string): void {
  const prefix = `${basename(data)}.new-`;
  for (const name of readdirSync(dirname(data))) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number(name.slice(prefix.length));
    if (pid !== process.pid && isAlive(pid)) continue;
    try {
      rmSync(join(dirname(data), name), { recursive: true, force: true });
    } catch {
      // Its orphan still writes; the next start removes it.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
