import { fault, type Fault } from '../refusal.ts';
import { isObject, listOf, member, readJson, type JsonObject, type JsonValue } from '../json/index.ts';
import { readDateTime } from '../dates/index.ts';
import { keyFromJwk, keyFromMultibase, type KeyResult, type PublicKey } from './public-key.ts';

/** The relationships of a key to its controller that proofs are made for. */
export type Relationship = 'assertionMethod' | 'authentication';

/** A verification method as its controller document states it. */
export interface VerificationMethod {
  id: string;
  controller: string;
  key: PublicKey;
  relationships: ReadonlySet<Relationship>;
  /** Milliseconds since 1970 from which on the key is not to be used. */
  expiresAt?: number;
  revokedAt?: number;
}

const MAX_METHODS = 100;

/**
 * Reads a DID or controller document from its bytes and finds one verification method in it. A bare JWK, at
 * which a `kid` may point by Open Badges 3.0, is refused: it names no controller, so whoever hosts a file
 * beside the issuer's could sign for the issuer.
 */
export function methodFromDocument(
  bytes: Uint8Array,
  documentId: string,
  methodId: string,
): { method: VerificationMethod } | { fault: Fault } {
  const { value, fault: problem } = readJson(bytes);
  if (problem !== undefined) return refuse(`the controller document is not readable: ${problem.detail}`);
  if (isObject(value) && member(value, 'id') === undefined && member(value, 'kty') !== undefined)
    return { fault: fault('key-not-authorized', '', 'a bare key: nothing says whose it is') };
  if (!isObject(value) || member(value, 'id') !== documentId)
    return refuse('the document is about another id');
  return findMethod(value, documentId, methodId);
}

function findMethod(
  document: JsonObject,
  documentId: string,
  methodId: string,
): { method: VerificationMethod } | { fault: Fault } {
  const found = new Map<string, JsonObject>();
  const related = new Map<string, Set<Relationship>>();
  const absolute = (id: string): string => (id.startsWith('#') ? documentId + id : id);
  const add = (entry: JsonObject): string | undefined => {
    const id = member(entry, 'id');
    if (typeof id !== 'string' || found.has(absolute(id))) return undefined;
    found.set(absolute(id), entry);
    return absolute(id);
  };
  for (const entry of listOf(member(document, 'verificationMethod'))) {
    if (!isObject(entry) || found.size >= MAX_METHODS)
      return refuse('a verification method is not well formed');
    if (add(entry) === undefined) return refuse('two verification methods have one id');
  }
  for (const relationship of ['assertionMethod', 'authentication'] as const) {
    for (const entry of listOf(member(document, relationship))) {
      const id = typeof entry === 'string' ? absolute(entry) : isObject(entry) ? add(entry) : undefined;
      if (id === undefined || related.size > MAX_METHODS)
        return refuse('two verification methods have one id');
      related.set(id, (related.get(id) ?? new Set()).add(relationship));
    }
  }
  const entry = found.get(methodId);
  if (entry === undefined) return refuse('the document does not have this verification method');
  return readMethod(entry, documentId, methodId, related.get(methodId) ?? new Set());
}

function readMethod(
  entry: JsonObject,
  documentId: string,
  methodId: string,
  relationships: ReadonlySet<Relationship>,
): { method: VerificationMethod } | { fault: Fault } {
  const controller = member(entry, 'controller');
  if (controller !== documentId) {
    return { fault: fault('key-not-authorized', '', 'the key is controlled by somebody else') };
  }
  const { key, problem } = keyOf(entry);
  if (problem !== undefined)
    return { fault: fault(problem, '', 'the key of the verification method is not usable') };
  const method: VerificationMethod = { id: methodId, controller, key, relationships };
  for (const [name, target] of [
    ['expires', 'expiresAt'],
    ['revoked', 'revokedAt'],
  ] as const) {
    const value = member(entry, name);
    if (value === undefined) continue;
    const at = readDateTime(value);
    if (at === undefined) return refuse(`${name} of the verification method is not a date`);
    method[target] = at;
  }
  return { method };
}

function keyOf(entry: JsonObject): KeyResult {
  for (const secret of ['secretKeyMultibase', 'privateKeyMultibase', 'secretKeyJwk', 'privateKeyJwk']) {
    if (Object.hasOwn(entry, secret)) return { problem: 'key-weak' };
  }
  const multibase = member(entry, 'publicKeyMultibase');
  const jwk: JsonValue | undefined = member(entry, 'publicKeyJwk');
  if ((multibase === undefined) === (jwk === undefined)) return { problem: 'key-unresolvable' };
  if (typeof multibase === 'string') return keyFromMultibase(multibase);
  return isObject(jwk) ? keyFromJwk(jwk) : { problem: 'key-unresolvable' };
}

function refuse(detail: string): { fault: Fault } {
  return { fault: fault('key-unresolvable', '', detail) };
}
