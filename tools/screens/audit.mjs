// Who did what.
export function screens({ url, academy }) {
  const audit = `${url}/orgs/${academy}/audit`;
  return [
    { name: 'audit', url: audit, as: 'ada', isLean: true },
    {
      name: 'audit-entry',
      url: `${audit}?action=badge`,
      as: 'ada',
      act: async (page) => {
        await page.locator('main tbody th button').first().click();
        await page.locator('dialog dl').waitFor();
      },
    },
  ];
}
