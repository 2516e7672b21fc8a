import { checkContextIntegrity, checkContextList, listIntegrityFault } from '../contexts/index.ts';
import {
  copyMembers,
  emptyObject,
  isObject,
  keepNotes,
  listOf,
  member,
  noted,
  notesOf,
  type JsonObject,
  type JsonValue,
} from '../json/index.ts';
import { embeddedCredentials, openBadgesFault } from '../openbadges/index.ts';
import { canonicalFault } from '../rdf/index.ts';
import { findUnsigned } from '../rdf/unsigned.ts';
import type { Limits } from '../policy.ts';
import { fault, type Fault } from '../refusal.ts';
import type { CheckId } from '../report.ts';
import type { Session } from '../session.ts';
import { credentialFault, typesOf } from '../shapes/credential.ts';
import { anyFailed, judged, skipped, type Finding, type Findings } from './findings.ts';

/** Members in which a document may carry credentials with contexts of their own. */
const CARRIES_CREDENTIALS = /\/(?:endorsement|verifiableCredential)(?:\/[0-9]+)?$/;

/** A copy of a document without its proofs: what the proofs are about. */
export function withoutProof(document: JsonObject): JsonObject {
  const bare = emptyObject();
  for (const key in document) if (key !== 'proof') bare[key] = document[key] as JsonValue;
  return bare;
}

/** The same, not to be changed: for a document that is met again it is the same copy each time. */
export function bareOf(document: JsonObject): JsonObject {
  return noted(document, keptWithoutProof);
}

function keptWithoutProof(document: JsonObject): JsonObject {
  const bare = withoutProof(document);
  if (notesOf(document) !== undefined) keepNotes(bare);
  return bare;
}

/** Fills in `contexts` and `context-integrity`, also for the credentials that a document carries inside. */
export function examineContexts(document: JsonObject, session: Session, findings: Findings): void {
  const mayDefine = session.policy.inlineContexts === true;
  if (!hasInnerContext(document)) {
    findings.set('contexts', judged(checkContextList(document, session.registry)));
    findings.set('context-integrity', judged(listIntegrityFault(document, mayDefine)));
    return;
  }
  const inside = carriedCredentials(document);
  let untrusted = checkContextList(document, session.registry);
  let modified = integrityFault(document, mayDefine);
  for (const { value, pointer } of inside) {
    const within = (found: Fault | undefined): Fault | undefined =>
      found === undefined ? undefined : { ...found, pointer: pointer + found.pointer };
    untrusted ??= within(checkContextList(withContextList(value), session.registry));
    modified ??= within(integrityFault(value, mayDefine));
  }
  findings.set('contexts', judged(untrusted));
  findings.set('context-integrity', judged(modified));
}

/** Whether anything below the outermost object has a context; nearly no credential has. */
function hasInnerContext(document: JsonObject): boolean {
  for (const key in document) {
    if (key !== '@context' && hasContext(document[key] as JsonValue)) return true;
  }
  return false;
}

function hasContext(value: JsonValue): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (!Array.isArray(value)) return noted(value, objectHasContext);
  for (const item of value) if (hasContext(item)) return true;
  return false;
}

function objectHasContext(value: JsonObject): boolean {
  for (const key in value) if (key === '@context' || hasContext(value[key] as JsonValue)) return true;
  return false;
}

/** An envelope may name its one context without a list (VC-JOSE-COSE, and VC 2.0 section 4.13). */
function withContextList(value: JsonObject): JsonObject {
  const context = member(value, '@context');
  return typeof context === 'string' && typesOf(value).includes('EnvelopedVerifiableCredential')
    ? copyMembers(value, { '@context': [context] })
    : value;
}

/** The credentials at every depth of a document that may have contexts of their own. */
function carriedCredentials(document: JsonObject, base = ''): { value: JsonObject; pointer: string }[] {
  return embeddedCredentials(document)
    .filter(({ pointer }) => CARRIES_CREDENTIALS.test(pointer))
    .flatMap(({ value, pointer }) => [
      { value, pointer: base + pointer },
      ...carriedCredentials(value, base + pointer),
    ]);
}

