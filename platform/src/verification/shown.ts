import type { VerificationReport } from '@rungs/credentials';
import { isObject, listOf, member, type JsonObject, type JsonValue } from '@rungs/credentials/json';
import type { Recognised, Shown } from './model.ts';
import { isProven } from './verdict.ts';

/** Takes out of a proven document what is displayed; undefined where the signature does not hold. */
export function shownOf(report: VerificationReport, recognised: Recognised | null): Shown | undefined {
  const document = report.credential;
  if (!isProven(report) || report.issuer === undefined || !isObject(document)) return undefined;
  if (report.format === 'open-badges-2.0' || report.format === 'open-badges-1.1')
    return shownOldBadge(report, document, recognised);
  const subject = objectIn(document, 'credentialSubject') ?? {};
  const achievement = objectIn(subject, 'achievement') ?? {};
  const claimed = objectIn(document, 'issuer');
  return {
    id: textIn(document, 'id'),
    title: textIn(achievement, 'name') ?? textIn(document, 'name') ?? 'Untitled credential',
    description: textIn(achievement, 'description') ?? textIn(document, 'description'),
    criteria: textIn(objectIn(achievement, 'criteria') ?? {}, 'narrative'),
    image: imageOf(achievement),
    issuer: issuerOf(report.issuer, claimed, recognised),
    recipientName: recipientOf(subject),
    achievementId: textIn(achievement, 'id'),
    alignments: listOf(member(achievement, 'alignment')).filter(isObject).map(alignmentOf),
    validFrom: report.validFrom ?? null,
    validUntil: report.validUntil ?? null,
    isSynthetic: listOf(member(document, 'evidence')).some(
      (e) => isObject(e) && textIn(e, 'genre') === 'Synthetic',
    ),
  };
}

/** An Open Badges 1 or 2 assertion, of which the report has badge and issuer in their places. */
function shownOldBadge(
  report: VerificationReport,
  document: JsonObject,
  recognised: Recognised | null,
): Shown {
  const badge = objectIn(document, 'badge') ?? {};
  const recipient = objectIn(document, 'recipient') ?? {};
  const isNamed = member(recipient, 'hashed') !== true && textIn(recipient, 'type') === 'name';
  return {
    id: textIn(document, 'id') ?? textIn(document, 'uid'),
    title: textIn(badge, 'name') ?? 'Untitled badge',
    description: textIn(badge, 'description'),
    criteria: textIn(objectIn(badge, 'criteria') ?? {}, 'narrative') ?? textIn(badge, 'criteria'),
    image: imageOf(badge),
    issuer: issuerOf(report.issuer ?? '', objectIn(badge, 'issuer'), recognised),
    recipientName: isNamed ? textIn(recipient, 'identity') : null,
    achievementId: textIn(badge, 'id'),
    alignments: listOf(member(badge, 'alignment')).filter(isObject).map(alignmentOf),
    validFrom: report.validFrom ?? null,
    validUntil: report.validUntil ?? null,
    isSynthetic: false,
  };
}

function issuerOf(id: string, claimed: JsonObject | null, recognised: Recognised | null): Shown['issuer'] {
  return {
    id,
    claimedName: claimed === null ? null : textIn(claimed, 'name'),
    recognisedAs: recognised?.name ?? null,
    domain: domainOf(id),
  };
}

/** The host that a did:web or an https issuer is bound to; a did:key has none. */
export function domainOf(issuerId: string): string | null {
  if (issuerId.startsWith('did:web:')) {
    const host = issuerId.slice('did:web:'.length).split(':')[0] ?? '';
    return host.replace(/%3[aA]/, ':') || null;
  }
  try {
    const url = new URL(issuerId);
    return url.protocol === 'https:' ? url.host : null;
  } catch {
    return null;
  }
}

function objectIn(parent: JsonObject, name: string): JsonObject | null {
  const [first] = listOf(member(parent, name));
  return isObject(first) ? first : null;
}

/** The first text of a member, which may be a list or a language value. */
function textIn(parent: JsonObject, name: string): string | null {
  const [first] = listOf(member(parent, name));
  return textOf(first);
}

function textOf(value: JsonValue | undefined): string | null {
  if (typeof value === 'string') return value;
  if (!isObject(value)) return null;
  const inner = member(value, '@value');
  return typeof inner === 'string' ? inner : null;
}

function imageOf(achievement: JsonObject): Shown['image'] {
  const image = objectIn(achievement, 'image');
  const url = image === null ? textIn(achievement, 'image') : textIn(image, 'id');
  // Only pictures that are part of the signed document: a page must not ask a third party for one.
  if (url === null || !/^data:image\/(?:png|svg\+xml);base64,/.test(url)) return null;
  return {
    url,
    alt: (image === null ? null : textIn(image, 'caption')) ?? textIn(achievement, 'name') ?? '',
  };
}

function recipientOf(subject: JsonObject): string | null {
  for (const entry of listOf(member(subject, 'identifier'))) {
    if (!isObject(entry) || member(entry, 'hashed') !== false) continue;
    if (textIn(entry, 'identityType') === 'name') return textIn(entry, 'identityHash');
  }
  return textIn(subject, 'name');
}

function alignmentOf(entry: JsonObject): Shown['alignments'][number] {
  return {
    name: textIn(entry, 'targetName') ?? '',
    framework: textIn(entry, 'targetFramework'),
    code: textIn(entry, 'targetCode'),
    url: textIn(entry, 'targetUrl'),
  };
}
