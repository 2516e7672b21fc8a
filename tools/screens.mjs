// Takes every screen, on phone and desktop, light and dark, in every language, into contact sheets.
//   node tools/screens.mjs [--out FOLDER] [--only NAME,…] [--full] [--check] [--url ADDRESS --empty-url ADDRESS]
//     [--sizes phone,desktop] [--schemes light,dark] [--languages en,de]
// Without addresses it starts two servers of its own, one with the demo and one that is empty. With `--full` a picture
// shows the whole page and not only what fits on the screen. With `--check` every cell is also looked at for barriers
// (axe), sideways scrolling, motion, requests to another origin and untranslated or clipped texts, and anything that
// is found makes it fail.
/* global document */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { findBrowser } from './browser.mjs';
import { compile } from './compile.mjs';
import {
  findBarriers,
  findMotion,
  findOverflow,
  findUntranslated,
  listenForData,
  listenForStrangers,
} from './inspect.mjs';
import { command, giveUp, root, say } from './run.mjs';
import { damage, openScene, screens } from './screen-list.mjs';

const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: 'screens' },
    only: { type: 'string' },
    full: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    sizes: { type: 'string', default: 'phone,desktop' },
    schemes: { type: 'string', default: 'light,dark' },
    languages: { type: 'string', default: 'en,de' },
    url: { type: 'string' },
    'empty-url': { type: 'string' },
  },
});

const sizes = {
  phone: { width: 390, height: 844, columns: 6, rows: 2, shown: 280 },
  desktop: { width: 1280, height: 800, columns: 3, rows: 3, shown: 620 },
};
const cells = options.sizes
  .split(',')
  .flatMap((size) =>
    options.schemes
      .split(',')
      .flatMap((scheme) => options.languages.split(',').map((language) => ({ size, scheme, language }))),
  );
const problems = [];
const out = resolve(options.out);
mkdirSync(out, { recursive: true });
const temp = mkdtempSync(join(tmpdir(), 'rungs-screens-'));
const servers = [];
const executablePath =
  (await findBrowser()) ?? giveUp('No browser was found; set CHROMIUM to the path of one.');
if (options.url === undefined) await compile();
const browser = await chromium.launch({ executablePath });
try {
  const url = options.url ?? (await serve('demo', '1'));
  const emptyUrl =
    options['empty-url'] ?? (options.url === undefined ? await serve('empty', '0') : undefined);
  const scene = await openScene(browser, url, emptyUrl);
  const wanted = screens(scene).filter(
    ({ name }) => options.only === undefined || options.only.split(',').includes(name),
  );
  for (const isDamaged of [false, true]) {
    if (isDamaged) await damage(scene);
    const now = wanted.filter((screen) => (screen.isDamaged ?? false) === isDamaged);
    for (const cell of cells) await take(scene, now, cell);
    if (options.check) await checkWords(scene, now);
  }
  for (const cell of cells) await compose(wanted, cell);
  for (const problem of problems) say(problem);
  if (options.check) say(`${problems.length} problems in ${cells.length * wanted.length} cells`);
  if (problems.length > 0) process.exitCode = 1;
} finally {
  await browser.close();
  for (const server of servers) server.kill('SIGTERM');
  await Promise.all(servers.map((server) => new Promise((done) => server.once('close', done))));
  rmSync(temp, { recursive: true, force: true });
}

/** Starts a server from source on a free port; answers with its address. */
function serve(name, demo) {
  say(`starting a server (${name})`);
  const child = spawn(
    process.execPath,
    [command('tsx'), '--conditions=rungs-source', join(root, 'platform', 'src', 'cli', 'main.ts'), 'start'],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        PORT: '0',
        RUNGS_DEMO: demo,
        RUNGS_DATA_DIR: join(temp, name),
        RUNGS_LOG_LEVEL: 'error',
      },
    },
  );
  servers.push(child);
  return new Promise((resolveUrl, reject) => {
    let printed = '';
    child.stdout.on('data', (chunk) => {
      printed += chunk;
      const found = /listening on (http\S+)/.exec(printed);
      if (found !== null) resolveUrl(found[1]);
    });
    child.once('close', () => reject(new Error(`the server ended: ${printed}`)));
  });
}

