// Ways in.
export function screens({ url, emptyUrl }) {
  return [
    { name: 'sign-in', url: `${url}/sign-in`, isLean: true },
    ...(emptyUrl === undefined ? [] : [{ name: 'setup', url: `${emptyUrl}/setup#a-token`, isLean: true }]),
  ];
}
