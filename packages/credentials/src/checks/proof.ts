import { listOf, member, type JsonObject } from '../json/index.ts';
import type { Relationship } from '../keys/controller.ts';
import type { ProofOutcome } from '../proofs/verify-proofs.ts';
import { verifyProofs } from '../proofs/verify-proofs.ts';
import { fault, type Fault } from '../refusal.ts';
import type { Session } from '../session.ts';
import { failed, judged, passed, skipped, unknown, type Finding, type Findings } from './findings.ts';

/** The proofs of a document as outcomes; a fault where they cannot even be listed. */
export async function embeddedOutcomes(
  document: JsonObject,
  purpose: Relationship,
  session: Session,
): Promise<{ outcomes: ProofOutcome[]; fault?: Fault }> {
  const proofs = listOf(member(document, 'proof'));
  if (proofs.length === 0) return { outcomes: [] };
  if (proofs.length > session.limits.proofs) {
    return {
      outcomes: [],
      fault: fault('limit-exceeded', '/proof', `more than ${session.limits.proofs} proofs`),
    };
  }
  return { outcomes: await verifyProofs(document, proofs, purpose, session) };
}

/** Fills in `key`, `issuer-binding` and `proof` from what the look at each proof brought up. */
export function judgeProofs(
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
