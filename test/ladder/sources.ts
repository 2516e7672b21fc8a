import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

const folders = ['platform/src', 'packages/credentials', 'packages/science', 'packages/client', 'web'];

/** Reads every source file that the ladder is about, by its path from the root. */
export function readSources(): Map<string, string> {
  const found = new Map<string, string>();
  for (const folder of folders) {
    const path = join(root, folder);
    if (!existsSync(path)) continue;
    for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
      const file = join(entry.parentPath, entry.name);
      const name = relative(root, file).split(sep).join('/');
      if (!entry.isFile() || /(^|\/)(dist|node_modules|\.vite)\//.test(name)) continue;
      if (/\.(ts|tsx)$/.test(name)) found.set(name, readFileSync(file, 'utf8'));
    }
  }
  return found;
}
