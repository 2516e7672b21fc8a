// What an employer verified, and which skills are missing.
export function screens({ url, employer }) {
  const base = `${url}/orgs/${employer}`;
  return [
    { name: 'verifications', url: `${base}/verifications`, as: 'fay' },
    { name: 'verifications-new', url: `${base}/verifications/new`, as: 'fay' },
    { name: 'gap-empty', url: `${base}/gap`, as: 'fay' },
    {
      name: 'gap',
      url: `${base}/inventory`,
      as: 'fay',
      isLean: true,
      // The skills that are wanted are those that somebody shows, and one that nobody does.
      act: async (page) => {
        const answer = await page.request.get(`${base.replace('/orgs/', '/api/v1/orgs/')}/inventory/skills`);
        const { items } = await answer.json();
        const held = items.slice(0, 3).map((s, i) => `${s.level}.${s.people + i}.${s.framework}.${s.code}`);
        const wanted = [...held, `10.2.${items[0].framework}.${items[0].code}`].join('~');
        const [path] = page.url().split('?');
        const search = new URL(page.url()).searchParams;
        search.set('wanted', wanted);
        await page.goto(`${path.replace('/inventory', '/gap')}?${search.toString()}`);
        await page.locator('main figure svg').waitFor();
      },
    },
  ];
}
