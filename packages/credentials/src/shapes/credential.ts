import { CREDENTIALS_V1, CREDENTIALS_V2 } from '../contexts/index.ts';
import { readDateTime } from '../dates/index.ts';
import {
  isObject,
  listOf,
  member,
  noted,
  notesOf,
  pointerTo,
  type JsonObject,
  type JsonValue,
} from '../json/index.ts';
import { fault, type Fault } from '../refusal.ts';
import * as rule from './rules.ts';

/** Which edition of the data model a document follows, by its first context. */
export function modelVersion(document: JsonObject): 1 | 2 | undefined {
  const first = listOf(member(document, '@context'))[0];
  return first === CREDENTIALS_V2 ? 2 : first === CREDENTIALS_V1 ? 1 : undefined;
}

/** The type names of an object. */
export function typesOf(value: JsonObject): string[] {
  return listOf(member(value, 'type') ?? member(value, '@type')).filter((name) => typeof name === 'string');
}

/** Members of a credential as a whole, which are read at its top only. */
const OF_THE_WHOLE = [
  'credentialSchema',
  'credentialStatus',
  'credentialSubject',
  'evidence',
  'expirationDate',
  'issuanceDate',
  'issuer',
  'refreshService',
  'relatedResource',
  'termsOfUse',
  'validFrom',
  'validUntil',
] as const;

/**
 * Where a credential is described a second time: an object inside it with its id makes statements about the
 * same node, so a status or a date could be moved there out of sight without a change of what is signed.
 */
function secondPlace(document: JsonObject): Fault | undefined {
  const id = member(document, 'id') ?? member(document, '@id');
  if (typeof id !== 'string' || !isIdInside(document, id)) return undefined;
  const at = placeOf(document, id, '');
  return at === undefined ? undefined : fault('schema', at, 'describes the credential a second time');
}

/** Whether any object inside has an id; nearly no document has its own id twice. */
function isIdInside(document: JsonObject, id: string): boolean {
  for (const key in document) if (hasId(document[key] as JsonValue, id)) return true;
  return false;
}

function hasId(value: JsonValue, id: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) {
    for (const item of value) if (hasId(item, id)) return true;
    return false;
  }
  if (notesOf(value) !== undefined) return noted(value, idsInside).has(id);
  if (value['id'] === id || value['@id'] === id) return true;
  for (const key in value) if (hasId(value[key] as JsonValue, id)) return true;
  return false;
}

function idsInside(value: JsonObject): ReadonlySet<string> {
  const ids = new Set<string>();
  const collect = (item: JsonValue): void => {
    if (typeof item !== 'object' || item === null) return;
    if (!Array.isArray(item))
      for (const id of [item['id'], item['@id']]) if (typeof id === 'string') ids.add(id);
    Object.values(item).forEach(collect);
  };
  collect(value);
  return ids;
}

