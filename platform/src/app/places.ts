import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the platform's own files are: the same from `src` and from `dist`. */
export const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url));

/** The built web app. */
export const publicFolder = fileURLToPath(new URL('../../public', import.meta.url));

const packed = fileURLToPath(new URL('../../examples', import.meta.url));

/** The small real data that the demo loads: inside a published package, or at the root of a checkout. */
export const examplesFolder = existsSync(packed)
  ? packed
  : fileURLToPath(new URL('../../../examples', import.meta.url));
