import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { damage, openScene, type Scene } from '../../tools/screen-list.mjs';
import { openDemo, openEmpty } from './instances.ts';

export { findBrowser } from './find-browser.ts';

/** A demo and an empty instance, and a browser that watches where its requests go. */
export interface Site {
  readonly scene: Scene;
  readonly url: string;
  readonly emptyUrl: string;
  /** The one-time link that the empty instance printed. */
  readonly setupLink: string;
  /** Addresses of other origins that any page has asked; it stays empty. */
  readonly foreign: readonly string[];
  /** Opens a page in a profile of its own, signed in as one of the scene's people or as nobody. */
  readonly page: (who?: string) => Promise<Page>;
  readonly close: () => Promise<void>;
}

/** Starts both instances on databases of their own, each on a free port. */
export async function openSite(executablePath: string): Promise<Site> {
  if (!existsSync(fileURLToPath(new URL('../../platform/public/index.html', import.meta.url))))
    throw new Error('The web app is not built: npm run build.');
  const folder = mkdtempSync(join(tmpdir(), 'rungs-journeys-'));
  const [demo, empty] = await Promise.all([openDemo(folder), openEmpty(folder)]);
  const browser = await chromium.launch({ executablePath });
  const scene = await openScene(browser, demo.url, empty.url);
  await damage(scene);
  const watch = watchOrigins([demo.url, empty.url]);
  return {
    scene,
    url: demo.url,
    emptyUrl: empty.url,
    setupLink: empty.lines.find((line) => line.includes('/setup#')) ?? '',
    foreign: watch.foreign,
    page: (who = 'nobody') => newPage(browser, scene, who, watch.listen),
    close: async () => {
      await browser.close();
      await Promise.all([demo.close(), empty.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function watchOrigins(own: readonly string[]): {
  readonly foreign: string[];
  readonly listen: (context: BrowserContext) => void;
} {
  const origins = new Set(own.map((url) => new URL(url).origin));
  const foreign: string[] = [];
  return {
    foreign,
    listen: (context) => {
      context.on('request', (request) => {
        const { protocol, origin } = new URL(request.url());
        if (/^(https?|wss?):$/.test(protocol) && !origins.has(origin)) foreign.push(request.url());
      });
    },
  };
}

async function newPage(
  browser: Browser,
  scene: Scene,
  who: string,
  listen: (context: BrowserContext) => void,
): Promise<Page> {
  const storageState = scene.sessions[who];
  const context = await browser.newContext({
    ...(storageState === undefined ? {} : { storageState }),
    reducedMotion: 'reduce',
    viewport: { width: 1280, height: 800 },
  });
  context.setDefaultTimeout(15_000);
  listen(context);
  return await context.newPage();
}
