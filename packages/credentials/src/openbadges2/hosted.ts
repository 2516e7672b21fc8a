import { anyFailed, failed, judged, passed, skipped, unknown, type Findings } from '../checks/findings.ts';
import {
  canonicalJson,
  isObject,
  member,
  pointerTo,
  type JsonObject,
  type JsonValue,
} from '../json/index.ts';
import { fault, type Fault } from '../refusal.ts';
import type { ProofFinding } from '../report.ts';
import type { Session } from '../session.ts';
import { formatOf, hostedAt, verificationOf } from './assertion.ts';
import { examineAssertion, obstructed, requiredProofFault, type AssertionCase } from './case.ts';
import { findIssuer } from './issuer.ts';
import { loadObject, type Obstacle } from './load.ts';
import { revoked } from './revocation.ts';
import { scopeFault } from './scope.ts';

/** Where a hosted assertion is verified: its case, and the finding about its one proof. */
interface Hosting {
  place: string;
  assertion: AssertionCase;
  proof: ProofFinding;
  session: Session;
  findings: Findings;
}

/**
 * Verifies a hosted assertion. What was handed in only says where to ask: what stands there is what counts, and
 * anything that was handed in and does not stand there was put in by somebody. Gone (410) means revoked.
 */
export async function verifyHosted(
  { document: given, address }: { document: JsonObject; address?: string },
  assertion: AssertionCase,
  session: Session,
  findings: Findings,
): Promise<void> {
  const place = address ?? hostedAt(given);
  if (typeof place !== 'string') {
    findings.set('shape', failed(fault('schema', '/id', 'must be the address at which it is hosted')));
    return;
  }
  const proof: ProofFinding = { suite: 'HostedBadge', verificationMethod: place, status: 'unknown' };
  const hosting: Hosting = { place, assertion, proof, session, findings };
  if (address === undefined && verificationOf(given).kind === 'signed')
    return refuse(hosting, fault('proof-missing', '', 'the signature of a signed badge is not there'));
  assertion.proof = proof;
  if (!session.suites.has('HostedBadge'))
    return refuse(hosting, fault('alg-not-allowed', '', 'the policy does not accept hosted badges'));
  findings.set('key', skipped('a hosted badge is not signed'));
  const loaded = await loadObject(place, '', session);
  if (loaded.fault !== undefined) return notThere(hosting, loaded);
  const { document } = loaded;
  Object.assign(assertion, { document, isFirst: formatOf(document) === 'open-badges-1.1' });
  if (member(document, 'revoked') === true)
    return takenBack(hosting, revoked(member(document, 'revocationReason')).detail);
  examineAssertion(assertion, findings);
  if (anyFailed(findings, ['contexts', 'context-integrity', 'shape'])) return;
  const wrong = standsFault(document, place) ?? requiredProofFault(proof, session);
  const altered = address === undefined ? differenceFault(given, document) : undefined;
  const found = wrong ?? altered;
  return found === undefined ? bindToIssuer(hosting) : refuse(hosting, found);
}

function refuse({ findings, proof }: Hosting, found: Fault): void {
  findings.set('proof', failed(found));
  Object.assign(proof, { status: 'fail', code: found.code });
}

function takenBack({ findings, proof }: Hosting, detail: string): void {
  findings.set('status', failed(fault('revoked', '', detail)));
  findings.set('proof', skipped('what was hosted was taken back'));
  Object.assign(proof, { status: 'fail', code: 'revoked' });
}

function notThere(hosting: Hosting, obstacle: Obstacle): void {
  const { findings, proof } = hosting;
  const { fault: found, certain } = obstacle;
  if (obstacle.isGone === true) return takenBack(hosting, 'revoked by its issuer: it is not hosted any more');
  if (found.code === 'issuer-mismatch') return refuse(hosting, fault('proof-invalid', '/id', found.detail));
  obstructed('proof', obstacle, findings);
  proof.code = found.code;
  if (certain) proof.status = 'fail';
  else findings.set('status', unknown(found));
}

function standsFault(document: JsonObject, place: string): Fault | undefined {
  if (verificationOf(document).kind !== 'hosted')
    return fault('proof-missing', '', 'the signature of a signed badge is not there');
  return hostedAt(document) === place
    ? undefined
    : fault('proof-invalid', '/id', 'another assertion is hosted at this address');
}

/** Anybody can host anything: it is a proof only if the issuer answers for the address. */
async function bindToIssuer(hosting: Hosting): Promise<void> {
  const { place, assertion, proof, session, findings } = hosting;
  const issuer = await findIssuer(assertion, session, findings);
  if (issuer === undefined) {
    const { status, ...words } = findings.get('issuer-binding') ?? skipped('the issuer is not known');
    findings.set('proof', { status, ...words });
    if (words.code !== undefined) proof.code = words.code;
    if (status === 'fail') proof.status = 'fail';
    return;
  }
  const outside = scopeFault(place, issuer.id, issuer.profile);
  findings.set('issuer-binding', judged(outside));
  if (outside !== undefined) return refuse(hosting, outside);
  proof.status = 'pass';
  findings.set('proof', passed());
  findings.set('status', passed('it is still hosted'));
}

/** What a copy says that is not hosted. What it leaves out, or puts in place of an address, is no difference. */
function differenceFault(copy: JsonObject, hosted: JsonObject): Fault | undefined {
  for (const [name, value] of Object.entries(copy)) {
    if (name === '@context') continue;
    const stated = member(hosted, name);
    if (stated !== undefined && saysSame(value, stated)) continue;
    return fault('proof-invalid', pointerTo('', name), 'the issuer hosts something else');
  }
  return undefined;
}

function saysSame(a: JsonValue, b: JsonValue): boolean {
  if (typeof a === 'string' && isObject(b)) return a === member(b, 'id');
  if (isObject(a) && typeof b === 'string') return b === member(a, 'id');
  return canonicalJson(a) === canonicalJson(b);
}
