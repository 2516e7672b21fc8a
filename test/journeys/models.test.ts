import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as science from '@rungs/science';
import { bundle, type Bundle } from './bundle.ts';
import { findBrowser } from './find-browser.ts';

const executablePath = findBrowser();
if (executablePath === null)
  console.log('No browser was found (CHROMIUM, then the usual names): the models in a browser are skipped.');

/** Bytes of gzip of each family alone, and of all with and without the code of the solver (its WebAssembly not counted). */
const MOST_BYTES: Readonly<Record<string, number>> = {
  core: 26_000,
  regression: 30_000,
  survival: 38_000,
  effects: 38_000,
  forecast: 42_000,
  equity: 30_000,
  choice: 6_000,
  mastery: 33_000,
  money: 22_000,
};
const MOST_BYTES_OF_ALL = 92_000;
const MOST_BYTES_WITH_SOLVER = 126_000;

// The solver's loader names this module for Node alone and never asks for it in a browser.
const OUTSIDE = ['node:module'];
const ORIGIN = 'https://models.example';

/** A figure of each family, from seeds and small tables; the same code runs here and in the page. */
async function figures(s: typeof science, wasm: ArrayBuffer | Uint8Array): Promise<string> {
  const random = s.seededRandom('a browser');
  const x = Float64Array.from({ length: 120 }, () => random.normal());
  const time = x.map((v) => Math.ceil((-Math.log(1 - random.next()) * 10) / Math.exp(0.5 * v)));
  const event = x.map(() => (random.next() < 0.8 ? 1 : 0));
  const treated = x.map((v) => (random.next() < 1 / (1 + Math.exp(-v)) ? 1 : 0));
  const outcome = x.map((v, i) => v + treated[i]! + random.normal());
  const solver = await s.openSolver(wasm);
  const program = s.solveMixedInteger(solver, {
    sense: 'maximise',
    objective: [3, 5],
    rows: [
      { terms: [[0, 1]], high: 4 },
      { terms: [[1, 2]], high: 12 },
      {
        terms: [
          [0, 3],
          [1, 2],
        ],
        high: 18,
      },
    ],
    upper: [Infinity, Infinity],
    integer: [1, 1],
  });
  return JSON.stringify({
    regression: s.linearRegression({ y: outcome, predictors: { treated, x } }).coefficients,
    survival: s.coxRegression({ time, event, predictors: { x } }).coefficients,
    effects: s.attEffect({ outcome, treated, covariates: { x } }),
    forecast: Array.from(
      s.theta(
        x.map((v, t) => 20 + t / 10 + v),
        6,
      ).mean,
    ),
    equity: s.fisherExact([
      [3, 1],
      [1, 3],
    ]),
    choice: program.status === 'optimal' ? program.objective : program.status,
    mastery: s.traceKnowledge({ known: 0.3, learn: 0.1, slip: 0.1, guess: 0.2 }, [1, 0, 1, 1, 1]),
    money: s.splitByLargestRemainder(166_667n, [45n, 35n, 20n]).map(String),
  });
}

describe('The models for a browser', () => {
  it('families without the solver hold none of it and load nothing later', async () => {
    const sizes: string[] = [];
    for (const [family, most] of Object.entries(MOST_BYTES)) {
      const built = await bundle(`export * from '@rungs/science/${family}';`, OUTSIDE);
      sizes.push(`${family} ${built.startBytes}`);
      expect(built.startBytes, family).toBeLessThan(most);
      if (family !== 'choice') expect([...built.files.keys()], family).toEqual(['entry.js']);
    }
    console.info(`models for a browser, bytes of gzip: ${sizes.join(', ')}`);
  });

  it('all families together are small, and the solver comes only when it is opened', async () => {
    const built = await bundle("export * from '@rungs/science';", OUTSIDE);
    console.info(
      `all models for a browser: ${built.startBytes} bytes of gzip at once, ${built.allBytes} with the solver`,
    );
    expect(built.startBytes).toBeLessThan(MOST_BYTES_OF_ALL);
    expect(built.allBytes).toBeLessThan(MOST_BYTES_WITH_SOLVER);
    expect(built.files.get('entry.js')).toContain('import("./');
  });
});

describe.skipIf(executablePath === null)('The models in a browser', () => {
  let browser: Browser;
  let built: Bundle;
  const wasm = readFileSync(createRequire(import.meta.url).resolve('highs/runtime'));

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? '' });
    built = await bundle(
      "import * as science from '@rungs/science';\nglobalThis.science = science;",
      OUTSIDE,
    );
  }, 60_000);
  afterAll(async () => {
    await browser.close();
  });

  it('give the figures of Node, and ask nobody for anything but the files of their own page', async () => {
    const asked: string[] = [];
    const page = await browser.newPage();
    await page.route('**/*', (route) => {
      const { pathname, origin, href } = new URL(route.request().url());
      asked.push(href);
      if (origin !== ORIGIN) return route.abort();
      if (pathname === '/')
        return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Models</title>' });
      if (pathname === '/highs.wasm') return route.fulfill({ contentType: 'application/wasm', body: wasm });
      const body = built.files.get(pathname.slice(1));
      return body === undefined ? route.abort() : route.fulfill({ contentType: 'text/javascript', body });
    });
    await page.goto(`${ORIGIN}/`);
    await page.addScriptTag({ url: '/entry.js', type: 'module' });
    await page.waitForFunction(() => 'science' in globalThis);
    const found = await page.evaluate(
      `(async () => {
        const figures = ${figures.toString()};
        const wasm = await (await fetch('/highs.wasm')).arrayBuffer();
        return figures(globalThis.science, wasm);
      })()`,
    );
    const [there, here] = [
      JSON.parse(String(found)) as object,
      JSON.parse(await figures(science, wasm)) as object,
    ];
    // Node and the browser may differ in the last bits of exp and log.
    expect(rounded(there)).toEqual(rounded(here));
    expect(asked.filter((url) => !url.startsWith(`${ORIGIN}/`))).toEqual([]);
  }, 60_000);
});

/** Every number to ten digits. */
function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toPrecision(10));
  if (Array.isArray(value)) return value.map(rounded);
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, rounded(part)]));
  return value;
}
