import { toBase64Url, toUtf8 } from '../bytes/index.ts';
import type { IssueSuite, Prepared } from '../issue.ts';
import { isObject, member, type JsonObject, type JsonValue } from '../json/index.ts';
import type { PublicKey } from '../keys/index.ts';
import { ALGORITHM_OF, numericDate } from '../proofs/jwt.ts';
import { CredentialRefused } from '../refusal.ts';
import type { Session } from '../session.ts';
import { endOf, modelVersion, startOf } from '../shapes/credential.ts';

/** What a token is made with. */
export interface TokenOptions {
  suite: IssueSuite;
  keyKind: PublicKey['kind'];
  verificationMethod: string;
  expires?: Date;
}

/** Renders a linted document as the signing input of a compact JWS. */
export function prepareToken(document: JsonObject, options: TokenOptions, session: Session): Prepared {
  const { suite, keyKind, verificationMethod } = options;
  const alg = ALGORITHM_OF[keyKind];
  if (!session.suites.has(alg))
    throw new CredentialRefused('alg-not-allowed', '', `${alg} is not allowed by this policy`);
  if (modelVersion(document) !== 2)
    throw new CredentialRefused('schema', '/@context/0', 'tokens are issued for VC 2.0 only');
  const isPlain = suite === 'vc-jwt';
  const header = isPlain
    ? { alg, typ: 'vc+jwt', cty: 'vc', kid: verificationMethod }
    : { alg, typ: 'JWT', kid: verificationMethod };
  const payload = isPlain ? document : { ...registeredClaims(document), ...document };
  const text = [header, withExpiry(payload, options.expires)]
    .map((part) => toBase64Url(toUtf8(JSON.stringify(part))))
    .join('.');
  return { suite, document: text, toBeSigned: toUtf8(text) };
}

function withExpiry(payload: object, expires: Date | undefined): object {
  return expires === undefined ? payload : { ...payload, exp: Math.floor(expires.getTime() / 1000) };
}

/** The claims that Open Badges 3.0 (section 8.2.4) asks for beside the credential. */
function registeredClaims(document: JsonObject): Record<string, JsonValue> {
  const issuer = member(document, 'issuer');
  const subject = member(document, 'credentialSubject');
  const claims: Record<string, JsonValue | undefined> = {
    iss: isObject(issuer) ? member(issuer, 'id') : issuer,
    jti: member(document, 'id'),
    sub: isObject(subject) ? member(subject, 'id') : undefined,
    nbf: numericDate(startOf(document)),
    exp: numericDate(endOf(document)),
  };
  const stated = Object.entries(claims).filter(([, value]) => value !== undefined);
  return Object.fromEntries(stated) as Record<string, JsonValue>;
}
