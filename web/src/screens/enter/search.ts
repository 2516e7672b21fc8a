/** Where to go after signing in; only an address of this app. */
export function signInSearch(search: Record<string, unknown>): { next?: string } {
  const next = search['next'];
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? { next } : {};
}
