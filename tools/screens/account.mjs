// One's own account, the mailbox, and the ways in that need a mail.
export function screens({ url, password }) {
  const enrol = async (page) => {
    const form = page.locator('section[aria-labelledby=account-two-factor] form');
    await form.locator('input').first().fill(password);
    await form.locator('button[type=submit]').click();
    await page.locator('section[aria-labelledby=account-two-factor] img').scrollIntoViewIfNeeded();
  };
  return [
    { name: 'account', url: `${url}/account`, as: 'maya', isLean: true },
    { name: 'account-two-factor', url: `${url}/account`, as: 'gus', act: enrol },
    { name: 'mailbox', url: `${url}/mailbox`, as: 'maya' },
    { name: 'instance-mailbox', url: `${url}/instance/mailbox`, as: 'ada' },
    { name: 'sign-in-mail', url: `${url}/sign-in/mail` },
    { name: 'sign-in-forgotten', url: `${url}/sign-in/forgotten` },
    { name: 'sign-in-link', url: `${url}/sign-in/link#token` },
    { name: 'new-password', url: `${url}/sign-in/password#token` },
    { name: 'incomplete-link', url: `${url}/invitation` },
  ];
}
