// What the frame opens over a screen.
export function screens({ url, academy }) {
  const home = { url: `${url}/`, as: 'ada' };
  return [
    {
      name: 'search',
      ...home,
      isLean: true,
      act: async (page) => {
        await page.keyboard.press('Control+k');
        await page.locator('dialog [role=option]').first().waitFor();
      },
    },
    {
      name: 'keys',
      ...home,
      act: async (page) => {
        await page.locator('h1').click();
        await page.keyboard.press('?');
        await page.locator('dialog dl').waitFor();
      },
    },
    {
      name: 'account-menu',
      ...home,
      isLean: true,
      act: async (page) => {
        await page.locator('header button[aria-expanded]').last().click();
        await page.locator('header select').first().waitFor();
      },
    },
    {
      name: 'view-as',
      url: `${url}/orgs/${academy}/awards`,
      as: 'ada',
      act: async (page) => {
        await page.locator('header [role=note] button[aria-expanded]').click();
        await page.locator('header li button').first().waitFor();
      },
    },
  ];
}
