import {
  copyMembers,
  isObject,
  listOf,
  member,
  pointerTo,
  type JsonObject,
  type JsonValue,
} from '../json/index.ts';
import type { ProofOutcome } from '../proofs/verify-proofs.ts';
import { canonicalFault } from '../rdf/index.ts';
import { findUnsigned } from '../rdf/unsigned.ts';
import { fault, type Fault } from '../refusal.ts';
import type { VerificationReport } from '../report.ts';
import type { Session } from '../session.ts';
import { presentationFault } from '../shapes/credential.ts';
import { examineContexts, partyId, subjectIds, withoutProof } from './examine.ts';
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
import { receiveInner } from './inner.ts';
import type { Received, Reception } from './input.ts';
import { addClaimFaults, proofFindings } from './proof.ts';

/** What the verifier expects of a presentation. */
export interface Expectation {
  challenge?: string | undefined;
  domain?: string | undefined;
  replayGuard?: { useOnce(key: string): Promise<boolean> } | undefined;
}

/** Verifies one credential of a presentation. */
export type CredentialVerifier = (reception: Reception, session: Session) => Promise<VerificationReport>;

/** Makes every check of a presentation, and of every credential in it. */
export async function checkPresentation(
  { document, securing, envelope }: Received,
  expected: Expectation,
  session: Session,
  verifyCredential: CredentialVerifier,
): Promise<VerificationReport> {
  const findings: Findings = new Map([['reading', passed()]]);
  const items = listOf(member(document, 'verifiableCredential'));
  const holder = partyId(member(document, 'holder'));
  const bare = withoutProof(document);
  await examinePresentation(document, bare, items, session, findings);
  findings.set('validity', judged(envelope?.claimed.validity));
  let outcomes: ProofOutcome[] = [];
  if (!anyFailed(findings, ['contexts', 'context-integrity', 'shape', 'terms'])) {
    outcomes = await proofFindings(
      { document, bare, envelope },
      { purpose: 'authentication', party: holder, pointer: '/holder' },
      session,
      findings,
    );
    if (holder === undefined) findings.set('issuer-binding', skipped('the presentation names no holder'));
    else if (findings.get('issuer-binding')?.status === 'fail')
      findings.set(
        'issuer-binding',
        failed(fault('holder-mismatch', '/holder', 'the key is not the holder’s')),
      );
  }
  addClaimFaults(envelope?.claimed, findings);
  const isProven = findings.get('proof')?.status === 'pass';
  if (isProven) findings.set('audience', await audienceFinding(document, envelope, outcomes, expected));
  const reports: VerificationReport[] = [];
  if (!anyFailed(findings, ['shape']))
    for (const item of items) reports.push(await verifyCredential(receiveInner(item, session), session));
  findings.set('credentials', credentialsFinding(reports));
  if (isProven) findings.set('holder', holderFinding(holder, outcomes, reports));
  findings.set('log', unanswered('a presentation is not logged'));
  const report = reportOf(findings, 'presentation', session);
  report.kind = 'presentation';
  report.securing = outcomes.length === 0 && securing !== 'jwt' ? 'none' : securing;
  report.proofs = outcomes.map((outcome) => outcome.finding);
  report.credentials = reports;
  if (isProven) {
    report.credential = document;
    if (holder !== undefined) report.holder = holder;
    const proven = outcomes.find((outcome) => outcome.finding.status === 'pass');
    if (proven !== undefined) report.verificationMethod = proven.finding.verificationMethod;
  }
  return report;
}