/** A proof may repeat the context of its document; the suites compare the two. */
function integrityFault(document: JsonObject, mayDefine: boolean): Fault | undefined {
  const own = new Set(
    embeddedCredentials(document)
      .filter(({ pointer }) => CARRIES_CREDENTIALS.test(pointer))
      .map(({ value }) => value),
  );
  const bare = withoutProof(document);
  const proof = member(document, 'proof');
  const proofs = listOf(proof).map((item) => (isObject(item) ? withoutContext(item) : item));
  if (proofs.length > 0) bare['proof'] = Array.isArray(proof) ? proofs : (proofs[0] as JsonObject);
  return checkContextIntegrity(bare, (value) => own.has(value), mayDefine);
}

function withoutContext(proof: JsonObject): JsonObject {
  const rest = copyMembers(proof);
  delete rest['@context'];
  return rest;
}

/** What the shape of a credential has against it: the data model first, then the Open Badges family. */
export function shapeFault(document: JsonObject, session: Session): Fault | undefined {
  const subjects = member(document, 'credentialSubject');
  if (Array.isArray(subjects) && subjects.length > session.limits.subjects) {
    return fault('limit-exceeded', '/credentialSubject', `more than ${session.limits.subjects} subjects`);
  }
  return credentialFault(document) ?? openBadgesFault(document);
}

/**
 * Whether everything that the document says is defined by its contexts, and whether its statements can be
 * told apart within the limits. `bare` is the document without its proofs.
 */
export async function termsFault(bare: JsonObject, session: Session): Promise<Fault | undefined> {
  const unsigned = findUnsigned(bare, session.limits.quads * 4);
  if (unsigned !== undefined) return unsigned;
  return await canonicalFault(bare, session.registry, session.limits);
}

/** What was found out about a document that is met again, and under which policy. */
interface Examined {
  readonly registry: string;
  readonly limits: Limits;
  readonly mayDefine: boolean;
  readonly found: readonly [CheckId, Finding][];
}

/** Fills in the checks that need nothing but a credential and its contexts. */
export async function examineCredential(
  document: JsonObject,
  session: Session,
  findings: Findings,
  bare: JsonObject = withoutProof(document),
): Promise<void> {
  const notes = notesOf(document);
  if (notes === undefined) return await examineNow(document, session, findings, bare);
  const known = notes.get(examineCredential) as Examined | undefined;
  if (known !== undefined && isUnder(known, session)) {
    for (const [id, finding] of known.found) findings.set(id, finding);
    return;
  }
  const fresh: Findings = new Map();
  await examineNow(document, session, fresh, bare);
  for (const [id, finding] of fresh) findings.set(id, finding);
  notes.set(examineCredential, {
    registry: session.registry.key,
    limits: session.limits,
    mayDefine: session.policy.inlineContexts === true,
    found: [...fresh],
  } satisfies Examined);
}

/** Whether an examination was made under what a session asks for: everything that `examineNow` takes from it. */
function isUnder({ registry, limits, mayDefine }: Examined, session: Session): boolean {
  const { quads, workFactor, subjects } = session.limits;
  return (
    registry === session.registry.key &&
    mayDefine === (session.policy.inlineContexts === true) &&
    limits.quads === quads &&
    limits.workFactor === workFactor &&
    limits.subjects === subjects
  );
}

async function examineNow(
  document: JsonObject,
  session: Session,
  findings: Findings,
  bare: JsonObject,
): Promise<void> {
  examineContexts(document, session, findings);
  const shape = shapeFault(document, session);
  findings.set('shape', judged(shape));
  if (anyFailed(findings, ['contexts', 'context-integrity'])) {
    findings.set('terms', skipped('the contexts are not those that the terms are read by'));
  } else {
    findings.set('terms', judged(await termsFault(bare, session)));
  }
}

/** Whether a value calls itself a credential, a presentation, or neither. */
export function kindOf(value: unknown): 'credential' | 'presentation' | undefined {
  if (!isObject(value)) return undefined;
  const types = typesOf(value);
  if (types.includes('VerifiablePresentation')) return 'presentation';
  return types.includes('VerifiableCredential') ? 'credential' : undefined;
}

/** The id of an issuer or holder: a URL, or an object that has one. */
export function partyId(value: JsonObject[string] | undefined): string | undefined {
  const id = isObject(value) ? member(value, 'id') : value;
  return typeof id === 'string' ? id : undefined;
}

/** The ids of the subjects that have one. */
export function subjectIds(document: JsonObject): string[] {
  return listOf(member(document, 'credentialSubject'))
    .map(partyId)
    .filter((id) => id !== undefined);
}
