import { failed, judged, passed, skipped, unknown, type Finding, type Findings } from '../checks/findings.ts';
import { member, type JsonObject } from '../json/index.ts';
import { verifySignature } from '../keys/signature.ts';
import type { CompactJws } from '../proofs/compact.ts';
import { ALGORITHM_OF, embeddedKeyFault, headerFault } from '../proofs/jwt.ts';
import { fault, type Fault } from '../refusal.ts';
import type { ProofFinding } from '../report.ts';
import type { Session } from '../session.ts';
import { verificationOf } from './assertion.ts';
import { obstructed, requiredProofFault, type AssertionCase } from './case.ts';
import { findIssuer } from './issuer.ts';
import { issuerKeys, type IssuerKey } from './key.ts';
import { askRevocationList, revoked } from './revocation.ts';

/**
 * Verifies a signed assertion: by a key that the fetched profile of the issuer lists and that names the issuer
 * as its owner. The algorithm is that of the key, whatever the token says, and no key that the token brings
 * along or points to is used.
 */
export async function verifySigned(
  jws: CompactJws,
  assertion: AssertionCase,
  session: Session,
  findings: Findings,
): Promise<void> {
  const { document, isFirst } = assertion;
  const { kind, key: named } = verificationOf(document);
  if (kind !== 'signed') {
    const at = isFirst ? '/verify/type' : '/verification/type';
    findings.set('shape', failed(fault('schema', at, 'a badge in a token must be a signed one')));
    return;
  }
  const algorithm = member(jws.header, 'alg');
  const proof: ProofFinding = {
    suite: typeof algorithm === 'string' ? algorithm.slice(0, 100) : '',
    verificationMethod: typeof named === 'string' ? named : '',
    status: 'fail',
  };
  assertion.proof = proof;
  const refuse = (found: Fault): void => {
    proof.code = found.code;
    findings.set('proof', failed(found));
  };
  const wrong = headerFault(jws.header, session);
  if (wrong !== undefined) return refuse(wrong);
  const issuer = await findIssuer(assertion, session, findings);
  if (issuer === undefined) return withoutKey('issuer-binding');
  const found = await issuerKeys(named, { ...issuer, isFirst }, session);
  if (found.fault !== undefined) {
    obstructed('key', found, findings);
    return withoutKey('key');
  }
  findings.set('key', passed());
  const signer = await signerAmong(found.keys, jws);
  if ('fault' in signer) return refuse(signer.fault);
  proof.verificationMethod = signer.id;
  const missing = requiredProofFault(proof, session);
  if (missing !== undefined) return refuse(missing);
  proof.status = 'pass';
  findings.set('proof', passed());
  const isOwn = signer.owner === undefined || signer.owner === issuer.id;
  const mismatch = fault('issuer-mismatch', '/verification/creator', 'the key belongs to somebody else');
  findings.set('issuer-binding', judged(isOwn ? undefined : mismatch));
  if (isOwn) findings.set('status', await statusFinding(assertion, session));

  function withoutKey(id: 'key' | 'issuer-binding'): void {
    const { status, ...words } = findings.get(id) ?? skipped('the issuer is not known');
    if (status === 'unknown') proof.status = 'unknown';
    if (words.code !== undefined) proof.code = words.code;
    findings.set('proof', { status, ...words });
  }
}

/** The key that made the signature, or why none of them did. */
async function signerAmong(
  keys: readonly IssuerKey[],
  { header, signed, signature }: CompactJws,
): Promise<IssuerKey | { fault: Fault }> {
  let first: Fault | undefined;
  for (const candidate of keys) {
    const other = embeddedKeyFault(header, candidate.key);
    if (other !== undefined) first ??= other;
    else if (ALGORITHM_OF[candidate.key.kind] !== member(header, 'alg'))
      first ??= fault('alg-not-allowed', '', 'the algorithm is not that of the key');
    else if (await verifySignature(candidate.key, signed, signature)) return candidate;
    else first ??= fault('proof-invalid', '', 'the signature does not belong to this token and key');
  }
  return { fault: first ?? fault('proof-invalid', '', 'no key made the signature') };
}

async function statusFinding(
  { document, profile, isFirst }: AssertionCase,
  session: Session,
): Promise<Finding> {
  if (member(document, 'revoked') === true) return failed(revoked(member(document, 'revocationReason')));
  const list = member(profile as JsonObject, 'revocationList');
  if (typeof list !== 'string') return skipped('the issuer keeps no revocation list');
  const obstacle = await askRevocationList(list, document, isFirst, session);
  if (obstacle === undefined) return passed();
  return obstacle.certain ? failed(obstacle.fault) : unknown(obstacle.fault);
}
