import { listOf, member, type JsonObject } from '../json/index.ts';
import type { Relationship } from '../keys/controller.ts';
import type { ProofOutcome } from '../proofs/verify-proofs.ts';
import { verifyProofs } from '../proofs/verify-proofs.ts';
import { verifyJwt } from '../proofs/jwt.ts';
import type { Claimed } from '../proofs/claims.ts';
import type { CheckId } from '../report.ts';
import type { Received } from './input.ts';
import { fault, type Fault } from '../refusal.ts';
import type { Session } from '../session.ts';
import { failed, judged, passed, skipped, unknown, type Finding, type Findings } from './findings.ts';

/** Whose proof it has to be, and what for. */
export interface ProofQuestion {
  purpose: Relationship;
  /** The issuer or holder. */
  party: string | undefined;
  pointer: string;
}

/** Looks at every proof of a document, fills in `key`, `issuer-binding` and `proof`, and returns the outcomes. */
export async function proofFindings(
  { document, bare, envelope }: { document: JsonObject; bare: JsonObject; envelope: Received['envelope'] },
  question: ProofQuestion,
  session: Session,
  findings: Findings,
): Promise<ProofOutcome[]> {
  const { purpose, party } = question;
  const outcomes: ProofOutcome[] = [];
  if (envelope !== undefined) {
    const { jws, claimed } = envelope;
    outcomes.push(await verifyJwt(jws, party, claimed.issuedAt, purpose, session));
  }
  const proofs = listOf(member(document, 'proof'));
  const isTooMany = proofs.length > session.limits.proofs;
  if (proofs.length > 0 && !isTooMany)
    outcomes.push(...(await verifyProofs(document, proofs, purpose, session, bare)));
  judgeProofs(outcomes, { id: party, pointer: question.pointer }, session, findings);
  if (isTooMany) {
    const detail = `more than ${session.limits.proofs} proofs`;
    findings.set('proof', failed(fault('limit-exceeded', '/proof', detail)));
  }
  return outcomes;
}

/** Puts what the claims of a token have against it where it belongs, unless that place has a fault already. */
export function addClaimFaults(claimed: Claimed | undefined, findings: Findings): void {
  if (claimed === undefined) return;
  const faults: [CheckId, Fault | undefined][] = [
    ['shape', claimed.shape],
    ['validity', claimed.validity],
    ['issuer-binding', claimed.issuer],
  ];
  for (const [id, found] of faults)
    if (found !== undefined && findings.get(id)?.status !== 'fail') findings.set(id, failed(found));
}

/** Fills in `key`, `issuer-binding` and `proof` from what the look at each proof brought up. */
function judgeProofs(
  outcomes: readonly ProofOutcome[],
  party: { id: string | undefined; pointer: string },
  session: Session,
  findings: Findings,
): void {
  findings.set('key', keyFinding(outcomes));
  findings.set('proof', proofFinding(outcomes, session));
  findings.set('issuer-binding', bindingFinding(outcomes, party, session));
}

function keyFinding(outcomes: readonly ProofOutcome[]): Finding {
  const wrong = outcomes.find((outcome) => outcome.keyFault !== undefined && outcome.keyUncertain !== true);
  if (wrong?.keyFault !== undefined) return failed(wrong.keyFault);
  const uncertain = outcomes.find((outcome) => outcome.keyFault !== undefined);
  if (uncertain?.keyFault !== undefined) return unknown(uncertain.keyFault);
  return outcomes.some((outcome) => outcome.controller !== undefined)
    ? passed()
    : skipped('no proof names a key that was looked for');
}

/** Passes only if a proof verified, none was found wrong, and every proof that the policy names is there. */
function proofFinding(outcomes: readonly ProofOutcome[], session: Session): Finding {
  if (outcomes.length === 0) return failed(fault('proof-missing', '', 'there is no proof'));
  const isPass = (outcome: ProofOutcome): boolean => outcome.finding.status === 'pass';
  const wrong = outcomes.find((outcome) => outcome.proofFault && outcome.finding.status === 'fail');
  if (wrong?.proofFault !== undefined) return failed(wrong.proofFault);
  const missing = (session.policy.requiredProofs ?? []).find(
    (name) =>
      !outcomes.some(
        ({ finding }) =>
          finding.status === 'pass' && (finding.suite === name || finding.verificationMethod === name),
      ),
  );
  if (outcomes.some((outcome) => outcome.keyFault !== undefined)) {
    return outcomes.some((outcome) => outcome.keyUncertain === true)
      ? unknown(fault('key-unresolvable', '', 'the key of a proof could not be reached'))
      : skipped('the key of a proof is not to be used');
  }
  if (!outcomes.some(isPass)) {
    return failed(
      outcomes[0]?.proofFault ?? fault('alg-not-allowed', '/proof', 'no proof is of a kind that is accepted'),
    );
  }
  return missing === undefined
    ? passed()
    : failed(fault('proof-missing', '/proof', `the policy asks for a proof of ${missing.slice(0, 100)}`));
}

/** The controller of one key that signed must be the issuer; other parties may sign beside it. */
function bindingFinding(
  outcomes: readonly ProofOutcome[],
  party: { id: string | undefined; pointer: string },
  session: Session,
): Finding {
  if (session.policy.issuerBinding === false) return skipped('the policy does not ask for it');
  const controllers = outcomes.map((outcome) => outcome.controller).filter((id) => id !== undefined);
  if (controllers.length === 0) return skipped('the controller of the key is not known');
  return judged(
    party.id !== undefined && controllers.includes(party.id)
      ? undefined
      : fault('issuer-mismatch', party.pointer, 'the key that signed is not the issuer’s'),
  );
}
