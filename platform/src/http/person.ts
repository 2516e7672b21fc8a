import type { Session } from '#parties';
import { errors } from './errors.ts';
import type { Principal } from './principal.ts';

/** The session of a signed-in person. Error: person_required. */
export function sessionOf(principal: Principal): Session {
  if (principal.kind === 'user') return principal.session;
  throw errors.fail('person_required', 'This address serves a signed-in person.');
}
