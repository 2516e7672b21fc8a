// Start pages: of a visitor, of an empty instance, and of every role.
export function screens({ url, emptyUrl }) {
  const roles = ['maya', 'bruno', 'ada', 'chidi', 'emre', 'fay', 'gus'];
  return [
    { name: 'home', url: `${url}/`, isLean: true },
    ...roles.map((who) => ({ name: `home-${who}`, url: `${url}/`, as: who, isLean: who === 'maya' })),
    ...(emptyUrl === undefined ? [] : [{ name: 'home-empty', url: `${emptyUrl}/`, isLean: true }]),
    { name: 'missing', url: `${url}/nowhere`, isLean: true },
  ];
}
