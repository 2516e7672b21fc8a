import { writeDateTime } from '../dates/index.ts';
import {
  copyMembers,
  emptyObject,
  isObject,
  keepNotes,
  member,
  noted,
  notesOf,
  type JsonObject,
  type JsonValue,
} from '../json/index.ts';
import { fault, type Fault } from '../refusal.ts';
import type { Session } from '../session.ts';

/** What the claims of a JWT say about the document inside. */
export interface Claimed {
  document: JsonObject;
  /** When the token was made: `iat`, in milliseconds. */
  issuedAt?: number;
  /** Faults by the check that they belong to. */
  shape?: Fault;
  validity?: Fault;
  issuer?: Fault;
}

/** Claims that belong to the token and not to the document. */
const REGISTERED: ReadonlySet<string> = new Set('iss sub aud exp nbf iat jti nonce'.split(' '));
/** The end of year 9999 in seconds. */
const LAST_SECOND = 253_402_300_799;

/**
 * Takes the document out of a payload: the payload itself (VC-JOSE-COSE, and Open Badges 3.0 with registered
 * claims beside it), or the claim `vc` or `vp` of the first edition, whose gaps the other claims fill.
 */
export function documentInClaims(payload: JsonObject, session: Session): Claimed {
  const inner = member(payload, 'vc') ?? member(payload, 'vp');
  const isFirst = inner !== undefined;
  if (isFirst && (!isObject(inner) || member(payload, '@context') !== undefined))
    return { document: payload, shape: fault('schema', '/vc', 'must be the only document of the token') };
  const document = isObject(inner) ? copyMembers(inner) : noted(payload, withoutClaims);
  const claimed: Claimed = { document };
  const validity = timesFault(payload, session);
  if (validity?.code === 'schema' || validity?.code === 'number-unsafe') claimed.shape = validity;
  else if (validity !== undefined) claimed.validity = validity;
  const issuedAt = member(payload, 'iat');
  if (typeof issuedAt === 'number') claimed.issuedAt = issuedAt * 1000;
  if (isObject(inner) && claimed.shape === undefined) fillFirstEdition(document, payload, 'vp' in payload);
  const isPresentation = isFirst ? 'vp' in payload : hasType(document, 'VerifiablePresentation');
  const party = isPresentation ? 'holder' : 'issuer';
  const issuer = agreeFault(member(payload, 'iss'), idOf(member(document, party)), '/iss', 'issuer-mismatch');
  if (issuer !== undefined) claimed.issuer = issuer;
  const subject = member(document, 'credentialSubject');
  const shape =
    claimed.shape ??
    agreeFault(member(payload, 'jti'), member(document, 'id'), '/jti', 'schema') ??
    (!isPresentation && isObject(subject)
      ? agreeFault(member(payload, 'sub'), member(subject, 'id'), '/sub', 'schema')
      : undefined);
  if (shape !== undefined) claimed.shape = shape;
  return claimed;
}

function withoutClaims(payload: JsonObject): JsonObject {
  const document = emptyObject();
  for (const key in payload) if (!REGISTERED.has(key)) document[key] = payload[key] as JsonValue;
  if (notesOf(payload) !== undefined) keepNotes(document);
  return document;
}

function hasType(document: JsonObject, name: string): boolean {
  const type = member(document, 'type');
  return type === name || (Array.isArray(type) && type.includes(name));
}

function idOf(value: JsonValue | undefined): JsonValue | undefined {
  return isObject(value) ? member(value, 'id') : value;
}

/** A claim that is there must be a string and say the same as the document. */
function agreeFault(
  claim: JsonValue | undefined,
  stated: JsonValue | undefined,
  pointer: string,
  code: Fault['code'],
): Fault | undefined {
  if (claim === undefined) return undefined;
  if (typeof claim !== 'string') return fault('schema', pointer, 'must be a string');
  return claim === stated ? undefined : fault(code, pointer, 'says something else than the document');
}

function timesFault(payload: JsonObject, session: Session): Fault | undefined {
  for (const name of ['exp', 'nbf', 'iat'] as const) {
    const value = member(payload, name);
    if (value === undefined) continue;
    if (typeof value !== 'number') return fault('schema', `/${name}`, 'must be a number of seconds');
    if (value < 0 || value > LAST_SECOND)
      return fault('number-unsafe', `/${name}`, 'a time that no calendar here has');
  }
  const [now, skew] = [session.now, session.skewMs];
  const at = (name: string): number | undefined => {
    const value = member(payload, name);
    return typeof value === 'number' ? value * 1000 : undefined;
  };
  const [expires, notBefore, issued] = [at('exp'), at('nbf'), at('iat')];
  if (expires !== undefined && expires <= now - skew)
    return fault('expired', '/exp', 'the token has expired');
  if (notBefore !== undefined && notBefore > now + skew)
    return fault('not-yet-valid', '/nbf', 'the token is not valid yet');
  return issued !== undefined && issued > now + skew
    ? fault('not-yet-valid', '/iat', 'the token is from the future')
    : undefined;
}

/** Puts into a VC 1.1 document what its token says instead (VC 1.1, section 6.3.1). */
function fillFirstEdition(document: JsonObject, payload: JsonObject, isPresentation: boolean): void {
  const fill = (name: string, value: JsonValue | undefined): void => {
    if (value !== undefined && document[name] === undefined) document[name] = value;
  };
  const dateOf = (name: string): JsonValue | undefined => {
    const value = member(payload, name);
    return typeof value === 'number' ? writeDateTime(new Date(value * 1000)) : undefined;
  };
  fill('id', member(payload, 'jti'));
  if (isPresentation) {
    fill('holder', member(payload, 'iss'));
    return;
  }
  fill('issuer', member(payload, 'iss'));
  fill('issuanceDate', dateOf('nbf') ?? dateOf('iat'));
  fill('expirationDate', dateOf('exp'));
  const [subject, id] = [member(document, 'credentialSubject'), member(payload, 'sub')];
  if (isObject(subject) && member(subject, 'id') === undefined && id !== undefined)
    document['credentialSubject'] = copyMembers(subject, { id });
}
