import { examineCredential, kindOf, partyId, withoutProof } from '../checks/examine.ts';
import type { Findings } from '../checks/findings.ts';
import { innerFindings } from '../checks/inner.ts';
import { resourceFinding } from '../checks/resources.ts';
import { validityFault } from '../checks/validity.ts';
import { BUNDLED_CONTEXTS } from '../contexts/index.ts';
import { isObject, listOf, member, pointerTo, readJson, type JsonObject } from '../json/index.ts';
import { controllerOf } from '../keys/resolve.ts';
import { CredentialRefused, fault, type Fault } from '../refusal.ts';
import { CHECK_ORDER } from '../report.ts';
import type { Session } from '../session.ts';
import { modelVersion, typesOf } from '../shapes/credential.ts';
import { whyBlocked } from '../fetch.ts';
import { readBitEntry } from '../status/entry.ts';
import { verifyReceived } from '../verify.ts';

/** The context that gives a VC 1.1 credential the terms of its proof. */
const DATA_INTEGRITY = 'https://w3id.org/security/data-integrity/v2';
const HAS_INTEGRITY_TERMS: ReadonlySet<string> = new Set(
  BUNDLED_CONTEXTS.map((context) => context.url).filter((url) => url.includes('/data-integrity/')),
);

function refuse(found: Fault): never {
  throw new CredentialRefused(found.code, found.pointer, found.detail);
}

/** A credential that may be signed. */
export interface Linted {
  document: JsonObject;
  /** The document without the proofs that it has already. */
  bare: JsonObject;
  /** The JSON text of `bare`. */
  text: string;
}

/** The credential as strict JSON: what a verifier would read once it was written. */
function readCredential(credential: object, session: Session): { document: JsonObject; text: string } {
  let text: string;
  try {
    text = JSON.stringify(credential);
  } catch (error) {
    return refuse(fault('malformed', '', error instanceof Error ? error.message : 'not plain JSON'));
  }
  const read = readJson(text, session.limits);
  if (read.fault !== undefined) return refuse(read.fault);
  const document = isObject(read.value) ? read.value : refuse(fault('malformed', '', 'not a JSON object'));
  return { document, text };
}

/** What a verifier would refuse about the status entries without asking for a list. */
function statusFault(document: JsonObject, session: Session): Fault | undefined {
  const value = member(document, 'credentialStatus');
  for (const [index, entry] of listOf(value).entries()) {
    const at = Array.isArray(value) ? pointerTo('/credentialStatus', index) : '/credentialStatus';
    if (
      !isObject(entry) ||
      !typesOf(entry).some((name) => /^(?:Bitstring)?StatusList(?:2021)?Entry$/.test(name))
    )
      continue;
    const read = readBitEntry(entry, at);
    if ('fault' in read) return read.fault;
    const blocked = whyBlocked(read.entry.listUrl, session.policy.allowedOrigins);
    if (blocked !== undefined) return fault('fetch-blocked', `${at}/statusListCredential`, blocked);
  }
  return undefined;
}

/**
 * Refuses whatever `verify` would refuse about a credential before it is signed, and returns the copy that is
 * going to be signed, with and without proofs that it has already. A VC 1.1 credential gets the context of data integrity proofs where it has none.
 */
export async function lint(
  credential: object,
  verificationMethod: string,
  suite: string,
  session: Session,
): Promise<Linted> {
  const { document, text } = readCredential(credential, session);
  if (kindOf(document) !== 'credential')
    refuse(fault('schema', '/type', 'must include VerifiableCredential'));
  const contexts = member(document, '@context');
  let isAsRead = member(document, 'proof') === undefined;
  if (modelVersion(document) === 1 && Array.isArray(contexts) && !suite.endsWith('jwt')) {
    if (!contexts.some((url) => typeof url === 'string' && HAS_INTEGRITY_TERMS.has(url))) {
      document['@context'] = [...contexts, DATA_INTEGRITY];
      isAsRead = false;
    }
  }
  const findings: Findings = new Map();
  const bare = withoutProof(document);
  await examineCredential(document, session, findings, bare);
  findings.set('resources', resourceFinding(document, session));
  for (const id of CHECK_ORDER) {
    const { status, code, pointer = '', detail = '' } = findings.get(id) ?? { status: 'skipped' };
    if (status === 'fail' && code !== undefined) refuse(fault(code, pointer, detail));
  }
  const status = statusFault(document, session);
  if (status !== undefined) refuse(status);
  const inside = { issuer: partyId(member(document, 'issuer')), isProven: true };
  await innerFindings(document, inside, verifyReceived, session, findings);
  const {
    status: holds,
    code = 'malformed',
    ...words
  } = findings.get('credentials') ?? { status: 'skipped' };
  if (holds === 'fail') refuse(fault(code, words.pointer ?? '', words.detail ?? ''));
  const untimely = validityFault(document, session);
  if (untimely !== undefined) refuse(untimely);
  if (
    session.policy.issuerBinding !== false &&
    partyId(member(document, 'issuer')) !== controllerOf(verificationMethod)
  ) {
    refuse(fault('issuer-mismatch', '/issuer', 'the key that is to sign is not the issuer’s'));
  }
  return { document, bare, text: isAsRead ? text : JSON.stringify(bare) };
}
