// One's own account, the mailbox, and the ways in that need a mail.
export function screens({ url }) {
  return [
    { name: 'account', url: `${url}/account`, as: 'maya', isLean: true },
    { name: 'mailbox', url: `${url}/mailbox`, as: 'maya' },
    { name: 'instance-mailbox', url: `${url}/instance/mailbox`, as: 'ada' },
    { name: 'sign-in-mail', url: `${url}/sign-in/mail` },
    { name: 'sign-in-forgotten', url: `${url}/sign-in/forgotten` },
    { name: 'sign-in-link', url: `${url}/sign-in/link#token` },
    { name: 'new-password', url: `${url}/sign-in/password#token` },
    { name: 'incomplete-link', url: `${url}/invitation` },
  ];
}
