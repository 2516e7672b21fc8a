import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { tabTo } from './keyboard.ts';
import { findBrowser, openSite, type Site } from './site.ts';

const browser = findBrowser();

describe.skipIf(browser === null)('Running an organisation, and looking after its skills', () => {
  let site: Site;
  let base = '';
  beforeAll(async () => {
    site = await openSite(browser ?? '');
    base = `${site.url}/orgs/${site.scene.academy}`;
  }, 180_000);
  afterAll(async () => {
    await site.close();
  });

  const told = async (page: Page, text: string): Promise<void> => {
    await page.getByRole('status').getByText(text).first().waitFor();
  };

  it('an issuer invites somebody, sends it again and takes it back', async () => {
    const page = await site.page('ada');
    await page.goto(`${base}/people`);
    await page.getByRole('link', { name: 'Invite somebody' }).click();
    const box = page.getByRole('dialog', { name: 'Invite somebody' });
    await box.getByRole('button', { name: 'Send the invitation' }).click();
    await box.getByRole('link', { name: 'Roles: this is needed.' }).waitFor();
    await box.getByLabel('E-mail address').fill('nora@example.org');
    await box.getByLabel('Name').fill('Nora Fictional');
    await box.getByRole('checkbox', { name: /^Assessor/ }).check();
    await box.getByRole('button', { name: 'Send the invitation' }).click();
    await told(page, 'The invitation to nora@example.org is on its way.');
    await page.getByRole('button', { name: 'Nora Fictional' }).click();
    await page.getByRole('button', { name: 'Send again' }).click();
    await told(page, 'The invitation to nora@example.org was sent again.');
    await page.getByRole('button', { name: 'Take back' }).click();
    await page
      .getByRole('dialog', { name: 'Take back the invitation of Nora Fictional?' })
      .getByRole('button', { name: 'Take back' })
      .click();
    await told(page, 'The invitation of Nora Fictional is taken back.');
    await page
      .getByRole('row', { name: /Nora Fictional/ })
      .getByText('Taken back')
      .waitFor();
    await page.context().close();
  });

  it('by keyboard alone a department is made, and a member gets rights in it alone', async () => {
    const page = await site.page('ada');
    await page.goto(`${base}/people/departments`);
    await page.getByRole('heading', { name: 'People and rights' }).waitFor();
    await tabTo(page, 'New department');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('Night school');
    await page.keyboard.press('Enter');
    await told(page, 'Night school is made.');
    await page.goto(`${base}/people/rights`);
    await page.getByRole('heading', { name: 'People and rights' }).waitFor();
    await tabTo(page, 'Give rights');
    await page.keyboard.press('Enter');
    const box = page.getByRole('dialog', { name: 'Give rights' });
    await box.getByRole('option', { name: /^Bruno/ }).waitFor({ state: 'attached' });
    await page.keyboard.type('Bruno');
    await tabTo(page, 'Where');
    await page.keyboard.type('Department: Night');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await tabTo(page, 'Give rights');
    await page.keyboard.press('Enter');
    await told(page, 'has the rights.');
    await page.getByRole('row', { name: /Bruno/ }).getByText('Night school').waitFor();
    await page.context().close();
  });

  it('a review asks of every right, and what is withdrawn ends at once', async () => {
    const page = await site.page('ada');
    await page.goto(`${base}/people/reviews`);
    await page.getByRole('button', { name: 'Start a review' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Start a review' }).click();
    await page.getByText(/are undecided/).waitFor();
    await page.getByRole('button', { name: /^Withdraw: Bruno.*Night school/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
    await told(page, 'It is withdrawn.');
    for (const button = page.getByRole('button', { name: /^Confirm: / }); (await button.count()) > 0;) {
      const left = await button.count();
      await button.first().click();
      await expect.poll(() => button.count()).toBeLessThan(left);
    }
    await page.getByRole('button', { name: 'Close the review' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Close the review' }).click();
    await told(page, 'The review is closed.');
    await page.goto(`${base}/people/rights`);
    await page.getByText('Nobody holds rights in a part of the organisation.').waitFor();
    await page.context().close();
  });

  it('a key is shown once, works, and is refused as soon as it is revoked', async () => {
    const page = await site.page('ada');
    await page.goto(`${base}/programs/new`);
    await page.getByLabel('Name').fill('Nightly batch');
    await page.getByRole('checkbox', { name: /^See awards/ }).check();
    await page.getByRole('button', { name: 'Make the key' }).click();
    await page.getByText('It is shown this once').waitFor();
    const key = /rk_\S+?(?=")/.exec(await page.locator('pre').innerText())?.[0] ?? '';
    const ask = async (): Promise<number> => {
      const headers = { authorization: `Bearer ${key}` };
      const address = `${site.url}/api/v1/orgs/${site.scene.academy}/awards?limit=1`;
      return (await fetch(address, { headers })).status;
    };
    expect(await ask()).toBe(200);
    await page.getByRole('link', { name: 'I have kept it' }).click();
    await page.getByRole('button', { name: 'Nightly batch' }).click();
    await page.getByRole('button', { name: 'Revoke the key' }).click();
    await page
      .getByRole('dialog', { name: /^Revoke/ })
      .getByRole('button', { name: 'Revoke the key' })
      .click();
    await told(page, 'Nightly batch is revoked.');
    expect(await ask()).toBe(401);
    expect(await page.content()).not.toContain(key);
    await page.context().close();
  });

  it('the trail says who made the key, and its address can be sent on', async () => {
    const page = await site.page('ada');
    await page.goto(`${base}/audit`);
    await page.getByLabel('What', { exact: true }).selectOption('API keys');
    await page.getByRole('button', { name: 'API key revoked' }).waitFor();
    expect(new URL(page.url()).searchParams.get('action')).toBe('api_key');
    const link = await page.getByRole('link', { name: 'Download CSV' }).getAttribute('href');
    const file = await (await page.request.get(`${site.url}${link ?? ''}`)).text();
    expect(file).toContain('api_key.created');
    expect(file).not.toContain('member.');
    await page.context().close();
  });

  it('HR looks a skill up by keyboard alone and reads how many people are missing', async () => {
    const page = await site.page('fay');
    await page.goto(`${site.url}/orgs/${site.scene.employer}/gap`);
    await page.getByRole('heading', { name: 'Skill gap' }).waitFor();
    await tabTo(page, 'Skill');
    await page.keyboard.type('programming');
    await page.getByRole('group', { name: 'Skills that fit' }).waitFor();
    for (let i = 0; i < 4; i++) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await tabTo(page, 'People wanted');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('500');
    await page.keyboard.press('Enter');
    await page
      .getByText(/is short in 1 of 1 wanted skills/)
      .first()
      .waitFor();
    expect(new URL(page.url()).searchParams.get('wanted')).toMatch(/^0\.500\./);
    await page.goBack();
    await page.getByText('Say which skills you need').waitFor();
    await page.context().close();
  });

  it('what is verified for an organisation stands in its history, without the document', async () => {
    const page = await site.page('fay');
    await page.goto(`${site.url}/orgs/${site.scene.employer}/verifications`);
    await page.getByRole('link', { name: 'Verify a credential' }).first().click();
    await page.getByLabel('Credential, or its address').fill(site.scene.text);
    await page.getByRole('button', { name: 'Verify', exact: true }).click();
    await page.getByRole('region', { name: 'Result' }).getByText('Valid', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Our verifications' }).first().click();
    const row = page.getByRole('row', { name: /Valid/ }).last();
    expect(await row.textContent()).toContain('Northgate');
    await page.context().close();
  });

  it('no page asked another origin', () => {
    expect(site.foreign).toEqual([]);
  });
});
