import { existsSync, statSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';
import { encodedFiles } from './compressed.ts';
import type { Doors } from './doors.ts';
import type { Http } from './create.ts';
import { appPolicy } from './security.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

/** Serves the built web app: its files by name, and its index page at every other address without a dot. */
export function webApp(app: Http, doors: Doors): void {
  const folder = doors.publicDir;
  if (folder === undefined || !existsSync(join(folder, 'index.html'))) return;
  const readEncoded = encodedFiles();
  app.get('*', async (c, next) => {
    const path = decoded(c.req.path);
    if (path === null || path.startsWith('/api/')) {
      await next();
      return;
    }
    const file = normalize(join(folder, path));
    const isInside = file.startsWith(folder + sep);
    const isFile = isInside && path !== '/' && existsSync(file) && statSync(file).isFile();
    if (!isFile && extname(path) !== '') {
      await next();
      return;
    }
    c.set('route', isFile ? 'web file' : 'web page');
    const found = isFile ? file : join(folder, 'index.html');
    const type = types[extname(found)] ?? 'application/octet-stream';
    const isText = /^text|json|svg/.test(type);
    const { bytes, encoding } = await readEncoded(
      found,
      isText ? c.req.header('Accept-Encoding') : undefined,
    );
    return c.body(bytes, 200, {
      'Content-Type': type,
      ...(isText ? { Vary: 'Accept-Encoding' } : {}),
      ...(encoding === null ? {} : { 'Content-Encoding': encoding }),
      'Content-Security-Policy': appPolicy,
      'Cache-Control':
        isFile && path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
  });
}

function decoded(path: string): string | null {
  try {
    const text = decodeURIComponent(path);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}
