import { fetchDocument } from '../fetch.ts';
import { isObject, listOf, member, readJson, type JsonObject, type JsonValue } from '../json/index.ts';
import { fault, type Fault } from '../refusal.ts';
import type { Session } from '../session.ts';
import type { StatusAnswer } from './check.ts';

/** Names under which lists of ids stand: 1EdTech (in both spellings that are in use) and Open Badges 2. */
const LISTS = ['revokedCredential', 'revokedCredentials', 'revokedAssertions'] as const;
const MAX_REVOKED = 100_000;

/**
 * Asks a plain revocation list (1EdTech Revocation List Status Method) whether it names a credential. The list
 * is not signed: it is believed because it came from the https address that the signed credential names.
 */
export async function checkRevocationList(
  entry: JsonObject,
  credential: { id: JsonValue | undefined; issuer: string | undefined },
  at: string,
  session: Session,
): Promise<StatusAnswer> {
  const url = member(entry, 'id');
  if (typeof url !== 'string') return invalid(`${at}/id`, 'must be the URL of the list');
  if (typeof credential.id !== 'string') return invalid(at, 'a credential without an id cannot be listed');
  const fetched = await fetchDocument(url, 'application/json, application/ld+json', session.budget);
  if (fetched.fault !== undefined)
    return { fault: { ...fetched.fault, pointer: `${at}/id` }, certain: fetched.certain };
  const read = readJson(fetched.bytes, { jsonBytes: session.limits.fetchBytes });
  if (!isObject(read.value)) return invalid(`${at}/id`, 'the list is not readable');
  const wrong = listFault(read.value, url, credential.issuer, at);
  if (wrong !== undefined) return { fault: wrong, certain: true };
  const reason = reasonFor(read.value, credential.id);
  return reason === undefined ? {} : { fault: fault('revoked', at, reason), certain: true };
}

function listFault(list: JsonObject, url: string, issuer: string | undefined, at: string): Fault | undefined {
  const no = (detail: string): Fault => fault('status-invalid', `${at}/id`, detail);
  const id = member(list, 'id');
  if (id !== undefined && id !== url) return no('the list is another one than the entry names');
  const stated = member(list, 'issuer');
  const listIssuer = isObject(stated) ? member(stated, 'id') : stated;
  if (listIssuer !== undefined && listIssuer !== issuer) return no('the list was issued by somebody else');
  const lists = LISTS.filter((name) => member(list, name) !== undefined);
  if (lists.length === 0) return no('the list has no entries that can be read');
  return lists.some((name) => listOf(member(list, name)).length > MAX_REVOKED)
    ? fault('limit-exceeded', `${at}/id`, 'the list is too long')
    : undefined;
}

/** Why a list names an id; undefined where it does not, or says that it is not revoked any more. */
function reasonFor(list: JsonObject, id: string): string | undefined {
  for (const name of LISTS) {
    for (const item of listOf(member(list, name))) {
      if (item === id) return 'revoked by its issuer';
      if (!isObject(item) || member(item, 'id') !== id || member(item, 'revoked') === false) continue;
      const reason = member(item, 'revocationReason');
      return typeof reason === 'string' && reason !== '' ? reason.slice(0, 500) : 'revoked by its issuer';
    }
  }
  return undefined;
}

function invalid(at: string, detail: string): StatusAnswer {
  return { fault: fault('status-invalid', at, detail), certain: true };
}
