import { readDateTime } from '../dates/index.ts';
import { isObject, member, type JsonObject, type JsonValue } from '../json/index.ts';
import { fault, type Fault } from '../refusal.ts';
import * as rule from '../shapes/rules.ts';
import { hostedAt, verificationOf } from './assertion.ts';

const { required, object, many, text, someText, url, either, typeWith } = rule;

/** The last second that 1.x could write as a number of ten digits. */
const LAST_SECOND = 9_999_999_999;

/**
 * Reads a time of an assertion in milliseconds since 1970: a date and time with a time zone and, in 1.x, also
 * whole seconds or a calendar date, which is taken for its first moment in UTC.
 */
export function readTime(value: JsonValue | undefined, isFirst: boolean): number | undefined {
  if (!isFirst) return readDateTime(value);
  if (typeof value === 'number')
    return Number.isSafeInteger(value) && value >= 0 && value <= LAST_SECOND ? value * 1000 : undefined;
  return typeof value === 'string' && /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(value)
    ? readDateTime(`${value}T00:00:00Z`)
    : readDateTime(value);
}

const time =
  (isFirst: boolean): rule.Rule =>
  (value, at) =>
    readTime(value, isFirst) === undefined
      ? fault('schema', at, 'must be a date and time with a time zone that the calendar has')
      : undefined;

const recipient = object({
  type: required(someText),
  identity: required(someText),
  hashed: rule.truth,
  salt: text,
});
const HASH = /^[a-z0-9-]+\$/i;
const hashed: rule.Rule = rule.all(recipient, (value, at) => {
  const identity =
    isObject(value) && member(value, 'hashed') === true ? member(value, 'identity') : undefined;
  return typeof identity === 'string' && !HASH.test(identity)
    ? fault('schema', `${at}/identity`, 'must name the algorithm of its hash')
    : undefined;
});
const verification: rule.Rule = object({ type: required(typeWith()), url, creator: url, publicKey: url });
const picture = either(url, object({ id: url }));
const criteria = either(url, object({ id: url, narrative: text }));

const profileMembers: rule.Members = {
  id: url,
  name: required(someText),
  url,
  revocationList: url,
  publicKey: many(either(url, object({ id: url, owner: url, publicKeyPem: text }))),
  verification: many(
    object({ startsWith: many(text), allowedOrigins: many(text), verificationProperty: text }),
  ),
};
const profile2 = object({
  ...profileMembers,
  id: required(url),
  type: required(rule.typeWith()),
});
const profile1 = object({ ...profileMembers, url: required(url) });

const badgeMembers: rule.Members = {
  id: url,
  name: required(someText),
  description: required(text),
  image: picture,
  criteria: required(criteria),
  issuer: required(either(url, object({ id: url }))),
};
const badge2 = object({ ...badgeMembers, id: required(url), type: required(typeWith('BadgeClass')) });
const badge1 = object(badgeMembers);

const assertionMembers: rule.Members = {
  recipient: required(hashed),
  badge: required(either(url, object({}))),
  image: picture,
  evidence: many(either(url, object({ id: url }))),
  narrative: text,
  revoked: rule.truth,
  revocationReason: text,
};
const assertion2 = object({
  ...assertionMembers,
  id: required(url),
  type: required(typeWith('Assertion')),
  verification: required(verification),
  issuedOn: required(time(false)),
  expires: time(false),
});
const assertion1 = object({
  ...assertionMembers,
  id: url,
  uid: someText,
  verify: required(verification),
  issuedOn: required(time(true)),
  expires: time(true),
});

/** What the edition refuses about an assertion, and about a badge that stands in its place inside. */
export function assertionFault(document: JsonObject, isFirst: boolean): Fault | undefined {
  const found = (isFirst ? assertion1 : assertion2)(document, '') ?? kindFault(document, isFirst);
  if (found !== undefined) return found;
  const [from, until] = ['issuedOn', 'expires'].map((name) => readTime(member(document, name), isFirst));
  if (from !== undefined && until !== undefined && until < from)
    return fault('schema', '/expires', 'ends before it starts');
  const inside = member(document, 'badge');
  return isObject(inside) ? badgeFault(inside, isFirst, '/badge') : undefined;
}

function kindFault(document: JsonObject, isFirst: boolean): Fault | undefined {
  const at = isFirst ? '/verify' : '/verification';
  const { kind } = verificationOf(document);
  if (kind === undefined) return fault('schema', `${at}/type`, 'must be hosted or signed');
  const place = hostedAt(document);
  if (kind === 'signed')
    return place === undefined && member(document, 'uid') === undefined
      ? fault('schema', '/uid', 'is missing')
      : undefined;
  return typeof place === 'string' && /^https?:\/\//.test(place)
    ? undefined
    : fault('schema', isFirst ? `${at}/url` : '/id', 'must be the address at which it is hosted');
}

/** What the edition refuses about a badge class, and about an issuer that stands in its place inside. */
export function badgeFault(document: JsonObject, isFirst: boolean, at: string): Fault | undefined {
  const found = (isFirst ? badge1 : badge2)(document, at);
  if (found !== undefined) return found;
  const inside = member(document, 'issuer');
  return isObject(inside) && typeof member(inside, 'id') !== 'string'
    ? fault('schema', `${at}/issuer/id`, 'is missing')
    : undefined;
}

/** What the edition refuses about the profile of an issuer. */
export function profileFault(document: JsonObject, isFirst: boolean, at: string): Fault | undefined {
  return (isFirst ? profile1 : profile2)(document, at);
}
