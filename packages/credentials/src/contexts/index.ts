import { hash } from '../platform/index.ts';
import { toHex } from '../bytes/index.ts';
import { isObject, member, pointerTo, type JsonObject, type JsonValue } from '../json/index.ts';
import { fault, type Fault } from '../refusal.ts';
import { BUNDLED_CONTEXTS } from './bundled.ts';
import type { PinnedContext } from './pinned-context.ts';

export { BUNDLED_CONTEXTS } from './bundled.ts';
export type { PinnedContext } from './pinned-context.ts';

/** The URL of the VC 2.0 context. */
export const CREDENTIALS_V2 = 'https://www.w3.org/ns/credentials/v2';
/** The URL of the VC 1.1 context. */
export const CREDENTIALS_V1 = 'https://www.w3.org/2018/credentials/v1';
/** The Open Badges 3.0 context that new credentials name. */
export const OPEN_BADGES_V3 = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';

/** Most contexts that one document may list. */
const MAX_CONTEXTS = 16;

/** The contexts that one verification knows. */
export interface ContextRegistry {
  get(url: string): PinnedContext | undefined;
  /** Distinguishes registries with different content in caches; empty for the bundled one. */
  readonly key: string;
}

const bundled: ReadonlyMap<string, PinnedContext> = new Map(
  BUNDLED_CONTEXTS.map((context) => [context.url, context]),
);
const BUNDLED_REGISTRY: ContextRegistry = { get: (url) => bundled.get(url), key: '' };

/**
 * The bundled contexts and those that a policy adds. Throws a TypeError for an added context whose digest is
 * not that of its text, or which would replace a bundled one: that is a mistake of the caller, not of a document.
 */
export function contextRegistry(additional: readonly PinnedContext[] = []): ContextRegistry {
  if (additional.length === 0) return BUNDLED_REGISTRY;
  const own = new Map<string, PinnedContext>();
  for (const context of additional) {
    const digest = toHex(hash('sha256', context.text));
    if (digest !== context.sha256)
      throw new TypeError(`${context.url} does not have the digest that is claimed for it`);
    if ((bundled.get(context.url)?.sha256 ?? digest) !== digest)
      throw new TypeError(`${context.url} is bundled`);
    own.set(context.url, context);
  }
  const key = [...own.values()]
    .map((context) => `${context.url} ${context.sha256}`)
    .sort()
    .join('\n');
  return { get: (url) => own.get(url) ?? bundled.get(url), key };
}

const parsed = new WeakMap<PinnedContext, JsonObject>();

/** The content of a pinned context file as JSON. The same object each time: do not change it. */
export function contextDocument(context: PinnedContext): JsonObject {
  let document = parsed.get(context);
  if (document === undefined) {
    document = JSON.parse(context.text) as JsonObject;
    parsed.set(context, document);
  }
  return document;
}

/**
 * What is wrong with the context list of a document: it may only name known contexts, a base context first.
 * Definitions inside the document are left to `checkContextIntegrity`.
 */
export function checkContextList(document: JsonObject, registry: ContextRegistry): Fault | undefined {
  const list = member(document, '@context');
  if (isObject(list)) return undefined;
  if (!Array.isArray(list)) return fault('context-untrusted', '/@context', 'there is no list of contexts');
  if (list.length > MAX_CONTEXTS)
    return fault('limit-exceeded', '/@context', `more than ${MAX_CONTEXTS} contexts`);
  for (const [index, entry] of list.entries()) {
    const at = pointerTo('/@context', index);
    if (isObject(entry)) continue;
    if (typeof entry !== 'string') return fault('context-untrusted', at, 'a context that is not a URL');
    if (registry.get(entry) === undefined)
      return fault('context-untrusted', at, 'a context that is not known here');
  }
  if (!isObject(list[0]) && list[0] !== CREDENTIALS_V2 && list[0] !== CREDENTIALS_V1) {
    return fault(
      'context-untrusted',
      '/@context/0',
      'the first context is not that of verifiable credentials',
    );
  }
  return undefined;
}

/**
 * What changes the meaning of the listed contexts: an inline definition, a context inside the document, or a
 * context that is listed twice. Documents that are credentials of their own (`isDocument`) are left out.
 * `mayDefine` lets the outermost list hold definitions of its own.
 */
export function checkContextIntegrity(
  document: JsonObject,
  isDocument: (value: JsonObject, pointer: string) => boolean = () => false,
  mayDefine = false,
): Fault | undefined {
  return listIntegrityFault(document, mayDefine) ?? nestedContext(document, '', isDocument);
}

/** The same about the outermost list alone: for a document that has no context anywhere inside. */
export function listIntegrityFault(document: JsonObject, mayDefine: boolean): Fault | undefined {
  const list = member(document, '@context');
  if (isObject(list)) return fault('context-modified', '/@context', 'terms are defined inside the document');
  if (Array.isArray(list)) {
    const inline = list.findIndex((entry) => typeof entry !== 'string' && !(mayDefine && isObject(entry)));
    if (inline >= 0) {
      return fault(
        'context-modified',
        pointerTo('/@context', inline),
        'terms are defined inside the document',
      );
    }
    const repeated = list.findIndex((entry, index) => list.indexOf(entry) !== index);
    if (repeated >= 0)
      return fault('context-modified', pointerTo('/@context', repeated), 'a context is listed twice');
  }
  return undefined;
}

function nestedContext(
  value: JsonValue,
  pointer: string,
  isDocument: (value: JsonObject, pointer: string) => boolean,
): Fault | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Array.isArray(value) ? value.entries() : Object.entries(value);
  for (const [key, item] of entries) {
    if (typeof item !== 'object' || item === null) {
      if (key !== '@context' || pointer === '') continue;
    }
    if (key === '@context') {
      if (pointer === '') continue;
      return fault('context-modified', pointerTo(pointer, key), 'a context inside the document');
    }
    const at = pointerTo(pointer, key);
    if (isObject(item) && isDocument(item, at)) continue;
    const found = nestedContext(item, at, isDocument);
    if (found !== undefined) return found;
  }
  return undefined;
}