async function examinePresentation(
  document: JsonObject,
  bare: JsonObject,
  items: readonly JsonValue[],
  session: Session,
  findings: Findings,
): Promise<void> {
  const { limits } = session;
  if (items.length > limits.credentials) {
    const detail = `more than ${limits.credentials} credentials`;
    findings.set('shape', failed(fault('limit-exceeded', '/verifiableCredential', detail)));
    return;
  }
  examineContexts(document, session, findings);
  findings.set('shape', judged(presentationFault(document)));
  if (anyFailed(findings, ['contexts', 'context-integrity', 'shape'])) return;
  // Tokens in the place of credentials (VC 1.1) are text that no term makes a node of.
  const hasTokens = items.some((item) => typeof item === 'string');
  const said = hasTokens ? copyMembers(bare) : bare;
  if (hasTokens) delete said['verifiableCredential'];
  const quads = limits.quads * (items.length + 1);
  const unsigned = findUnsigned(said, quads * 4);
  const found = unsigned ?? (await canonicalFault(said, session.registry, { ...limits, quads }));
  findings.set('terms', judged(found));
}

/** Challenge and domain as the proofs that verified state them: all of them must be meant for this verifier. */
async function audienceFinding(
  document: JsonObject,
  envelope: Received['envelope'],
  outcomes: readonly ProofOutcome[],
  expected: Expectation,
): Promise<Finding> {
  const proofs = listOf(member(document, 'proof')).filter(isObject);
  const stated =
    envelope === undefined
      ? proofs.map((proof) => ({
          challenge: member(proof, 'challenge'),
          domain: member(proof, 'domain'),
        }))
      : [
          {
            challenge: member(envelope.jws.payload, 'nonce'),
            domain: member(envelope.jws.payload, 'aud'),
          },
        ];
  const passing = stated.filter((_, index) => outcomes[index]?.finding.status === 'pass');
  const wrong = audienceFault(passing, expected);
  if (wrong !== undefined) return failed(wrong);
  if (expected.replayGuard !== undefined) {
    const challenge = passing[0]?.challenge;
    const key =
      typeof challenge === 'string' ? challenge : JSON.stringify(proofs[0] ?? envelope?.jws.payload);
    if (!(await expected.replayGuard.useOnce(key)))
      return failed(fault('replay', '', 'the presentation was seen before'));
  }
  return expected.challenge === undefined && expected.domain === undefined
    ? skipped('no challenge or domain was asked for')
    : passed();
}

function audienceFault(
  stated: readonly { challenge: JsonValue | undefined; domain: JsonValue | undefined }[],
  { challenge, domain }: Expectation,
): Fault | undefined {
  for (const proof of stated) {
    if (challenge !== undefined && proof.challenge !== challenge)
      return fault('audience-mismatch', '/proof/challenge', 'the challenge is not the one that was given');
    if (domain !== undefined && !listOf(proof.domain).includes(domain))
      return fault('audience-mismatch', '/proof/domain', 'the presentation is meant for somebody else');
  }
  return undefined;
}

function credentialsFinding(reports: readonly VerificationReport[]): Finding {
  if (reports.length === 0) return skipped('the presentation carries no credentials');
  const index = reports.findIndex((report) => report.outcome === 'invalid');
  const at = index >= 0 ? index : reports.findIndex((report) => report.outcome === 'undetermined');
  const report = reports[at];
  if (report === undefined) return passed();
  const status = index >= 0 ? 'fail' : 'unknown';
  const check = report.checks.find((entry) => entry.required && entry.status === status);
  const found = fault(
    check?.code ?? 'malformed',
    pointerTo('/verifiableCredential', at),
    `credential ${at + 1} is ${report.outcome}: ${check?.id ?? ''}`,
  );
  return index >= 0 ? failed(found) : unknown(found);
}

/** The holder proved by the presentation must be a subject of every credential. */
function holderFinding(
  holder: string | undefined,
  outcomes: readonly ProofOutcome[],
  reports: readonly VerificationReport[],
): Finding {
  const controllers = outcomes
    .filter((outcome) => outcome.finding.status === 'pass')
    .map((outcome) => outcome.controller);
  const proven = holder ?? controllers[0];
  const no = (detail: string): Finding => failed(fault('holder-mismatch', '/holder', detail));
  if (proven === undefined || !controllers.includes(proven)) return no('the holder did not prove the key');
  const strange = reports.find(
    (report) => !isObject(report.credential) || !subjectIds(report.credential).includes(proven),
  );
  return strange === undefined ? passed() : no('a credential is about somebody else');
}
