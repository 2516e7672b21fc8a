import { isObject, listOf, member, pointerTo, type JsonObject, type JsonValue } from '../json/index.ts';
import { fault, type Fault } from '../refusal.ts';
import type { Format } from '../report.ts';
import { typesOf } from '../shapes/credential.ts';

/** The Open Badges 2.0 context, which 2.1 names too. */
export const OPEN_BADGES_V2 = 'https://w3id.org/openbadges/v2';
/** The Open Badges 1.1 context; 1.0 names none. */
export const OPEN_BADGES_V1 = 'https://w3id.org/openbadges/v1';

const MAX_CONTEXTS = 16;
/** Where the extensions that came with the specification have their contexts. */
const EXTENSION =
  /^https:\/\/(?:w3id\.org\/openbadges|openbadgespec\.org)\/extensions\/[\w/-]+\/context\.json$/;

/**
 * Whether a document sets out to be an Open Badges 1 or 2 assertion: by its type, or (1.0 has none) by its
 * members. Whoever calls itself a verifiable credential too is one, and is read as one.
 */
export function isAssertion(value: JsonObject): boolean {
  const types = typesOf(value);
  if (types.some((name) => name.startsWith('Verifiable'))) return false;
  if (types.includes('Assertion')) return true;
  const has = (name: string): boolean => member(value, name) !== undefined;
  return has('badge') && has('recipient') && (has('verify') || has('verification'));
}

/** Which edition an assertion follows: 1 where it names that context or, being older, none. */
export function formatOf(assertion: JsonObject): Format & `open-badges-${string}` {
  const contexts = listOf(member(assertion, '@context'));
  const isFirst =
    contexts.includes(OPEN_BADGES_V1) || (contexts.length === 0 && member(assertion, 'verify') !== undefined);
  return isFirst && !contexts.includes(OPEN_BADGES_V2) ? 'open-badges-1.1' : 'open-badges-2.0';
}

/** What an assertion says about how it can be verified. */
export interface Verification {
  kind: 'hosted' | 'signed' | undefined;
  /** The address of the assertion (1.x, hosted). */
  url: JsonValue | undefined;
  /** The address of the key that signed. */
  key: JsonValue | undefined;
}

/** Reads `verification` (2.0) or `verify` (1.x). */
export function verificationOf(assertion: JsonObject): Verification {
  const value = member(assertion, 'verification') ?? member(assertion, 'verify');
  if (!isObject(value)) return { kind: undefined, url: undefined, key: undefined };
  const types = typesOf(value);
  const kind = types.some((name) => name === 'hosted' || name === 'HostedBadge')
    ? 'hosted'
    : types.some((name) => name === 'signed' || name === 'SignedBadge')
      ? 'signed'
      : undefined;
  const url = member(value, 'url');
  return { kind, url, key: member(value, 'creator') ?? member(value, 'publicKey') ?? url };
}

/** The address at which a hosted assertion stands: its id, or what 1.0 says in `verify`. */
export function hostedAt(assertion: JsonObject): JsonValue | undefined {
  return member(assertion, 'id') ?? verificationOf(assertion).url;
}

/**
 * What the contexts of an assertion, badge or issuer have against them. They are not needed to read it, but
 * others read by them: none may be unknown.
 */
export function contextsFault(document: JsonObject, isFirst: boolean): Fault | undefined {
  const value = member(document, '@context');
  if (value === undefined && isFirst) return undefined;
  const list = listOf(value);
  if (list.length > MAX_CONTEXTS)
    return fault('limit-exceeded', '/@context', `more than ${MAX_CONTEXTS} contexts`);
  for (const [index, entry] of list.entries()) {
    if (isObject(entry) || isOpenBadges(entry) || (typeof entry === 'string' && EXTENSION.test(entry)))
      continue;
    const at = Array.isArray(value) ? pointerTo('/@context', index) : '/@context';
    return fault('context-untrusted', at, 'a context that is not known here');
  }
  return list.some((entry) => isObject(entry) || isOpenBadges(entry))
    ? undefined
    : fault('context-untrusted', '/@context', 'the context is not that of Open Badges');
}

function isOpenBadges(value: JsonValue): boolean {
  return value === OPEN_BADGES_V2 || value === OPEN_BADGES_V1;
}

/**
 * What gives a term another meaning: a definition inside the document, or a context further inside. Badges and
 * issuers that are put in their place may repeat the context, and an extension names its own.
 */
export function modifiedFault(document: JsonObject): Fault | undefined {
  return modifiedIn(document, '');
}

function modifiedIn(value: JsonValue, pointer: string): Fault | undefined {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const found = modifiedIn(item, pointerTo(pointer, index));
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (!isObject(value)) return undefined;
  for (const [key, item] of Object.entries(value)) {
    const at = pointerTo(pointer, key);
    const found = key === '@context' ? contextFault(value, item, pointer, at) : modifiedIn(item, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

function contextFault(owner: JsonObject, value: JsonValue, pointer: string, at: string): Fault | undefined {
  const list = listOf(value);
  if (list.some((entry) => typeof entry !== 'string'))
    return fault('context-modified', at, 'terms are defined inside the document');
  if (new Set(list).size !== list.length) return fault('context-modified', at, 'a context is listed twice');
  if (pointer === '' || list.every(isOpenBadges) || typesOf(owner).includes('Extension')) return undefined;
  return fault('context-modified', at, 'a context inside the document');
}
