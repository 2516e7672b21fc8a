import { createHash, generateKeyPairSync } from 'node:crypto';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toBase64Url, toUtf8 } from '../../packages/credentials/src/bytes/index.ts';
import { BUNDLED_CONTEXTS } from '../../packages/credentials/src/contexts/index.ts';
import {
  bakePng,
  bakeSvg,
  issue,
  present,
  verify,
  type Signer,
  type VerificationReport,
} from '../../packages/credentials/src/index.ts';
import {
  generateEcdsa,
  signerFromPrivateKey,
  type PrivateJwk,
} from '../../packages/credentials/src/keys/index.ts';
import { onePixel } from '../../packages/credentials/src/testing/one-pixel.ts';
import { NOW, offline, sampleBadge, testIssuer } from '../../packages/credentials/src/testing/sample.ts';
import { pages } from '../docs/pages.ts';
import { bundle, type Bundle } from './bundle.ts';
import { findBrowser } from './find-browser.ts';

const executablePath = findBrowser();
if (executablePath === null)
  console.log('No browser was found (CHROMIUM, then the usual names): the verifier in a browser is skipped.');

/** Bytes of gzip that a page has to load before it can verify, and with what it loads only when it has to. */
const MAX_START_BYTES = 56_000;
const MAX_ALL_BYTES = 92_000;

const ORIGIN = 'https://verifier.example';
const PAGE = '<!doctype html><title>Verifier</title><input type="file"><output></output>';

interface Party {
  did: string;
  signer: Signer;
}

async function ecdsa(curve: 'P-256' | 'P-384'): Promise<Party> {
  const pair = await generateEcdsa(curve);
  return { did: pair.did, signer: await signerFromPrivateKey(pair.privateKeyJwk) };
}

async function rsa(): Promise<Party> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const jwk = privateKey.export({ format: 'jwk' }) as unknown as PrivateJwk;
  const named = JSON.stringify({ kty: 'RSA', n: jwk['n'], e: jwk['e'] });
  const did = `did:jwk:${toBase64Url(toUtf8(named))}`;
  return { did, signer: await signerFromPrivateKey(jwk, { verificationMethod: `${did}#0` }) };
}

/** A sound document of every suite and carrier, with a letter changed that its signature covers. */
async function samples(): Promise<[name: string, sound: Uint8Array, altered: Uint8Array][]> {
  const parties = {
    Ed25519: await testIssuer(),
    'P-256': await ecdsa('P-256'),
    'P-384': await ecdsa('P-384'),
    RSA: await rsa(),
  };
  const text = async (
    key: keyof typeof parties,
    suite: Parameters<typeof issue>[1]['suite'],
  ): Promise<string> => {
    const { did, signer } = parties[key];
    return issue(sampleBadge(did), {
      signer,
      now: NOW,
      fetch: offline,
      ...(suite === undefined ? {} : { suite }),
    });
  };
  const changed = (json: string): string => json.replace('Draws sound', 'Draws s0und');
  const cut = (token: string): string => token.replace(/\.(.{40})./, (_, start: string) => `.${start}A`);
  const found: [string, Uint8Array, Uint8Array][] = [];
  for (const [key, suite] of [
    ['Ed25519', 'eddsa-rdfc-2022'],
    ['Ed25519', 'eddsa-jcs-2022'],
    ['P-256', 'ecdsa-rdfc-2019'],
    ['P-384', 'ecdsa-rdfc-2019'],
    ['P-256', 'ecdsa-jcs-2019'],
    ['P-384', 'ecdsa-jcs-2019'],
  ] as const) {
    const sound = await text(key, suite);
    found.push([`${suite} with ${key}`, toUtf8(sound), toUtf8(changed(sound))]);
  }
  for (const [key, suite] of [
    ['Ed25519', 'vc-jwt'],
    ['P-256', 'ob-jwt'],
    ['P-384', 'vc-jwt'],
    ['RSA', 'ob-jwt'],
  ] as const) {
    const sound = await text(key, suite);
    found.push([`${suite} with ${key}`, toUtf8(sound), toUtf8(cut(sound))]);
  }
  const plain = await text('Ed25519', undefined);
  const { did, signer } = parties.Ed25519;
  const [, context] = BUNDLED_CONTEXTS.filter(({ url }) => url.includes('/ob/v3p0/'));
  const digest = createHash('sha512')
    .update(context?.text ?? '')
    .digest('base64');
  const relatedResource = { id: context?.url, digestSRI: `sha512-${digest}` };
  const related = await issue(sampleBadge(did, { relatedResource }), { signer, now: NOW });
  found.push(['a related resource', toUtf8(related), toUtf8(changed(related))]);
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>';
  found.push(['a PNG', bakePng(onePixel(), plain), bakePng(onePixel(), changed(plain))]);
  found.push(['an SVG', toUtf8(bakeSvg(svg, plain)), toUtf8(bakeSvg(svg, changed(plain)))]);
  const held = await present([plain], { signer: parties.Ed25519.signer, now: NOW });
  found.push(['a presentation', toUtf8(held), toUtf8(changed(held))]);
  return found;
}

