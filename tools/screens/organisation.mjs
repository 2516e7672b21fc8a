// What an organisation is called and looks like.
export function screens({ url, academy }) {
  const settings = `${url}/orgs/${academy}/settings`;
  return [{ name: 'organisation-settings', url: settings, as: 'ada', isLean: true }];
}
