import { checkCredential } from './checks/credential.ts';
import { kindOf } from './checks/examine.ts';
import { failed, passed, reportOf } from './checks/findings.ts';
import { receive, type Received, type Reception } from './checks/input.ts';
import { checkPresentation } from './checks/presentation.ts';
import type { FetchLike } from './fetch.ts';
import { receiveAgain, type DocumentMemory } from './memory.ts';
import { checkAssertion, isAssertion } from './openbadges2/index.ts';
import type { VerificationPolicy } from './policy.ts';
import { fault, type Fault } from './refusal.ts';
import type { VerificationReport } from './report.ts';
import { openSession, type Session } from './session.ts';

/** What `verify` is given besides the document. */
export interface VerifyOptions {
  /** The time at which the document is judged. */
  now: Date;
  /**
   * The only way out; called for status lists, DID documents and what Open Badges 1 and 2 host. Without it
   * nothing is fetched, and what would have to be stays unknown.
   */
  fetch?: FetchLike | undefined;
  policy?: VerificationPolicy;
  /** The challenge that a presentation must carry. */
  challenge?: string;
  /** The domain that a presentation must carry, compared exactly. */
  domain?: string;
  /** Spares work on documents that come again; nothing that can change is taken from it. See `createMemory`. */
  memory?: DocumentMemory;
  /** Answers false for a key that it has seen before. */
  replayGuard?: { useOnce(key: string): Promise<boolean> };
}

/** Verifies a credential or a presentation and reports every check; never throws on bad input. */
export async function verify(
  input: Uint8Array | string,
  options: VerifyOptions,
): Promise<VerificationReport> {
  const session = openSession(options);
  try {
    const reception =
      options.memory === undefined ? receive(input, session) : receiveAgain(options.memory, input, session);
    if (reception.fault === undefined && isOldBadge(reception))
      return await checkAssertion(reception, session);
    if (reception.fault === undefined && kindOf(reception.document) === 'presentation')
      return await checkPresentation(reception, options, session, verifyReceived);
    return await verifyReceived(reception, session);
  } catch {
    // Nothing of what is known gets here; whatever does was brought about by the document.
    return unreadable(fault('malformed', '', 'the document could not be verified'), session);
  }
}

/** Whether what was received is an Open Badges 1 or 2 assertion, or the address of one. */
function isOldBadge({ document, envelope, address }: Received): boolean {
  return address !== undefined || isAssertion(envelope === undefined ? document : envelope.jws.payload);
}

/** Verifies a credential that was read, also one that another document carries. */
export function verifyReceived(reception: Reception, session: Session): Promise<VerificationReport> {
  if (reception.fault !== undefined) return Promise.resolve(unreadable(reception.fault, session));
  if (kindOf(reception.document) !== 'credential') return Promise.resolve(unnamed(session));
  return checkCredential({ ...reception, hasStatus: true }, session, verifyList, verifyReceived);
}

async function verifyList(bytes: Uint8Array, session: Session): Promise<VerificationReport> {
  const reception = receive(bytes, session);
  if (reception.fault !== undefined) return unreadable(reception.fault, session);
  return checkCredential({ ...reception, hasStatus: false }, session, verifyList);
}

function unreadable(found: Fault, session: Session): VerificationReport {
  return reportOf(new Map([['reading', failed(found)]]), 'credential', session);
}

function unnamed(session: Session): VerificationReport {
  const found = fault('schema', '/type', 'neither a verifiable credential nor a presentation');
  return reportOf(
    new Map([
      ['reading', passed()],
      ['shape', failed(found)],
    ]),
    'credential',
    session,
  );
}
