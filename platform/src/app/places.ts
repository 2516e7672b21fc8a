import { fileURLToPath } from 'node:url';

/** Where the platform's own files are: the same from `src` and from `dist`. */
export const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url));

/** The built web app. */
export const publicFolder = fileURLToPath(new URL('../../public', import.meta.url));
