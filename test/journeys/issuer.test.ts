import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tabTo } from './keyboard.ts';
import { findBrowser, openSite, type Site } from './site.ts';

const browser = findBrowser();

describe.skipIf(browser === null)('An issuer at the desk', () => {
  let site: Site;
  let desk: string;
  beforeAll(async () => {
    site = await openSite(browser ?? '');
    desk = `${site.url}/orgs/${site.scene.academy}`;
  }, 180_000);
  afterAll(async () => {
    await site.close();
  });

  /** How many awards of the organisation are in a state. */
  const count = async (page: Page, state: string): Promise<number> => {
    const path = `/api/v1/orgs/${site.scene.academy}/awards?count=exact&limit=1&state=${state}`;
    const answer = await page.request.get(`${site.url}${path}`);
    return ((await answer.json()) as { total: { value: number } }).total.value;
  };

  it('suspends every award that matches, tried first and told why some are left, and takes it back', async () => {
    const page = await site.page('ada');
    await page.goto(`${desk}/awards`);
    const [active, suspended, revoked] = await Promise.all(
      ['active', 'suspended', 'revoked'].map((state) => count(page, state)),
    );
    const total = (active ?? 0) + (suspended ?? 0) + (revoked ?? 0);
    await page
      .getByRole('checkbox', { name: /^Select Maya Example/ })
      .first()
      .check();
    await page.getByRole('button', { name: `Select all ${String(total)} that match` }).click();
    await page.getByRole('button', { name: 'Suspend', exact: true }).click();
    const box = page.getByRole('dialog');
    await box.getByText(`${String(active)} credentials will be suspended.`, { exact: false }).waitFor();
    await box.getByText('already suspended').waitFor();
    await box.getByText('revoked, which is final').waitFor();
    expect(await count(page, 'suspended')).toBe(suspended);
    await box.getByLabel('Reason').fill('The evidence is being looked at again.');
    await box.getByRole('button', { name: `Suspend ${String(active)} credentials` }).click();
    const work = page.getByRole('list', { name: 'Under way' });
    await work.getByText(`${String(active)} credentials were suspended.`, { exact: false }).waitFor();
    expect(await count(page, 'active')).toBe(0);
    await work.getByRole('button', { name: /^Take back/ }).click();
    await work.getByText(`${String(active)} credentials were reinstated.`).waitFor();
    expect(await count(page, 'active')).toBe(active);
    await page.context().close();
  });

  it('revokes by keyboard alone, and calls it off before it happens', async () => {
    const page = await site.page('ada');
    await page.goto(`${desk}/awards?state=active`);
    await page.getByRole('row').nth(2).waitFor();
    const before = await count(page, 'active');
    for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key);
    await page.getByText('2 selected').waitFor();
    await tabTo(page, 'Revoke');
    await page.keyboard.press('Enter');
    await page.getByText('2 credentials will be revoked, for good.', { exact: false }).waitFor();
    await tabTo(page, 'Reason');
    await page.keyboard.type('Awarded by mistake.');
    await tabTo(page, 'Revoke 2 credentials');
    await page.keyboard.press('Enter');
    const off = page.getByRole('list', { name: 'Under way' }).getByRole('button', { name: /^Call off/ });
    await off.waitFor();
    await off.focus();
    await page.keyboard.press('Enter');
    await page.getByText('Called off. Nothing was changed.').first().waitFor();
    expect(await count(page, 'active')).toBe(before);
    await page.goto(`${desk}/award-actions`);
    await page.getByRole('row', { name: /Revoke credentials.*Called off/ }).waitFor();
    await page.context().close();
  });

  it('awards a badge to one person, who is mailed a link, and to a list whose wrong rows are left out', async () => {
    const page = await site.page('ada');
    await page.goto(`${desk}/awards`);
    await page.getByRole('link', { name: 'Award a badge' }).click();
    await page.getByLabel('Badge').selectOption('Data Visualisation');
    await page.getByLabel('E-mail address').fill('noor@example.org');
    await page.getByLabel('Name').fill('Noor Placeholder');
    await page.getByRole('button', { name: 'Award “Data Visualisation”' }).click();
    const panel = page.getByRole('dialog', { name: 'Data Visualisation' });
    await panel.getByText('noor@example.org').waitFor();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });

    await page.goto(`${desk}/awards/many`);
    await page.getByLabel('Badge').selectOption('Data Visualisation');
    const rows = ['name;mail', 'Noor Placeholder;noor@example.org', 'Rui Stopgap;rui@example.org', 'Nobody;'];
    await page.getByLabel('People').fill(rows.join('\n'));
    await page.getByText('2 rows are in order. One is not and will be left out.').waitFor();
    await page.getByText('The e-mail address is missing.').waitFor();
    await page.getByRole('button', { name: 'Award it to 2 people' }).click();
    await page.getByText('One person was awarded. One had it already.', { exact: false }).waitFor();
    await page.getByLabel('Outcome').selectOption('Not awarded');
    await page.getByRole('row', { name: /Row 3/ }).waitFor();
    await page.context().close();
  });

  it('makes a badge by keyboard alone, from its first words to its published version', async () => {
    const page = await site.page('ada');
    await page.goto(`${desk}/badges`);
    await page.getByRole('link', { name: 'New badge' }).waitFor();
    await tabTo(page, 'New badge');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'New badge' }).waitFor();
    await tabTo(page, 'Name');
    await page.keyboard.type('Careful Measurement');
    await tabTo(page, 'Objective');
    await page.keyboard.type('Measures twice and says how sure the result is.');
    await tabTo(page, 'Criteria');
    await page.keyboard.type('Hand in two series of measurements.');
    await tabTo(page, 'Begin the draft');
    await page.keyboard.press('Enter');
    await page.getByText('2 of 8 elements stated').waitFor();
    await tabTo(page, 'Look up a skill');
    await page.keyboard.type('data');
    const offer = page.getByRole('list', { name: 'Skills that were found' }).getByRole('button').first();
    await offer.waitFor();
    await offer.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: /^Level: / }).waitFor();
    await tabTo(page, 'Workload in hours (optional)');
    await page.keyboard.type('25');
    await page.getByText('3 of 8 elements stated').waitFor();
    await tabTo(page, 'Review and publish version 1');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'What it says' }).waitFor();
    await tabTo(page, 'Publish version 1');
    await page.keyboard.press('Enter');
    await page.getByRole('row', { name: /Version 1 Published/ }).waitFor();
    await page.context().close();
  });

  it('that edits a draft with a colleague keeps both texts apart, and loses nothing that was typed offline', async () => {
    const page = await site.page('ada');
    const { badgeId } = site.scene.valid;
    await page.goto(`${desk}/badges/${badgeId}`);
    await page.getByRole('button', { name: 'Begin the next version' }).click();
    const criteria = page.getByLabel('Criteria');
    await criteria.waitFor();
    const draft = `${site.url}/api/v1/orgs/${site.scene.academy}/badges/${badgeId}/draft`;
    const patch = async (expectedRevision: number, changes: object): Promise<number> => {
      const headers = { origin: new URL(site.url).origin };
      return (await page.request.patch(draft, { headers, data: { expectedRevision, changes } })).status();
    };
    expect(await patch(1, { criteria: 'Theirs.', tags: ['theirs'] })).toBe(200);
    await criteria.fill('Mine.');
    await page.getByRole('heading', { name: 'Somebody else changed the same fields' }).waitFor();
    await page.getByRole('radio', { name: /Their text/ }).check();
    await page.getByRole('button', { name: 'Go on with this choice' }).click();
    expect(await criteria.inputValue()).toBe('Theirs.');
    expect(await page.getByLabel('Tags').inputValue()).toBe('theirs');

    await page.context().setOffline(true);
    await page.getByLabel('Objective').fill('Typed without a connection.');
    await page.getByText('Kept on this device. It is saved as soon as', { exact: false }).waitFor();
    await page.context().setOffline(false);
    await page.getByText(/^Saved on/).waitFor();
    await page.reload();
    await page.getByText(/of 8 elements stated/).waitFor();
    expect(await page.getByLabel('Objective').inputValue()).toBe('Typed without a connection.');

    await page.getByRole('button', { name: 'Change the picture' }).click();
    const box = page.getByRole('dialog');
    await box.locator('img').waitFor();
    await box.getByLabel('What the picture shows').fill('A chart on a shield');
    await box.getByLabel('Symbol').selectOption('Chart');
    await box.getByRole('button', { name: 'Use this picture' }).click();
    await page.getByText('From the image maker.').waitFor();
    await page.getByRole('button', { name: 'Review and publish version 2' }).click();
    await page.getByText('Another picture').waitFor();
    await page.getByText('Typed without a connection.').waitFor();
    await page.getByRole('button', { name: 'Publish version 2' }).click();
    await page.getByRole('row', { name: /Version 1 Superseded/ }).waitFor();
    await page.context().close();
  });

  it('reads what became of it all, as a chart and as a table', async () => {
    const page = await site.page('ada');
    await page.goto(`${desk}/statistics`);
    await page.getByText(/In the last 30 days .* issued \d+ credentials/).waitFor();
    await page.getByRole('img', { name: /Most was issued on/ }).waitFor();
    await page.getByRole('button', { name: 'Show as a table' }).click();
    await page.getByRole('columnheader', { name: 'Day' }).waitFor();
    await page.context().close();
  });
});