function placeOf(value: JsonValue, id: string, pointer: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (pointer !== '' && isObject(value) && (member(value, 'id') ?? member(value, '@id')) === id) {
    const isCredential = typesOf(value).some((name) => name.endsWith('Credential'));
    if (isCredential || OF_THE_WHOLE.some((name) => Object.hasOwn(value, name))) return pointer;
  }
  for (const [key, item] of Object.entries(value)) {
    const found = typeof item === 'object' ? placeOf(item, id, pointerTo(pointer, key)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

const typed = rule.object({ id: rule.url, type: rule.required(rule.typeWith()) });
const typedWithId = rule.object({ id: rule.required(rule.url), type: rule.required(rule.typeWith()) });

const issuer: rule.Rule = rule.either(
  rule.url,
  rule.object({ id: rule.required(rule.url), name: rule.languageText, description: rule.languageText }),
);

const identified = rule.object({ id: rule.url });

const subject: rule.Rule = (value, at) => {
  if (isObject(value)) for (const _ in value) return identified(value, at);
  return fault('schema', at, 'must be an object that says something');
};

const resource = rule.object(
  {
    id: rule.required(rule.url),
    digestSRI: rule.many(
      rule.matching(
        /^(?:sha256|sha384|sha512)-[A-Za-z0-9+/]+={0,2}(?: (?:sha256|sha384|sha512)-[A-Za-z0-9+/]+={0,2})*$/,
        'an integrity digest',
      ),
    ),
    digestMultibase: rule.many(rule.matching(/^[zu][A-Za-z0-9_-]+$/, 'a multibase digest')),
    mediaType: rule.matching(/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;.*)?$/, 'a media type'),
  },
  (value, at) =>
    member(value, 'digestSRI') === undefined && member(value, 'digestMultibase') === undefined
      ? fault('schema', at, 'a related resource needs a digest')
      : undefined,
);

/** Refuses objects that share an id: what is said of them is said of one thing, whichever said it. */
const apart: rule.Rule = (value, at) => {
  const ids = listOf(value)
    .map((item) => (isObject(item) ? member(item, 'id') : undefined))
    .filter((id) => id !== undefined);
  return new Set(ids).size === ids.length ? undefined : fault('schema', at, 'two of the list have one id');
};

/** Resource ids may not repeat (VC 2.0, section 5.3). */
const resources: rule.Rule = rule.all(rule.many(resource, false), apart);

const COMMON: rule.Members = {
  id: rule.url,
  type: rule.required(rule.typeWith('VerifiableCredential')),
  issuer: rule.required(issuer),
  credentialSubject: rule.required(rule.many(subject, false)),
  credentialStatus: rule.all(rule.many(typed), apart),
  credentialSchema: rule.many(typedWithId),
  refreshService: rule.many(typed),
  termsOfUse: rule.many(typed),
  evidence: rule.many(typed),
  proof: rule.many(rule.object({})),
};

const V2 = rule.object({
  ...COMMON,
  name: rule.languageText,
  description: rule.languageText,
  validFrom: rule.dateTime,
  validUntil: rule.dateTime,
  relatedResource: resources,
  confidenceMethod: rule.many(typed),
  renderMethod: rule.many(typed),
});

const V1 = rule.object({
  ...COMMON,
  issuanceDate: rule.required(rule.dateTime),
  expirationDate: rule.dateTime,
});

/** The `@context` as a list without repetition that starts with the data model's own. */
function contextShape(document: JsonObject): Fault | undefined {
  const list = member(document, '@context');
  if (!Array.isArray(list)) return fault('schema', '/@context', 'must be a list');
  if (modelVersion(document) === undefined) {
    return fault('schema', '/@context/0', 'the first context must be that of verifiable credentials');
  }
  return new Set(list).size === list.length
    ? undefined
    : fault('schema', '/@context', 'a context is listed twice');
}

function period(document: JsonObject): Fault | undefined {
  const [from, until] = [readDateTime(startOf(document)), readDateTime(endOf(document))];
  return from !== undefined && until !== undefined && until < from
    ? fault('schema', '/validUntil', 'ends before it starts')
    : undefined;
}

/** `validFrom`, or `issuanceDate` in the first edition. */
export function startOf(document: JsonObject): JsonValue | undefined {
  return member(document, modelVersion(document) === 1 ? 'issuanceDate' : 'validFrom');
}

/** `validUntil`, or `expirationDate` in the first edition. */
export function endOf(document: JsonObject): JsonValue | undefined {
  return member(document, modelVersion(document) === 1 ? 'expirationDate' : 'validUntil');
}

/** What the data model itself (VC 2.0 or 1.1) refuses about a credential. */
export function credentialFault(document: JsonObject): Fault | undefined {
  const shape = modelVersion(document) === 1 ? V1 : V2;
  return contextShape(document) ?? shape(document, '') ?? period(document) ?? secondPlace(document);
}

const PRESENTATION = rule.object({
  id: rule.url,
  type: rule.required(rule.typeWith('VerifiablePresentation')),
  holder: rule.either(rule.url, rule.object({ id: rule.required(rule.url) })),
  verifiableCredential: rule.many(rule.either(rule.object({}), rule.text)),
  proof: rule.many(rule.object({})),
});

/** What the data model refuses about a presentation, apart from its credentials. */
export function presentationFault(document: JsonObject): Fault | undefined {
  return contextShape(document) ?? PRESENTATION(document, '');
}
