import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Doors } from './doors.ts';
import type { Http } from './create.ts';
import { pageScript, pageStyle } from './pages/style.ts';

const require = createRequire(import.meta.url);

const docsPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const docsPage = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Rungs: HTTP reference</title><link rel="stylesheet" href="/docs/swagger-ui.css"></head>
<body><div id="swagger-ui"></div><script src="/docs/swagger-ui-bundle.js" charset="utf-8"></script>
<script src="/docs/start.js"></script></body></html>`;

const docsScript = `SwaggerUIBundle({ url: '/api/v1/openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null });`;

const fonts: Readonly<Record<string, readonly [packageName: string, file: string]>> = {
  'inter.woff2': ['@fontsource-variable/inter', 'inter-latin-wght-normal.woff2'],
  'inter-ext.woff2': ['@fontsource-variable/inter', 'inter-latin-ext-wght-normal.woff2'],
  'serif.woff2': ['@fontsource-variable/source-serif-4', 'source-serif-4-latin-wght-normal.woff2'],
  'serif-ext.woff2': ['@fontsource-variable/source-serif-4', 'source-serif-4-latin-ext-wght-normal.woff2'],
};

/** Serves the reference page, the style of the public pages, and the fonts; all from this origin. */
export function assetRoutes(app: Http, doors: Doors): void {
  const year = 'public, max-age=31536000, immutable';
  const text = (
    path: string,
    body: () => string,
    type: string,
    headers: Record<string, string> = {},
  ): void => {
    app.get(path, (c) => {
      c.set('route', path);
      return c.body(body(), 200, {
        'Content-Type': `${type}; charset=utf-8`,
        'Cache-Control': 'no-cache',
        ...headers,
      });
    });
  };
  text('/docs', () => docsPage, 'text/html', { 'Content-Security-Policy': docsPolicy });
  text('/docs/start.js', () => docsScript, 'text/javascript');
  for (const [file, type] of [
    ['swagger-ui.css', 'text/css'],
    ['swagger-ui-bundle.js', 'text/javascript'],
  ] as const)
    text(
      `/docs/${file}`,
      once(() => readFileSync(packageFile('swagger-ui-dist', file), 'utf8')),
      type,
    );
  text('/page.css', () => pageStyle, 'text/css', { 'Cache-Control': 'public, max-age=300' });
  text('/page.js', () => pageScript, 'text/javascript', { 'Cache-Control': 'public, max-age=300' });
  app.get('/fonts/:file', (c) => {
    c.set('route', '/fonts/:file');
    const bytes = fontBytes(c.req.param('file'));
    if (bytes === null) return c.notFound();
    return c.body(new Uint8Array(bytes).buffer, 200, { 'Content-Type': 'font/woff2', 'Cache-Control': year });
  });
  app.get('/robots.txt', (c) =>
    c.text(`User-agent: *\nDisallow: /api/\n${doors.isDemo ? 'Disallow: /\n' : ''}`),
  );
}

function fontBytes(name: string): Uint8Array | null {
  const font = Object.hasOwn(fonts, name) ? fonts[name] : undefined;
  if (font === undefined) return null;
  try {
    return readFileSync(packageFile(font[0], join('files', font[1])));
  } catch {
    return null;
  }
}

function packageFile(name: string, file: string): string {
  return join(dirname(require.resolve(`${name}/package.json`)), file);
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
