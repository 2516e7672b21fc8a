import {
  anyFailed,
  judged,
  passed,
  reportOf,
  skipped,
  unanswered,
  type Findings,
} from '../checks/findings.ts';
import { recipientFinding, recipientIdentities } from '../checks/recipient.ts';
import { trustFinding } from '../checks/trust.ts';
import { isObject, member, type JsonObject } from '../json/index.ts';
import type { Claimed } from '../proofs/claims.ts';
import type { CompactJws } from '../proofs/compact.ts';
import { fault, type Fault } from '../refusal.ts';
import type { VerificationReport } from '../report.ts';
import type { Session } from '../session.ts';
import { formatOf } from './assertion.ts';
import { examineAssertion, type AssertionCase } from './case.ts';
import { verifyHosted } from './hosted.ts';
import { readTime } from './shape.ts';
import { verifySigned } from './signed.ts';

/** An assertion that was read, and how it came. */
export interface ReceivedAssertion {
  document: JsonObject;
  /** The token around it, where it is signed. */
  envelope?: { jws: CompactJws; claimed: Claimed };
  /** Where it is hosted, if all that came was its address; the document is empty then. */
  address?: string;
}

/**
 * Makes every check of an Open Badges 1 or 2 assertion. A signed one is proven by its signature and its
 * issuer's key, a hosted one by being fetched from an address that its issuer answers for.
 */
export async function checkAssertion(
  received: ReceivedAssertion,
  session: Session,
): Promise<VerificationReport> {
  const { envelope } = received;
  const findings: Findings = new Map([['reading', passed()]]);
  const document = envelope === undefined ? received.document : envelope.jws.payload;
  const assertion: AssertionCase = { document, isFirst: formatOf(document) === 'open-badges-1.1' };
  // Of one that was taken back little more is left than that it was.
  const isStub = envelope === undefined && member(document, 'revoked') === true;
  if (received.address === undefined && !isStub) examineAssertion(assertion, findings);
  if (!anyFailed(findings, ['contexts', 'context-integrity', 'shape'])) {
    if (envelope !== undefined) await verifySigned(envelope.jws, assertion, session, findings);
    else await verifyHosted(received, assertion, session, findings);
  }
  findings.set('terms', skipped('nothing is read by the contexts'));
  findings.set('validity', judged(envelope?.claimed.validity ?? periodFault(assertion, session)));
  const isProven =
    findings.get('proof')?.status === 'pass' && findings.get('issuer-binding')?.status === 'pass';
  if (isProven) {
    const recipient = recipientFinding(recipientIdentities(assertion.document), session);
    if (recipient !== undefined) findings.set('holder', recipient);
  }
  const trust = isProven ? trustFinding(assertion.issuerId, session) : skipped('nothing is proven');
  findings.set('issuer-trust', trust);
  findings.set('log', unanswered('no proof of logging was handed in'));
  const report = reportOf(findings, 'credential', session);
  report.kind = 'credential';
  report.format = formatOf(assertion.document);
  report.securing = envelope === undefined ? 'hosted' : 'jwt';
  report.proofs = assertion.proof === undefined ? [] : [assertion.proof];
  if (isProven) addFacts(report, assertion);
  return report;
}

function periodFault({ document, isFirst }: AssertionCase, session: Session): Fault | undefined {
  const [from, until] = ['issuedOn', 'expires'].map((name) => readTime(member(document, name), isFirst));
  if (from !== undefined && from > session.now + session.skewMs)
    return fault('not-yet-valid', '/issuedOn', 'not valid yet');
  return until !== undefined && until < session.now - session.skewMs
    ? fault('expired', '/expires', 'no longer valid')
    : undefined;
}

/** States the assertion with what it points to in its place, and who it is from. */
function addFacts(report: VerificationReport, assertion: AssertionCase): void {
  const { document, badge, profile, issuerId, proof, isFirst } = assertion;
  const join = (whole: JsonObject | undefined, more: JsonObject): JsonObject =>
    Object.assign(Object.create(null), whole, more) as JsonObject;
  const whole = profile === undefined ? badge : join(badge, { issuer: profile });
  report.credential = whole === undefined ? document : join(document, { badge: whole });
  if (issuerId !== undefined) report.issuer = issuerId;
  const recipient = member(document, 'recipient');
  report.subjects = isObject(recipient) ? idOf(recipient) : [];
  for (const [name, target] of [
    ['issuedOn', 'validFrom'],
    ['expires', 'validUntil'],
  ] as const) {
    const at = readTime(member(document, name), isFirst);
    const stated = member(document, name);
    if (at !== undefined) report[target] = typeof stated === 'string' ? stated : new Date(at).toISOString();
  }
  if (proof !== undefined) report.verificationMethod = proof.verificationMethod;
}

/** The identity of a recipient that is known by an id and not by something personal. */
function idOf(recipient: JsonObject): string[] {
  const [type, identity] = [member(recipient, 'type'), member(recipient, 'identity')];
  const isId = typeof type === 'string' && /^(?:id|url)$/i.test(type) && member(recipient, 'hashed') !== true;
  return isId && typeof identity === 'string' ? [identity] : [];
}
