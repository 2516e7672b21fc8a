import { member, type JsonObject } from '../json/index.ts';
import type { ProofOutcome } from '../proofs/verify-proofs.ts';
import type { CheckId, Securing, VerificationReport } from '../report.ts';
import type { Session } from '../session.ts';
import { endOf, modelVersion, startOf } from '../shapes/credential.ts';
import { checkStatus, type ListVerifier } from '../status/check.ts';
import { bareOf, examineCredential, partyId, subjectIds } from './examine.ts';
import {
  anyFailed,
  failed,
  judged,
  passed,
  reportOf,
  skipped,
  unanswered,
  unknown,
  type Finding,
  type Findings,
} from './findings.ts';
import { innerFindings, type InnerVerifier } from './inner.ts';
import type { Received } from './input.ts';
import { addClaimFaults, proofFindings } from './proof.ts';
import { recipientFinding, subjectIdentities } from './recipient.ts';
import { resourceFinding } from './resources.ts';
import { trustFinding } from './trust.ts';
import { validityFault } from './validity.ts';

/** A credential that was read, and what surrounds it. */
export interface CredentialCase extends Received {
  /** False for a status list, whose own status is not asked for. */
  hasStatus: boolean;
}

/** Where a fault leaves nothing to verify a proof against. */
const BEFORE_PROOF: readonly CheckId[] = ['contexts', 'context-integrity', 'terms'];
/** Where a fault makes it pointless, or unwise, to ask anybody anything. */
const BEFORE_STATUS: readonly CheckId[] = [...BEFORE_PROOF, 'shape', 'issuer-binding'];

/** Makes every check of one credential. */
export async function checkCredential(
  { document, securing, envelope, hasStatus }: CredentialCase,
  session: Session,
  verifyList: ListVerifier,
  verifyInner?: InnerVerifier,
): Promise<VerificationReport> {
  const findings: Findings = new Map([['reading', passed()]]);
  const bare = bareOf(document);
  await examineCredential(document, session, findings, bare);
  findings.set('validity', judged(envelope?.claimed.validity ?? validityFault(document, session)));
  const issuer = partyId(member(document, 'issuer'));
  let outcomes: readonly ProofOutcome[] = [];
  if (!anyFailed(findings, BEFORE_PROOF)) {
    outcomes = await proofFindings(
      { document, bare, envelope },
      { purpose: 'assertionMethod', party: issuer, pointer: '/issuer' },
      session,
      findings,
    );
  }
  addClaimFaults(envelope?.claimed, findings);
  const isProven = findings.get('proof')?.status === 'pass';
  if (isProven && !anyFailed(findings, BEFORE_STATUS)) {
    findings.set('resources', resourceFinding(document, session));
    findings.set(
      'status',
      hasStatus
        ? await statusFinding(document, issuer, session, verifyList)
        : skipped('a list has no status'),
    );
  }
  const isSound = !anyFailed(findings, [...BEFORE_STATUS, 'key', 'proof']);
  const inside =
    isSound && verifyInner !== undefined
      ? await innerFindings(document, { issuer, isProven }, verifyInner, session, findings)
      : [];
  if (isProven && hasStatus && session.level === 0 && session.policy.recipients !== undefined) {
    const recipient = recipientFinding(subjectIdentities(document), session);
    if (recipient !== undefined && findings.get('holder')?.status !== 'fail')
      findings.set('holder', recipient);
  }
  findings.set('issuer-trust', isProven ? trustFinding(issuer, session) : skipped('nothing is proven'));
  findings.set('log', unanswered('no proof of logging was handed in'));
  const report = reportOf(findings, 'credential', session);
  report.kind = 'credential';
  const version = modelVersion(document);
  if (version !== undefined) report.format = version === 1 ? 'vc-1.1' : 'vc-2.0';
  report.securing = outcomes.length === 0 ? securingWithout(document, securing) : securing;
  report.proofs = outcomes.map((outcome) => outcome.finding);
  if (inside.length > 0) report.credentials = inside;
  if (isProven) addFacts(report, document, issuer, outcomes);
  return report;
}

function securingWithout(document: JsonObject, securing: Securing): Securing {
  return securing === 'data-integrity' && member(document, 'proof') === undefined ? 'none' : securing;
}

async function statusFinding(
  document: JsonObject,
  issuer: string | undefined,
  session: Session,
  verifyList: ListVerifier,
): Promise<Finding> {
  if (member(document, 'credentialStatus') === undefined) return skipped('the credential has no status');
  const answer = await checkStatus(document, issuer, session, verifyList);
  if (answer.fault === undefined) return passed(answer.remark);
  return answer.certain ? failed(answer.fault) : unknown(answer.fault);
}

function addFacts(
  report: VerificationReport,
  document: JsonObject,
  issuer: string | undefined,
  outcomes: readonly ProofOutcome[],
): void {
  report.credential = document;
  if (issuer !== undefined) report.issuer = issuer;
  report.subjects = subjectIds(document);
  const [from, until] = [startOf(document), endOf(document)];
  if (typeof from === 'string') report.validFrom = from;
  if (typeof until === 'string') report.validUntil = until;
  const proven = outcomes.filter((outcome) => outcome.finding.status === 'pass');
  const own = proven.find((outcome) => outcome.controller === issuer) ?? proven[0];
  if (own !== undefined) report.verificationMethod = own.finding.verificationMethod;
}
