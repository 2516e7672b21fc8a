import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { altered, screens } from '../../tools/screen-list.mjs';
import { findBrowser, openSite, type Site } from './site.ts';

const browser = findBrowser();
if (browser === null) {
  console.log('No browser was found (CHROMIUM, then the usual names): the journeys are skipped.');
  if ((process.env['CI'] ?? '') !== '')
    it('a browser is there in CI', () => {
      throw new Error('No browser was found: set CHROMIUM to the path of one.');
    });
}

describe.skipIf(browser === null)('Journeys through the browser', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite(browser ?? '');
  }, 180_000);
  afterAll(async () => {
    await site.close();
  });

  it('a visitor pastes a credential and reads that it is valid, and who holds it', async () => {
    const page = await site.page();
    await page.goto(`${site.url}/`);
    await page.getByRole('link', { name: 'Verify a credential' }).click();
    await page.getByLabel('Credential, or its address').fill(site.scene.text);
    await page.getByRole('button', { name: 'Verify', exact: true }).click();
    const result = page.getByRole('region', { name: 'Result' });
    await result.getByText('Valid', { exact: true }).waitFor();
    expect(await result.textContent()).toContain('Maya Example');
    expect(await result.textContent()).toContain('Synthetic evidence');
    await page.context().close();
  });

  it('of a credential with one altered letter nothing is shown but that it is not valid', async () => {
    const page = await site.page();
    await page.goto(`${site.url}/verify`);
    await page.getByLabel('Credential, or its address').fill(altered(site.scene.text));
    await page.getByRole('button', { name: 'Verify', exact: true }).click();
    const result = page.getByRole('region', { name: 'Result' });
    await result.getByText('Not valid', { exact: true }).waitFor();
    const text = (await result.textContent()) ?? '';
    for (const word of ['Example', site.scene.valid.title, 'Northgate']) expect(text).not.toContain(word);
    expect(await result.getByRole('img').count()).toBe(0);
    await page.context().close();
  });

  it('a file is checked as it is, and an unreachable status list makes it inconclusive', async () => {
    const page = await site.page();
    await page.goto(`${site.url}/verify`);
    const field = page.locator('input[type=file]');
    const file = (text: string): object => ({
      name: 'credential.json',
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    });
    const result = page.getByRole('region', { name: 'Result' });
    await field.setInputFiles(file(site.scene.text) as Parameters<typeof field.setInputFiles>[0]);
    await result.getByText('Valid', { exact: true }).waitFor();
    await field.setInputFiles(file(site.scene.unknowable) as Parameters<typeof field.setInputFiles>[0]);
    await result.getByText('Inconclusive', { exact: true }).waitFor();
    await result.getByText('Issuer unrecognised', { exact: true }).waitFor();
    await page.context().close();
  });

  it('a learner signs in by keyboard alone and closes a credential, whose public page is gone', async () => {
    const { page, credential } = { page: await site.page(), credential: site.scene.valid };
    const path = `${site.url}/c/${credential.credentialId.replace('urn:uuid:', '')}`;
    const status = async (): Promise<number> =>
      (await fetch(path, { headers: { accept: 'text/html' } })).status;
    await page.goto(`${site.url}/sign-in`);
    await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
    await tabTo(page, 'E-mail address');
    await page.keyboard.type('maya@example.org');
    await tabTo(page, 'Password');
    await page.keyboard.type('a-demo-with-fictional-people');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Hello, Maya Example' }).waitFor();
    await tabTo(page, 'My record');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'My record' }).waitFor();
    expect(await status()).toBe(200);
    await tabTo(page, `Make private: ${credential.title}`);
    await page.keyboard.press('Enter');
    await page.getByText('Only you can see it').waitFor();
    expect(await status()).toBe(404);
    await tabTo(page, `Share by address: ${credential.title}`);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: `Make private: ${credential.title}` }).waitFor();
    expect(await status()).toBe(200);
    await page.context().close();
  });

  it('a composite stands in the record with its parts, and says which of them is revoked', async () => {
    const page = await site.page('maya');
    await page.goto(`${site.url}/record`);
    const item = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { name: site.scene.composite.title }) });
    await item.getByText('Made of 3 badges. A part is revoked.').waitFor();
    await item.getByText(`${site.scene.part.title} (revoked)`).waitFor();
    await page.context().close();
  });

  it('an assessor narrows the awards to the revoked ones, in an address that can be sent on', async () => {
    const page = await site.page();
    await page.goto(`${site.url}/orgs/${site.scene.academy}/awards`);
    await page.getByRole('button', { name: /Bruno Stand-in/ }).click();
    await page.getByRole('table').waitFor();
    expect(new URL(page.url()).pathname).toBe(`/orgs/${site.scene.academy}/awards`);
    await page.getByLabel('State').selectOption('Revoked');
    await page.getByText('2 rows').waitFor();
    expect(page.url()).toContain('state=revoked');
    const link = page.getByRole('row').getByRole('link').first();
    expect(await link.getAttribute('href')).toMatch(/^\/c\/[0-9a-f-]{36}$/);
    await link.click();
    await page.getByText('The issuer’s reason').waitFor();
    await page.goBack();
    await page.getByText('2 rows').waitFor();
    await page.context().close();
  });

  it('HR sees which skills people show, and who shows one of them', async () => {
    const page = await site.page('fay');
    await page.goto(`${site.url}/orgs/${site.scene.employer}/inventory`);
    await page.getByText(/People who work at Harbour Logistics .* show \d+ skills/).waitFor();
    const skill = page.getByRole('button', { name: /show who/ }).first();
    await skill.click();
    const panel = page.getByRole('dialog');
    await panel.getByRole('rowheader').first().waitFor();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    expect(await skill.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.context().close();
  });

  it('the key / leads into the search, and the address keeps the words', async () => {
    const page = await site.page();
    await page.goto(`${site.url}/badges`);
    await page.getByRole('link', { name: /Data Visualisation/ }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('statistical');
    await page.waitForURL(/q=statistical/);
    await page.getByRole('link', { name: /Data Visualisation/ }).waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: /Statistical Reasoning/ }).waitFor();
    await page.context().close();
  });

  it('every screen is accessible in light and dark, and fits 320 pixels', async () => {
    const problems: string[] = [];
    const waiting = screens(site.scene);
    const look = async (): Promise<void> => {
      for (let screen = waiting.shift(); screen !== undefined; screen = waiting.shift()) {
        const page = await site.page(screen.as);
        await page.goto(screen.url);
        await page.locator('h1').first().waitFor();
        await screen.act?.(page);
        await page.waitForLoadState('networkidle');
        for (const found of await inspect(page)) problems.push(`${screen.name}: ${found}`);
        await page.emulateMedia({ colorScheme: 'dark' });
        for (const found of await inspect(page, ['color-contrast']))
          problems.push(`${screen.name} in the dark: ${found}`);
        await page.setViewportSize({ width: 320, height: 640 });
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        if (width > 320) problems.push(`${screen.name}: ${String(width)} pixels wide at 320`);
        await page.context().close();
      }
    };
    await Promise.all([look(), look(), look()]);
    expect(problems).toEqual([]);
  }, 180_000);

  it('the printed link makes the first administrator of an empty instance, signed in', async () => {
    const page = await site.page();
    await page.goto(`${site.emptyUrl}/`);
    await page.getByRole('heading', { name: 'This instance is empty' }).waitFor();
    await page.goto(site.setupLink);
    await page.getByLabel('Name of your organisation').fill('Hilltop School');
    await page.getByLabel('Your name').fill('Rosa Beginner');
    await page.getByLabel('Your e-mail address').fill('rosa@example.org');
    await page.getByLabel('A password').fill('correct horse battery');
    await page.getByRole('button', { name: 'Set up and sign in' }).click();
    await page.getByRole('heading', { name: 'Hello, Rosa Beginner' }).waitFor();
    await page.getByRole('link', { name: 'Awards', exact: true }).click();
    await page.getByText('No award yet').waitFor();
    await page.goto(site.setupLink);
    await page.getByText('This instance is set up already').waitFor();
    await page.context().close();
  });

  it('no page has asked another origin for anything', () => {
    expect(site.foreign).toEqual([]);
  });
});

/** Presses Tab until the element that is called so has the focus; fails after 80. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(() => {
      const at = document.activeElement;
      if (at === null) return '';
      const label = at instanceof HTMLInputElement ? at.labels?.[0]?.textContent : null;
      return (at.getAttribute('aria-label') ?? label ?? at.textContent).trim();
    });
    if (found === name) return;
  }
  throw new Error(`Tab never reaches "${name}".`);
}

/** Runs axe in the page, whole or by single rules; evaluated, since the content policy lets no foreign script in. */
async function inspect(page: Page, rules?: string[]): Promise<string[]> {
  if (rules === undefined) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    async (only) =>
      await (window as unknown as { axe: typeof axe }).axe.run(document, {
        resultTypes: ['violations'],
        ...(only === undefined ? {} : { runOnly: only }),
      }),
    rules,
  );
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`,
  );
}
