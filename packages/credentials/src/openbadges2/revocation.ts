import { isObject, listOf, member, type JsonObject } from '../json/index.ts';
import { fault, type Fault } from '../refusal.ts';
import type { Session } from '../session.ts';
import { loadObject, type Obstacle } from './load.ts';

const MAX_REVOKED = 100_000;
const AT = '/badge/issuer/revocationList';

/** Asks the revocation list of an issuer about a signed assertion; undefined where it does not name it. */
export async function askRevocationList(
  url: string,
  assertion: JsonObject,
  isFirst: boolean,
  session: Session,
): Promise<Obstacle | undefined> {
  const loaded = await loadObject(url, AT, session);
  if (loaded.fault !== undefined) {
    if (!loaded.certain || loaded.fault.code === 'fetch-blocked' || loaded.fault.code === 'limit-exceeded')
      return loaded;
    return invalid(loaded.fault.detail);
  }
  const ids = ['id', 'uid'].map((name) => member(assertion, name)).filter((id) => typeof id === 'string');
  const found = isFirst ? inFirst(loaded.document, ids) : inSecond(loaded.document, ids);
  return found === undefined ? undefined : { fault: found, certain: true };
}

/** 1.x: an object whose keys are the uids that are revoked. */
function inFirst(list: JsonObject, ids: readonly string[]): Fault | undefined {
  if (member(list, 'revokedAssertions') !== undefined) return inSecond(list, ids);
  if (Object.keys(list).length > MAX_REVOKED) return tooLong();
  const id = ids.find((name) => member(list, name) !== undefined);
  return id === undefined ? undefined : revoked(member(list, id));
}

/** 2.0: ids, or objects with an id or a uid. */
function inSecond(list: JsonObject, ids: readonly string[]): Fault | undefined {
  const value = member(list, 'revokedAssertions');
  if (value === undefined) return invalid('the list has no entries that can be read').fault;
  const entries = listOf(value);
  if (entries.length > MAX_REVOKED) return tooLong();
  for (const entry of entries) {
    const names = isObject(entry) ? [member(entry, 'id'), member(entry, 'uid')] : [entry];
    if (!ids.some((id) => names.includes(id))) continue;
    return revoked(isObject(entry) ? member(entry, 'revocationReason') : undefined);
  }
  return undefined;
}

/** The fault of a revocation, in its issuer's words where there are any. */
export function revoked(reason: unknown): Fault {
  const words = typeof reason === 'string' && reason !== '' ? reason.slice(0, 500) : 'revoked by its issuer';
  return fault('revoked', '', words);
}

function tooLong(): Fault {
  return fault('limit-exceeded', AT, `more than ${MAX_REVOKED} entries`);
}

function invalid(detail: string): Obstacle {
  return { fault: fault('status-invalid', AT, detail), certain: true };
}
