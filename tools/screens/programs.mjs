// Keys and clients of an organisation's programs.
export function screens({ url, academy }) {
  const base = `${url}/orgs/${academy}/programs`;
  return [
    { name: 'programs', url: base, as: 'ada' },
    { name: 'programs-clients', url: `${base}/clients`, as: 'ada' },
    { name: 'programs-new', url: `${base}/new`, as: 'ada', isLean: true },
  ];
}
