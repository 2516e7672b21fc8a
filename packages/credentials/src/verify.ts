import { checkCredential } from './checks/credential.ts';
import { kindOf } from './checks/examine.ts';
import { failed, reportOf } from './checks/findings.ts';
import { receive } from './checks/input.ts';
import type { FetchLike } from './fetch.ts';
import type { VerificationPolicy } from './policy.ts';
import { fault, type Fault } from './refusal.ts';
import type { VerificationReport } from './report.ts';
import { openSession, type Session } from './session.ts';

/** What `verify` is given besides the document. */
export interface VerifyOptions {
  /** The time at which the document is judged. */
  now: Date;
  /** The only way out; called for status lists and DID documents. */
  fetch: FetchLike;
  policy?: VerificationPolicy;
  /** The challenge that a presentation must carry. */
  challenge?: string;
  /** The domain that a presentation must carry, compared exactly. */
  domain?: string;
  /** Answers false for a key that it has seen before. */
  replayGuard?: { useOnce(key: string): Promise<boolean> };
}

/** Verifies a credential or a presentation and reports every check; never throws on bad input. */
export async function verify(
  input: Uint8Array | string,
  options: VerifyOptions,
): Promise<VerificationReport> {
  const session = await openSession(options);
  try {
    return await verifyInput(input, session);
  } catch {
    // Nothing of what is known gets here; whatever does was brought about by the document.
    return unreadable(fault('malformed', '', 'the document could not be verified'), session);
  }
}

async function verifyInput(input: Uint8Array | string, session: Session): Promise<VerificationReport> {
  const received = receive(input, session);
  if ('fault' in received) return unreadable(received.fault, session);
  const { document, securing } = received;
  if (kindOf(document) !== 'credential')
    return unreadable(fault('schema', '/type', 'not a verifiable credential'), session, 'shape');
  return checkCredential({ document, securing, hasStatus: true }, session, verifyList);
}

async function verifyList(bytes: Uint8Array, session: Session): Promise<VerificationReport> {
  const received = receive(bytes, session);
  if ('fault' in received) return unreadable(received.fault, session);
  return checkCredential({ ...received, hasStatus: false }, session, verifyList);
}

function unreadable(
  found: Fault,
  session: Session,
  check: 'reading' | 'shape' = 'reading',
): VerificationReport {
  return reportOf(new Map([[check, failed(found)]]), 'credential', session);
}
