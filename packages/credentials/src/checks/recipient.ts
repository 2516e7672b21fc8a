import { toHex, toUtf8 } from '../bytes/index.ts';
import { isObject, listOf, member, type JsonObject, type JsonValue } from '../json/index.ts';
import { hash, node } from '../platform/index.ts';
import { fault } from '../refusal.ts';
import type { Session } from '../session.ts';
import { failed, passed, unknown, type Finding } from './findings.ts';

/** One way in which a document says whom it is about. */
export interface StatedIdentity {
  identity: string;
  isHashed: boolean;
  salt: string;
  pointer: string;
}

const MAX_IDENTITIES = 64;

/** The identities that the subjects of an Open Badges 3.0 credential state: their ids and identity objects. */
export function subjectIdentities(document: JsonObject): StatedIdentity[] {
  return listOf(member(document, 'credentialSubject'))
    .filter(isObject)
    .flatMap((subject) => [
      ...plain(member(subject, 'id'), '/credentialSubject/id'),
      ...listOf(member(subject, 'identifier')).flatMap((entry) =>
        identityOf(entry, 'identityHash', '/credentialSubject/identifier'),
      ),
    ]);
}

/** The identity that the recipient of an Open Badges 1 or 2 assertion states. */
export function recipientIdentities(assertion: JsonObject): StatedIdentity[] {
  return identityOf(member(assertion, 'recipient'), 'identity', '/recipient');
}

function plain(value: JsonValue | undefined, pointer: string): StatedIdentity[] {
  return typeof value === 'string' ? [{ identity: value, isHashed: false, salt: '', pointer }] : [];
}

function identityOf(entry: JsonValue | undefined, name: string, pointer: string): StatedIdentity[] {
  if (!isObject(entry)) return [];
  const [identity, salt] = [member(entry, name), member(entry, 'salt')];
  if (typeof identity !== 'string' || (salt !== undefined && typeof salt !== 'string')) return [];
  return [{ identity, isHashed: member(entry, 'hashed') === true, salt: salt ?? '', pointer }];
}

/**
 * Whether one of the identities is one of the expected recipients. Hashes are SHA-256 or MD5 over the
 * identity and the salt (Open Badges 2.0, IdentityHash). MD5 is only there in Node: a browser does not know.
 */
export function recipientFinding(stated: readonly StatedIdentity[], session: Session): Finding | undefined {
  const expected = session.policy.recipients;
  if (expected === undefined) return undefined;
  let isOpen = false;
  for (const one of stated.slice(0, MAX_IDENTITIES)) {
    for (const recipient of expected) {
      const answer = isSame(one, recipient);
      if (answer === true) return passed();
      if (answer === undefined) isOpen = true;
    }
  }
  const pointer = stated[0]?.pointer ?? '';
  return isOpen
    ? unknown(fault('holder-mismatch', pointer, 'the recipient is hashed in a way that is not known here'))
    : failed(fault('holder-mismatch', pointer, 'the recipient is somebody else'));
}

/** Undefined where the hash is of a kind that cannot be made here. */
function isSame(stated: StatedIdentity, recipient: string): boolean | undefined {
  if (!stated.isHashed) return stated.identity === recipient;
  const [, algorithm = '', digest = ''] = /^([a-z0-9-]+)\$([0-9a-f]+)$/i.exec(stated.identity) ?? [];
  const salted = recipient + stated.salt;
  switch (algorithm.toLowerCase()) {
    case 'sha256':
      return toHex(hash('sha256', salted)) === digest.toLowerCase();
    case 'md5':
      return node === undefined
        ? undefined
        : node.crypto.createHash('md5').update(toUtf8(salted)).digest('hex') === digest.toLowerCase();
    default:
      return algorithm === '' ? false : undefined;
  }
}
