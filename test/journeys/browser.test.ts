import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  findBarriers,
  findMotion,
  findOverflow,
  findUntranslated,
  listenForData,
} from '../../tools/inspect.mjs';
import { altered, screens } from '../../tools/screen-list.mjs';
import { focused, tabTo } from './keyboard.ts';
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

  it('screens are accessible in light and dark, fit 320 pixels, keep still, and are translated whole', async () => {
    const problems: string[] = [];
    const waiting = screens(site.scene).filter(({ isLean }) => isLean === true);
    expect(waiting.length).toBeGreaterThan(12);
    const look = async (): Promise<void> => {
      for (let screen = waiting.shift(); screen !== undefined; screen = waiting.shift()) {
        const { name, url, act, as, isServer = false } = screen;
        const page = await site.page(as);
        const tell = (found: readonly string[], where = ''): void => {
          problems.push(...found.map((problem) => `${name}${where}: ${problem}`));
        };
        const open = async (address: string): Promise<void> => {
          await page.goto(address);
          await page.locator('h1').first().waitFor();
          await act?.(page);
          await page.waitForLoadState('networkidle');
        };
        await open(url);
        tell(await findBarriers(page));
        tell(await findMotion(page));
        await page.emulateMedia({ colorScheme: 'dark' });
        tell(await findBarriers(page, ['color-contrast']), ' in the dark');
        tell(await findOverflow(page));
        if (!isServer) {
          const data = listenForData(page);
          const strange = new URL(url);
          strange.searchParams.set('lang', 'pseudo');
          await open(strange.href);
          tell(await findUntranslated(page, data), ' in pseudo');
        }
        await page.context().close();
      }
    };
    await Promise.all([look(), look()]);
    expect(problems).toEqual([]);
  }, 1_800_000);

  it('a language that somebody chooses stays, and the page says which it is', async () => {
    const page = await site.page();
    await page.goto(`${site.url}/verify`);
    await page.getByRole('button', { name: 'Account and display' }).click();
    await page.getByLabel('Language').selectOption('Deutsch');
    await page.getByRole('heading', { name: 'Einen Nachweis prüfen' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    await page.goto(`${site.url}/badges`);
    await page.getByLabel('Badges suchen').waitFor();
    await page.context().close();
  });

  it('the command palette leads to a place by keyboard alone, and ? shows the keys', async () => {
    const page = await site.page('ada');
    await page.goto(`${site.url}/`);
    await page.getByRole('heading', { name: /Hello/ }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /A person, badge/ }).waitFor();
    await page.keyboard.type('awar');
    await page.getByRole('option', { name: 'Awards' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Awards' }).waitFor();
    await page.getByRole('table').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    expect(await focused(page)).toContain('Example');
    await page.context().close();
  });

  it('nothing typed is lost when the session ends in the middle of a form', async () => {
    const page = await site.page('gus');
    await page.goto(`${site.url}/account`);
    const name = page.getByLabel('Name', { exact: true });
    await name.fill('Gus Makebelieve the Second');
    await page.context().clearCookies();
    await page.getByRole('button', { name: 'Save' }).click();
    const again = page.getByRole('dialog', { name: 'Sign in again' });
    await again.getByLabel('Password', { exact: true }).fill('a-demo-with-fictional-people');
    await again.getByRole('button', { name: 'Sign in and go on' }).click();
    await page.getByText('Saved.').waitFor();
    expect(await name.inputValue()).toBe('Gus Makebelieve the Second');
    await page.context().close();
  });

  it('a lost connection is said, and forgotten once it is back', async () => {
    const page = await site.page('ada');
    await page.goto(`${site.url}/`);
    await page.getByRole('heading', { name: /Hello/ }).waitFor();
    await page.context().setOffline(true);
    await page.getByText('The server cannot be reached.').waitFor();
    await page.context().setOffline(false);
    await page.getByText('The connection is back.').waitFor();
    await page.context().close();
  });

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
    await page.getByRole('link', { name: 'Home', exact: true }).click();
    await walkFirstPath(page);
    await page.goto(site.setupLink);
    await page.getByText('This instance is set up already').waitFor();
    await page.context().close();
  });

  it('no page has asked another origin for anything', () => {
    expect(site.foreign).toEqual([]);
  });
});

/** From an empty organisation to a credential that holds, by nothing but what the screens offer next. */
async function walkFirstPath(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Your first credential' }).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('link', { name: 'Choose logo and colour' }).click();
  await page.getByRole('textbox', { name: 'Colour (optional)' }).fill('#ffcc00');
  await page.getByRole('button', { name: /^Use #/ }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'Begin a badge' }).click();
  await page.getByLabel('Name').fill('Reading a chart');
  await page.getByLabel('Objective').fill('Reads a bar chart and says what it does not show.');
  await page.getByLabel('Criteria').fill('Explain two charts to somebody who has not seen them.');
  await page.getByRole('button', { name: 'Begin the draft' }).click();
  await page.getByRole('button', { name: 'Review and publish version 1' }).click();
  await page.getByRole('button', { name: 'Publish version 1', exact: true }).click();
  await page.getByRole('link', { name: 'Award “Reading a chart”' }).waitFor();
  // What was a draft a moment ago is not told of any more.
  await page.waitForLoadState('networkidle');
  expect(await page.getByText('is a draft that nobody has published').count()).toBe(0);
  await page.getByRole('link', { name: 'Award “Reading a chart”' }).click();
  await page.getByRole('button', { name: 'rosa@example.org' }).click();
  await page.getByRole('button', { name: 'Award “Reading a chart”' }).click();
  await page.getByRole('heading', { name: 'Your first credential is issued' }).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('link', { name: 'Open the credential' }).click();
  await page.getByText('Valid', { exact: true }).first().waitFor();
}