/** Opens an empty page that has the files of a bundle and nothing else; `asked` lists every request it makes. */
async function openPage(browser: Browser, { files }: Bundle): Promise<{ page: Page; asked: string[] }> {
  const asked: string[] = [];
  const page = await browser.newPage();
  await page.route('**/*', (route) => {
    const url = new URL(route.request().url());
    asked.push(url.href);
    const text = url.pathname === '/' ? PAGE : files.get(url.pathname.slice(1));
    const contentType = url.pathname === '/' ? 'text/html' : 'text/javascript';
    return text === undefined || url.origin !== ORIGIN
      ? route.abort()
      : route.fulfill({ status: 200, contentType, body: text });
  });
  await page.goto(`${ORIGIN}/`);
  await page.addScriptTag({ url: '/entry.js', type: 'module' });
  return { page, asked };
}

const ENTRY = "import { verify } from '@rungs/credentials';\nglobalThis.verify = verify;";

describe.skipIf(executablePath === null)('The verifier in a browser', () => {
  let browser: Browser;
  let opened: { page: Page; asked: string[] };
  let built: Bundle;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? '' });
    built = await bundle(ENTRY);
    opened = await openPage(browser, built);
    await opened.page.waitForFunction(() => 'verify' in globalThis);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
  });

  async function verdict(bytes: Uint8Array): Promise<VerificationReport> {
    const report = await opened.page.evaluate(
      async ({ base64, now }) => {
        const input = Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0));
        const nowhere = (): never => {
          throw new Error('nothing is to be asked for');
        };
        const own = (globalThis as unknown as { verify: typeof verify }).verify;
        return JSON.stringify(await own(input, { now: new Date(now), fetch: nowhere }));
      },
      { base64: Buffer.from(bytes).toString('base64'), now: NOW.getTime() },
    );
    return JSON.parse(report) as VerificationReport;
  }

  it('says of every suite and carrier what it says in Node, word for word', async () => {
    for (const [name, sound, altered] of await samples()) {
      const [first, second] = [await verdict(sound), await verdict(altered)];
      expect(first.outcome, `${name} ${JSON.stringify(first.checks)}`).toBe('valid');
      expect(second.outcome, name).toBe('invalid');
      for (const [bytes, report] of [
        [sound, first],
        [altered, second],
      ] as const) {
        const own = await verify(bytes, { now: NOW, fetch: offline });
        expect(report, name).toEqual(JSON.parse(JSON.stringify(own)));
      }
    }
  }, 60_000);

  it('asks nobody for anything but the files of its own page', () => {
    expect(opened.asked.length).toBeGreaterThan(1);
    expect(opened.asked.filter((url) => !url.startsWith(`${ORIGIN}/`))).toEqual([]);
  });

  it('is small', () => {
    console.info(
      `verify for a browser: ${built.startBytes} bytes of gzip at once, ${built.allBytes} with the fallback`,
    );
    expect(built.startBytes).toBeLessThan(MAX_START_BYTES);
    expect(built.allBytes).toBeLessThan(MAX_ALL_BYTES);
  });

  it('works as the README of the package shows it', async () => {
    const readme = pages().find(({ path }) => path === 'packages/credentials/README.md');
    const snippet = readme?.fences.find(({ language }) => language === 'js')?.text ?? '';
    const { page } = await openPage(browser, await bundle(snippet));
    const { did, signer } = await testIssuer();
    const { validUntil: _until, ...badge } = sampleBadge(did, { validFrom: '2026-01-01T00:00:00Z' });
    const text = await issue(badge, { signer, now: new Date('2026-01-02T00:00:00Z') });
    for (const [content, words] of [
      [text, `valid ${did}`],
      [text.replace('Draws sound', 'Draws s0und'), 'invalid'],
    ] as const) {
      await page.setInputFiles('input', {
        name: 'badge.json',
        mimeType: 'application/json',
        buffer: Buffer.from(content),
      });
      await page.waitForFunction(
        (text) => document.querySelector('output')?.textContent.trim() === text,
        words,
      );
    }
  }, 60_000);
});
