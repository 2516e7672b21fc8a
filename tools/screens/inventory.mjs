// Who can do what.
export function screens({ url, employer }) {
  const inventory = { url: `${url}/orgs/${employer}/inventory`, as: 'fay' };
  return [
    { name: 'inventory', ...inventory },
    {
      name: 'inventory-holders',
      ...inventory,
      isLean: true,
      act: async (page) => {
        await page.locator('main tbody th button').first().click();
        await page.locator('dialog table').waitFor();
      },
    },
  ];
}
