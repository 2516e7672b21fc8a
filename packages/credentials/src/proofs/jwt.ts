import { readDateTime } from '../dates/index.ts';
import { isObject, member, notesOf, type JsonObject } from '../json/index.ts';
import { keyFromJwk, type PublicKey } from '../keys/public-key.ts';
import type { Relationship } from '../keys/controller.ts';
import { verifySignature } from '../keys/signature.ts';
import type { SuiteName } from '../policy.ts';
import { fault, type Fault } from '../refusal.ts';
import { methodOf, type Session } from '../session.ts';
import type { CompactJws } from './compact.ts';
import { authorisationFault, type ProofOutcome } from './verify-proofs.ts';

/** The one algorithm of each kind of key: it comes from the key, never from the token. */
export const ALGORITHM_OF: Readonly<Record<PublicKey['kind'], SuiteName>> = {
  Ed25519: 'EdDSA',
  'P-256': 'ES256',
  'P-384': 'ES384',
  RSA: 'RS256',
};

const TYPES: ReadonlySet<string> = new Set([
  'jwt',
  'vc+jwt',
  'vp+jwt',
  'vc+ld+jwt',
  'vp+ld+jwt',
  'vc-ld+jwt',
  'vp-ld+jwt',
]);

/** What the protected header has against it, whatever the key. */
export function headerFault(header: JsonObject, session: Session): Fault | undefined {
  const algorithm = member(header, 'alg');
  if (typeof algorithm !== 'string' || !Object.values<string>(ALGORITHM_OF).includes(algorithm))
    return fault('alg-not-allowed', '', 'the algorithm of the token is not accepted');
  if (!session.suites.has(algorithm as SuiteName))
    return fault('alg-not-allowed', '', 'the policy does not accept the algorithm of the token');
  // No extension of the header is implemented, so nothing can be critical.
  for (const name of ['crit', 'b64', 'zip', 'enc'])
    if (member(header, name) !== undefined)
      return fault('header-not-understood', '', `${name} in the header is not understood`);
  const type = member(header, 'typ');
  if (type === undefined) return undefined;
  if (typeof type !== 'string') return fault('header-not-understood', '', 'typ is not a string');
  return TYPES.has(type.toLowerCase().replace(/^application\//, ''))
    ? undefined
    : fault('header-not-understood', '', 'the token is of another type');
}

/** The verification method that a header names, as an absolute DID URL; the issuer's own where it names none. */
function methodNamed(header: JsonObject, issuer: string | undefined): string | undefined {
  const kid = member(header, 'kid');
  if (kid === undefined) return issuer;
  if (typeof kid !== 'string' || kid === '') return undefined;
  if (/^(?:did:|https:)/.test(kid)) return kid;
  if (issuer === undefined || !/^#?[A-Za-z0-9._~@-]{1,256}$/.test(kid)) return undefined;
  return kid.startsWith('#') ? issuer + kid : `${issuer}#${kid}`;
}

/** Whether a key that travels in the header is the one that the issuer is known by. */
export function embeddedKeyFault(header: JsonObject, key: PublicKey): Fault | undefined {
  const jwk = member(header, 'jwk');
  if (jwk === undefined) return undefined;
  if (!isObject(jwk)) return fault('malformed', '', 'jwk in the header is not an object');
  const read = keyFromJwk(jwk);
  if (read.problem !== undefined) return fault(read.problem, '', 'the key in the header is not usable');
  return JSON.stringify(read.key.jwk) === JSON.stringify(key.jwk)
    ? undefined
    : fault('key-not-authorized', '', 'the key in the header is not the issuer’s');
}

/** Whether a signature is that of a token and a key; asked once of a token that is met again. */
async function holds(
  { header, signed, signature }: Omit<CompactJws, 'payload'>,
  key: PublicKey,
): Promise<boolean> {
  const notes = notesOf(header);
  const known = notes?.get(signed) as { key: PublicKey; signature: Uint8Array; holds: boolean } | undefined;
  if (known?.key === key && known.signature === signature) return known.holds;
  const found = await verifySignature(key, signed, signature);
  notes?.set(signed, { key, signature, holds: found });
  return found;
}

/** Looks at the signature of a token. `issuer` is the party that the document says it is from. */
export async function verifyJwt(
  { header, signed, signature }: Omit<CompactJws, 'payload'>,
  issuer: string | undefined,
  issuedAt: number | undefined,
  purpose: Relationship,
  session: Session,
): Promise<ProofOutcome> {
  const algorithm = member(header, 'alg');
  const methodId = methodNamed(header, issuer);
  const outcome: ProofOutcome = {
    finding: {
      suite: typeof algorithm === 'string' ? algorithm.slice(0, 100) : '',
      verificationMethod: methodId ?? '',
      status: 'fail',
    },
  };
  const refuse = (found: Fault, isKey = false): ProofOutcome => {
    outcome[isKey ? 'keyFault' : 'proofFault'] = found;
    outcome.finding.code = found.code;
    return outcome;
  };
  const wrong = headerFault(header, session);
  if (wrong !== undefined) return refuse(wrong);
  if (methodId === undefined)
    return refuse(fault('key-unresolvable', '', 'the token does not name a key that can be found'), true);
  const found = await methodOf(session, methodId);
  if (found.fault !== undefined) {
    if (!found.certain) {
      outcome.keyUncertain = true;
      outcome.finding.status = 'unknown';
    }
    return refuse(found.fault, true);
  }
  const { method } = found;
  outcome.controller = method.controller;
  const keyFault =
    authorisationFault(method, purpose, issuedAt, '', session) ?? embeddedKeyFault(header, method.key);
  if (keyFault !== undefined) return refuse({ ...keyFault, pointer: '' }, true);
  if (ALGORITHM_OF[method.key.kind] !== algorithm)
    return refuse(fault('alg-not-allowed', '', 'the algorithm is not that of the key'));
  if (!(await holds({ header, signed, signature }, method.key)))
    return refuse(fault('proof-invalid', '', 'the signature does not belong to this token and key'));
  outcome.finding.status = 'pass';
  return outcome;
}

/** The seconds of an ISO date for a NumericDate claim. */
export function numericDate(value: unknown): number | undefined {
  const at = readDateTime(value);
  return at === undefined ? undefined : Math.floor(at / 1000);
}
