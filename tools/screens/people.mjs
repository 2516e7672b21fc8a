// The people of an organisation and what they may do: members, invitations, departments, rights, reviews.
export function screens({ url, academy }) {
  const base = `${url}/orgs/${academy}/people`;
  return [
    { name: 'people', url: base, as: 'ada', isLean: true },
    {
      name: 'people-member',
      url: base,
      as: 'ada',
      act: async (page) => {
        await page.locator('main tbody th button').first().click();
        await page.locator('dialog fieldset').waitFor();
      },
    },
    { name: 'people-invitations', url: `${base}/invitations`, as: 'ada' },
    { name: 'people-invite', url: `${base}/invitations?open=new`, as: 'ada' },
    { name: 'people-departments', url: `${base}/departments`, as: 'ada' },
    {
      name: 'people-give',
      url: `${base}/rights`,
      as: 'ada',
      isLean: true,
      act: async (page) => {
        await page.locator('main h1 ~ div button').click();
        await page.locator('dialog fieldset').waitFor();
      },
    },
    { name: 'people-reviews', url: `${base}/reviews`, as: 'ada' },
  ];
}
