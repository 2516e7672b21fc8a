// Judging: what waits, and one submission beside its rubric.
const choose = async (page) => {
  await page.locator('main fieldset').first().waitFor();
  for (const field of await page.locator('main fieldset').all())
    await field.locator('input[type=radio]').last().check();
};

export function screens({ url, academy, waiting }) {
  const desk = `${url}/orgs/${academy}`;
  const one = `${desk}/submissions/${waiting[0]}`;
  return [
    { name: 'queue', url: `${desk}/queue`, as: 'bruno', isLean: true },
    { name: 'queue-none', url: `${desk}/queue?badgeId=bdg_none`, as: 'bruno' },
    { name: 'submissions', url: `${desk}/submissions`, as: 'bruno' },
    { name: 'submission', url: one, as: 'bruno', isLean: true },
    { name: 'submission-scored', url: one, as: 'bruno', act: choose },
    { name: 'submission-read', url: one, as: 'ada' },
  ];
}
