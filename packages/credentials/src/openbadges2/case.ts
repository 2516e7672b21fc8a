import { failed, judged, unknown, type Findings } from '../checks/findings.ts';
import type { JsonObject } from '../json/index.ts';
import { fault, type Fault } from '../refusal.ts';
import type { CheckId, ProofFinding } from '../report.ts';
import type { Session } from '../session.ts';
import { contextsFault, modifiedFault } from './assertion.ts';
import type { Obstacle } from './load.ts';
import { assertionFault } from './shape.ts';

/** What is known of an assertion while it is verified. */
export interface AssertionCase {
  /** What counts: the payload of the token, or what is hosted. */
  document: JsonObject;
  isFirst: boolean;
  /** The badge class, the profile of its issuer and that one's id, once they were read. */
  badge?: JsonObject;
  profile?: JsonObject;
  issuerId?: string;
  proof?: ProofFinding;
}

/** Fills in the checks that need nothing but the assertion. */
export function examineAssertion({ document, isFirst }: AssertionCase, findings: Findings): void {
  findings.set('contexts', judged(contextsFault(document, isFirst)));
  findings.set('context-integrity', judged(modifiedFault(document)));
  findings.set('shape', judged(assertionFault(document, isFirst)));
}

/** Puts an obstacle where it belongs: a fault that is certain fails the check, another leaves it open. */
export function obstructed(id: CheckId, obstacle: Obstacle, findings: Findings): void {
  findings.set(id, obstacle.certain ? failed(obstacle.fault) : unknown(obstacle.fault));
}

/** What the policy asks of proofs beyond the one that verified. */
export function requiredProofFault(
  { suite, verificationMethod }: ProofFinding,
  session: Session,
): Fault | undefined {
  const missing = session.policy.requiredProofs?.find(
    (name) => name !== suite && name !== verificationMethod,
  );
  return missing === undefined
    ? undefined
    : fault('proof-missing', '', `the policy asks for a proof of ${missing.slice(0, 100)}`);
}
