import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OrgId } from '#kernel';
import type { Session } from '#parties';
import { openWorld, type Answer, type World } from '../world.fixture.ts';

const nasty = '"><script>alert(1)</script>';

describe('the public documents', () => {
  let world: World;
  let orgId: OrgId;
  let key: string;
  let holder: Session;
  let badgeId: string;
  let uuid: string;
  let awardId: string;

  const get = (path: string, accept = 'text/html', ask: object = {}): Promise<Answer> =>
    world.ask('GET', path, { headers: { Accept: accept }, ...ask });

  beforeAll(async () => {
    world = await openWorld();
    orgId = await world.newOrg('Harbour College');
    key = await world.newKey(orgId);
    holder = await world.newUser(`Lena ${nasty}`);
    const made = await world.ask('POST', `/api/v1/orgs/${orgId}/badges`, {
      key,
      body: { name: `Clean ${nasty}`, objective: 'Cleans a table.', criteria: `# How\n${nasty}` },
    });
    badgeId = String(made.json['badgeId']);
    await world.ask('POST', `/api/v1/orgs/${orgId}/badges/${badgeId}/publish`, { key, body: {} });
    const awarded = await world.ask('POST', `/api/v1/orgs/${orgId}/awards`, {
      key,
      body: { badgeId, recipient: { email: holder.email, name: holder.name } },
    });
    awardId = String(awarded.json['awardId']);
    uuid = String(awarded.json['credentialId']).replace('urn:uuid:', '');
    await world.settle();
  });

  it('each is a page for people and a document for programs', async () => {
    for (const path of [`/c/${uuid}`, `/b/${badgeId}`, `/b/${badgeId}/1`, `/i/${orgId}`]) {
      const page = await get(path);
      expect(page.headers.get('content-type'), path).toContain('text/html');
      expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
      expect(page.text).toContain('property="og:title"');
      for (const answer of [await get(`${path}.json`), await get(path, 'application/json')]) {
        expect(answer.status, path).toBe(200);
        expect(answer.headers.get('access-control-allow-origin')).toBe('*');
        expect(answer.json['@context']).toEqual(expect.any(Array));
      }
    }
    expect((await get(`/b/${badgeId}/1.json`)).json).toMatchObject({
      id: `http://localhost:3000/b/${badgeId}/1`,
      type: ['Achievement'],
    });
  });

  it('no text of an issuer or a holder runs as a program', async () => {
    for (const path of [`/c/${uuid}`, `/b/${badgeId}`, `/i/${orgId}`]) {
      const page = await get(path);
      expect(page.text, path).not.toContain('<script>alert');
    }
    expect((await get(`/c/${uuid}`)).text).toContain('&lt;script&gt;alert(1)');
  });

  it('the status list of a credential is signed, cached for a minute, and answers with a document', async () => {
    const credential = (await get(`/c/${uuid}.json`)).json;
    const [status] = credential['credentialStatus'] as { statusListCredential: string }[];
    const path = new URL(status?.statusListCredential ?? '').pathname;
    const list = await get(path, '*/*');
    expect(list.json['type']).toContain('BitstringStatusListCredential');
    expect(list.headers.get('cache-control')).toBe('public, max-age=60');
    const tag = list.headers.get('etag') ?? '';
    const again = await world.ask('GET', path, { headers: { 'If-None-Match': tag } });
    expect(again.status).toBe(304);
    await world.ask('POST', `/api/v1/orgs/${orgId}/awards/${awardId}/suspend`, {
      key,
      body: { reason: 'Asked.' },
    });
    expect((await world.ask('GET', path, { headers: { 'If-None-Match': tag } })).status).toBe(200);
    const page = await get(`/c/${uuid}`);
    expect(page.text).toContain('Suspended');
    await world.ask('POST', `/api/v1/orgs/${orgId}/awards/${awardId}/reinstate`, {
      key,
      body: { reason: 'Done.' },
    });
    expect((await get(`/c/${uuid}`)).text).toContain('>Valid<');
    expect((await get(path)).headers.get('content-type')).toContain('text/html');
  });

  it('a picture from outside is shown as a picture and nothing else', async () => {
    const image = await get(`/b/${badgeId}/1/image`, 'image/*');
    expect(image.headers.get('content-type')).toBe('image/svg+xml');
    expect(image.headers.get('content-security-policy')).toContain('sandbox');
    expect(image.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('who looked is told to the holder, their own looks are not', async () => {
    const views = async (): Promise<number> => {
      const list = await world.ask('GET', '/api/v1/me/views?limit=200', { as: holder });
      return (list.json['items'] as unknown[]).length;
    };
    const before = await views();
    await get(`/c/${uuid}`, 'text/html', { as: holder });
    expect(await views()).toBe(before);
    await get(`/c/${uuid}`);
    expect(await views()).toBe(before + 1);
  });

  it('a private credential looks like one that does not exist', async () => {
    const close = (visibility: string): Promise<Answer> =>
      world.ask('PATCH', `/api/v1/me/credentials/urn:uuid:${uuid}`, { as: holder, body: { visibility } });
    expect((await close('private')).json).toMatchObject({
      visibility: 'private',
      issuerName: 'Harbour College',
    });
    const closed = await get(`/c/${uuid}`);
    const missing = await get('/c/00000000-0000-4000-8000-000000000000');
    expect(closed.status).toBe(404);
    expect(closed.text.replaceAll(uuid, '')).toBe(
      missing.text.replaceAll('00000000-0000-4000-8000-000000000000', ''),
    );
    expect((await get(`/c/${uuid}.json`)).status).toBe(404);
    expect((await close('link')).status).toBe(200);
    expect((await get(`/c/${uuid}`)).status).toBe(200);
  });

  it('a page speaks German where it is asked to, and says so', async () => {
    const ask = (path: string, language: string): Promise<Answer> =>
      get(path, 'text/html', { headers: { Accept: 'text/html', 'Accept-Language': language } });
    for (const path of [`/c/${uuid}`, `/b/${badgeId}`, `/i/${orgId}`, '/c/nothing']) {
      const german = await ask(path, 'de-CH, en;q=0.3');
      expect(german.text, path).toContain('<html lang="de">');
      expect(german.headers.get('content-language')).toBe('de');
      expect(german.headers.get('vary')).toContain('Accept-Language');
      expect((await ask(`${path}?lang=en`, 'de')).text, path).toContain('<html lang="en">');
    }
    const page = await ask(`/c/${uuid}`, 'de');
    expect(page.text).toContain('Gültig');
    expect(page.text).toContain('Die Signatur stimmt: Nichts wurde verändert.');
    expect(page.text).not.toMatch(/The signature|What was checked/);
  });

  it('a credential leads to LinkedIn by a plain link, and shows its address to scan', async () => {
    const { text } = await get(`/c/${uuid}`);
    const href = /href="(https:\/\/www\.linkedin\.com[^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const asked = new URL(href).searchParams;
    expect(asked.get('certUrl')).toBe(`http://localhost:3000/c/${uuid}`);
    expect(asked.get('organizationName')).toBe('Harbour College');
    expect(asked.get('certId')).toBe(uuid);
    expect(text).toMatch(/class="qr">[\s\S]*<svg/);
    expect(text.match(/(?:src|srcset)="https?:/g)).toBeNull();
  });

  it('an issuer’s accent colours its pages, in light and in dark', async () => {
    expect((await get(`/i/${orgId}`)).text).not.toContain('theme.css');
    await world.ask('PATCH', `/api/v1/orgs/${orgId}`, { key, body: { accentColour: '#7a1f5c' } });
    expect((await get(`/i/${orgId}`)).text).toContain(`href="/i/${orgId}/theme.css"`);
    const style = await get(`/i/${orgId}/theme.css`);
    expect(style.headers.get('content-type')).toContain('text/css');
    expect(style.text).toContain(':root{--accent:#7a1f5c;--accent-text:#ffffff}');
    expect(style.text).toContain('prefers-color-scheme:dark');
  });

  it('a personal space is no public document', async () => {
    expect((await get(`/i/${holder.personId}`)).status).toBe(404);
    expect((await get(`/i/${holder.personId}.json`)).status).toBe(404);
  });

  it('an issuer has a DID document only where its address can prove it', async () => {
    expect((await get(`/i/${orgId}/did.json`)).status).toBe(404);
    const profile = (await get(`/i/${orgId}.json`)).json;
    expect(profile['id']).toMatch(/^did:key:z6Mk/);
  });
});

describe('the web app', () => {
  it('gets every address that nobody else answers, and nothing outside its folder is served', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rungs-web-'));
    mkdirSync(join(folder, 'public', 'assets'), { recursive: true });
    writeFileSync(join(folder, 'secret.txt'), 'secret');
    writeFileSync(join(folder, 'public', 'index.html'), '<!doctype html><title>App</title>');
    writeFileSync(join(folder, 'public', 'assets', 'app-1.js'), 'export {};');
    const world = await openWorld({ publicDir: join(folder, 'public') });
    const ask = (path: string): Promise<Answer> => world.ask('GET', path);
    expect((await ask('/')).text).toContain('App');
    expect((await ask('/orgs/x/inventory')).text).toContain('App');
    const script = await ask('/assets/app-1.js');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(script.headers.get('cache-control')).toContain('immutable');
    for (const path of [
      '/assets/missing.js',
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/%00',
    ])
      expect((await ask(path)).text, path).not.toContain('secret');
    expect((await ask('/assets/missing.js')).status).toBe(404);
    expect((await ask('/api/v1/nothing')).json['code']).toBe('route_unknown');
    expect((await ask('/health')).json['status']).toBe('ok');
  });
});
