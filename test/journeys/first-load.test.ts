import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../../platform/public/', import.meta.url));
const isBuilt = existsSync(`${folder}index.html`);

/** The script and style files that a file names, as the browser fetches them before it shows anything. */
function namedIn(text: string): string[] {
  const imports = [...text.matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g)];
  const page = [...text.matchAll(/(?:src|href)="\/assets\/([\w.-]+\.(?:js|css))"/g)];
  return [...imports, ...page].map(([, name]) => name ?? '');
}

it.skipIf(!isBuilt)('a first visit fetches at most 200 KiB (gzip) before the frame stands', () => {
  const wanted = new Set(namedIn(readFileSync(`${folder}index.html`, 'utf8')));
  for (const name of wanted)
    if (name.endsWith('.js'))
      for (const found of namedIn(readFileSync(`${folder}assets/${name}`, 'utf8'))) wanted.add(found);
  const sizes = [...wanted].map((name) => gzipSync(readFileSync(`${folder}assets/${name}`)).length);
  const sum = sizes.reduce((a, b) => a + b, 0);
  expect(wanted.size).toBeGreaterThan(2);
  expect(wanted.size).toBeLessThan(readdirSync(`${folder}assets`).length);
  expect(sum / 1024).toBeGreaterThan(50);
  expect(sum / 1024).toBeLessThanOrEqual(200);
});