function fileOf(name, { size, scheme, language }) {
  return `${name}-${size}-${scheme}-${language}.png`;
}

/** Opens each screen in a profile of whoever looks at it, and hands the page on once it has come to rest. */
async function visit(scene, list, { size, scheme, language }, look) {
  const { width, height } = sizes[size];
  const contexts = new Map();
  for (const screen of list) {
    const who = screen.as ?? 'nobody';
    if (!contexts.has(who))
      contexts.set(
        who,
        await browser.newContext({
          viewport: { width, height },
          colorScheme: scheme,
          reducedMotion: 'reduce',
          locale: language === 'pseudo' ? 'en' : language,
          storageState: scene.sessions[who],
        }),
      );
    const page = await contexts.get(who).newPage();
    const data = listenForData(page);
    const strangers = listenForStrangers(page, screen.url);
    const address = new URL(screen.url);
    address.searchParams.set('lang', language);
    try {
      await page.goto(address.href, { waitUntil: 'networkidle' });
      await page.locator('h1').first().waitFor();
      await screen.act?.(page);
      await page.waitForLoadState('networkidle');
      await page.evaluate(() => document.fonts.ready);
      await look(page, screen, data);
      const asked = [...strangers].map((address) => `asks another origin: ${address}`);
      if (options.check) problems.push(...asked.map((problem) => `${screen.name}: ${problem}`));
    } catch (error) {
      problems.push(`${screen.name} ${size} ${scheme} ${language}: ${String(error).split('\n')[0]}`);
    }
    await page.close();
  }
  for (const context of contexts.values()) await context.close();
}

async function take(scene, list, cell) {
  await visit(scene, list, cell, async (page, screen) => {
    await page.screenshot({ path: join(out, fileOf(screen.name, cell)), fullPage: options.full });
    say(fileOf(screen.name, cell));
    if (!options.check) return;
    const found = [...(await findBarriers(page)), ...(await findMotion(page)), ...(await findOverflow(page))];
    problems.push(...found.map((problem) => `${fileOf(screen.name, cell)}: ${problem}`));
  });
}

/** Looks at the screens of the web app in the language that nobody speaks; the server's own pages have none. */
async function checkWords(scene, list) {
  const own = list.filter(({ isServer }) => isServer !== true);
  for (const size of options.sizes.split(','))
    await visit(scene, own, { size, scheme: 'light', language: 'pseudo' }, async (page, screen, data) => {
      const found = await findUntranslated(page, data);
      problems.push(...found.map((problem) => `${screen.name} (${size}): ${problem}`));
    });
}

/** Lays the pictures of one size and scheme out on sheets, by the browser itself. */
async function compose(list, cell) {
  const { size, scheme, language } = cell;
  const { columns, rows, shown } = sizes[size];
  const page = await browser.newPage({ viewport: { width: columns * (shown + 16) + 16, height: 400 } });
  for (let from = 0; from < list.length; from += columns * rows) {
    const figures = list
      .slice(from, from + columns * rows)
      .map(
        ({ name }) =>
          `<figure><figcaption>${name}</figcaption><img src="${fileOf(name, cell)}" width="${String(shown)}"></figure>`,
      );
    const sheet = join(out, `sheet-${size}-${scheme}-${language}-${String(from / (columns * rows) + 1)}`);
    writeFileSync(
      `${sheet}.html`,
      `<!doctype html><meta charset="utf-8"><style>
      body{margin:16px;display:grid;grid-template-columns:repeat(${String(columns)},${String(shown)}px);gap:16px;background:#8a8d91;font:12px sans-serif}
      figure{margin:0}figcaption{padding:0 0 4px;color:#fff}img{display:block}</style>${figures.join('')}`,
    );
    await page.goto(`file://${sheet}.html`, { waitUntil: 'load' });
    await page.screenshot({ path: `${sheet}.png`, fullPage: true });
    rmSync(`${sheet}.html`);
    say(`${sheet}.png`);
  }
  await page.close();
}
