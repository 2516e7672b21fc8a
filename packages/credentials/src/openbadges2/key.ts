import { fromBase64 } from '../bytes/index.ts';
import { isObject, listOf, member, readJson, type JsonObject, type JsonValue } from '../json/index.ts';
import { keyFromJwk, type KeyResult, type PublicKey } from '../keys/index.ts';
import { ownBuffer } from '../platform/index.ts';
import { fault } from '../refusal.ts';
import type { Session } from '../session.ts';
import { loadText, type Obstacle } from './load.ts';

/** A key that an issuer signs with. */
export interface IssuerKey {
  id: string;
  key: PublicKey;
  /** Whose the key says that it is; absent for a bare PEM, which says nothing. */
  owner: JsonValue | undefined;
}

/** The keys that may have signed, or why there is none. */
export type KeysFound = { keys: IssuerKey[]; fault?: never } | (Obstacle & { keys?: never });

const MAX_KEYS = 4;
const PEM = /^\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----\s*$/;

/** What WebCrypto is told to read a SubjectPublicKeyInfo as; only the kind that it is of succeeds. */
const KINDS = [
  { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  { name: 'ECDSA', namedCurve: 'P-256' },
  { name: 'ECDSA', namedCurve: 'P-384' },
  { name: 'Ed25519' },
] as const;

/** Reads a public key in PEM (SubjectPublicKeyInfo). A private key where a public one belongs is `key-weak`. */
export async function keyFromPem(pem: string): Promise<KeyResult> {
  if (pem.length > 16_384) return { problem: 'key-unresolvable' };
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem)) return { problem: 'key-weak' };
  const der = fromBase64(PEM.exec(pem)?.[1]?.replace(/\s/g, '') ?? '?');
  if (der === undefined) return { problem: 'key-unresolvable' };
  for (const kind of KINDS) {
    try {
      const key = await crypto.subtle.importKey('spki', ownBuffer(der), kind, true, ['verify']);
      const { kty, crv, x, y, n, e } = await crypto.subtle.exportKey('jwk', key);
      return keyFromJwk(JSON.parse(JSON.stringify({ kty, crv, x, y, n, e })) as Record<string, unknown>);
    } catch {
      continue;
    }
  }
  return { problem: 'key-unresolvable' };
}

/**
 * The keys of which one must have signed: the one that the assertion names, which the profile has to list
 * (2.0); or all that it lists, where the assertion names none. A key of 1.x is a PEM at an address on the
 * issuer's own host.
 */
export async function issuerKeys(
  named: JsonValue | undefined,
  issuer: { id: string; profile: JsonObject; isFirst: boolean },
  session: Session,
): Promise<KeysFound> {
  const listed = listOf(member(issuer.profile, 'publicKey'));
  const candidates = listed.filter((entry) => named === undefined || idOf(entry) === named);
  if (candidates.length === 0 && issuer.isFirst && typeof named === 'string') {
    const [place, home] = [named, issuer.id].map((text) => (URL.canParse(text) ? new URL(text).host : ''));
    if (place === '' || place !== home)
      return refuse('key-not-authorized', 'the key is not on the issuer’s host');
    candidates.push(named);
  }
  if (candidates.length === 0)
    return named === undefined
      ? refuse('key-unresolvable', 'the issuer has no public key')
      : refuse('key-not-authorized', 'the issuer does not list the key');
  if (candidates.length > MAX_KEYS) return refuse('limit-exceeded', `more than ${MAX_KEYS} keys`);
  const keys: IssuerKey[] = [];
  for (const entry of candidates) {
    const found = await readKey(entry, session);
    if (found.fault !== undefined) return found;
    keys.push(found);
  }
  return { keys };
}

async function readKey(
  entry: JsonValue,
  session: Session,
): Promise<(IssuerKey & { fault?: never }) | (Obstacle & { key?: never })> {
  if (isObject(entry)) return fromDocument(entry, idOf(entry) ?? '');
  const id = typeof entry === 'string' ? entry : '';
  const loaded = await loadText(id, '', session);
  if (loaded.fault !== undefined) {
    const { fault: found, certain } = loaded;
    return found.code === 'status-unavailable'
      ? { fault: { ...found, code: 'key-unresolvable' }, certain }
      : { fault: found, certain };
  }
  if (!loaded.text.trimStart().startsWith('{')) return fromPem(loaded.text, id, undefined);
  const read = readJson(loaded.text, { depth: 8 });
  if (read.fault !== undefined) return { fault: { ...read.fault, pointer: '' }, certain: true };
  if (!isObject(read.value) || (idOf(read.value) ?? id) !== id)
    return refuse('key-unresolvable', 'another key stands at the address');
  return fromDocument(read.value, id);
}

function fromDocument(
  document: JsonObject,
  id: string,
): Promise<(IssuerKey & { fault?: never }) | (Obstacle & { key?: never })> {
  const pem = member(document, 'publicKeyPem');
  if (typeof pem !== 'string' || member(document, 'privateKeyPem') !== undefined)
    return Promise.resolve(refuse('key-unresolvable', 'the key has no publicKeyPem'));
  return fromPem(pem, id, member(document, 'owner') ?? null);
}

async function fromPem(
  pem: string,
  id: string,
  owner: JsonValue | undefined,
): Promise<(IssuerKey & { fault?: never }) | (Obstacle & { key?: never })> {
  const { key, problem } = await keyFromPem(pem);
  return problem === undefined ? { id, key, owner } : refuse(problem, 'the key is not one that can be used');
}

function idOf(entry: JsonValue): string | undefined {
  const id = isObject(entry) ? (member(entry, 'id') ?? member(entry, '@id')) : entry;
  return typeof id === 'string' ? id : undefined;
}

function refuse(code: Obstacle['fault']['code'], detail: string): Obstacle & { keys?: never; key?: never } {
  return { fault: fault(code, '', detail), certain: true };
}
