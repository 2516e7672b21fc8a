import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of standards beside the repository; it is not part of it, and tests that need it are skipped. */
const FOLDER = fileURLToPath(new URL('../../../../shared/standards/', import.meta.url));

/** Where a file or folder of the standards is, or would be. */
export function sharedPath(path: string): string {
  return FOLDER + path;
}

/** Whether a file or folder of the standards is there. */
export function hasShared(path: string): boolean {
  return existsSync(FOLDER + path);
}

/** The text of a file of the standards. */
export function sharedText(path: string): string {
  return readFileSync(FOLDER + path, 'utf8');
}

/** The bytes of a file of the standards. */
export function sharedBytes(path: string): Uint8Array {
  return new Uint8Array(readFileSync(FOLDER + path));
}
