import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tabTo } from './keyboard.ts';
import { findBrowser, openSite, type Site } from './site.ts';

const browser = findBrowser();

describe.skipIf(browser === null)('Judging and handing in', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite(browser ?? '');
  }, 180_000);
  afterAll(async () => {
    await site.close();
  });

  it('an assessor gives a submission back by keyboard alone, and nothing chosen is lost on the way', async () => {
    const page = await site.page('bruno');
    await page.goto(`${site.url}/orgs/${site.scene.academy}/queue`);
    await page.getByText(/submissions wait/).waitFor();
    await page.keyboard.press('n');
    await page.getByRole('heading', { name: 'Evidence', exact: true }).waitFor();
    const level = page.getByRole('radio').first();
    await level.focus();
    await page.keyboard.press('2');
    await page.reload();
    await page.getByText(/was kept on this device/).waitFor();
    expect(await page.getByRole('radio').nth(1).isChecked()).toBe(true);
    await tabTo(page, 'Give back');
    await page.keyboard.press('Enter');
    await tabTo(page, 'What is missing');
    await page.keyboard.type('The axis is not named.');
    await tabTo(page, 'Give back');
    await page.keyboard.press('Enter');
    await page.getByText(/^Given back to/).waitFor();
    await page.context().close();
  });

  it('a learner reads the note and hands in again', async () => {
    const page = await site.page('gus');
    await page.goto(`${site.url}/hand-in/${site.scene.academy}/${site.scene.valid.badgeId}`);
    await page.getByText('The axis is not named.').waitFor();
    await page.getByRole('button', { name: 'Hand in', exact: true }).click();
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
    await page.getByLabel(/^Your work as text/).fill('Now both axes have names.');
    await page.getByRole('button', { name: 'Hand in', exact: true }).click();
    await page.getByText('An assessor looks at it. You read the result here').waitFor();
    await page.context().close();
  });

  it('two assessors on one submission are told apart: the second sees what the first decided', async () => {
    const [first, second] = [await site.page('bruno'), await site.page('bruno')];
    const address = `${site.url}/orgs/${site.scene.academy}/submissions/${site.scene.waiting[1] ?? ''}`;
    for (const page of [first, second]) {
      await page.goto(address);
      await page.getByRole('radio').first().waitFor();
      for (const field of await page.locator('main fieldset').all())
        await field.getByRole('radio').last().check();
    }
    const decide = async (page: typeof first): Promise<void> => {
      await page.getByRole('region', { name: 'Decision' }).getByRole('button').first().click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^Decide/ })
        .dblclick();
    };
    await decide(first);
    await first.getByText(/^Decided: /).waitFor();
    await decide(second);
    await second.getByText('Somebody else decided while you had it open.').waitFor();
    await Promise.all([first.context().close(), second.context().close()]);
  });

  it('a consent ends in two steps', async () => {
    const page = await site.page('maya');
    await page.goto(`${site.url}/sharing`);
    const end = page.getByRole('button', { name: /^End this consent: / }).first();
    await end.click();
    await page.getByRole('dialog').getByRole('button', { name: 'End this consent', exact: true }).click();
    await page
      .getByText(/sees nothing more\.$/)
      .first()
      .waitFor();
    await page.context().close();
  });

  it('a claim link that is none says so, and shows the way on', async () => {
    const page = await site.page();
    await page.goto(`${site.url}/claim#not-a-token`);
    await page.getByRole('alert').waitFor();
    await page.getByRole('link', { name: /mail/ }).waitFor();
    expect(site.foreign).toEqual([]);
    await page.context().close();
  });
});
