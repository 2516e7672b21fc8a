// Finds a browser for the journeys, or installs one, and says which.
import { existsSync } from 'node:fs';
import { capture, command, findProgram, say, step } from './run.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The path of a browser: from CHROMIUM, from PATH, or installed now; null when there is no way. */
export async function findBrowser() {
  const given = process.env.CHROMIUM;
  if (given !== undefined && given !== '') {
    if (existsSync(given)) return given;
    say(`CHROMIUM names ${given}, which does not exist.`);
  }
  return searchPath() ?? (await ofPlaywright()) ?? (await installed());
}

function searchPath() {
  for (const name of names) {
    const path = findProgram(name);
    if (path !== null) return path;
  }
  return null;
}

async function ofPlaywright() {
  try {
    const { chromium } = await import('playwright-core');
    const path = chromium.executablePath();
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

async function installed() {
  if (process.env.RUNGS_TEST_BROWSER === '0') return null;
  if (process.getuid?.() === 0 && findProgram('apt-get') !== null) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (args) => capture('apt-get', args, { env, timeout: 240_000 });
    const code = await step('no browser found: installing the package chromium', async () => {
      await apt(['update', '-qq']);
      return await apt(['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
    });
    if (code === 0) return searchPath();
  }
  const code = await step("no browser found: installing Playwright's own", () =>
    capture(process.execPath, [command('playwright-core'), 'install', 'chromium'], { timeout: 240_000 }),
  );
  return code === 0 ? await ofPlaywright() : null;
}
