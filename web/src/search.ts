/** States of an award that a list can be narrowed to. */
export const awardStates = ['active', 'suspended', 'revoked'] as const;
/** Ways in which an award comes about. */
export const awardSources = ['mastery', 'direct', 'batch', 'stack'] as const;

/** The filters of the awards table. */
export interface AwardFilters {
  readonly state?: (typeof awardStates)[number];
  readonly source?: (typeof awardSources)[number];
}

/** The filters stand in the address, so that a view can be sent to a colleague. */
export function awardsSearch(search: Record<string, unknown>): AwardFilters {
  const state = awardStates.find((name) => name === search['state']);
  const source = awardSources.find((name) => name === search['source']);
  return { ...(state === undefined ? {} : { state }), ...(source === undefined ? {} : { source }) };
}

/** The words that are searched for stand in the address, so that a search can be sent to somebody. */
export function badgesSearch(search: Record<string, unknown>): { q?: string } {
  return typeof search['q'] === 'string' && search['q'] !== '' ? { q: search['q'] } : {};
}

/** Where to go after signing in; only an address of this app. */
export function signInSearch(search: Record<string, unknown>): { next?: string } {
  const next = search['next'];
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? { next } : {};
}
