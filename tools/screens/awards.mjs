// The issuer's desk over what was awarded: the table, one award, many at once, awarding, statistics.
export function screens({ url, academy, valid, suspended }) {
  const table = `${url}/orgs/${academy}/awards`;
  const pick = async (page) => {
    await page.locator('tbody input[type=checkbox]').first().waitFor();
    await page.locator('thead input[type=checkbox], tbody input[type=checkbox]').nth(1).check();
  };
  const tryDeed = async (page) => {
    await pick(page);
    await page.locator('section button').last().click();
    await page.locator('dialog[open] textarea').waitFor();
  };
  const list = async (page) => {
    await page.locator('select').first().selectOption({ index: 1 });
    await page
      .locator('textarea')
      .fill('e-mail,name\nnoor@example.org,Noor Placeholder\nnobody,\nnoor@example.org,Noor Twice\n');
    await page.locator('main table').waitFor();
  };
  const filters = async (page) => {
    await page.locator('tbody tr').first().waitFor();
    await page.locator('main [role=group] button[aria-expanded]').click();
  };
  const openFirst = async (page) => {
    await page.locator('main tbody th button').first().click();
    await page.locator('dialog[open] dl').waitFor();
  };
  return [
    { name: 'awards', url: table, as: 'ada', isDamaged: true, isLean: true },
    { name: 'awards-none', url: `${table}?source=batch`, as: 'ada' },
    { name: 'award', url: `${table}?open=${suspended.awardId}`, as: 'ada', isDamaged: true, isLean: true },
    { name: 'awards-revoke', url: table, as: 'ada', act: tryDeed, isLean: true },
    { name: 'awards-chosen', url: table, as: 'ada', act: pick },
    { name: 'awards-filters', url: `${table}?issuedFrom=2020-01-01&state=active`, as: 'ada', act: filters },
    { name: 'award-new', url: `${table}/new?badgeId=${valid.badgeId}`, as: 'ada' },
    { name: 'award-many', url: `${table}/many`, as: 'ada', act: list, isLean: true },
    { name: 'award-actions-none', url: `${url}/orgs/${academy}/award-actions`, as: 'ada' },
    { name: 'award-actions', url: `${url}/orgs/${academy}/award-actions`, as: 'ada', isDamaged: true },
    {
      name: 'award-action',
      url: `${url}/orgs/${academy}/award-actions`,
      as: 'ada',
      act: openFirst,
      isDamaged: true,
    },
    {
      name: 'statistics',
      url: `${url}/orgs/${academy}/statistics?days=30`,
      as: 'ada',
      isDamaged: true,
      isLean: true,
    },
  ];
}
