import { mkdtempSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { afterAll, describe, expect, it } from 'vitest';
import { bestOf } from './compressed.ts';
import type { Http } from './create.ts';
import type { Doors } from './doors.ts';
import { webApp } from './web-app.ts';

const folder = mkdtempSync(join(tmpdir(), 'rungs-public-'));
const script = 'export const words = [];\n'.repeat(400);
mkdirSync(join(folder, 'assets'));
writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Rungs</title>');
writeFileSync(join(folder, 'assets', 'main.js'), script);
writeFileSync(join(folder, 'assets', 'dot.png'), Buffer.alloc(900));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const app = new Hono() as unknown as Http;
webApp(app, { publicDir: folder } as Doors);

async function get(path: string, accepted?: string): Promise<{ headers: Headers; bytes: Buffer }> {
  const headers = accepted === undefined ? {} : { 'Accept-Encoding': accepted };
  const answer = await app.request(path, { headers });
  expect(answer.status).toBe(200);
  return { headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
}

describe('a file of the web app', () => {
  it('is sent in the smaller encoding that the browser takes, and as it is to one that takes none', async () => {
    const br = await get('/assets/main.js', 'gzip, deflate, br, zstd');
    expect(br.headers.get('content-encoding')).toBe('br');
    expect(br.headers.get('vary')).toBe('Accept-Encoding');
    expect(brotliDecompressSync(br.bytes).toString()).toBe(script);
    expect(br.bytes.length).toBeLessThan(script.length / 10);
    const gz = await get('/assets/main.js', 'gzip');
    expect(gunzipSync(gz.bytes).toString()).toBe(script);
    const plain = await get('/assets/main.js');
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(plain.headers.get('vary')).toBe('Accept-Encoding');
    expect(plain.bytes.toString()).toBe(script);
  });

  it('that is a picture is sent as it is, and the page behind any address like a text', async () => {
    expect((await get('/assets/dot.png', 'br')).headers.get('content-encoding')).toBeNull();
    const page = await get('/orgs/org_1/awards', 'br');
    expect(brotliDecompressSync(page.bytes).toString()).toContain('<title>Rungs</title>');
    expect(page.headers.get('content-type')).toContain('text/html');
  });

  it('is encoded anew once it has changed', async () => {
    const path = join(folder, 'assets', 'old.js');
    writeFileSync(path, 'one');
    expect(brotliDecompressSync((await get('/assets/old.js', 'br')).bytes).toString()).toBe('one');
    writeFileSync(path, 'two');
    utimesSync(path, new Date('2030-01-01'), new Date('2030-01-01'));
    expect(brotliDecompressSync((await get('/assets/old.js', 'br')).bytes).toString()).toBe('two');
  });
});

describe('an encoding', () => {
  it.each([
    ['gzip;q=0.8, br;q=0', 'gzip'],
    ['br;q=0.0, gzip;q=0', null],
    ['BR', 'br'],
    ['deflate', null],
    ['', null],
    ['gzip; q=0.001', 'gzip'],
  ])('of "%s" is %s', (accepted, encoding) => {
    expect(bestOf(accepted)).toBe(encoding);
  });
});
