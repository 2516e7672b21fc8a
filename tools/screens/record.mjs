// What a person holds.
export function screens({ url }) {
  return [
    { name: 'record', url: `${url}/record`, as: 'maya' },
    { name: 'record-none', url: `${url}/record`, as: 'gus' },
    { name: 'record-broken', url: `${url}/record`, as: 'maya', isDamaged: true, isLean: true },
  ];
}
